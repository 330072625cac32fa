package org.chainrule.simplify;

import org.chainrule.expr.Expr;
import org.chainrule.parse.Declarations;
import org.chainrule.parse.Lowering;

/** Reads the sides and conditions of identities. */
final class RuleReader {
  private RuleReader() {}

  static Expr read(String text) {
    return Lowering.read(text, Declarations.NONE).expression();
  }
}
