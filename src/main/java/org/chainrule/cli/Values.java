package org.chainrule.cli;

import org.chainrule.answer.Value;
import org.jspecify.annotations.Nullable;

/** Values as they are told: a finite number, an array of such, or an error. */
final class Values {
  private Values() {}

  /** The digits, if there is a number. */
  static @Nullable String text(Value value) {
    return isFinite(value) ? value.digits() : null;
  }

  private static boolean isFinite(Value value) {
    Double number = value.number();
    return number == null
        ? value.elements().stream().allMatch(Values::isFinite)
        : Double.isFinite(number);
  }

  /** Why there is no number, if there is none. */
  static @Nullable String error(Value value) {
    if (value.error() != null) {
      return value.error();
    }
    return text(value) == null ? "the value is not a finite number" : null;
  }
}
