package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A binary number with a bound of its error: what it stands for lies within the radius of the
 * mantissa, both times 2 to the exponent.
 */
record BinaryBall(BigInteger mantissa, long exponent, double radius) {
  static final BinaryBall ZERO = new BinaryBall(BigInteger.ZERO, 0, 0);
  static final BinaryBall ONE = new BinaryBall(BigInteger.ONE, 0, 0);

  private static final double BITS_IN_A_DIGIT = Math.log(10) / Math.log(2);

  boolean isExact() {
    return radius == 0;
  }

  boolean isZero() {
    return mantissa.signum() == 0;
  }

  /** The exponent of 2 just above the magnitude, which is not 0. */
  long size() {
    return exponent + mantissa.bitLength();
  }

  /** A bound of the error as a part of the magnitude, which is not 0. */
  double relative() {
    return radius == 0 ? 0 : radius / Math.abs(mantissa.doubleValue());
  }

  /** The nearest double, or one that is not finite where there is none of full precision. */
  double nearest() {
    if (isZero()) {
      return 0;
    }
    return Math.abs(size()) > Double.MAX_EXPONENT - 2
        ? Double.NaN
        : Math.scalb(mantissa.doubleValue(), (int) exponent);
  }

  /** The bits that hold a number of digits. */
  static int bits(int digits) {
    return (int) (digits * BITS_IN_A_DIGIT) + 1;
  }

  /** The decimal to a number of digits, wrong by one of the last at most. */
  BigDecimal decimal(int digits) {
    if (exponent >= 0) {
      return new BigDecimal(mantissa.shiftLeft((int) exponent));
    }
    int scale = isZero() ? 0 : digits - (int) Math.floor((size() - 1) / BITS_IN_A_DIGIT);
    if (scale <= 0) {
      return new BigDecimal(mantissa.shiftRight((int) -exponent));
    }
    BigInteger unscaled = mantissa.multiply(DecimalQuotient.powerOfTen(scale));
    return new BigDecimal(unscaled.shiftRight((int) -exponent), scale);
  }
}
