package org.chainrule.evaluate;

import java.util.OptionalLong;
import org.chainrule.expr.Expr;

/** How far the value of an expression may be off when each step of it is rounded to a double. */
public final class ErrorBound {
  private ErrorBound() {}

  /**
   * The bound; infinite where the rounding of an argument leaves open in which turn of a function
   * it is, as of sin(1e300), and NaN where doubles overflow or tell nothing else.
   */
  public static double of(Expr expression, Point point, Context<Expr> context) {
    Graph graph = new Graph();
    Translator<Expr> translator = new ExprTranslator(graph);
    Node root = translator.translate(expression);
    Names<Expr> names = new Names<>(point, context, graph, translator);
    Budget budget = new Budget(context.steps(), OptionalLong.empty());
    try {
      return DoubleArithmetic.plain(
              new Machine<>(new DoubleArithmetic(), names, budget, null).evaluate(root))
          .error();
    } catch (UncertainException nothing) {
      return nothing.isOfTurns() ? Double.POSITIVE_INFINITY : Double.NaN;
    }
  }
}
