package org.chainrule.resolve;

import java.util.List;
import org.chainrule.error.Span;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;

/**
 * A function that was defined by an expression.
 *
 * @param name the canonical name
 * @param parameters stand-ins for the parameters, which no text can name
 * @param parameterNames the parameters as they were written
 * @param body the value in terms of the stand-ins
 * @param needs what the body as written needs to have a value, in terms of the stand-ins
 * @param span where the definition stands in its text
 */
public record DefinedFunction(
    String name,
    List<Symbol> parameters,
    List<String> parameterNames,
    Expr body,
    List<SideCondition> needs,
    Span span) {
  public DefinedFunction {
    parameters = List.copyOf(parameters);
    parameterNames = List.copyOf(parameterNames);
    needs = List.copyOf(needs);
  }
}
