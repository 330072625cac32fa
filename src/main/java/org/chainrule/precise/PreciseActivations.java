package org.chainrule.precise;

import static org.chainrule.precise.Decimals.TWO;
import static org.chainrule.precise.Decimals.checked;
import static org.chainrule.precise.Decimals.exponent;
import static org.chainrule.precise.Decimals.finished;
import static org.chainrule.precise.Decimals.guarded;

import java.math.BigDecimal;
import java.math.MathContext;

/** The activation functions of neural networks to any precision. */
public final class PreciseActivations {
  /** The scale of selu, as its authors give it (Klambauer and others, 2017). */
  public static final BigDecimal SELU_LAMBDA = new BigDecimal("1.0507009873554804934193349852946");

  /** The shape of selu below 0, as its authors give it. */
  public static final BigDecimal SELU_ALPHA = new BigDecimal("1.6732632423543772848170429916717");

  private static final BigDecimal ONE = BigDecimal.ONE;

  private PreciseActivations() {}

  /** The logistic function, 1/(1 + exp(-x)). */
  public static BigDecimal sigmoid(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    return finished(sigmoidOf(argument, guarded(context)), context);
  }

  /** The smooth ramp, log(1 + exp(x)). */
  public static BigDecimal softplus(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    MathContext working = guarded(context);
    if (argument.signum() <= 0) {
      BigDecimal power = PreciseElementary.exp(argument, working);
      return finished(PreciseElementary.log1p(power, working), context);
    }
    if (isSaturated(argument, working)) {
      return finished(argument, context);
    }
    BigDecimal power = PreciseElementary.exp(argument.negate(), working);
    return finished(argument.add(PreciseElementary.log1p(power, working), working), context);
  }

  /** The ramp: the argument where it is above 0, else 0. */
  public static BigDecimal relu(BigDecimal x, MathContext context) {
    return finished(checked(x, context).max(BigDecimal.ZERO), context);
  }

  /** The ramp that goes on below 0 with a slope. */
  public static BigDecimal leakyRelu(BigDecimal x, BigDecimal slope, MathContext context) {
    BigDecimal argument = checked(x, context);
    BigDecimal factor = checked(slope, context);
    return finished(argument.signum() >= 0 ? argument : argument.multiply(factor), context);
  }

  /** The ramp that goes on below 0 as a (exp(x) - 1). */
  public static BigDecimal elu(BigDecimal x, BigDecimal a, MathContext context) {
    BigDecimal argument = checked(x, context);
    BigDecimal factor = checked(a, context);
    if (argument.signum() >= 0 || factor.signum() == 0) {
      return finished(argument.max(BigDecimal.ZERO), context);
    }
    MathContext working = guarded(context);
    return finished(PreciseElementary.expm1(argument, working).multiply(factor, working), context);
  }

  /** The scaled elu, {@link #SELU_LAMBDA} times elu(x, {@link #SELU_ALPHA}). */
  public static BigDecimal selu(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    return finished(elu(argument, SELU_ALPHA, guarded(context)).multiply(SELU_LAMBDA), context);
  }

  /** The argument times the normal distribution's cumulative function of it. */
  public static BigDecimal gelu(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() == 0) {
      return argument;
    }
    MathContext working = guarded(context);
    BigDecimal weight = PreciseError.normalCumulative(argument, working);
    return finished(argument.multiply(weight, working), context);
  }

  /** The argument times its sigmoid, which is also called swish. */
  public static BigDecimal silu(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() == 0) {
      return argument;
    }
    MathContext working = guarded(context);
    return finished(argument.multiply(sigmoidOf(argument, working), working), context);
  }

  /** The argument times the hyperbolic tangent of its softplus. */
  public static BigDecimal mish(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() == 0) {
      return argument;
    }
    MathContext working = guarded(context);
    if (argument.signum() > 0 && isSaturated(argument, working)) {
      return finished(argument, context);
    }
    // tanh(log(1 + p)) is n/(n + 2) with n = p^2 + 2p, and in terms of 1/p the same by p^2.
    BigDecimal power = PreciseElementary.exp(argument.abs().negate(), working);
    BigDecimal square = power.multiply(power, working);
    BigDecimal twice = power.multiply(TWO);
    BigDecimal weight;
    if (argument.signum() < 0) {
      BigDecimal numerator = square.add(twice, working);
      weight = numerator.divide(numerator.add(TWO, working), working);
    } else {
      BigDecimal numerator = twice.add(ONE, working);
      BigDecimal denominator = numerator.add(square.multiply(TWO), working);
      weight = numerator.divide(denominator, working);
    }
    return finished(argument.multiply(weight, working), context);
  }

  /** x/(1 + |x|). */
  public static BigDecimal softsign(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    MathContext working = guarded(context);
    return finished(argument.divide(argument.abs().add(ONE, working), working), context);
  }

  private static BigDecimal sigmoidOf(BigDecimal x, MathContext working) {
    if (x.signum() > 0 && isSaturated(x, working)) {
      return ONE;
    }
    BigDecimal power = PreciseElementary.exp(x.abs().negate(), working);
    BigDecimal numerator = x.signum() < 0 ? power : ONE;
    return numerator.divide(power.add(ONE, working), working);
  }

  /** Whether exp(-x) adds nothing to 1, nor to x. */
  private static boolean isSaturated(BigDecimal x, MathContext working) {
    return exponent(x) > 0
        && PreciseElementary.isNegligibleExponential(x.negate(), working.getPrecision());
  }
}
