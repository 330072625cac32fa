package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;
import org.chainrule.expr.Function;

/**
 * Bounds of what differences lost, as decimal logarithms: how they add up, and what products,
 * quotients and functions make of them.
 *
 * @param working the digits that are computed with
 * @param last whether there will be no more digits
 * @param follows whether the rounding of a number that loses no digit is followed too
 */
record LostDigits(MathContext working, boolean last, boolean follows) {
  /** The digits that are computed beyond those of the precision. */
  static final int GUARD_DIGITS = 12;

  /** Of the guard digits, so many are for the roundings of many steps. */
  static final int SPARE_DIGITS = 4;

  /** The power of ten that the roundings of the steps before a difference amount to. */
  static final double ROUNDINGS = 2;

  private static final double LEAST_APART = 15;

  /** What is lost at most in the argument of an exponential, or of what oscillates. */
  static final double MOST_LOST = -1;

  /** More than what one step adds to a bound by its second order. */
  static final double ALMOST = 0.1;

  /** A bound of a sum of two numbers with bounds, all in decimal logarithms. */
  static double larger(double left, double right) {
    double most = Math.max(left, right);
    double apart = Math.min(left, right) - most;
    return apart > -LEAST_APART ? most + Math.log10(1 + Math.pow(10, apart)) : most;
  }

  /** The bound of what is lost in a product by the factor that lost it. */
  static double byFactor(ErrorBoundedDecimal losing, ErrorBoundedDecimal factor) {
    if (!losing.hasLost()) {
      return ErrorBoundedDecimal.NOTHING;
    }
    double size =
        factor.value().signum() == 0
            ? factor.lost()
            : larger(decimalLogarithm(factor.value().abs()), factor.lost());
    return losing.lost() + size;
  }

  /** The decimal logarithm of what is lost in relative terms. */
  static double relative(ErrorBoundedDecimal value) {
    return value.hasLost()
        ? value.lost() - decimalLogarithm(value.value().abs())
        : ErrorBoundedDecimal.NOTHING;
  }

  /** The bound of a result that follows from what is lost, by the relative loss. */
  static double following(BigDecimal result, double relative) {
    return relative == ErrorBoundedDecimal.NOTHING || result.signum() == 0
        ? relative
        : decimalLogarithm(result.abs()) + relative + ALMOST;
  }

  /** The logarithm to base 10 of a positive number of any size, to the digits of a double. */
  static double decimalLogarithm(BigDecimal value) {
    BigDecimal mantissa = new BigDecimal(value.unscaledValue(), value.precision() - 1);
    return PreciseArithmetic.exponent(value) + Math.log10(mantissa.doubleValue());
  }

  static BudgetException refusal() {
    return Limit.VALUE_DIGITS.refusal("the digits of a difference cancel at any precision tried");
  }

  /**
   * The bound of what a function makes of what is lost in its arguments, and of their rounding
   * where it may be seen: in arguments that are large, and in results that are small beside them.
   * It is the change from one end of the arguments' range to the other.
   */
  double through(
      Function function,
      Function.PreciseKernel kernel,
      List<ErrorBoundedDecimal> arguments,
      BigDecimal result,
      KernelValues computed) {
    double bound = ErrorBoundedDecimal.NOTHING;
    for (int i = 0; i < arguments.size(); i++) {
      double lost = larger(arguments.get(i).lost(), unsure(arguments.get(i), result));
      if (lost == ErrorBoundedDecimal.NOTHING) {
        continue;
      }
      if (function.oscillates() && lost > MOST_LOST) {
        // What is at the ends of the range tells nothing of what is between them.
        if (last) {
          throw refusal();
        }
        throw UncertainException.ofTurns();
      }
      // A step far below the digits of the argument would take as many digits as lie between.
      MathContext wide = new MathContext(2 * working.getPrecision());
      BigDecimal argument = arguments.get(i).value();
      double least =
          argument.signum() == 0
              ? lost
              : PreciseArithmetic.exponent(argument) - (double) wide.getPrecision() + 2;
      BigDecimal radius = BigDecimal.ONE.scaleByPowerOfTen((int) Math.ceil(Math.max(lost, least)));
      for (BigDecimal step : List.of(radius, radius.negate())) {
        List<BigDecimal> moved = new ArrayList<>();
        arguments.forEach(each -> moved.add(each.value()));
        moved.set(i, argument.add(step, wide));
        BigDecimal change = changed(function, kernel, moved, computed).subtract(result, working);
        if (change.signum() != 0) {
          bound = larger(bound, decimalLogarithm(change.abs()) + ALMOST);
        }
      }
    }
    return bound;
  }

  /** The value at an end of an argument's range, which may lie outside the domain. */
  private BigDecimal changed(
      Function function,
      Function.PreciseKernel kernel,
      List<BigDecimal> moved,
      KernelValues computed) {
    try {
      return computed.of(function, kernel, moved, working);
    } catch (DomainException outside) {
      if (last) {
        throw refusal();
      }
      throw new UncertainException();
    }
  }

  /** The rounding of an argument, where a result may show it. */
  private double unsure(ErrorBoundedDecimal argument, BigDecimal result) {
    if (!follows || argument.isExact() || argument.value().signum() == 0) {
      return ErrorBoundedDecimal.NOTHING;
    }
    long size = PreciseArithmetic.exponent(argument.value());
    boolean isShown =
        size > GUARD_DIGITS - SPARE_DIGITS
            || result.signum() == 0
            || PreciseArithmetic.exponent(result) < size - GUARD_DIGITS + SPARE_DIGITS;
    return isShown ? size - working.getPrecision() + ROUNDINGS : ErrorBoundedDecimal.NOTHING;
  }
}
