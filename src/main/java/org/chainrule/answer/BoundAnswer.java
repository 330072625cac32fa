package org.chainrule.answer;

import java.util.List;
import org.chainrule.bound.Bounds;
import org.chainrule.expr.Expr;
import org.chainrule.result.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of an expression, or whether a condition on it holds.
 *
 * @param expression what is bounded, or the condition
 * @param lower the lower bound, a number; null where there is none, or none is asked for
 * @param isLowerStrict whether no value is equal to it
 * @param upper the upper bound
 * @param isUpperStrict whether no value is equal to it
 * @param bounds all that is known of them; null of a condition
 * @param presenter prints expressions
 * @param conditions where the expression has a value, and the ranges that were given
 * @param notes where the bounds are taken, and remarks on how the expression was read
 * @param check what is shown
 */
public record BoundAnswer(
    Expr expression,
    @Nullable Expr lower,
    boolean isLowerStrict,
    @Nullable Expr upper,
    boolean isUpperStrict,
    @Nullable Bounds bounds,
    Presenter presenter,
    List<String> conditions,
    List<String> notes,
    CheckResult check) {
  public BoundAnswer {
    conditions = List.copyOf(conditions);
    notes = List.copyOf(notes);
  }

  /** The bounds in a line: {@code 0 < sigma(x) < 1}. */
  public String printed(Format format) {
    String text = presenter.print(expression, format);
    if (lower != null) {
      text = presenter.print(lower, format) + sign(isLowerStrict, format) + text;
    }
    return upper == null
        ? text
        : text + sign(isUpperStrict, format) + presenter.print(upper, format);
  }

  private static String sign(boolean isStrict, Format format) {
    if (isStrict) {
      return " < ";
    }
    return switch (format) {
      case LATEX -> " \\leq ";
      case UNICODE -> " ≤ ";
      default -> " <= ";
    };
  }
}
