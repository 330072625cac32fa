package org.chainrule.expr;

import java.util.Optional;
import org.chainrule.notation.Convention;

/**
 * The whole numbers that an index runs over.
 *
 * @param lower the first
 * @param upper the last
 */
public record IndexRange(Expr lower, Expr upper) {
  /** From 1 to n, which holds where nothing is said. */
  public static final IndexRange CONVENTIONAL =
      new IndexRange(Expr.of(1), org.chainrule.expr.Symbol.named(Convention.LENGTH));

  /** How the range leaves an index out, such as {@code ends at 3}, if it is known to. */
  public Optional<String> missedBy(Expr index) {
    if (isAbove(lower, index)) {
      return Optional.of("starts at " + lower);
    }
    return isAbove(index, upper) ? Optional.of("ends at " + upper) : Optional.empty();
  }

  private static boolean isAbove(Expr first, Expr second) {
    return first.minus(second) instanceof RationalNumber number && number.value().signum() > 0;
  }
}
