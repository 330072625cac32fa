package org.chainrule.evaluate;

/**
 * A double with a bound of its error: the number lies within {@code error} of {@code value}, both
 * times e to the {@code scale}.
 *
 * <p>The scale is 0 but for exponentials beyond the range of doubles.
 */
record Bounded(double value, double error, double scale) {
  static final Bounded ZERO = new Bounded(0, 0, 0);
  static final Bounded ONE = new Bounded(1, 0, 0);

  boolean isExact() {
    return error == 0;
  }

  boolean isScaled() {
    return scale != 0;
  }
}
