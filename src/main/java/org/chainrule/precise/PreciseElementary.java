package org.chainrule.precise;

import static org.chainrule.precise.Decimals.GUARD;
import static org.chainrule.precise.Decimals.TWO;
import static org.chainrule.precise.Decimals.checked;
import static org.chainrule.precise.Decimals.digits;
import static org.chainrule.precise.Decimals.exponent;
import static org.chainrule.precise.Decimals.finished;
import static org.chainrule.precise.Decimals.guarded;
import static org.chainrule.precise.Decimals.isInteger;
import static org.chainrule.precise.Decimals.isOdd;
import static org.chainrule.precise.Decimals.outside;

import java.math.BigDecimal;
import java.math.MathContext;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;

/** Exponentials, logarithms, powers and roots to any precision. */
public final class PreciseElementary {
  private static final BigDecimal NEAR = new BigDecimal("0.1");

  /** The largest magnitude of an exponent for which the result can be in range. */
  private static final BigDecimal EXP_RANGE = new BigDecimal("2.31e9");

  /** Integer exponents up to here go by repeated squaring. */
  private static final BigDecimal SQUARING_RANGE = BigDecimal.valueOf(1000);

  private PreciseElementary() {}

  /** The exponential, e to the x. */
  public static BigDecimal exp(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    return finished(exponential(argument, context.getPrecision() + GUARD), context);
  }

