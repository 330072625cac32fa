package org.chainrule.prove;

import java.util.HashMap;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.number.Rational;

/**
 * A quotient whose divisor is kept in factors.
 *
 * @param above the dividend
 * @param below the factors of the divisor, no numbers among them, and how often each occurs
 */
record Fraction(Polynomial above, Map<Polynomial, Integer> below) {
  static final Fraction ZERO = new Fraction(Polynomial.ZERO, Map.of());
  static final Fraction ONE = of(Polynomial.ONE);

  Fraction {
    below = above.isZero() ? Map.of() : Map.copyOf(below);
  }

  static Fraction of(Polynomial polynomial) {
    return new Fraction(polynomial, Map.of());
  }

  static Fraction of(Rational number) {
    return of(Polynomial.of(number));
  }

  static Fraction of(Expr kernel) {
    return of(Polynomial.of(kernel));
  }

  boolean isZero() {
    return above.isZero();
  }

  boolean isPolynomial() {
    return below.isEmpty();
  }

  Fraction times(Rational factor) {
    return new Fraction(above.times(factor), below);
  }

  Fraction negate() {
    return times(Rational.MINUS_ONE);
  }

  /** The factors of two divisors together. */
  static Map<Polynomial, Integer> product(
      Map<Polynomial, Integer> one, Map<Polynomial, Integer> other) {
    Map<Polynomial, Integer> product = new HashMap<>(one);
    other.forEach((factor, times) -> product.merge(factor, times, Integer::sum));
    return product;
  }

  /** The quotient as an expression in kernels. */
  Expr toExpr() {
    Product.Builder product = new Product.Builder().multiply(above.toExpr());
    below.forEach((factor, times) -> product.multiply(factor.toExpr().power(-times)));
    return product.build();
  }
}
