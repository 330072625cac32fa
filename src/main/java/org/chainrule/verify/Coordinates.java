package org.chainrule.verify;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.chainrule.number.Rational;

/** The coordinates of points as exact numbers, of which most points share each with the last. */
final class Coordinates {
  private final Map<String, Coordinate> last = new HashMap<>();

  private record Coordinate(BigDecimal decimal, Rational number) {}

  /** A coordinate by its name. */
  Rational number(String name, BigDecimal value) {
    Coordinate known = last.get(name);
    if (known == null || known.decimal().compareTo(value) != 0) {
      known = new Coordinate(value, Rational.of(value));
      last.put(name, known);
    }
    return known.number();
  }
}
