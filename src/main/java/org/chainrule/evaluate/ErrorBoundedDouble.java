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

  /** The largest error, relative to 1 and to the number, of one of which something is known. */
  private static final double KNOWN = 1e-6;

  private static final double LARGEST_SCALE = 1e8;

  /** Whether something is known of a number well within the exponents of ten. */
  boolean isKnown() {
    double size = isScaled() ? Math.abs(value) : Math.max(1, Math.abs(value));
    return error <= size * KNOWN && Math.abs(scale) <= LARGEST_SCALE;
  }

  boolean isExact() {
    return error == 0;
  }

  boolean isScaled() {
    return scale != 0;
  }
}
