package org.chainrule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.compile.FamilyRanges;
import org.chainrule.compile.Input;
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
    return Printer.withCondition(expression, Spelling.NONE);
  }

  @Override
  public double at(Expr expression, Object... namesAndValues) {
    Map<String, List<Expr>> lengths = new HashMap<>();
    FamilyRanges.of(expression)
        .forEach(
            (family, extents) -> {
              if (extents.stream().allMatch(each -> each.lower().isOne())) {
                lengths.put(family, extents.stream().map(Input.Extent::upper).toList());
              }
            });
    return Evaluator.evaluate(
        expression,
        Points.of(namesAndValues),
        Context.<Expr>of(Functions::named).withFamilies(lengths));
  }
}
