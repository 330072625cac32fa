package org.chainrule.precise;

import static org.chainrule.precise.Decimals.TWO;
import static org.chainrule.precise.Decimals.checked;
import static org.chainrule.precise.Decimals.exponent;
import static org.chainrule.precise.Decimals.finished;
import static org.chainrule.precise.Decimals.guarded;
import static org.chainrule.precise.Decimals.outside;

import java.math.BigDecimal;
import java.math.MathContext;
import org.chainrule.error.DomainException;

/**
 * The hyperbolic functions and their inverses to any precision.
 *
 * <p>All go through expm1 and log1p of magnitudes, in formulas without a difference of like terms.
 */
public final class PreciseHyperbolic {
  private static final BigDecimal ONE = BigDecimal.ONE;

  private PreciseHyperbolic() {}

  /** The hyperbolic sine. */
  public static BigDecimal sinh(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() == 0) {
      return argument;
    }
    return finished(signed(argument, sinhOf(argument.abs(), guarded(context))), context);
  }

  /** The hyperbolic cosine. */
  public static BigDecimal cosh(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    return finished(coshOf(argument.abs(), guarded(context)), context);
  }

  /** The hyperbolic tangent. */
  public static BigDecimal tanh(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() == 0) {
      return argument;
    }
    return finished(signed(argument, tanhOf(argument.abs(), guarded(context))), context);
  }

  /**
   * The hyperbolic cotangent.
   *
   * @throws DomainException at 0
   */
  public static BigDecimal coth(BigDecimal x, MathContext context) {
    BigDecimal argument = nonzero("coth", x, context);
    MathContext working = guarded(context);
    BigDecimal magnitude = ONE.divide(tanhOf(argument.abs(), working), working);
    return finished(signed(argument, magnitude), context);
  }

  /** The hyperbolic secant: 1 over the hyperbolic cosine. */
  public static BigDecimal sech(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    MathContext working = guarded(context);
    return finished(ONE.divide(coshOf(argument.abs(), working), working), context);
  }

  /**
   * The hyperbolic cosecant: 1 over the hyperbolic sine.
   *
   * @throws DomainException at 0
   */
  public static BigDecimal csch(BigDecimal x, MathContext context) {
    BigDecimal argument = nonzero("csch", x, context);
    MathContext working = guarded(context);
    BigDecimal magnitude = ONE.divide(sinhOf(argument.abs(), working), working);
    return finished(signed(argument, magnitude), context);
  }

  /** The inverse of the hyperbolic sine. */
  public static BigDecimal asinh(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() == 0) {
      return argument;
    }
    BigDecimal magnitude = asinhOf(argument.abs().round(guarded(context)), guarded(context));
    return finished(signed(argument, magnitude), context);
  }

  /**
   * The inverse of the hyperbolic cosine, from 0 on.
   *
   * @throws DomainException unless the argument is at least 1
   */
  public static BigDecimal acosh(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.compareTo(ONE) < 0) {
      throw outside("acosh", argument, "the argument must be at least 1");
    }
    MathContext working = guarded(context);
    return finished(acoshOfOneMore(argument.subtract(ONE, working), working), context);
  }

  /**
   * The inverse of the hyperbolic tangent.
   *
   * @throws DomainException unless the argument is between -1 and 1
   */
  public static BigDecimal atanh(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.abs().compareTo(ONE) >= 0) {
      throw outside("atanh", argument, "the argument must be between -1 and 1");
    }
    MathContext working = guarded(context);
    BigDecimal magnitude = argument.abs();
    BigDecimal quotient = magnitude.multiply(TWO).divide(ONE.subtract(magnitude, working), working);
    return finished(signed(argument, halfLog1p(quotient, working)), context);
  }

  /**
   * The inverse of the hyperbolic cotangent.
   *
   * @throws DomainException unless the argument is above 1 or below -1
   */
  public static BigDecimal acoth(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.abs().compareTo(ONE) <= 0) {
      throw outside("acoth", argument, "the argument must be above 1 or below -1");
    }
    MathContext working = guarded(context);
    BigDecimal quotient = TWO.divide(argument.abs().subtract(ONE, working), working);
    return finished(signed(argument, halfLog1p(quotient, working)), context);
  }

  /**
   * The inverse of the hyperbolic secant, from 0 on.
   *
   * @throws DomainException unless the argument is above 0 and at most 1
   */
  public static BigDecimal asech(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() <= 0 || argument.compareTo(ONE) > 0) {
      throw outside("asech", argument, "the argument must be above 0 and at most 1");
    }
    MathContext working = guarded(context);
    BigDecimal quotient = ONE.subtract(argument, working).divide(argument, working);
    return finished(acoshOfOneMore(quotient, working), context);
  }

  /**
   * The inverse of the hyperbolic cosecant.
   *
   * @throws DomainException at 0
   */
  public static BigDecimal acsch(BigDecimal x, MathContext context) {
    BigDecimal argument = nonzero("acsch", x, context);
    MathContext working = guarded(context);
    BigDecimal magnitude = asinhOf(ONE.divide(argument.abs(), working), working);
    return finished(signed(argument, magnitude), context);
  }

  /** (e + e/(e + 1))/2 where e is expm1(x), for x above 0. */
  private static BigDecimal sinhOf(BigDecimal x, MathContext working) {
    BigDecimal less = PreciseElementary.expm1(x, working);
    return less.add(less.divide(less.add(ONE, working), working), working).multiply(Decimals.HALF);
  }

  private static BigDecimal coshOf(BigDecimal x, MathContext working) {
    BigDecimal power = PreciseElementary.exp(x, working);
    return power.add(ONE.divide(power, working), working).multiply(Decimals.HALF);
  }

  /** e/(e + 2) where e is expm1(2x), for x above 0. */
  private static BigDecimal tanhOf(BigDecimal x, MathContext working) {
    BigDecimal twice = x.multiply(TWO);
    if (PreciseElementary.isNegligibleExponential(twice.negate(), working.getPrecision())) {
      return ONE;
    }
    BigDecimal less = PreciseElementary.expm1(twice, working);
    return less.divide(less.add(TWO, working), working);
  }

  /** log1p(x + x^2/(1 + sqrt(1 + x^2))), for x above 0. */
  private static BigDecimal asinhOf(BigDecimal x, MathContext working) {
    if (exponent(x) > working.getPrecision()) {
      // The root is x, to more digits than are kept.
      return PreciseElementary.log(x, working).add(PreciseConstants.log2(working), working);
    }
    if (exponent(x) < -working.getPrecision()) {
      return x;
    }
    BigDecimal square = x.multiply(x, working);
    BigDecimal root = PreciseElementary.squareRoot(square.add(ONE, working), working);
    BigDecimal quotient = square.divide(root.add(ONE, working), working);
    return PreciseElementary.log1p(x.add(quotient, working), working);
  }

  /** The inverse hyperbolic cosine of 1 + t: log1p(t + sqrt(t(t + 2))), for t from 0 on. */
  private static BigDecimal acoshOfOneMore(BigDecimal t, MathContext working) {
    if (t.signum() == 0) {
      return t;
    }
    if (exponent(t) > working.getPrecision()) {
      return PreciseElementary.log(t, working).add(PreciseConstants.log2(working), working);
    }
    BigDecimal square = t.multiply(t.add(TWO, working), working);
    BigDecimal root = PreciseElementary.squareRoot(square, working);
    return PreciseElementary.log1p(t.add(root, working), working);
  }

  private static BigDecimal halfLog1p(BigDecimal x, MathContext working) {
    return PreciseElementary.log1p(x, working).multiply(Decimals.HALF);
  }

  private static BigDecimal signed(BigDecimal argument, BigDecimal magnitude) {
    return argument.signum() < 0 ? magnitude.negate() : magnitude;
  }

  private static BigDecimal nonzero(String function, BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() == 0) {
      throw outside(function, argument, "division by zero");
    }
    return argument;
  }
}
