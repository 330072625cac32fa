package org.chainrule.laws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chainrule.error.NamesException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.workloads.Written;

/**
 * Finds what a generated expression needs numbers for: its names, and of each family all elements
 * between the least and the largest that its evaluation asks for.
 */
final class GeneratedNumbers {
  private static final Map<String, Integer> LENGTHS = Map.of("i", 3, "j", 2, "m", 1, "n", 4);

  private final Expr expression;
  private final Map<String, Double> given = new TreeMap<>();
  private final Set<String> used = new TreeSet<>();

  GeneratedNumbers(Expr expression) {
    this.expression = expression;
    for (int shift = 0; shift < 2; shift++) {
      given.clear();
      addNeeded(shift);
      used.addAll(given.keySet());
    }
  }

  /** The names that evaluation asks for, but for lengths. */
  Set<String> used() {
    return used;
  }

  /** One of the points. */
  static double[] point(List<String> names, int shift) {
    return names.stream().mapToDouble(name -> number(name, shift)).toArray();
  }

  /** The number of a name at one of the points: never a whole one, where much is special. */
  private static double number(String name, int shift) {
    int digit = Math.floorMod(name.hashCode() * 31, 17);
    double start = 0.21875 + digit / 8.0 - (digit % 5 == 0 ? 1.125 : 0);
    return shift == 0 ? start : 0.75 * start - 0.0625;
  }

  private void addNeeded(int shift) {
    while (true) {
      try {
        Point.Builder builder = Point.builder();
        given.forEach(builder::set);
        Context<Expr> context =
            Context.<Expr>of(Functions::named).withSteps(200_000).withKnown(given.keySet());
        Evaluator.evaluate(expression, builder.build(), context);
        return;
      } catch (NamesException exception) {
        exception.unknown().forEach(given::remove);
        for (String name : exception.missing()) {
          Integer length = LENGTHS.get(name);
          given.put(name, length == null ? number(name, shift) : length);
        }
        if (exception.missing().isEmpty() && exception.unknown().isEmpty()) {
          throw exception;
        }
      }
    }
  }

  /** The expression with its names in the order of arrays. */
  Written written() {
    Map<String, List<int[]>> elements = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>();
    Map<String, Integer> lengths = new HashMap<>();
    Set<Expr> targets = new HashSet<>(Agreement.nodes(expression, true));
    used.forEach(name -> targets.add(Lowering.name(name, Declarations.NONE)));
    for (Expr target : targets) {
      if (target instanceof Symbol symbol) {
        if (LENGTHS.containsKey(symbol.name())) {
          lengths.put(symbol.name(), LENGTHS.get(symbol.name()));
        } else {
          names.add(symbol.name());
        }
      } else if (target instanceof IndexedSymbol element) {
        List<int[]> known = elements.computeIfAbsent(element.family(), key -> new ArrayList<>());
        if (element.indices().stream().allMatch(RationalNumber.class::isInstance)) {
          known.add(
              element.indices().stream()
                  .mapToInt(index -> ((RationalNumber) index).value().intValueExact())
                  .toArray());
        } else if (known.isEmpty()) {
          known.add(element.indices().stream().mapToInt(index -> 1).toArray());
        }
      }
    }
    List<String> variables = new ArrayList<>(names);
    elements.forEach((family, known) -> variables.addAll(between(family, known)));
    return new Written(expression, variables, List.of(), lengths);
  }

  private static Collection<String> between(String family, List<int[]> known) {
    int axes = known.get(0).length;
    List<String> lists = List.of("");
    for (int axis = 0; axis < axes; axis++) {
      int place = axis;
      int low = known.stream().mapToInt(each -> each[place]).min().orElseThrow();
      int high = known.stream().mapToInt(each -> each[place]).max().orElseThrow();
      if (axis == axes - 1 && high == low) {
        high++; // Of a single element the compiler takes no other subscript than its own.
      }
      List<String> longer = new ArrayList<>();
      for (String list : lists) {
        for (int i = low; i <= high; i++) {
          longer.add(list.isEmpty() ? String.valueOf(i) : list + "," + i);
        }
      }
      lists = longer;
    }
    return lists.stream()
        .map(list -> family + (isPlain(list) ? "_" + list : "_{" + list + "}"))
        .collect(Collectors.toList());
  }

  private static boolean isPlain(String list) {
    return list.chars().allMatch(Character::isDigit);
  }
}
