package org.chainrule.precise;

import static org.chainrule.precise.Decimals.TWO;
import static org.chainrule.precise.Decimals.digits;
import static org.chainrule.precise.Decimals.exponent;
import static org.chainrule.precise.Decimals.finished;
import static org.chainrule.precise.Decimals.guarded;

import java.math.BigDecimal;
import java.math.MathContext;

/** The error function and the normal distribution to any precision. */
public final class PreciseError {
  private static final BigDecimal ONE = BigDecimal.ONE;

  /** Beyond this the complementary error function is out of range: its square is 2.4e9. */
  private static final BigDecimal LARGEST = BigDecimal.valueOf(49_000);

  private PreciseError() {}

  /** The error function. */
  public static BigDecimal erf(BigDecimal x, MathContext context) {
    BigDecimal argument = PreciseGamma.special(x, context);
    if (argument.signum() == 0) {
      return argument;
    }
    MathContext working = guarded(context);
    BigDecimal magnitude = argument.abs();
    BigDecimal value = isTail(magnitude, working) ? ONE : erfSeries(magnitude, working);
    return finished(argument.signum() < 0 ? value.negate() : value, context);
  }

  /** The complementary error function, 1 - erf(x). */
  public static BigDecimal erfc(BigDecimal x, MathContext context) {
    BigDecimal argument = PreciseGamma.special(x, context);
    return finished(erfcOf(argument, guarded(context)), context);
  }

  /** The density of the standard normal distribution, exp(-x^2/2)/sqrt(2 pi). */
  public static BigDecimal normalDensity(BigDecimal x, MathContext context) {
    BigDecimal argument = PreciseGamma.special(x, context);
    MathContext working = guarded(context);
    BigDecimal power = gaussian(argument, Decimals.HALF, working);
    BigDecimal root =
        PreciseConstants.rootOfPi(working).multiply(PreciseConstants.rootOfTwo(working), working);
    return finished(power.divide(root, working), context);
  }

  /** The cumulative function of the standard normal distribution: erfc(-x/sqrt(2))/2. */
  public static BigDecimal normalCumulative(BigDecimal x, MathContext context) {
    BigDecimal argument = PreciseGamma.special(x, context);
    // In the tail, erfc changes by up to 2x^2 times what its argument does, in relative terms.
    long magnitude = argument.signum() == 0 ? 0 : Math.max(0, exponent(argument));
    MathContext working = digits(guarded(context).getPrecision() + 2 * Math.min(magnitude, 10));
    BigDecimal scaled = argument.negate().divide(PreciseConstants.rootOfTwo(working), working);
    return finished(erfcOf(scaled, working).multiply(Decimals.HALF), context);
  }

  private static BigDecimal erfcOf(BigDecimal x, MathContext working) {
    if (x.signum() < 0) {
      BigDecimal magnitude = x.abs();
      return isTail(magnitude, working) ? TWO : ONE.add(erfSeries(magnitude, working), working);
    }
    if (Decimals.isBelow(x, -working.getPrecision() - 1L)) {
      return ONE;
    }
    if (isTail(x, working)) {
      return erfcAsymptotic(x, working);
    }
    // erfc is above exp(-x^2)/(x + 1)/2, so the subtraction loses some x^2/log(10) digits.
    double square = x.doubleValue() * x.doubleValue();
    MathContext precise = digits(working.getPrecision() + (long) (square / 2.3) + 5);
    return ONE.subtract(erfSeries(x, precise), working);
  }

  /** Whether exp(-x^2) is below the last digit of 1. */
  private static boolean isTail(BigDecimal x, MathContext working) {
    return exponent(x) > 8
        || x.compareTo(ONE) > 0
            && PreciseElementary.isNegligibleExponential(
                x.multiply(x, working).negate(), working.getPrecision());
  }

  /**
   * The error function of a positive argument.
   *
   * <p>The series is 2/sqrt(pi) exp(-x^2) times the sum of 2^n x^(2n+1)/(1·3·…·(2n+1)) (DLMF
   * 7.6.2).
   */
  private static BigDecimal erfSeries(BigDecimal x, MathContext working) {
    BigDecimal argument = x.round(digits(working.getPrecision() + 10L));
    BigDecimal root = PreciseConstants.rootOfPi(working);
    if (exponent(argument) < -working.getPrecision()) {
      return argument.multiply(TWO).divide(root, working);
    }
    BigDecimal sum = FixedPoint.errorSeries(argument, working.getPrecision());
    return sum.multiply(TWO)
        .multiply(gaussian(argument, ONE, working), working)
        .divide(root, working);
  }

  /**
   * The complementary error function of an argument whose square is above the digits times log(10).
   *
   * <p>The series is exp(-x^2)/(x sqrt(pi)) times the sum of (-1)^n 1·3·…·(2n-1)/(2x^2)^n (DLMF
   * 7.12.1), whose error is below the first term left out; its smallest term, near n = x^2, is of
   * the size of exp(-x^2).
   */
  private static BigDecimal erfcAsymptotic(BigDecimal x, MathContext working) {
    if (x.compareTo(LARGEST) > 0) {
      throw Decimals.outOfRange(false);
    }
    BigDecimal twiceSquare = x.multiply(x, working).multiply(TWO);
    BigDecimal term = ONE;
    BigDecimal sum = ONE;
    for (int n = 1; !Decimals.isBelow(term, -working.getPrecision()); n++) {
      term = term.multiply(BigDecimal.valueOf(1 - 2L * n), working).divide(twiceSquare, working);
      sum = sum.add(term, working);
    }
    BigDecimal root = PreciseConstants.rootOfPi(working);
    return sum.multiply(gaussian(x, ONE, working), working)
        .divide(x.multiply(root, working), working);
  }

  /** exp(-factor x^2), with the square right to the digits that the exponential needs. */
  private static BigDecimal gaussian(BigDecimal x, BigDecimal factor, MathContext working) {
    MathContext precise = digits(working.getPrecision() + 12L);
    if (x.signum() == 0 || exponent(x) < -working.getPrecision()) {
      return ONE;
    }
    if (exponent(x) > 8) {
      throw Decimals.outOfRange(false);
    }
    BigDecimal argument = x.round(precise);
    BigDecimal square = argument.multiply(argument, precise).multiply(factor);
    return PreciseElementary.exponential(square.negate(), working.getPrecision());
  }
}
