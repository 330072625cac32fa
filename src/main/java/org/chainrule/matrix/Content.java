package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** The factor that several numbers have in common. */
final class Content {
  private Content() {}

  /**
   * The common factor: what divides all of them, or is below the line of all of them; a minus where
   * all have one. Fractions that differ are none.
   */
  static Expr of(List<Expr> numbers) {
    List<Rational> coefficients = new ArrayList<>();
    Map<Expr, Rational> common = new HashMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      Map<Expr, Rational> powers = new HashMap<>();
      coefficients.add(split(numbers.get(i), powers));
      if (i == 0) {
        common.putAll(powers);
      } else {
        common.replaceAll((base, exponent) -> nearer(exponent, powers.get(base)));
      }
    }
    Expr content = RationalNumber.of(rational(coefficients));
    for (Map.Entry<Expr, Rational> each : common.entrySet()) {
      content = content.times(Power.of(each.getKey(), RationalNumber.of(each.getValue())));
    }
    return content;
  }

  /** An equal number whose sums have the signs that they have as divisors, so that they cancel. */
  static Expr settled(Expr number) {
    if (!(number instanceof Product product)) {
      return number;
    }
    Expr result = RationalNumber.of(product.coefficient());
    for (Product.Factor factor : product.factors()) {
      Expr power = factor.toExpr();
      result = result.times(factor.base() instanceof Sum ? power.power(-1).power(-1) : power);
    }
    return result;
  }

  private static Rational split(Expr number, Map<Expr, Rational> powers) {
    if (number instanceof RationalNumber rational) {
      return rational.value();
    }
    if (number instanceof Product product) {
      product.factors().forEach(each -> put(each, powers));
      return product.coefficient();
    }
    put(Product.Factor.of(number), powers);
    return Rational.ONE;
  }

  private static void put(Product.Factor factor, Map<Expr, Rational> powers) {
    if (factor.exponent() instanceof RationalNumber exponent) {
      powers.put(factor.base(), exponent.value());
    } else {
      powers.put(factor.toExpr(), Rational.ONE);
    }
  }

  /** Of two exponents of one sign the one nearer to 0. */
  private static Rational nearer(Rational one, @Nullable Rational other) {
    if (other == null || one.signum() != other.signum()) {
      return Rational.ZERO;
    }
    return one.abs().compareTo(other.abs()) <= 0 ? one : other;
  }

  private static Rational rational(List<Rational> coefficients) {
    Rational first = coefficients.get(0).abs();
    boolean isOne = coefficients.stream().allMatch(each -> each.abs().equals(first));
    boolean isWhole = coefficients.stream().allMatch(Rational::isInteger);
    Rational size = isOne ? first : isWhole ? Rational.content(coefficients).abs() : Rational.ONE;
    return coefficients.stream().allMatch(each -> each.signum() < 0) ? size.negate() : size;
  }
}
