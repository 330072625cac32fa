package org.chainrule.resolve;

import java.util.HashSet;
import java.util.Set;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/** The tests for names that must not change places with others where derivatives stand. */
final class LoweringDerivatives {
  private LoweringDerivatives() {}

  /** The variables by which anything inside an expression is differentiated. */
  static Set<Expr> variables(Expr root) {
    Set<Expr> variables = new HashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof DerivativeTerm derivative) {
          derivative.by().forEach(each -> variables.add(each.variable()));
        }
        return true;
      }
    }.apply(root);
    return variables;
  }

  /** Whether a variable, or another element of its family, occurs in an expression. */
  static boolean mayHold(Expr expression, Expr variable) {
    String name =
        variable instanceof IndexedSymbol indexed ? indexed.family() : ((Symbol) variable).name();
    return Occurrence.isPossible(name, expression) && holds(expression, name);
  }

  /** Whether a symbol or family of a name occurs freely in an expression. */
  static boolean holds(Expr root, String name) {
    boolean[] found = {false};
    new Pass<Boolean>() {
      @Override
      protected @Nullable Boolean shortcut(Expr node) {
        return Occurrence.isPossible(name, node) && !found[0] ? null : Boolean.FALSE;
      }

      @Override
      protected Boolean compute(Expr node) {
        found[0] |=
            node instanceof Symbol symbol && symbol.name().equals(name)
                || node instanceof IndexedSymbol indexed && indexed.family().equals(name);
        return true;
      }
    }.apply(root);
    return found[0];
  }
}
