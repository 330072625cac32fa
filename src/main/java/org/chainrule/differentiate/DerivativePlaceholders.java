package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Rewriter;

/**
 * Elements in the place of derivatives that are not carried out, so that an expression can be
 * differentiated as if they were names, and the derivatives put back.
 */
final class DerivativePlaceholders {
  private final Map<String, List<Integer>> orders = new HashMap<>();

  /** The expression with an element in the place of each derivative. */
  Expr putIn(Expr expression) {
    return new Rewriter() {
      @Override
      public Expr visit(DerivativeTerm derivative) {
        List<Integer> own = derivative.by().stream().map(DerivativeTerm.Variable::order).toList();
        String family = "derivative of order " + own;
        orders.put(family, own);
        return IndexedSymbol.of(family, derivative.children());
      }
    }.apply(expression);
  }

  /** The expression with the derivatives back in their places. */
  Expr takeOut(Expr expression) {
    return new Rewriter() {
      @Override
      public Expr visit(IndexedSymbol element) {
        List<Integer> own = orders.get(element.family());
        if (own == null) {
          return super.visit(element);
        }
        List<DerivativeTerm.Variable> variables = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
          variables.add(new DerivativeTerm.Variable(element.indices().get(i + 1), own.get(i)));
        }
        return DerivativeTerm.of(element.indices().get(0), variables);
      }
    }.apply(expression);
  }
}
