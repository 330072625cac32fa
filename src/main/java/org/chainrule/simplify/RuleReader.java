package org.chainrule.simplify;

import org.chainrule.error.Budget;
import org.chainrule.expr.Expr;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;

/** The reader of the sides and conditions of identities. */
final class RuleReader {
  private RuleReader() {}

  static Expr read(String text) {
    // Rules are read once, for all work, whatever the budget of the first.
    return Budget.standard().run(() -> Lowering.read(text, Declarations.NONE).expression());
  }
}
