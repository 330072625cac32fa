package org.chainrule.mistake;

import org.chainrule.expr.Expr;
import org.chainrule.result.Mistake;

/**
 * What is written by mistake.
 *
 * @param kind which mistake
 * @param written what is written
 * @param about what is missing or was changed; null where the kind says it all
 */
record Slip(Mistake.Kind kind, Expr written, @org.jspecify.annotations.Nullable Expr about) {
  static Slip of(Mistake.Kind kind, Expr written) {
    return new Slip(kind, written, null);
  }
}
