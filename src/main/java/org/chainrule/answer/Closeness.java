package org.chainrule.answer;

import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.syntax.Syntax;

/** A degree to which values are computed, as far as what is made of them tells. */
enum Closeness {
  /** The nearest double, shown in digits that are rounded from the exact value. */
  DIGITS,
  /** The nearest double. */
  NUMBER,
  /** A double of which a picture shows all that it can. */
  PICTURE;

  /** The same where digits are not shown. */
  Closeness ofNumber() {
    return this == DIGITS ? NUMBER : this;
  }

  /** The value of an expression at a point. */
  Value value(Expr expression, Point point, Context<Expr> context) {
    return this == PICTURE
        ? Value.of(Evaluator.approximate(expression, point, context))
        : told(
            Evaluator.evaluate(expression, point, context),
            digits -> Evaluator.precise(expression, point, context, digits));
  }

  /** The value of a tree at a point, as it was written. */
  Value value(Syntax tree, Point point, Context<Syntax> context) {
    return this == PICTURE
        ? Value.of(Evaluator.approximate(tree, point, context))
        : told(
            Evaluator.evaluate(tree, point, context),
            digits -> Evaluator.precise(tree, point, context, digits));
  }

  private Value told(double number, Value.Exact exact) {
    return this == DIGITS ? Value.of(number, exact) : Value.of(number);
  }
}
