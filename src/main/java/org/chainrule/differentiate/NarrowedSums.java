package org.chainrule.differentiate;

import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.function.Functions;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.RangedRewriter;

/**
 * The pass that narrows sums of what is 0 on one side of a bound that lies in their range to the
 * other side: {@code sum(t=1..T, cases(a_t if s <= t, 0 otherwise))} is {@code sum(t=max(1,s)..T,
 * a_t)}.
 */
final class NarrowedSums extends RangedRewriter {
  NarrowedSums(Facts facts) {
    super(facts);
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
      if (relation.right() == index && isFree(index, lower, relation.left())) {
        Expr first = later(Functions.MAX, lower, relation.left());
        return Reduction.of(reduction.operator(), index, first, upper, value);
      }
      if (relation.left() == index && isFree(index, relation.right(), upper)) {
        Expr last = later(Functions.MIN, relation.right(), upper);
        return Reduction.of(reduction.operator(), index, lower, last, value);
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

  private static boolean isFree(Expr index, Expr smaller, Expr larger) {
    return !Occurrence.of(index, smaller) && !Occurrence.of(index, larger);
  }

  /** The bound that leaves fewer, of an index that must be above, or below, both. */
  private Expr later(Function function, Expr smaller, Expr larger) {
    boolean isMaximum = function.isMaximum();
    return facts()
        .decide(Relation.lessOrEqual(smaller, larger))
        .map(isInOrder -> isInOrder == isMaximum ? larger : smaller)
        .orElseGet(() -> Apply.of(function, List.of(smaller, larger)));
  }
}
