package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Sizes of numbers, in few digits. */
final class Magnitude {
  static final MathContext ROUGH = new MathContext(20);

  private Magnitude() {}

  /** The power of ten just below or at the magnitude of a number other than 0. */
  static long exponent(BigDecimal value) {
    return (long) value.precision() - value.scale() - 1;
  }

  static BigDecimal powerOfTen(int exponent) {
    return BigDecimal.ONE.scaleByPowerOfTen(exponent);
  }

  static BigDecimal distance(BigDecimal a, BigDecimal b) {
    return a.subtract(b, ROUGH).abs();
  }

  /** As many digits as tell two numbers apart, and some more. */
  static MathContext telling(BigDecimal a, @Nullable BigDecimal b) {
    BigDecimal distance = b == null ? a : distance(a, b);
    if (distance.signum() == 0 || a.signum() == 0) {
      return ROUGH;
    }
    long digits = exponent(a) - exponent(distance) + ROUGH.getPrecision();
    return digits > ROUGH.getPrecision() && digits <= 2L * Level.MAXIMUM_DIGITS
        ? new MathContext((int) digits)
        : ROUGH;
  }

  /** A rough quotient as a double, 0 where the numerator is 0. */
  static double ratio(BigDecimal numerator, BigDecimal denominator) {
    return numerator.signum() == 0 ? 0 : numerator.divide(denominator, ROUGH).doubleValue();
  }
}
