package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Function.Beyond;
import org.chainrule.expr.Function.ExponentialForm;
import org.chainrule.expr.Function.FarOut;
import org.chainrule.expr.Function.Logarithmic;
import org.chainrule.precise.PreciseActivations;
import org.chainrule.precise.PreciseElementary;
import org.chainrule.precise.PreciseError;

/** The limits of functions far out, and how they are approached. */
final class Asymptotics {
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Exponentials of more than this, and of twice as much, are out of range below. */
  private static final BigDecimal LAST_EXPONENT = new BigDecimal("1.15e9");

  /** As much for the exponential of the square. */
  private static final BigDecimal LAST_SQUARED = new BigDecimal("4.79e4");

  static final FarOut SIGMOID =
      above(
          x -> ONE,
          true,
          LAST_EXPONENT,
          (x, context) -> PreciseActivations.sigmoid(x.negate(), context).negate(),
          exponential(-1, 0, -1));

  static final FarOut SOFTPLUS =
      above(
          x -> x,
          false,
          LAST_EXPONENT,
          (x, context) -> PreciseActivations.softplus(x.negate(), context),
          exponential(1, 0, -1));

  /** 1 - 2 sigma(-2x), and the same with the other sign. */
  static final FarOut TANH =
      odd(
          LAST_EXPONENT,
          (x, context) ->
              PreciseActivations.sigmoid(x.multiply(TWO).negate(), context).multiply(TWO).negate(),
          new Beyond(exponential(2, 0, 2), exponential(-2, 0, -2)));

  /** 1 + 2/(exp(2x) - 1), and the same with the other sign. */
  static final FarOut COTH =
      odd(
          LAST_EXPONENT,
          (x, context) -> TWO.divide(PreciseElementary.expm1(x.multiply(TWO), context), context),
          new Beyond(exponential(-2, 0, 2), exponential(2, 0, -2)));

  static final FarOut ERF =
      odd(LAST_SQUARED, (x, context) -> PreciseError.erfc(x, context).negate(), Beyond.NOWHERE);

  /** 2 - erfc(-x) below 0. */
  static final FarOut ERFC =
      new FarOut(
          x -> x.signum() < 0 ? TWO : BigDecimal.ZERO,
          true,
          (x, context) ->
              x.abs().compareTo(LAST_SQUARED) > 0
                  ? BigDecimal.ZERO
                  : PreciseError.erfc(x.negate(), context).negate(),
          Beyond.NOWHERE);

  static final Beyond SINH_BEYOND = new Beyond(half(-1, -1), half(1, 1));
  static final Beyond COSH_BEYOND = new Beyond(half(1, -1), half(1, 1));
  static final Beyond SECH_BEYOND = new Beyond(exponential(2, 0, 1), exponential(2, 0, -1));
  static final Beyond CSCH_BEYOND = new Beyond(exponential(-2, 0, 1), exponential(2, 0, -1));
  static final Beyond EXPM1_BEYOND = new Beyond(null, exponential(1, 0, 1));

  /** Of sigma and softplus, which are about the exponential below 0. */
  static final Beyond AS_EXPONENTIAL = new Beyond(exponential(1, 0, 1), null);

  /** Of silu and mish. */
  static final Beyond TIMES_EXPONENTIAL = new Beyond(exponential(1, 1, 1), null);

  static final Beyond ERFC_BEYOND = new Beyond(null, vanishing("4.7e4"));
  static final Beyond GELU_BEYOND = new Beyond(vanishing("6.7e4"), null);

  static final Logarithmic LOG = new Logarithmic(1, 0, false, true);
  static final Logarithmic LOG2 = new Logarithmic(1, 2, false, true);
  static final Logarithmic LOG10 = new Logarithmic(1, 10, false, true);
  static final Logarithmic LOG1P = new Logarithmic(1, 0, false, false);
  static final Logarithmic ASINH = new Logarithmic(2, 0, true, false);
  static final Logarithmic ACOSH = new Logarithmic(2, 0, false, false);

  private Asymptotics() {}

  private static ExponentialForm exponential(long factor, int power, int rate) {
    return new ExponentialForm(LAST_EXPONENT, BigDecimal.valueOf(factor), power, rate);
  }

  private static ExponentialForm half(int sign, int rate) {
    return new ExponentialForm(
        LAST_EXPONENT, new BigDecimal("0.5").multiply(BigDecimal.valueOf(sign)), 0, rate);
  }

  /** What vanishes as the exponential of a square does. */
  private static ExponentialForm vanishing(String from) {
    return new ExponentialForm(new BigDecimal(from), BigDecimal.ZERO, 0, 0);
  }

  private static FarOut above(
      UnaryOperator<BigDecimal> limit,
      boolean isConstant,
      BigDecimal last,
      BiFunction<BigDecimal, MathContext, BigDecimal> rest,
      ExponentialForm beyond) {
    return new FarOut(
        x -> x.signum() > 0 ? limit.apply(x) : BigDecimal.ZERO,
        isConstant,
        (x, context) -> x.compareTo(last) > 0 ? BigDecimal.ZERO : rest.apply(x, context),
        new Beyond(null, beyond));
  }

  private static FarOut odd(
      BigDecimal last, BiFunction<BigDecimal, MathContext, BigDecimal> restAbove, Beyond beyond) {
    return new FarOut(
        x -> BigDecimal.valueOf(x.signum()),
        true,
        (x, context) -> {
          BigDecimal magnitude = x.abs();
          if (magnitude.compareTo(last) > 0) {
            return BigDecimal.ZERO;
          }
          BigDecimal rest = restAbove.apply(magnitude, context);
          return x.signum() < 0 ? rest.negate() : rest;
        },
        beyond);
  }
}
