package org.chainrule;

import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Services;
import org.chainrule.function.Functions;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;

/** How expressions show and evaluate themselves; found by the service loader. */
public final class PresentationProvider implements Services.Presentation {
  /** Made by the service loader. */
  public PresentationProvider() {}

  @Override
  public String text(Expr expression) {
    return Printer.text(expression, Spelling.NONE);
  }

  @Override
  public double at(Expr expression, Object... namesAndValues) {
    return Evaluator.evaluate(expression, Points.of(namesAndValues), Context.of(Functions::named));
  }
}
