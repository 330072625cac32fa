package org.chainrule.workloads;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.expr.Expr;

/**
 * A workload as one expression, for what computes with expressions.
 *
 * @param expression the value, its definitions put in
 * @param variables the name of each place of the point
 * @param parameters the name of each parameter
 * @param lengths the numbers of the names that bound its sums
 */
public record Written(
    Expr expression,
    List<String> variables,
    List<String> parameters,
    Map<String, Integer> lengths) {

  /** The elements of a family that is counted from 1, in the order of an array. */
  static List<String> elements(String family, int... lengths) {
    List<List<Integer>> all = List.of(List.of());
    for (int length : lengths) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> each : all) {
        for (int i = 1; i <= length; i++) {
          List<Integer> next = new ArrayList<>(each);
          next.add(i);
          longer.add(next);
        }
      }
      all = longer;
    }
    return all.stream().map(indices -> name(family, indices)).toList();
  }

  private static String name(String family, List<Integer> indices) {
    String list = indices.stream().map(String::valueOf).collect(Collectors.joining(","));
    return family + (indices.size() == 1 ? "_" + list : "_{" + list + "}");
  }

  /** Several lists of names, one after the other. */
  @SafeVarargs
  static List<String> joined(List<String>... lists) {
    List<String> all = new ArrayList<>();
    for (List<String> each : lists) {
      all.addAll(each);
    }
    return all;
  }
}
