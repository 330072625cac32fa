package org.chainrule.simplify;

import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.function.Elementary;

/** Powers of even powers, as powers of absolute values: (x^4)^(1/2) is x^2. */
final class EvenPowers {
  private EvenPowers() {}

  /** Adds the expression with these taken out of roots in which nothing else stands. */
  static void add(Forms of, Candidates candidates) {
    takenOut(of.node()).ifPresent(candidates::add);
  }

  /** The expression with these taken out of roots in which nothing else stands. */
  private static Optional<Expr> takenOut(Expr expression) {
    if (expression instanceof Power power) {
      return takenOut(power.base(), power.exponent());
    }
    if (!(expression instanceof Product product)) {
      return Optional.empty();
    }
    Product.Builder builder = new Product.Builder().multiply(product.coefficient());
    boolean changed = false;
    for (Product.Factor factor : product.factors()) {
      Optional<Expr> outside = takenOut(factor.base(), factor.exponent());
      builder.multiply(outside.orElseGet(factor::toExpr));
      changed |= outside.isPresent();
    }
    return changed ? Optional.of(builder.build()) : Optional.empty();
  }

  private static Optional<Expr> takenOut(Expr base, Expr exponent) {
    boolean isRoot = exponent instanceof RationalNumber number && !number.value().isInteger();
    if (!isRoot) {
      return Optional.empty();
    }
    if (base instanceof Power inner) {
      return magnitude(inner.base(), inner.exponent(), exponent);
    }
    if (!(base instanceof Product product) || product.coefficient().signum() < 0) {
      return Optional.empty();
    }
    Product.Builder builder = new Product.Builder();
    builder.multiply(Power.of(RationalNumber.of(product.coefficient()), exponent));
    for (Product.Factor factor : product.factors()) {
      Optional<Expr> outside = magnitude(factor.base(), factor.exponent(), exponent);
      if (outside.isEmpty()) {
        return Optional.empty();
      }
      builder.multiply(outside.get());
    }
    return Optional.of(builder.build());
  }

  /** (x^even)^exponent, of which nothing but the magnitude of x tells. */
  private static Optional<Expr> magnitude(Expr base, Expr even, Expr exponent) {
    if (!(even instanceof RationalNumber number) || !number.value().isEven()) {
      return Optional.empty();
    }
    Expr power = Product.of(even, exponent);
    boolean staysEven = power instanceof RationalNumber whole && whole.value().isEven();
    Expr bare = staysEven ? base : Elementary.abs(base);
    return Optional.of(Power.of(bare, power));
  }
}
