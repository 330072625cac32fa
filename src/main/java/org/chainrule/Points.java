package org.chainrule;

import java.util.List;
import java.util.Map;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.PointException;

/** Points from names and numbers, or lists of numbers for whole families. */
final class Points {
  private Points() {}

  static Point of(Map<String, Object> values) {
    Point.Builder builder = Point.builder();
    values.forEach(
        (name, value) -> {
          if (value instanceof List<?> list) {
            builder.setArray(name, list);
          } else {
            builder.set(name, Point.number(name, value));
          }
        });
    return builder.build();
  }

  /** A point from names and values in turn. */
  static Point of(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new PointException("names and values come in pairs");
    }
    Point.Builder builder = Point.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = String.valueOf(namesAndValues[i]);
      Object value = namesAndValues[i + 1];
      if (value instanceof List<?> list) {
        builder.setArray(name, list);
      } else {
        builder.set(name, Point.number(name, value));
      }
    }
    return builder.build();
  }
}
