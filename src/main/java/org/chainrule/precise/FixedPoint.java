package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.chainrule.error.Interruption;

/**
 * Power series summed in binary fixed point.
 *
 * <p>A number is an integer times a power of 1/2. Products drop their lowest bits, which costs one
 * shift where decimals cost a division by a power of ten; a term of a series takes well under a
 * microsecond at fifty digits. Each operation is wrong by one unit at most, and there are bits
 * enough beyond those wanted for all of them.
 */
final class FixedPoint {
  private static final double BITS_IN_A_DIGIT = Math.log(10) / Math.log(2);

  /** The bits beyond those of the digits wanted. */
  private static final int GUARD_BITS = 24;

  private FixedPoint() {}

  /** The exponential of an argument of magnitude below 3, right to a number of decimals. */
  static BigDecimal exp(BigDecimal x, int digits) {
    int wanted = bits(digits);
    // Halving the argument so often balances the terms saved with the squarings to come.
    int halvings = (int) (Math.sqrt(wanted) / 1.6) + 2;
    int bits = wanted + halvings;
    BigInteger argument = of(x, bits - halvings);
    BigInteger one = BigInteger.ONE.shiftLeft(bits);
    BigInteger term = one;
    BigInteger sum = one;
    for (int k = 1; !isNegligible(term); k++) {
      Interruption.poll();
      term = term.multiply(argument).shiftRight(bits).divide(BigInteger.valueOf(k));
      sum = sum.add(term);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum).shiftRight(bits);
    }
    return decimal(sum, bits, digits);
  }

  /** The sine of an argument of magnitude below 2, right to a number of digits. */
  static BigDecimal sin(BigDecimal x, int digits) {
    int zeros = zeros(x);
    int bits = bits(digits + zeros);
    BigInteger argument = of(x, bits);
    return decimal(alternating(argument, argument, 1, bits), bits, digits + zeros);
  }

  /** The cosine of an argument of magnitude below 2, right to a number of decimals. */
  static BigDecimal cos(BigDecimal x, int digits) {
    int bits = bits(digits);
    return decimal(alternating(of(x, bits), BigInteger.ONE.shiftLeft(bits), 0, bits), bits, digits);
  }

  /** The sum of terms, each the one before times -x^2/((n + 1)(n + 2)), from a first one. */
  private static BigInteger alternating(BigInteger x, BigInteger first, int degree, int bits) {
    BigInteger factor = x.multiply(x).shiftRight(bits).negate();
    BigInteger term = first;
    BigInteger sum = first;
    for (long n = degree; !isNegligible(term); n += 2) {
      Interruption.poll();
      term = term.multiply(factor).shiftRight(bits).divide(BigInteger.valueOf((n + 1) * (n + 2)));
      sum = sum.add(term);
    }
    return sum;
  }

  /**
   * The sum of s^k/k over the odd k, with alternating signs or without, for a magnitude of s well
   * below 1, right to a number of digits.
   */
  static BigDecimal oddSeries(BigDecimal s, boolean alternating, int digits) {
    int zeros = zeros(s);
    int bits = bits(digits + zeros);
    BigInteger power = of(s, bits);
    BigInteger square = power.multiply(power).shiftRight(bits);
    BigInteger factor = alternating ? square.negate() : square;
    BigInteger sum = power;
    for (int k = 3; !isNegligible(power); k += 2) {
      Interruption.poll();
      power = power.multiply(factor).shiftRight(bits);
      sum = sum.add(power.divide(BigInteger.valueOf(k)));
    }
    return decimal(sum, bits, digits + zeros);
  }

  /**
   * The sum of 2^n x^(2n+1)/(1·3·…·(2n+1)) for a positive x, right to a number of digits.
   *
   * <p>All its terms are positive. Once the quotient 2x^2/(2n+3) of successive terms is below 1/2,
   * what is left is below the last term.
   */
  static BigDecimal errorSeries(BigDecimal x, int digits) {
    int zeros = zeros(x);
    int bits = bits(digits + zeros);
    BigInteger term = of(x, bits);
    BigInteger factor = term.multiply(term).shiftRight(bits - 1);
    BigInteger sum = term;
    for (long divisor = 3; ; divisor += 2) {
      Interruption.poll();
      term = term.multiply(factor).shiftRight(bits).divide(BigInteger.valueOf(divisor));
      sum = sum.add(term);
      boolean isFalling = factor.bitLength() < bits + 62 - Long.numberOfLeadingZeros(divisor);
      if (isFalling && term.bitLength() <= 2) {
        return decimal(sum, bits, digits + zeros);
      }
    }
  }

  private static boolean isNegligible(BigInteger term) {
    // A shift rounds down, so what falls to nothing from below ends at -1.
    return term.bitLength() <= 1;
  }

  private static int bits(int digits) {
    return (int) (digits * BITS_IN_A_DIGIT) + GUARD_BITS;
  }

  /** The zeros between the point and the first digit. */
  private static int zeros(BigDecimal x) {
    return (int) Math.max(0, -Decimals.exponent(x));
  }

  private static BigInteger of(BigDecimal x, int bits) {
    BigInteger shifted = x.unscaledValue().shiftLeft(bits);
    return x.scale() <= 0
        ? shifted.multiply(BigInteger.TEN.pow(-x.scale()))
        : shifted.divide(BigInteger.TEN.pow(x.scale()));
  }

  private static BigDecimal decimal(BigInteger value, int bits, int decimals) {
    int kept = decimals + 2;
    return new BigDecimal(value.multiply(BigInteger.TEN.pow(kept)).shiftRight(bits), kept);
  }
}
