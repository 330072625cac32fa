package org.chainrule.differentiate;

import java.util.Optional;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.rewrite.Facts;

/**
 * Sums of what is 0 on one side of a bound that lies in their range, over the other side alone:
 * {@code sum(t=1..T, cases(a_t if s <= t, 0 otherwise))} is {@code sum(t=s..T, a_t)}.
 */
final class NarrowedSums extends Rewriter {
  private final Facts facts;

  NarrowedSums(Facts facts) {
    this.facts = facts;
  }

  @Override
  public Expr visit(Reduction reduction) {
    Binder.Opened inside = opened(reduction);
    boolean isSum =
        reduction.operator() == Reduction.Operator.SUM && inside.condition() == Logical.TRUE;
    if (isSum
        && cases(result(inside.body())) instanceof Piecewise cases
        && cases.branches().size() == 1
        && cases.otherwise().map(Expr::isZero).orElse(false)
        && cases.branches().get(0).condition() instanceof Relation relation
        && relation.operator() == Relation.Operator.LESS_OR_EQUAL) {
      Expr lower = result(reduction.lower());
      Expr upper = result(reduction.upper());
      Expr body = result(inside.body());
      Expr value = cases.branches().get(0).value();
      if (body instanceof Product product) {
        value = Product.of(product.lowered(cases), value);
      }
      Expr index = inside.index();
      if (relation.right() == index && isWithin(index, lower, relation.left())) {
        return Reduction.of(reduction.operator(), index, relation.left(), upper, value);
      }
      if (relation.left() == index && isWithin(index, relation.right(), upper)) {
        return Reduction.of(reduction.operator(), index, lower, relation.right(), value);
      }
    }
    return super.visit(reduction);
  }

  /** What stands by cases in a body, itself or as a factor; the body where nothing does. */
  private static Expr cases(Expr body) {
    if (body instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.base() instanceof Piecewise && factor.exponent().isOne()) {
          return factor.base();
        }
      }
    }
    return body;
  }

  /** Whether two bounds are free of the index and known to be in this order. */
  private boolean isWithin(Expr index, Expr smaller, Expr larger) {
    return !Occurrence.of(index, smaller)
        && !Occurrence.of(index, larger)
        && facts.decide(Relation.lessOrEqual(smaller, larger)).equals(Optional.of(true));
  }
}
