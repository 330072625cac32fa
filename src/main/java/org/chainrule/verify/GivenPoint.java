package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chainrule.error.NamesException;
import org.chainrule.error.PointException;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;

/**
 * A point to check at, as it was given: whole numbers for indices and lengths, and the values of
 * names and elements.
 *
 * @param whole the values of indices and lengths, those of lengths from arrays where they were not
 *     given
 * @param values the values of all other names, those of arrays by element
 */
record GivenPoint(Map<String, BigInteger> whole, Map<String, BigDecimal> values) {
  /**
   * The parts of a point.
   *
   * @param names the names of indices and lengths
   * @param needed those of them that must have a value
   * @param declarations what tells the ranges of families
   * @throws PointException if the array of a family goes with no length given, or a number is none
   * @throws NamesException if an index or a length has no value
   */
  static GivenPoint of(
      Map<String, Object> given, Set<String> names, Set<String> needed, Declarations declarations) {
    Map<String, Object> point = new LinkedHashMap<>();
    given.forEach((name, value) -> point.put(Point.canonicalName(name), value));
    Map<String, BigInteger> whole = new TreeMap<>();
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    point.forEach(
        (name, value) -> {
          if (names.contains(name)) {
            Rational number = Point.number(name, value);
            if (!number.isInteger()) {
              throw new PointException(name + " is an index or a length, and no whole number");
            }
            whole.put(name, number.numerator());
          }
        });
    point.forEach(
        (name, value) -> {
          if (value instanceof List<?> list) {
            addElements(name, List.of(), list, values);
            addLengths(name, list, declarations, names, whole);
          } else if (!names.contains(name)) {
            values.put(name, decimal(name, value));
          }
        });
    List<String> missing = new ArrayList<>(new TreeSet<>(needed));
    missing.removeAll(whole.keySet());
    if (!missing.isEmpty()) {
      throw new NamesException(missing, List.of());
    }
    return new GivenPoint(whole, values);
  }

  private static BigDecimal decimal(String name, Object value) {
    Rational number = Point.number(name, value);
    return value instanceof BigDecimal decimal
        ? decimal
        : number.toBigDecimal(MathContext.DECIMAL128);
  }

  private static void addElements(
      String family, List<Integer> indices, List<?> list, Map<String, BigDecimal> values) {
    for (int i = 0; i < list.size(); i++) {
      List<Integer> inner = new ArrayList<>(indices);
      inner.add(i + 1);
      Object value = list.get(i);
      if (value instanceof List<?> row) {
        addElements(family, inner, row, values);
      } else {
        String name = elementName(family, inner);
        values.put(name, decimal(name, value));
      }
    }
  }

  private static String elementName(String family, List<Integer> indices) {
    List<String> parts = indices.stream().map(String::valueOf).toList();
    String list = String.join(",", parts);
    return parts.size() == 1 ? family + "_" + list : family + "_{" + list + "}";
  }

  private static void addLengths(
      String family,
      List<?> array,
      Declarations declarations,
      Set<String> names,
      Map<String, BigInteger> whole) {
    List<IndexRange> axes = declarations.familyRanges().getOrDefault(family, List.of());
    Set<Integer> open = declarations.openAxes().getOrDefault(family, Set.of());
    Object level = array;
    for (int i = 0; i < axes.size(); i++) {
      IndexRange axis = axes.get(i);
      if (!(level instanceof List<?> list) || list.isEmpty()) {
        return;
      }
      if (!open.contains(i)
          && axis.upper() instanceof Symbol symbol
          && names.contains(symbol.name())) {
        BigInteger length = BigInteger.valueOf(list.size());
        BigInteger before = whole.putIfAbsent(symbol.name(), length);
        boolean isPart = declarations.partialEnds(family, i).contains(symbol);
        if (before != null && (isPart ? before.compareTo(length) > 0 : !before.equals(length))) {
          throw new PointException(
              "two lengths for one range: " + symbol.name() + " is " + before + " and " + length);
        }
      }
      level = list.get(0);
    }
  }

  /**
   * The values of the names needed.
   *
   * @throws NamesException if one has none
   */
  Map<String, BigDecimal> valuesOf(Set<String> needed) {
    List<String> missing = new ArrayList<>();
    Map<String, BigDecimal> kept = new LinkedHashMap<>();
    for (String name : new TreeSet<>(needed)) {
      BigDecimal value = values.get(name);
      if (value == null) {
        missing.add(name);
      } else {
        kept.put(name, value);
      }
    }
    if (!missing.isEmpty()) {
      throw new NamesException(missing, List.of());
    }
    return kept;
  }
}
