package org.chainrule.precise;

import java.math.BigDecimal;
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
  private Stirling() {}

  /**
   * The least integer from which the series serve, for a number of digits.
   *
   * <p>For many digits it is larger, as Bernoulli numbers then cost more than steps of the
   * recurrence.
   */
  static int threshold(MathContext working) {
    int digits = working.getPrecision();
    return digits < 150 ? digits / 2 + 6 : digits;
  }

  /** log Gamma(z) = (z - 1/2) log z - z + log(2 pi)/2 + sum of B(2k)/(2k (2k-1) z^(2k-1)). */
  static BigDecimal logGamma(BigDecimal z, MathContext working) {
    BigDecimal log = PreciseElementary.log(z, working);
    BigDecimal main = z.subtract(Decimals.HALF, working).multiply(log, working);
    BigDecimal twoPi = PreciseConstants.pi(working).multiply(Decimals.TWO);
    BigDecimal halfLog = PreciseElementary.log(twoPi, working).multiply(Decimals.HALF);
    return main.subtract(z, working).add(halfLog, working).add(series(z, working, -1, 0), working);
  }

  /** digamma(z) = log z - 1/(2z) - sum of B(2k)/(2k z^(2k)) (DLMF 5.11.2). */
  static BigDecimal digamma(BigDecimal z, MathContext working) {
    BigDecimal half = Decimals.HALF.divide(z, working);
    return PreciseElementary.log(z, working)
        .subtract(half, working)
        .subtract(series(z, working, 0, 0), working);
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
        .add(series(z, working, order, Decimals.exponent(main)), working);
  }

  /**
   * The sum of B(2k) (2k+n-1)!/((2k)! z^(2k+n)) for order n from -1 on, until the terms are
   * negligible beside ten to the power.
   */
  private static BigDecimal series(BigDecimal z, MathContext working, int order, long beside) {
    if (order <= 0 && Decimals.exponent(z) > working.getPrecision()) {
      return BigDecimal.ZERO;
    }
    long negligible = beside - working.getPrecision() - 2;
    BigDecimal square = z.multiply(z, working);
    // (2k+n-1)!/((2k)! z^(2k+n)), first for k = 1.
    BigDecimal factor =
        order >= 0
            ? new BigDecimal(PreciseGamma.factorialExact(order + 1))
                .divide(
                    PreciseElementary.pow(z, BigDecimal.valueOf(order + 2L), working)
                        .multiply(Decimals.TWO),
                    working)
            : Decimals.HALF.divide(z, working);
    BigDecimal sum = BigDecimal.ZERO;
    long smallest = Long.MAX_VALUE;
    for (int k = 1; ; k++) {
      Interruption.poll();
      BigDecimal term = Bernoulli.even(k, working).multiply(factor, working);
      if (Decimals.isBelow(term, negligible)) {
        return sum;
      }
      if (Decimals.exponent(term) > smallest) {
        throw new IllegalStateException("the series diverges before its terms are negligible");
      }
      smallest = Decimals.exponent(term);
      sum = sum.add(term, working);
      long above = (2L * k + order + 1) * (2L * k + order);
      long below = (2L * k + 2) * (2L * k + 1);
      factor =
          factor
              .multiply(BigDecimal.valueOf(above), working)
              .divide(square.multiply(BigDecimal.valueOf(below), working), working);
    }
  }
}
