package org.chainrule.cli;

import org.chainrule.Value;
import org.jspecify.annotations.Nullable;

/** Values as they are told: a finite number, or an error. */
final class Values {
  private Values() {}

  /** The number, if there is one. */
  static @Nullable Double number(Value value) {
    Double number = value.number();
    return number != null && Double.isFinite(number) ? number : null;
  }

  /** Why there is no number, if there is none. */
  static @Nullable String error(Value value) {
    if (value.error() != null) {
      return value.error();
    }
    return number(value) == null ? "the value is not a finite number" : null;
  }
}
