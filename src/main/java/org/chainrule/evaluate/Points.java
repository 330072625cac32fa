package org.chainrule.evaluate;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.chainrule.error.Limit;
import org.chainrule.error.PointException;

/** Points from names and numbers, or lists of numbers for whole families. */
public final class Points {
  private Points() {}

  public static Point of(Map<String, Object> values) {
    Point.Builder builder = Point.builder();
    values.forEach((name, value) -> set(builder, name, value));
    return builder.build();
  }

  /** A point from names and values in turn. */
  public static Point of(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new PointException("names and values come in pairs");
    }
    Point.Builder builder = Point.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = String.valueOf(namesAndValues[i]);
      set(builder, name, namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** The names of a point that are none of some names, nor elements or subscripted ones of them. */
  public static List<String> foreign(Map<String, Object> values, Set<String> names) {
    List<String> foreign = new ArrayList<>();
    for (String name : values.keySet()) {
      String known = Point.nameOf(name);
      boolean isKnown = names.contains(known) || names.contains(Point.canonicalName(name));
      if (!known.isEmpty() && !isKnown) {
        foreign.add(name);
      }
    }
    return foreign;
  }

  private static void set(Point.Builder builder, String name, Object value) {
    Object plain = listed(value, 0);
    if (plain instanceof List<?> list) {
      builder.setArray(name, list);
    } else {
      builder.set(name, Point.number(name, plain));
    }
  }

  /** An array of Java's, of any kind of number, as a list; anything else as it is. */
  public static Object listed(Object value) {
    return listed(value, 0);
  }

  private static Object listed(Object value, int depth) {
    if (value instanceof RealMatrix matrix) {
      return listed(matrix.getData(), depth);
    }
    if (value instanceof RealVector vector) {
      return listed(vector.toArray(), depth);
    }
    if (value == null || !value.getClass().isArray()) {
      return value;
    }
    long deepest = Limit.ARRAY_NESTING.most();
    if (depth >= deepest) {
      throw Limit.ARRAY_NESTING.refusal(
          new PointException("arrays nest at most " + deepest + " deep"));
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      list.add(listed(Array.get(value, i), depth + 1));
    }
    return list;
  }
}
