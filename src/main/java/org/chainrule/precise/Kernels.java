package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The primitive functions on small ranges, to a number of digits in relative terms.
 *
 * <p>The exponential, sine and cosine come from their series. The logarithm and the arctangent
 * start from the double value and add the logarithm or arctangent of the small quotient that is
 * left.
 *
 * <p>Arguments carry no more digits than the caller wants; all results have some guard digits.
 */
final class Kernels {
  /** Below this magnitude a double would be too close to its smallest values to start from. */
  private static final int DOUBLE_RANGE = -6;

  private static final MathContext START = new MathContext(16);

  private static final BigDecimal SERIES_RANGE = new BigDecimal("0.1");

  private Kernels() {}

  /** The exponential of an argument from about -2 to 2. */
  static BigDecimal exp(BigDecimal x, int digits) {
    MathContext context = Decimals.digits(digits + 2L);
    if (Decimals.isBelow(x, -digits - 2L)) {
      return BigDecimal.ONE.add(x, context);
    }
    return FixedPoint.exp(x, context.getPrecision());
  }

  /** The sine of an argument from about -1.6 to 1.6. */
  static BigDecimal sin(BigDecimal x, int digits) {
    // The next term of the series is x^3/6.
    if (x.signum() == 0 || 2 * Decimals.exponent(x) < -digits - 2L) {
      return x;
    }
    return FixedPoint.sin(x, Decimals.digits(digits + 2L).getPrecision());
  }

  /** The cosine of an argument from about -1 to 1. */
  static BigDecimal cos(BigDecimal x, int digits) {
    if (x.signum() == 0 || 2 * Decimals.exponent(x) < -digits - 4L) {
      return BigDecimal.ONE;
    }
    return FixedPoint.cos(x, Decimals.digits(digits + 2L).getPrecision());
  }

  /** The logarithm of an argument that a double holds to all its digits. */
  static BigDecimal log(BigDecimal x, int digits) {
    MathContext context = Decimals.digits(digits + 4L);
    BigDecimal difference = x.subtract(BigDecimal.ONE, context);
    if (difference.abs().compareTo(SERIES_RANGE) < 0) {
      return log1p(difference, digits);
    }
    BigDecimal start = new BigDecimal(Math.log(nearestDouble(x))).round(START);
    BigDecimal quotient = x.multiply(exp(start.negate(), digits + 4), context);
    return start.add(log1p(quotient.subtract(BigDecimal.ONE), digits), context);
  }

  /**
   * The logarithm of 1 + x for a small x, of magnitude below about 0.1.
   *
   * <p>The series is log(1 + x) = 2 artanh(s) = 2 (s + s^3/3 + s^5/5 + …), s = x/(2 + x) (DLMF
   * 4.6.4); what is left after a term is below that term times s^2/(1 - s^2).
   */
  static BigDecimal log1p(BigDecimal x, int digits) {
    if (x.signum() == 0) {
      return x;
    }
    MathContext context = Decimals.digits(digits + 4L);
    BigDecimal s = x.divide(x.add(Decimals.TWO, context), context);
    return oddSeries(s, false, context).multiply(Decimals.TWO);
  }

  /**
   * The arctangent of an argument from -1 to 1.
   *
   * <p>The series is x - x^3/3 + x^5/5 - … (DLMF 4.24.3), whose terms alternate and decrease.
   */
  static BigDecimal atan(BigDecimal x, int digits) {
    MathContext context = Decimals.digits(digits + 4L);
    if (Decimals.isBelow(x, DOUBLE_RANGE)) {
      return x.signum() == 0 ? x : oddSeries(x, true, context);
    }
    BigDecimal start = new BigDecimal(Math.atan(nearestDouble(x))).round(START);
    BigDecimal sin = sin(start, digits + 4);
    BigDecimal cos = cos(start, digits + 4);
    // The tangent of the difference between the result and the start.
    BigDecimal tangent =
        x.multiply(cos, context)
            .subtract(sin, context)
            .divide(cos.add(x.multiply(sin, context), context), context);
    if (tangent.signum() == 0) {
      return start;
    }
    return start.add(oddSeries(tangent, true, context), context);
  }

  /**
   * The square root of an argument above 0, of any size.
   *
   * <p>Newton's iteration for 1/sqrt(x) needs no division and doubles its digits in each step. The
   * library's own square root takes seconds for 50,000 digits, and big-math's fails at 1e-400.
   */
  static BigDecimal sqrt(BigDecimal x, int digits) {
    int shift = (int) Math.floorDiv(Decimals.exponent(x), 2L);
    BigDecimal scaled = x.round(Decimals.digits(digits + 4L)).scaleByPowerOfTen(-2 * shift);
    BigDecimal inverse = new BigDecimal(1 / Math.sqrt(nearestDouble(scaled))).round(START);
    int known = START.getPrecision() - 2;
    while (known < digits + 4) {
      known = Math.min(2 * known - 1, digits + 4);
      MathContext context = Decimals.digits(known + 3L);
      BigDecimal product =
          scaled.round(context).multiply(inverse.multiply(inverse, context), context);
      BigDecimal correction = BigDecimal.ONE.subtract(product, context).multiply(inverse, context);
      inverse = inverse.add(correction.multiply(Decimals.HALF), context);
    }
    return scaled.multiply(inverse, Decimals.digits(digits + 4L)).scaleByPowerOfTen(shift);
  }

  /** The value as a double, which the library makes from all the digits there are. */
  private static double nearestDouble(BigDecimal x) {
    return x.round(START).doubleValue();
  }

  /** The sum of s^k/k over the odd k, with alternating signs or without, for a small s. */
  private static BigDecimal oddSeries(BigDecimal s, boolean alternating, MathContext context) {
    if (2 * Decimals.exponent(s) < -context.getPrecision() - 2L) {
      return s;
    }
    return FixedPoint.oddSeries(s, alternating, context.getPrecision());
  }
}
