package org.chainrule.result;

import java.util.Objects;
import org.chainrule.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A place at which an expression has no derivative, or has one that its cases do not show: a kink,
 * a jump, or a smooth meeting of cases.
 *
 * @param text all that is known of it, as answers print it
 * @param place the value of the variable there, or null where it is not one expression
 * @param left the derivative from the left, or null where it is not one expression
 * @param right the derivative from the right, or null as the other
 */
public record Kink(String text, @Nullable Expr place, @Nullable Expr left, @Nullable Expr right) {
  public Kink {
    Objects.requireNonNull(text);
  }

  /** A place of which only words are known. */
  public static Kink told(String text) {
    return new Kink(text, null, null, null);
  }

  @Override
  public String toString() {
    return text;
  }
}
