package org.chainrule.precise;

import static org.chainrule.precise.Decimals.exponent;
import static org.chainrule.precise.Decimals.finished;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;

/**
 * The derivatives of log Gamma to any precision.
 *
 * <p>Positive arguments go up by the recurrence (DLMF 5.5.2 and 5.15.5) to where {@link Stirling}'s
 * series holds; negative ones are reflected (DLMF 5.5.4 and 5.15.6), with more digits next to the
 * zeros between the poles.
 */
public final class PrecisePolygamma {
  private static final BigDecimal ONE = BigDecimal.ONE;

  private PrecisePolygamma() {}

  /**
   * The digamma function, the derivative of log Gamma.
   *
   * @throws DomainException at 0 and the negative integers
   */
  public static BigDecimal digamma(BigDecimal x, MathContext context) {
    BigDecimal argument = PreciseGamma.special(x, context);
    PreciseGamma.refusePoles("digamma", argument);
    return finished(
        Approximation.relative(context, working -> digammaApproximation(argument, working)),
        context);
  }

  /**
   * The trigamma function, the derivative of digamma.
   *
   * @throws DomainException at 0 and the negative integers
   */
  public static BigDecimal trigamma(BigDecimal x, MathContext context) {
    return polygamma(1, x, context);
  }

  /**
   * The polygamma function: the derivative of digamma of an order, which is digamma itself for 0.
   *
   * @throws DomainException at 0 and the negative integers, and for an order below 0
   * @throws org.chainrule.error.BudgetException for an order above {@link Limit#POLYGAMMA_ORDER}
   */
  public static BigDecimal polygamma(int order, BigDecimal x, MathContext context) {
    if (order < 0) {
      throw new DomainException("polygamma of order " + order + " is not defined");
    }
    long highest = Limit.POLYGAMMA_ORDER.most();
    if (order > highest) {
      throw Limit.POLYGAMMA_ORDER.refusal("polygamma is computed up to order " + highest);
    }
    if (order == 0) {
      return digamma(x, context);
    }
    BigDecimal argument = PreciseGamma.special(x, context);
    PreciseGamma.refusePoles("polygamma", argument);
    // The powers of the argument are taken in several parts, none of which may leave the range.
    if (Math.abs(exponent(argument)) * (order + 2L) > Limit.DECIMAL_EXPONENT.most()) {
      throw Decimals.outOfRange(exponent(argument) < 0);
    }
    return finished(
        Approximation.relative(
            context, working -> polygammaApproximation(order, argument, working)),
        context);
  }

  private static Approximation digammaApproximation(BigDecimal x, MathContext working) {
    if (Decimals.isBelow(x, -working.getPrecision())) {
      return Approximation.of(ONE.divide(x, working).negate(), working);
    }
    if (x.signum() > 0) {
      return digammaOfPositive(x.round(working), working);
    }
    Approximation reflected = digammaOfPositive(ONE.subtract(x, working), working);
    BigDecimal cotangent =
        PreciseTrigonometry.cotPi(x, working)
            .multiply(PreciseConstants.pi(working), working)
            .negate();
    return reflected.plus(cotangent, working);
  }

  private static Approximation digammaOfPositive(BigDecimal x, MathContext working) {
    Stirling.Shifted shifted = Stirling.Shifted.of(x, working);
    return Approximation.of(Stirling.digamma(shifted.argument(), working), working)
        .plus(shifted.inverses().negate(), working);
  }

  private static Approximation polygammaApproximation(
      int order, BigDecimal x, MathContext working) {
    if (x.signum() > 0) {
      BigDecimal magnitude = magnitudeAtPositive(order, x.round(working), working);
      return Approximation.of(order % 2 == 1 ? magnitude : magnitude.negate(), working);
    }
    if (Decimals.isBelow(x, -working.getPrecision())) {
      return Approximation.of(pole(order, x, working), working);
    }
    BigDecimal reflected = magnitudeAtPositive(order, ONE.subtract(x, working), working);
    BigDecimal cotangent = PreciseTrigonometry.cotPi(x, working);
    BigDecimal pi = PreciseConstants.pi(working);
    BigDecimal derivative =
        cotangentDerivative(order, cotangent, working)
            .multiply(pi.pow(order + 1, working), working);
    return Approximation.of(derivative.negate(), working).plus(reflected.negate(), working);
  }

  /** (-1)^(n+1) n!/x^(n+1), to which all else is negligible next to the pole at 0. */
  private static BigDecimal pole(int order, BigDecimal x, MathContext working) {
    BigDecimal factorial = new BigDecimal(PreciseGamma.factorialExact(order));
    BigDecimal power = PreciseElementary.pow(x, BigDecimal.valueOf(order + 1L), working);
    BigDecimal quotient = factorial.divide(power, working);
    return order % 2 == 1 ? quotient : quotient.negate();
  }

  /** n! times the sum of 1/(x + k)^(n+1) for k from 0 on. */
  private static BigDecimal magnitudeAtPositive(int order, BigDecimal x, MathContext working) {
    BigDecimal threshold = BigDecimal.valueOf(Stirling.threshold(working) + (long) order);
    BigDecimal argument = x;
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal exponent = BigDecimal.valueOf(order + 1L);
    while (argument.compareTo(threshold) < 0) {
      BigDecimal power = PreciseElementary.pow(argument, exponent, working);
      sum = sum.add(ONE.divide(power, working), working);
      argument = argument.add(ONE, working);
    }
    BigDecimal factorial = new BigDecimal(PreciseGamma.factorialExact(order));
    return sum.multiply(factorial, working)
        .add(Stirling.polygamma(order, argument, working), working);
  }

  /**
   * The derivative of cot of an order as a polynomial in the cotangent c: each is -(1 + c^2) times
   * the derivative of the one before. Its coefficients have one sign and its powers one parity.
   */
  private static BigDecimal cotangentDerivative(
      int order, BigDecimal cotangent, MathContext working) {
    List<BigInteger> coefficients = List.of(BigInteger.ZERO, BigInteger.ONE);
    for (int n = 0; n < order; n++) {
      List<BigInteger> next = new ArrayList<>();
      for (int k = 0; k <= coefficients.size(); k++) {
        BigInteger sum = BigInteger.ZERO;
        if (k + 1 < coefficients.size()) {
          sum = coefficients.get(k + 1).multiply(BigInteger.valueOf(k + 1L));
        }
        if (k >= 2) {
          sum = sum.add(coefficients.get(k - 1).multiply(BigInteger.valueOf(k - 1L)));
        }
        next.add(sum.negate());
      }
      coefficients = next;
    }
    BigDecimal value = BigDecimal.ZERO;
    for (int k = coefficients.size() - 1; k >= 0; k--) {
      value = value.multiply(cotangent, working).add(new BigDecimal(coefficients.get(k)), working);
    }
    return value;
  }
}
