package org.chainrule.simplify;

import java.util.List;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Sum;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.RangedRewriter;

/**
 * The pass that multiplies out sums over an index and splits them by terms, so that parts can meet.
 */
public final class Distribute extends RangedRewriter {
  Distribute(Facts facts) {
    super(facts);
  }

  /** An expression multiplied out, in its sums over an index too. */
  public static Expr in(Expr expression, Facts facts) {
    return multipliedOut(new Distribute(facts).apply(expression));
  }

  @Override
  public Expr visit(Reduction reduction) {
    if (reduction.operator() != Reduction.Operator.SUM) {
      return super.visit(reduction);
    }
    Binder.Opened inside = opened(reduction);
    Expr body = multipliedOut(result(inside.body()));
    Sum.Builder builder = new Sum.Builder();
    for (Expr addend : body instanceof Sum sum ? sum.addends() : List.of(body)) {
      builder.add(
          Contraction.sum(
              inside.index(),
              result(reduction.lower()),
              result(reduction.upper()),
              result(inside.condition()),
              addend,
              facts()));
    }
    return builder.build();
  }

  /** The rational form, its numerator multiplied out, where that is not too large. */
  static Expr multipliedOut(Expr body) {
    try {
      RationalForm form = new RationalForm();
      return form.expanded(form.fraction(body));
    } catch (BudgetException tooLarge) {
      tooLarge.stop();
      return body;
    } catch (DomainException | ArithmeticException impossible) {
      return body;
    }
  }
}
