package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.chainrule.error.Interruption;

/**
 * The asymptotic series of log Gamma and its derivatives, for arguments large enough.
 *
 * <p>In each, the error after a number of terms is below the first term left out, for positive
 * arguments: t/2 coth(t/2), which their integrals contain (DLMF 5.9.10 to 5.9.13), lies between any
 * two successive partial sums of its series. With z at least half the wanted digits (DLMF 5.11.11),
 * the terms fall below the last digit before they start to grow.
 */
final class Stirling {
  /** Bits for what rounding loses: terms are multiplied by some k^2, for a few thousand k. */
  private static final int GUARD_BITS = 64;

  private Stirling() {}

  /** The least integer from which the series serve, for a number of digits. */
  static int threshold(MathContext working) {
    return working.getPrecision() / 2 + 6;
  }

  private static int bits(MathContext working) {
    return (int) (working.getPrecision() / Math.log10(2)) + GUARD_BITS;
  }

  /**
   * A positive argument moved up by an integer to where the series serve.
   *
   * @param start the argument as given
   * @param steps the integer
   * @param argument their sum
   */
  record Shifted(BigDecimal start, int steps, BigDecimal argument, MathContext working) {
    static Shifted of(BigDecimal x, MathContext working) {
      int threshold = threshold(working);
      boolean isEnough = x.compareTo(BigDecimal.valueOf(threshold)) >= 0;
      int steps = isEnough ? 0 : threshold - x.intValue();
      return new Shifted(x, steps, x.add(BigDecimal.valueOf(steps), working), working);
    }

    /** The product of start + k for the whole k from 0 to before the number of steps. */
    BigDecimal product() {
      if (steps == 0) {
        return BigDecimal.ONE;
      }
      int bits = bits(working);
      BigInteger one = BigInteger.ONE.shiftLeft(bits);
      BigInteger at = Limbs.fixed(start, bits);
      BigInteger product = one;
      for (int k = 1; k < steps; k++) {
        at = at.add(one);
        product = product.multiply(at).shiftRight(bits);
      }
      // The first factor may be small, and then all its digits count.
      return Limbs.decimal(product, bits, working.getPrecision() + 2).multiply(start, working);
    }

    /** The sum of 1/(start + k) for the same k. */
    BigDecimal inverses() {
      if (steps == 0) {
        return BigDecimal.ZERO;
      }
      int bits = bits(working);
      BigInteger one = BigInteger.ONE.shiftLeft(bits);
      BigInteger at = Limbs.fixed(start, bits);
      BigInteger product = one;
      BigInteger slope = BigInteger.ZERO;
      for (int k = 1; k < steps; k++) {
        at = at.add(one);
        slope = slope.multiply(at).shiftRight(bits).add(product);
        product = product.multiply(at).shiftRight(bits);
      }
      BigInteger sum = slope.shiftLeft(bits).divide(product);
      return BigDecimal.ONE
          .divide(start, working)
          .add(Limbs.decimal(sum, bits, working.getPrecision() + 2), working);
    }
  }

  /** log Gamma(z) = (z - 1/2) log z - z + log(2 pi)/2 + sum of B(2k)/(2k (2k-1) z^(2k-1)). */
  static BigDecimal logGamma(BigDecimal z, MathContext working) {
    BigDecimal log = PreciseElementary.log(z, working);
    BigDecimal main = z.subtract(Decimals.HALF, working).multiply(log, working);
    BigDecimal twoPi = PreciseConstants.pi(working).multiply(Decimals.TWO);
    BigDecimal halfLog = PreciseElementary.log(twoPi, working).multiply(Decimals.HALF);
    return main.subtract(z, working).add(halfLog, working).add(series(z, working, -1), working);
  }

  /** digamma(z) = log z - 1/(2z) - sum of B(2k)/(2k z^(2k)) (DLMF 5.11.2). */
  static BigDecimal digamma(BigDecimal z, MathContext working) {
    BigDecimal half = Decimals.HALF.divide(z, working);
    return PreciseElementary.log(z, working)
        .subtract(half, working)
        .subtract(series(z, working, 0), working);
  }

  /**
   * The magnitude of polygamma(n, z), n at least 1 (DLMF 5.15.8 and 5.15.9): (n-1)!/z^n + n!/(2
   * z^(n+1)) + sum of B(2k) (2k+n-1)!/((2k)! z^(2k+n)).
   */
  static BigDecimal polygamma(int order, BigDecimal z, MathContext working) {
    BigDecimal factorial = new BigDecimal(PreciseGamma.factorialExact(order - 1));
    BigDecimal main =
        factorial.divide(PreciseElementary.pow(z, BigDecimal.valueOf(order), working), working);
    BigDecimal second =
        main.multiply(BigDecimal.valueOf(order), working).divide(z.multiply(Decimals.TWO), working);
    return main.add(second, working)
        .add(series(z, working, order).multiply(main, working), working);
  }

  /**
   * The sum of B(2k) (2k+n-1)!/((2k)! z^(2k+n)) for order n from -1 on; from order 1 on, over
   * (n-1)!/z^n. Right to as many digits behind the point as the working digits.
   *
   * <p>With B(2k) = ±2 zeta(2k) (2k)!/(2 pi)^(2k) all factors but the first get smaller as the
   * terms do, and the sum is made in binary fixed point.
   */
  private static BigDecimal series(BigDecimal z, MathContext working, int order) {
    int digits = working.getPrecision();
    if (Decimals.exponent(z) > digits) {
      return BigDecimal.ZERO;
    }
    int bits = bits(working);
    BigDecimal circles = PreciseConstants.pi(working).multiply(Decimals.TWO).multiply(z, working);
    BigDecimal inverse = BigDecimal.ONE.divide(circles.multiply(circles, working), working);
    BigInteger step = Limbs.fixed(inverse, bits);
    // (2k+n-1)!/((2 pi)^(2k) z^(2k+n)), first for k = 1.
    BigInteger factor =
        order < 0
            ? Limbs.fixed(inverse.multiply(z, working), bits)
            : step.multiply(BigInteger.valueOf(Math.max(1L, order * (order + 1L))));
    BigInteger sum = BigInteger.ZERO;
    BigInteger last = null;
    for (int k = 1; ; k++) {
      Interruption.poll();
      BigInteger term = factor.multiply(EvenZeta.twice(k, bits)).shiftRight(bits);
      if (term.signum() == 0) {
        return Limbs.decimal(sum, bits, digits + 2);
      }
      if (last != null && term.compareTo(last) > 0) {
        throw new IllegalStateException("the series diverges before its terms are negligible");
      }
      last = term;
      sum = k % 2 != 0 ? sum.add(term) : sum.subtract(term);
      long above = (2L * k + order + 1) * (2L * k + order);
      factor = factor.multiply(step).multiply(BigInteger.valueOf(above)).shiftRight(bits);
    }
  }
}
