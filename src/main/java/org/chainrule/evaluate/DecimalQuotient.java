package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * The quotient of two decimals to a number of digits, with whether anything is left.
 *
 * <p>The library's own division takes the zeros behind a quotient without rest away one by one,
 * each by a division of all its digits.
 *
 * @param isExact whether the quotient times the divisor is the dividend
 */
record DecimalQuotient(BigDecimal value, boolean isExact) {
  /** The digits beyond those wanted. */
  private static final int MORE = 3;

  private static final List<BigInteger> POWERS =
      Stream.iterate(BigInteger.ONE, BigInteger.TEN::multiply).limit(512).toList();

  /** The quotient by a number that is not 0. */
  static DecimalQuotient of(BigDecimal dividend, BigDecimal divisor, MathContext context) {
    long preferred = (long) dividend.scale() - divisor.scale();
    long shift =
        Math.max(
            0, context.getPrecision() + MORE - dividend.precision() + (long) divisor.precision());
    if (dividend.signum() == 0 || shift > Integer.MAX_VALUE || isOutside(preferred + shift)) {
      BigDecimal value = dividend.divide(divisor, context);
      return new DecimalQuotient(value, value.multiply(divisor).compareTo(dividend) == 0);
    }
    BigInteger[] parts =
        dividend
            .unscaledValue()
            .multiply(powerOfTen((int) shift))
            .divideAndRemainder(divisor.unscaledValue());
    BigInteger quotient = parts[0];
    if (parts[1].signum() != 0) {
      return new DecimalQuotient(
          new BigDecimal(quotient, (int) (preferred + shift)).round(context), false);
    }
    // All zeros that the shift has put behind it, as many at once as there are.
    int left = (int) shift;
    for (int step = Integer.highestOneBit(Math.min(left, quotient.getLowestSetBit()));
        step > 0;
        step >>= 1) {
      if (step <= left && step <= quotient.getLowestSetBit()) {
        BigInteger[] shorter = quotient.divideAndRemainder(powerOfTen(step));
        if (shorter[1].signum() == 0) {
          quotient = shorter[0];
          left -= step;
        }
      }
    }
    BigDecimal value = new BigDecimal(quotient, (int) (preferred + left));
    BigDecimal rounded = value.round(context);
    return new DecimalQuotient(rounded, rounded.compareTo(value) == 0);
  }

  static BigInteger powerOfTen(int exponent) {
    return exponent < POWERS.size() ? POWERS.get(exponent) : BigInteger.TEN.pow(exponent);
  }

  private static boolean isOutside(long scale) {
    return Math.abs(scale) >= Integer.MAX_VALUE / 2;
  }
}
