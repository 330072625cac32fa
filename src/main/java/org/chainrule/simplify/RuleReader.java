package org.chainrule.simplify;

import org.chainrule.expr.Expr;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;

/** Reads the sides and conditions of identities. */
final class RuleReader {
  private RuleReader() {}

  static Expr read(String text) {
    return Lowering.read(text, Declarations.NONE).expression();
  }
}
