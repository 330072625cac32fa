package org.chainrule;

import org.jspecify.annotations.Nullable;

/**
 * A value at a point, or why there is none; one of the two is null.
 *
 * @param number the value
 * @param error why there is none
 */
public record Value(@Nullable Double number, @Nullable String error) {
  public Value {
    if ((number == null) == (error == null)) {
      throw new IllegalArgumentException("a value is a number or an error");
    }
  }

  /** A value that is there. */
  public static Value of(double number) {
    return new Value(number, null);
  }

  /** A value that is not there, and why. */
  public static Value none(String error) {
    return new Value(null, error);
  }
}