  /** The exponential minus 1. */
  public static BigDecimal expm1(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() == 0) {
      return argument;
    }
    int precision = context.getPrecision() + GUARD;
    long exponent = exponent(argument);
    if (exponent < -precision) {
      return finished(argument, context);
    }
    if (argument.signum() < 0 && isNegligibleExponential(argument, precision)) {
      return BigDecimal.ONE.negate();
    }
    // The subtraction loses as many digits as the argument has zeros after the point.
    long working = precision + Math.max(0, -exponent) + 1;
    BigDecimal power = exponential(argument, (int) working);
    return finished(power.subtract(BigDecimal.ONE, digits(working)), context);
  }

  /**
   * The natural logarithm.
   *
   * @throws DomainException unless the argument is above 0
   */
  public static BigDecimal log(BigDecimal x, MathContext context) {
    BigDecimal argument = positive("log", x, context);
    return finished(logarithm(argument, context.getPrecision() + GUARD), context);
  }

  /**
   * The natural logarithm of 1 + x.
   *
   * @throws DomainException unless the argument is above -1
   */
  public static BigDecimal log1p(BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.compareTo(BigDecimal.ONE.negate()) <= 0) {
      throw outside("log1p", argument, "the argument must be above -1");
    }
    MathContext working = guarded(context);
    if (argument.abs().compareTo(NEAR) < 0) {
      return finished(Kernels.log1p(argument.round(working), working.getPrecision()), context);
    }
    BigDecimal sum = argument.add(BigDecimal.ONE, working);
    return finished(logarithm(sum, working.getPrecision()), context);
  }

  /**
   * The logarithm to base 2.
   *
   * @throws DomainException unless the argument is above 0
   */
  public static BigDecimal log2(BigDecimal x, MathContext context) {
    BigDecimal argument = positive("log2", x, context);
    MathContext working = guarded(context);
    return finished(
        logarithm(argument, working.getPrecision()).divide(PreciseConstants.log2(working), working),
        context);
  }

  /**
   * The logarithm to base 10.
   *
   * @throws DomainException unless the argument is above 0
   */
  public static BigDecimal log10(BigDecimal x, MathContext context) {
    BigDecimal argument = positive("log10", x, context);
    MathContext working = guarded(context);
    return finished(
        logarithm(argument, working.getPrecision())
            .divide(PreciseConstants.log10(working), working),
        context);
  }

  /**
   * The square root.
   *
   * @throws DomainException where the argument is below 0
   */
  public static BigDecimal sqrt(BigDecimal x, MathContext context) {
    return root(x, 2, context);
  }

  /** The real cube root, of a negative argument too. */
  public static BigDecimal cbrt(BigDecimal x, MathContext context) {
    return root(x, 3, context);
  }

  /**
   * The real root of an order, which may be negative: the inverse of an integer power.
   *
   * @throws DomainException where the order is 0, or even and the argument is below 0, or below 0
   *     and the argument is 0
   */
  public static BigDecimal root(BigDecimal x, int order, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (order == 0) {
      throw new DomainException("a root of order 0 is not defined");
    }
    if (argument.signum() < 0 && order % 2 == 0) {
      throw outside(
          order == 2 ? "sqrt" : "the root of order " + order + " of ",
          argument,
          "an even root of a negative number is not real");
    }
    if (argument.signum() == 0) {
      if (order < 0) {
        throw outside("the root of order " + order + " of ", argument, "division by zero");
      }
      return argument;
    }
    if (order == 1) {
      return finished(argument, context);
    }
    MathContext working = guarded(context);
    BigDecimal magnitude = argument.abs();
    BigDecimal root =
        order == 2
            ? squareRoot(magnitude, working)
            : exponential(
                // The logarithm is below 3e9 in magnitude, and so is what is lost.
                logarithm(magnitude, working.getPrecision() + 10)
                    .divide(BigDecimal.valueOf(order), digits(working.getPrecision() + 10L)),
                working.getPrecision());
    return finished(argument.signum() < 0 ? root.negate() : root, context);
  }

  /**
   * The power of a base.
   *
   * <p>A negative base needs an integer exponent; 0 to the power 0 is 1.
   *
   * @throws DomainException where the base is negative and the exponent no integer, or the base is
   *     0 and the exponent negative
   */
  public static BigDecimal pow(BigDecimal base, BigDecimal exponent, MathContext context) {
    BigDecimal x = checked(base, context);
    BigDecimal y = checked(exponent, context);
    if (y.signum() == 0) {
      return BigDecimal.ONE;
    }
    if (x.signum() == 0) {
      if (y.signum() < 0) {
        throw new DomainException("0^(" + Decimals.shown(y) + ") is not defined: division by zero");
      }
      return x;
    }
    boolean integer = isInteger(y);
    if (x.signum() < 0 && !integer) {
      throw new DomainException(
          "("
              + Decimals.shown(x)
              + ")^"
              + Decimals.shown(y)
              + " is not defined: a negative base needs an integer exponent");
    }
    BigDecimal magnitude = powerOfPositive(x.abs(), y, integer, guarded(context));
    return finished(x.signum() < 0 && isOdd(y) ? magnitude.negate() : magnitude, context);
  }

  private static BigDecimal powerOfPositive(
      BigDecimal x, BigDecimal y, boolean integer, MathContext working) {
    if (x.compareTo(BigDecimal.ONE) == 0) {
      return x;
    }
    if (integer && y.abs().compareTo(SQUARING_RANGE) <= 0) {
      int count = y.intValueExact();
      long least = Math.abs((exponent(x) < 0 ? exponent(x) + 1 : exponent(x)) * count);
      if (least > Limit.DECIMAL_EXPONENT.most()) {
        throw Decimals.outOfRange(exponent(x) >= 0 == count > 0);
      }
      // The library's own digits for the length of the exponent, and three for the rounding.
      MathContext context = digits(working.getPrecision() + 3L);
      return x.round(context).pow(count, context);
    }
    if (y.compareTo(Decimals.HALF) == 0) {
      return squareRoot(x, working);
    }
    // In range, the product is below 3e9 in magnitude, and so is what is lost.
    int precision = working.getPrecision() + 10;
    BigDecimal product = logarithm(x, precision).multiply(y, digits(precision));
    return exponential(product, working.getPrecision());
  }

  /** The length of the hypotenuse over two sides: the root of the sum of their squares. */
  public static BigDecimal hypot(BigDecimal x, BigDecimal y, MathContext context) {
    BigDecimal left = checked(x, context).abs();
    BigDecimal right = checked(y, context).abs();
    BigDecimal larger = left.max(right);
    BigDecimal smaller = left.min(right);
    MathContext working = guarded(context);
    if (smaller.signum() == 0 || exponent(larger) - exponent(smaller) > working.getPrecision()) {
      return finished(larger, context);
    }
    int shift = (int) exponent(larger);
    BigDecimal a = larger.scaleByPowerOfTen(-shift);
    BigDecimal b = smaller.scaleByPowerOfTen(-shift);
    BigDecimal sum = a.multiply(a, working).add(b.multiply(b, working), working);
    return finished(squareRoot(sum, working).scaleByPowerOfTen(shift), context);
  }

  /** The exponential to a number of digits, of an argument checked or computed. */
  static BigDecimal exponential(BigDecimal x, int precision) {
    if (x.signum() == 0) {
      return BigDecimal.ONE;
    }
    if (x.abs().compareTo(EXP_RANGE) > 0) {
      throw Decimals.outOfRange(x.signum() > 0);
    }
    MathContext working = digits(precision + 3 + Math.max(0, exponent(x) + 1));
    BigDecimal argument = x.round(working);
    if (argument.abs().compareTo(TWO) < 0) {
      return Kernels.exp(argument, precision);
    }
    BigDecimal log10 = PreciseConstants.log10(working);
    BigDecimal tens = Decimals.nearestInteger(argument.divide(log10, new MathContext(20)));
    BigDecimal rest = argument.subtract(tens.multiply(log10, working), working);
    return Kernels.exp(rest, precision).scaleByPowerOfTen(tens.intValueExact());
  }

  /** Whether the exponential is below one unit in the last digit of 1. */
  static boolean isNegligibleExponential(BigDecimal x, int precision) {
    // log(10) is below 2.31.
    return x.compareTo(new BigDecimal("-2.31").multiply(BigDecimal.valueOf(precision + 1L))) < 0;
  }

  /** The logarithm to a number of digits, of a positive argument. */
  static BigDecimal logarithm(BigDecimal x, int precision) {
    MathContext working = digits(precision + 2L);
    if (exponent(x) <= 0 && exponent(x) >= -1) {
      BigDecimal difference = x.subtract(BigDecimal.ONE, working);
      if (difference.abs().compareTo(NEAR) < 0) {
        return Kernels.log1p(difference, precision);
      }
    }
    // A fraction from 0.32 to 3.2 and a power of ten: their logarithms never cancel.
    BigDecimal rounded = x.round(working);
    int tens = (int) exponent(rounded);
    BigDecimal fraction = rounded.scaleByPowerOfTen(-tens);
    if (fraction.compareTo(new BigDecimal("3.2")) > 0) {
      tens++;
      fraction = fraction.scaleByPowerOfTen(-1);
    }
    BigDecimal log = Kernels.log(fraction, precision);
    if (tens == 0) {
      return log;
    }
    return PreciseConstants.log10(working)
        .multiply(BigDecimal.valueOf(tens), working)
        .add(log, working);
  }

  /** The square root to the digits of a context, of an argument of any length. */
  static BigDecimal squareRoot(BigDecimal x, MathContext working) {
    return x.signum() == 0 ? x : Kernels.sqrt(x, working.getPrecision());
  }

  private static BigDecimal positive(String function, BigDecimal x, MathContext context) {
    BigDecimal argument = checked(x, context);
    if (argument.signum() <= 0) {
      throw outside(function, argument, "the argument must be above 0");
    }
    return argument;
  }
}
