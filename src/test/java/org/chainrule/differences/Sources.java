package org.chainrule.differences;

import static org.chainrule.precise.PreciseElementary.exp;
import static org.chainrule.precise.PreciseElementary.log;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.DomainException;

/** Functions made by hand for the tests of the check. */
final class Sources {
  interface Unary {
    BigDecimal at(BigDecimal x, MathContext context);
  }

  interface Binary {
    BigDecimal at(BigDecimal x, BigDecimal y, MathContext context);
  }

  private Sources() {}

  static ValueSource of(Unary function) {
    return source(Set.of("x"), (point, context) -> function.at(point.get("x"), context));
  }

  static ValueSource of(Binary function) {
    return source(
        new LinkedHashSet<>(List.of("x", "y")),
        (point, context) -> function.at(point.get("x"), point.get("y"), context));
  }

  interface Values {
    BigDecimal at(Map<String, BigDecimal> point, MathContext context);
  }

  static ValueSource source(Set<String> names, Values values) {
    return new ValueSource() {
      @Override
      public Set<String> names() {
        return names;
      }

      @Override
      public BigDecimal at(Map<String, BigDecimal> point, MathContext context) {
        return values.at(point, context);
      }
    };
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  static BigDecimal divide(BigDecimal a, BigDecimal b, MathContext c) {
    if (b.signum() == 0) {
      throw new DomainException("division by zero");
    }
    return a.divide(b, c);
  }

  /** log(1 + exp(x)), written so that digits are lost. */
  static BigDecimal naiveSoftplus(BigDecimal x, MathContext c) {
    return log(BigDecimal.ONE.add(exp(x, c), c), c);
  }
}
