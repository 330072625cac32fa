package org.chainrule.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;

/**
 * The order of terms and factors in a text. A part stands where its names stand closest together in
 * the text; what has no name keeps its place among the others.
 */
final class WrittenOrder {
  private final Map<String, List<Integer>> places;
  private final Pass<Set<String>> names = new Names();

  WrittenOrder(Map<String, List<Integer>> places) {
    this.places = places;
  }

  /** The names in an expression, by which places are known: elements with numbers, or families. */
  private static final class Names extends Pass<Set<String>> {
    @Override
    protected List<Expr> dependencies(Expr node) {
      return node instanceof IndexedSymbol ? List.of() : node.children();
    }

    @Override
    protected Set<String> compute(Expr node) {
      if (node instanceof Symbol symbol) {
        return Set.of(symbol.name());
      }
      if (node instanceof IndexedSymbol element) {
        return Set.of(name(element));
      }
      Set<String> names = new LinkedHashSet<>();
      node.children().forEach(each -> names.addAll(result(each)));
      return names;
    }
  }

  private static String name(IndexedSymbol element) {
    return element.family()
        + element.indices().stream()
            .map(each -> each instanceof RationalNumber number ? number.value().toString() : "")
            .collect(Collectors.joining(",", "_", ""));
  }

  /** Where a name stands: as it is, or as any element of its family. */
  private List<Integer> places(String name) {
    List<Integer> own = places.getOrDefault(name, List.of());
    int end = name.indexOf('_');
    List<Integer> any =
        end < 0 ? List.of() : places.getOrDefault(name.substring(0, end + 1), List.of());
    List<Integer> all = new ArrayList<>(own);
    all.addAll(any);
    return all;
  }

  /** The start of the shortest part of the text, from a place on, that has some names in it. */
  private int start(Set<String> wanted, int from) {
    TreeMap<Integer, Set<String>> byPlace = new TreeMap<>();
    Set<String> known = new LinkedHashSet<>();
    for (String name : wanted) {
      for (int place : places(name)) {
        if (place >= from) {
          byPlace.computeIfAbsent(place, key -> new LinkedHashSet<>()).add(name);
          known.add(name);
        }
      }
    }
    Map<String, Integer> last = new HashMap<>();
    int start = Integer.MAX_VALUE;
    int shortest = Integer.MAX_VALUE;
    for (Map.Entry<Integer, Set<String>> each : byPlace.entrySet()) {
      each.getValue().forEach(name -> last.put(name, each.getKey()));
      int first = last.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
      int length = each.getKey() - first;
      // Of two parts as long the first may begin with the end of a term before.
      boolean isShorter = length < shortest || length > 0 && length == shortest;
      if (last.size() == known.size() && isShorter) {
        shortest = length;
        start = first;
      }
    }
    return start;
  }

  /**
   * The parts of an expression in the order of the text.
   *
   * @param part the expression of a part, which has no names for what is no expression
   */
  <T> List<T> sorted(Expr whole, List<T> parts, Function<T, Expr> part) {
    if (places.isEmpty()) {
      return parts;
    }
    int from = start(names.apply(whole), 0);
    Map<Expr, Integer> starts = new HashMap<>();
    parts.forEach(
        each -> starts.computeIfAbsent(part.apply(each), one -> start(names.apply(one), from)));
    ToIntFunction<T> place = each -> starts.get(part.apply(each));
    List<T> named =
        new ArrayList<>(parts.stream().filter(each -> isNamed(place.applyAsInt(each))).toList());
    named.sort(Comparator.comparingInt(place));
    List<T> sorted = new ArrayList<>(parts);
    int next = 0;
    for (int i = 0; i < sorted.size(); i++) {
      if (isNamed(place.applyAsInt(sorted.get(i)))) {
        sorted.set(i, named.get(next++));
      }
    }
    return sorted;
  }

  private static boolean isNamed(int place) {
    return place != Integer.MAX_VALUE;
  }
}
