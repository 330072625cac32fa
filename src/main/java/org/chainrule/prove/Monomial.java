package org.chainrule.prove;

import java.util.HashMap;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.number.Rational;

/**
 * A product of powers of kernels, with the exponents by the kernels.
 *
 * @param exponents none of them 0
 */
record Monomial(Map<Expr, Rational> exponents) {
  static final Monomial ONE = new Monomial(Map.of());

  Monomial {
    exponents = Map.copyOf(exponents);
  }

  static Monomial of(Expr kernel, Rational exponent) {
    return exponent.isZero() ? ONE : new Monomial(Map.of(kernel, exponent));
  }

  boolean isOne() {
    return exponents.isEmpty();
  }

  /** The exponent of a kernel, 0 where it does not occur. */
  Rational exponentOf(Expr kernel) {
    return exponents.getOrDefault(kernel, Rational.ZERO);
  }

  Monomial times(Monomial other) {
    if (isOne()) {
      return other;
    }
    if (other.isOne()) {
      return this;
    }
    Map<Expr, Rational> product = new HashMap<>(exponents);
    other.exponents.forEach((kernel, exponent) -> product.merge(kernel, exponent, Rational::plus));
    product.values().removeIf(Rational::isZero);
    return new Monomial(product);
  }

  /** The power, whose exponents are those of this times a number. */
  Monomial power(Rational exponent) {
    if (exponent.isZero()) {
      return ONE;
    }
    Map<Expr, Rational> power = new HashMap<>();
    exponents.forEach((kernel, each) -> power.put(kernel, each.times(exponent)));
    return new Monomial(power);
  }

  Monomial inverse() {
    return power(Rational.MINUS_ONE);
  }

  Monomial without(Expr kernel) {
    Map<Expr, Rational> rest = new HashMap<>(exponents);
    rest.remove(kernel);
    return new Monomial(rest);
  }

  /** A number by which monomials are put in order, the same in every process. */
  long order() {
    long order = 17;
    for (Map.Entry<Expr, Rational> each : exponents.entrySet()) {
      order += 0x9E3779B97F4A7C15L * (each.getKey().hashCode() * 31L + each.getValue().hashCode());
    }
    return order;
  }
}
