package org.chainrule.precise;

import static org.chainrule.precise.Decimals.checked;
import static org.chainrule.precise.Decimals.digits;
import static org.chainrule.precise.Decimals.exactSum;
import static org.chainrule.precise.Decimals.exponent;
import static org.chainrule.precise.Decimals.finished;
import static org.chainrule.precise.Decimals.guarded;
import static org.chainrule.precise.Decimals.isBelow;
import static org.chainrule.precise.Decimals.isInteger;
import static org.chainrule.precise.Decimals.isOdd;
import static org.chainrule.precise.Decimals.outside;
import static org.chainrule.precise.Decimals.shown;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;
import org.jspecify.annotations.Nullable;

/**
 * The gamma function, its logarithm, factorials and binomial coefficients to any precision.
 *
 * <p>Positive arguments go up by the recurrence Gamma(x + 1) = x Gamma(x) (DLMF 5.5.1) to where
 * {@link Stirling}'s series holds; negative ones are reflected by Gamma(x) Gamma(1 - x) = pi/sin(pi
 * x) (DLMF 5.5.3).
 */
public final class PreciseGamma {
  private static final BigDecimal ONE = BigDecimal.ONE;

  /** Integers up to here have their factorials multiplied out. */
  private static final BigDecimal PRODUCT_RANGE = BigDecimal.valueOf(1000);

  /** Beyond this magnitude the results are out of range, but for those at poles. */
  private static final BigDecimal GAMMA_RANGE = new BigDecimal("1.4e8");

  private PreciseGamma() {}

  /**
   * The gamma function.
   *
   * @throws DomainException at 0 and the negative integers
   */
  public static BigDecimal gamma(BigDecimal x, MathContext context) {
    BigDecimal argument = special(x, context);
    refusePoles("Gamma", argument);
    return finished(gammaOf(argument, guarded(context)), context);
  }

  /**
   * The factorial, Gamma(x + 1).
   *
   * @throws DomainException at the negative integers
   */
  public static BigDecimal factorial(BigDecimal x, MathContext context) {
    BigDecimal argument = special(x, context);
    MathContext working = guarded(context);
    if (isBelow(argument, -working.getPrecision())) {
      return ONE;
    }
    BigDecimal shifted = exactSum(argument, ONE);
    refusePoles("factorial", argument, shifted);
    return finished(gammaOf(shifted, working), context);
  }

  /**
   * The logarithm of the magnitude of the gamma function.
   *
   * @throws DomainException at 0 and the negative integers
   */
  public static BigDecimal logGamma(BigDecimal x, MathContext context) {
    BigDecimal argument = special(x, context);
    refusePoles("lgamma", argument);
    return finished(logGammaOf(argument, context), context);
  }

  /**
   * The binomial coefficient, Gamma(x + 1)/(Gamma(y + 1) Gamma(x - y + 1)).
   *
   * <p>Where y is an integer from 0 on, it is the polynomial x (x - 1) … (x - y + 1)/y!, at
   * negative integers x too. Where y or x - y is a negative integer and x is none, it is 0.
   *
   * @throws DomainException where x is a negative integer and y is not an integer from 0 on: the
   *     value there depends on the direction from which one comes
   */
  public static BigDecimal binomial(BigDecimal x, BigDecimal y, MathContext context) {
    BigDecimal upper = special(x, context);
    BigDecimal lower = special(y, context);
    MathContext working = guarded(context);
    boolean negativeInteger = upper.signum() < 0 && isInteger(upper);
    if (isInteger(lower) && lower.signum() >= 0) {
      return finished(fallingBinomial(upper, lower, working), context);
    }
    if (negativeInteger) {
      throw new DomainException(
          "binomial("
              + shown(upper)
              + ", "
              + shown(lower)
              + ") is not defined: at a negative integer, the second argument must be an integer"
              + " from 0 on");
    }
    if (isInteger(lower)) {
      return BigDecimal.ZERO;
    }
    BigDecimal difference = exactSum(upper, lower.negate());
    if (isInteger(difference)) {
      return difference.signum() < 0
          ? BigDecimal.ZERO
          : finished(fallingBinomial(upper, difference, working), context);
    }
    return finished(binomialOfGammas(upper, lower, difference, working), context);
  }

