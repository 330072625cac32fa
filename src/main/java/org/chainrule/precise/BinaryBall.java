package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A binary number with a bound of its error: what it stands for lies within the radius of the
 * mantissa, both times 2 to the exponent.
 */
public record BinaryBall(BigInteger mantissa, long exponent, double radius) {
  public static final BinaryBall ZERO = new BinaryBall(BigInteger.ZERO, 0, 0);
  public static final BinaryBall ONE = new BinaryBall(BigInteger.ONE, 0, 0);

  private static final double BITS_IN_A_DIGIT = Math.log(10) / Math.log(2);

  /** Integers up to so many bits are decimals as they are. */
  private static final int SHORT = 512;

  /** Beyond this power of ten, it is not computed in full. */
  private static final int FARTHEST_SCALE = 1_500;

  /** The bits of a double. */
  private static final int LEADING = 53;

  public boolean isExact() {
    return radius == 0;
  }

  public boolean isZero() {
    return mantissa.signum() == 0;
  }

  /** Whether it is 0 without an error. */
  public boolean isNothing() {
    return radius == 0 && mantissa.signum() == 0;
  }

  /** Whether it may be 0. */
  public boolean mayBeZero() {
    return isZero() || relative() >= 1;
  }

  /** The exponent of 2 just above the magnitude, which is not 0. */
  public long size() {
    return exponent + mantissa.bitLength();
  }

  /** A bound of the error as a part of the magnitude, which is not 0. */
  public double relative() {
    return part(radius, mantissa, 0);
  }

  /** The number of bits that are right, as far as the radius tells; of 0 without bounds none. */
  public double rightBits() {
    if (radius == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return isZero()
        ? Double.NEGATIVE_INFINITY
        : logarithm(leading(mantissa)) + cut(mantissa) - logarithm(radius);
  }

  /** The power of 2 that the error is at most. */
  public double errorExponent() {
    return logarithm(radius) + exponent;
  }

  private static double logarithm(double value) {
    return Math.log(value) / Math.log(2);
  }

  /**
   * A bound of a number over an integer, times 2 to a power: infinite or the smallest double where
   * it is out of range.
   */
  static double part(double above, BigInteger below, long power) {
    if (above == 0) {
      return 0;
    }
    return scaled(above / leading(below), power - cut(below));
  }

  /** The part of an integer that a number is of another integer. */
  static double share(BigInteger whole, double above, BigInteger below) {
    return part(leading(whole) * above, below, cut(whole));
  }

  /** A magnitude times 2 to a power, which bounds what it is where that is out of range. */
  static double scaled(double value, long power) {
    if (value == 0) {
      return 0;
    }
    double scaled = Math.scalb(value, (int) Math.max(-10_000, Math.min(10_000, power)));
    return Math.max(scaled, Double.MIN_VALUE);
  }

  /** The bits of an integer beyond the leading ones. */
  private static int cut(BigInteger integer) {
    return Math.max(0, integer.bitLength() - LEADING - 1);
  }

  /** The magnitude of the leading bits of an integer. */
  private static double leading(BigInteger integer) {
    int cut = cut(integer);
    return Math.abs((cut == 0 ? integer : integer.shiftRight(cut)).doubleValue());
  }

  double magnitude() {
    return magnitude(mantissa, 0);
  }

  /** A magnitude times 2 to a power, as a double that may be rounded. */
  static double magnitude(BigInteger integer, long power) {
    return scaled(leading(integer), power + cut(integer));
  }

  /** The nearest double, or one that is not finite where there is none of full precision. */
  public double nearest() {
    if (isZero()) {
      return 0;
    }
    return Math.abs(size()) > Double.MAX_EXPONENT - 2
        ? Double.NaN
        : mantissa.signum() * magnitude(mantissa, exponent);
  }

  /** The bits that hold a number of digits. */
  public static int bits(int digits) {
    return (int) (digits * BITS_IN_A_DIGIT) + 1;
  }

  /** The decimal to a number of digits and one more, wrong by one of the last at most. */
  public BigDecimal decimal(int digits) {
    if (isZero()) {
      return BigDecimal.ZERO;
    }
    long scale = digits - (long) Math.floor((size() - 1) / BITS_IN_A_DIGIT);
    if (exponent >= 0 && exponent <= LEADING || scale <= 0 && size() <= SHORT) {
      return new BigDecimal(shifted(mantissa, exponent));
    }
    if (Math.abs(scale) > FARTHEST_SCALE) {
      return PowersOfTen.scaled(this, (int) scale, bits(digits));
    }
    BigInteger power = Limbs.powerOfTen((int) Math.abs(scale));
    BigInteger unscaled =
        scale >= 0
            ? shifted(mantissa.multiply(power), exponent)
            : shifted(mantissa, exponent).divide(power);
    return new BigDecimal(unscaled, (int) scale);
  }

  /** An integer times 2 to a power, rounded down. */
  static BigInteger shifted(BigInteger integer, long power) {
    return power >= 0 ? integer.shiftLeft((int) power) : integer.shiftRight((int) -power);
  }
}
