package org.chainrule.evaluate;

import java.math.BigDecimal;

/**
 * A decimal of many digits.
 *
 * @param value the value
 * @param isExact whether nothing was rounded on the way to it
 * @param lost the decimal logarithm of a bound of what differences that lost digits may have taken
 *     from the value, or {@link #NOTHING}
 */
record Digits(BigDecimal value, boolean isExact, double lost) {
  /** The bound where no difference has lost digits. */
  static final double NOTHING = Double.NEGATIVE_INFINITY;

  static final Digits ZERO = new Digits(BigDecimal.ZERO, true);
  static final Digits ONE = new Digits(BigDecimal.ONE, true);

  Digits(BigDecimal value, boolean isExact) {
    this(value, isExact, NOTHING);
  }

  /** What is left of a difference without a digit left: some number below a power of ten. */
  static Digits lost(double power) {
    return new Digits(BigDecimal.ZERO, false, power);
  }

  boolean hasLost() {
    return lost != NOTHING;
  }

  /** The power of ten below or at the magnitude of the value, which is not 0. */
  long exponent() {
    return (long) value.precision() - value.scale() - 1;
  }

  /** Whether the value, as it is known, is right to a number of digits. */
  boolean isRightTo(int digits) {
    return !hasLost() || value.signum() != 0 && lost <= exponent() - digits;
  }

  /** This with a bound of what was lost; without a value where that is all there may be. */
  Digits losing(double power) {
    if (power == NOTHING) {
      return this;
    }
    if (value.signum() == 0) {
      return lost(power);
    }
    return power >= exponent() - 1
        ? lost(Math.max(power, exponent() + 1.0) + 1)
        : new Digits(value, false, power);
  }
}