  /** The binomial coefficient over an integer from 0 on. */
  private static BigDecimal fallingBinomial(
      BigDecimal upper, BigDecimal lower, MathContext working) {
    BigDecimal count = lower;
    boolean negate = false;
    BigDecimal from = upper;
    if (isInteger(upper)) {
      if (upper.signum() < 0) {
        // (-1)^k binomial(k - 1 - x, k), with positive arguments.
        negate = isOdd(lower);
        from = exactSum(exactSum(lower, upper.negate()), ONE.negate());
      }
      BigDecimal complement = exactSum(from, count.negate());
      if (complement.signum() < 0) {
        return BigDecimal.ZERO;
      }
      count = count.min(complement);
    }
    BigDecimal magnitude;
    if (count.compareTo(PRODUCT_RANGE) <= 0) {
      magnitude = fallingProduct(from, count.intValueExact(), working);
    } else {
      magnitude = binomialOfGammas(from, count, exactSum(from, count.negate()), working);
    }
    return negate ? magnitude.negate() : magnitude;
  }

  /** The product of (x - k)/(k + 1) for k below a count. */
  private static BigDecimal fallingProduct(BigDecimal x, int count, MathContext working) {
    BigDecimal product = ONE;
    for (int k = 0; k < count; k++) {
      BigDecimal factor = x.subtract(BigDecimal.valueOf(k), working);
      product = product.multiply(factor, working).divide(BigDecimal.valueOf(k + 1L), working);
    }
    return product;
  }

  /** The binomial coefficient where none of the three gammas is at a pole. */
  private static BigDecimal binomialOfGammas(
      BigDecimal upper, BigDecimal lower, BigDecimal difference, MathContext working) {
    BigDecimal numerator = exactSum(upper, ONE);
    BigDecimal first = exactSum(lower, ONE);
    BigDecimal second = exactSum(difference, ONE);
    BigDecimal log =
        absoluteLogGamma(numerator, working)
            .subtract(absoluteLogGamma(first, working))
            .subtract(absoluteLogGamma(second, working));
    BigDecimal magnitude = PreciseElementary.exponential(log, working.getPrecision());
    boolean negative =
        gammaIsNegative(numerator) ^ gammaIsNegative(first) ^ gammaIsNegative(second);
    return negative ? magnitude.negate() : magnitude;
  }

  private static boolean gammaIsNegative(BigDecimal x) {
    return x.signum() < 0
        && (isBelow(x, -1) || x.setScale(0, RoundingMode.FLOOR).toBigInteger().testBit(0));
  }

  /** The gamma function to the digits of a context, of an argument exact and at no pole. */
  private static BigDecimal gammaOf(BigDecimal x, MathContext working) {
    if (isInteger(x) && x.compareTo(PRODUCT_RANGE) <= 0) {
      return new BigDecimal(factorialExact(x.intValueExact() - 1));
    }
    if (x.abs().compareTo(GAMMA_RANGE) > 0) {
      throw Decimals.outOfRange(x.signum() > 0);
    }
    if (isBelow(x, -working.getPrecision())) {
      return ONE.divide(x, working);
    }
    if (x.signum() > 0) {
      return gammaOfPositive(x, working);
    }
    // Gamma changes by up to x log(x) times what its argument does, in relative terms.
    MathContext precise = digits(working.getPrecision() + 12L);
    BigDecimal sine = PreciseTrigonometry.sinPi(x, precise);
    BigDecimal reflected = gammaOfPositive(ONE.subtract(x, precise), precise);
    return PreciseConstants.pi(precise).divide(sine.multiply(reflected, precise), precise);
  }

  private static BigDecimal gammaOfPositive(BigDecimal x, MathContext working) {
    // The logarithm is below 3e9, and so is what its exponential loses.
    MathContext precise = digits(working.getPrecision() + 12L);
    Stirling.Shifted shifted = Stirling.Shifted.of(x.round(precise), precise);
    BigDecimal log = Stirling.logGamma(shifted.argument(), precise);
    return PreciseElementary.exponential(log, working.getPrecision())
        .divide(shifted.product(), working);
  }

