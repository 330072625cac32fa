package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;

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

  /** A rough quotient as a double, 0 where the numerator is 0. */
  static double ratio(BigDecimal numerator, BigDecimal denominator) {
    return numerator.signum() == 0 ? 0 : numerator.divide(denominator, ROUGH).doubleValue();
  }
}
