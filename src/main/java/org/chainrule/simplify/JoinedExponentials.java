package org.chainrule.simplify;

import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Sum;
import org.chainrule.function.Elementary;
import org.chainrule.rewrite.Facts;

/**
 * A finished form with the exponentials of a product as one: {@code exp(x)*exp(-y)} is {@code exp(x
 * - y)}. While forms are looked for they stay apart, so that each can be a name's or cancel.
 */
public final class JoinedExponentials extends Rewriter {
  private final Facts facts;

  public JoinedExponentials(Facts facts) {
    this.facts = facts;
  }

  @Override
  public Expr visit(Product product) {
    Expr result = super.visit(product);
    if (!(result instanceof Product changed)) {
      return result;
    }
    Sum.Builder arguments = new Sum.Builder();
    Product.Builder others = new Product.Builder().multiply(changed.coefficient());
    int joined = 0;
    for (Product.Factor factor : changed.factors()) {
      if (isExponential(factor)) {
        arguments.add(argument(factor));
        joined++;
      } else {
        others.multiply(factor.toExpr());
      }
    }
    if (joined < 2) {
      return result;
    }
    Expr argument = new Simplifier(facts).simplify(arguments.build());
    return others.multiply(Elementary.exp(argument)).build();
  }

  private static boolean isExponential(Product.Factor factor) {
    return factor.base() instanceof Apply apply
        && apply.function().isExponential()
        && (factor.exponent().isOne() || factor.exponent() instanceof RationalNumber);
  }

  private static Expr argument(Product.Factor factor) {
    return factor.asExponential().orElseThrow();
  }
}