  private static BigDecimal logGammaOf(BigDecimal x, MathContext context) {
    MathContext working = guarded(context);
    if (x.compareTo(ONE) == 0 || x.compareTo(Decimals.TWO) == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal beforeOne = nearZero(x, ONE, working);
    if (beforeOne != null) {
      return PreciseConstants.eulerGamma(working).negate().multiply(beforeOne, working);
    }
    BigDecimal beforeTwo = nearZero(x, Decimals.TWO, working);
    if (beforeTwo != null) {
      return ONE.subtract(PreciseConstants.eulerGamma(working), working)
          .multiply(beforeTwo, working);
    }
    return Approximation.relative(context, attempt -> logGammaApproximation(x, attempt));
  }

  /** The distance from a zero, where it is so small that log Gamma is linear in it. */
  private static @Nullable BigDecimal nearZero(BigDecimal x, BigDecimal zero, MathContext working) {
    if (x.signum() <= 0 || Math.abs(exponent(x)) > 1) {
      return null;
    }
    BigDecimal distance = x.subtract(zero, working);
    // The second term is below twice the distance times the first.
    return isBelow(distance, -working.getPrecision()) ? distance : null;
  }

  /** Log Gamma to as many digits after the point as the working digits, and some. */
  private static BigDecimal absoluteLogGamma(BigDecimal x, MathContext working) {
    long whole = Math.max(0, exponent(x)) + 15;
    long most = Limit.SPECIAL_DIGITS.most();
    if (whole > most) {
      throw Limit.SPECIAL_DIGITS.refusal(
          "a binomial coefficient of numbers with more than " + most + " digits is not computed");
    }
    return logGammaApproximation(x, digits(working.getPrecision() + whole)).value();
  }

  private static Approximation logGammaApproximation(BigDecimal x, MathContext working) {
    if (x.signum() > 0) {
      return logGammaOfPositive(x, working);
    }
    if (isBelow(x, -working.getPrecision())) {
      return Approximation.of(PreciseElementary.log(x.abs(), working).negate(), working);
    }
    BigDecimal sine = PreciseTrigonometry.sinPi(x, working).abs();
    BigDecimal quotient = PreciseConstants.pi(working).divide(sine, working);
    Approximation reflected = logGammaOfPositive(ONE.subtract(x, working), working);
    return reflected.negate().plus(PreciseElementary.log(quotient, working), working);
  }

  private static Approximation logGammaOfPositive(BigDecimal x, MathContext working) {
    Stirling.Shifted shifted = Stirling.Shifted.of(x.round(working), working);
    BigDecimal log = Stirling.logGamma(shifted.argument(), working);
    return Approximation.of(log, working)
        .plus(PreciseElementary.log(shifted.product(), working).negate(), working);
  }

  /** The factorial of a small integer, exactly. */
  static BigInteger factorialExact(int n) {
    BigInteger product = BigInteger.ONE;
    for (int k = 2; k <= n; k++) {
      product = product.multiply(BigInteger.valueOf(k));
    }
    return product;
  }

  /**
   * The argument as it is checked for the functions of this family.
   *
   * @throws BudgetException for a precision beyond this family's
   */
  static BigDecimal special(BigDecimal x, MathContext context) {
    refuseSpecialPrecision(context.getPrecision());
    return checked(x, context);
  }

  private static void refuseSpecialPrecision(int precision) {
    if (precision > Limit.SPECIAL_DIGITS.most()) {
      throw Limit.SPECIAL_DIGITS.refusal(
          precision + " digits are more than gamma, digamma, erf and their kin are computed to");
    }
  }

  static void refusePoles(String function, BigDecimal argument) {
    refusePoles(function, argument, argument);
  }

  private static void refusePoles(String function, BigDecimal argument, BigDecimal ofGamma) {
    if (ofGamma.signum() <= 0 && isInteger(ofGamma)) {
      throw outside(function, argument, "there is a pole");
    }
  }
}
