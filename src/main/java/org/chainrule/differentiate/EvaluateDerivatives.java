package org.chainrule.differentiate;

import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;

/**
 * The pass that carries out the derivatives that stand in an expression. That of a bare name
 * without a definition stays, as nothing tells what it depends on, and that of a recurrence's
 * running element, which stands for what was derived a step before.
 */
public final class EvaluateDerivatives extends Rewriter {
  private final Definitions definitions;
  private final Facts facts;

  public EvaluateDerivatives(Definitions definitions, Facts facts) {
    this.definitions = definitions;
    this.facts = facts;
  }

  @Override
  public Expr visit(DerivativeTerm derivative) {
    Expr body = result(derivative.body());
    if (body instanceof IndexedSymbol element && definitions.isMoving(element)) {
      return super.visit(derivative);
    }
    boolean isName = body instanceof Symbol || body instanceof IndexedSymbol;
    if (isName && definitions.valueOf(body).isEmpty() && !isVariable(body, derivative)) {
      return super.visit(derivative);
    }
    Expr value = body;
    for (DerivativeTerm.Variable each : derivative.by()) {
      for (int i = 0; i < each.order(); i++) {
        value = new Differentiator(each.variable(), definitions, facts).differentiate(value);
      }
    }
    return value;
  }

  private static boolean isVariable(Expr body, DerivativeTerm derivative) {
    return derivative.by().stream()
        .map(DerivativeTerm.Variable::variable)
        .anyMatch(
            variable ->
                variable == body
                    || variable instanceof IndexedSymbol element
                        && body instanceof IndexedSymbol indexed
                        && element.family().equals(indexed.family()));
  }
}
