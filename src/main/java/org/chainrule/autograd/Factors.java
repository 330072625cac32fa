package org.chainrule.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.Sum;
import org.chainrule.function.Elementary;

/**
 * A product as it is to be computed: what multiplies and what divides. Exponentials become one, so
 * that {@code exp(x)/exp(y)} is neither {@code inf/inf} nor 0/0.
 *
 * @param coefficient the number in front
 * @param above what multiplies
 * @param below what divides
 */
record Factors(double coefficient, List<Expr> above, List<Expr> below) {
  static Factors of(Product product) {
    List<Expr> above = new ArrayList<>();
    List<Expr> exponents = new ArrayList<>();
    List<Expr> exponentials = new ArrayList<>();
    Product.Quotient quotient = product.quotient();
    for (Product.Factor factor : quotient.above()) {
      Optional<Expr> exponent = factor.asExponential();
      if (exponent.isPresent()) {
        exponents.add(exponent.get());
        exponentials.add(factor.toExpr());
      } else {
        above.add(factor.toExpr());
      }
    }
    if (exponents.size() == 1) {
      above.add(exponentials.get(0));
    } else if (!exponents.isEmpty()) {
      above.add(Elementary.exp(Sum.of(exponents)));
    }
    List<Expr> below =
        quotient.below().stream().map(each -> Power.of(each.base(), each.exponent())).toList();
    return new Factors(product.coefficient().doubleValue(), above, below);
  }

  /** All that has to be computed. */
  List<Expr> all() {
    List<Expr> all = new ArrayList<>(above);
    all.addAll(below);
    return all;
  }

  /** The argument of exp that a node means, where it is a power of an exponential. */
  static Optional<Expr> exponent(Expr node) {
    return node instanceof Power power
        ? Product.Factor.of(power).asExponential()
        : Optional.empty();
  }
}
