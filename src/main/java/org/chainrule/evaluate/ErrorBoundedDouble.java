package org.chainrule.evaluate;

/**
 * A double with a bound of its error: the number lies within {@code error} of {@code value}, both
 * times e to the {@code scale}.
 *
 * <p>The scale is 0 but for exponentials beyond the range of doubles.
 */
record ErrorBoundedDouble(double value, double error, double scale) {
  static final ErrorBoundedDouble ZERO = new ErrorBoundedDouble(0, 0, 0);
  static final ErrorBoundedDouble ONE = new ErrorBoundedDouble(1, 0, 0);

  /** The largest relative error of a number of which some digits are known. */
  private static final double KNOWN = 1e-6;

  private static final double LARGEST_SCALE = 1e8;

  /** Whether some digits are known of a number well within the exponents of ten. */
  boolean isKnown() {
    return error <= Math.abs(value) * KNOWN && Math.abs(scale) <= LARGEST_SCALE;
  }

  boolean isExact() {
    return error == 0;
  }

  boolean isScaled() {
    return scale != 0;
  }
}
