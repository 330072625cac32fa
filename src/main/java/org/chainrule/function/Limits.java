package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Function.FarOut;
import org.chainrule.precise.PreciseActivations;
import org.chainrule.precise.PreciseElementary;
import org.chainrule.precise.PreciseError;

/** The limits of functions far out, and how they are approached. */
final class Limits {
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
          (x, context) -> PreciseActivations.sigmoid(x.negate(), context).negate());

  static final FarOut SOFTPLUS =
      above(
          x -> x,
          false,
          LAST_EXPONENT,
          (x, context) -> PreciseActivations.softplus(x.negate(), context));

  /** 1 - 2 sigma(-2x), and the same with the other sign. */
  static final FarOut TANH =
      odd(
          LAST_EXPONENT,
          (x, context) ->
              PreciseActivations.sigmoid(x.multiply(TWO).negate(), context).multiply(TWO).negate());

  /** 1 + 2/(exp(2x) - 1), and the same with the other sign. */
  static final FarOut COTH =
      odd(
          LAST_EXPONENT,
          (x, context) -> TWO.divide(PreciseElementary.expm1(x.multiply(TWO), context), context));

  static final FarOut ERF =
      odd(LAST_SQUARED, (x, context) -> PreciseError.erfc(x, context).negate());

  /** 2 - erfc(-x) below 0. */
  static final FarOut ERFC =
      new FarOut(
          x -> x.signum() < 0 ? TWO : BigDecimal.ZERO,
          true,
          (x, context) ->
              x.abs().compareTo(LAST_SQUARED) > 0
                  ? BigDecimal.ZERO
                  : PreciseError.erfc(x.negate(), context).negate());

  private Limits() {}

  private static FarOut above(
      UnaryOperator<BigDecimal> limit,
      boolean isConstant,
      BigDecimal last,
      BiFunction<BigDecimal, MathContext, BigDecimal> rest) {
    return new FarOut(
        x -> x.signum() > 0 ? limit.apply(x) : BigDecimal.ZERO,
        isConstant,
        (x, context) -> x.compareTo(last) > 0 ? BigDecimal.ZERO : rest.apply(x, context));
  }

  private static FarOut odd(
      BigDecimal last, BiFunction<BigDecimal, MathContext, BigDecimal> restAbove) {
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
        });
  }
}
