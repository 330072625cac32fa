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
    StepGraph graph = new StepGraph();
    Translator<Expr> translator = new ExprTranslator(graph);
    Step root = translator.translate(expression);
    BoundNames<Expr> names = new BoundNames<>(point, context, graph, translator);
    EvaluationSteps budget = new EvaluationSteps(context.steps(), OptionalLong.empty());
    try {
      return DoubleArithmetic.plain(
              new Interpreter<>(new DoubleArithmetic(), names, budget, null).evaluate(root))
          .error();
    } catch (UncertainException nothing) {
      return nothing.isOfTurns() ? Double.POSITIVE_INFINITY : Double.NaN;
    }
  }
}
