package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;

/**
 * The steps that all functions take with decimals: check arguments, measure them, round results.
 */
final class Decimals {
  /**
   * The digits computed beyond those wanted.
   *
   * <p>A formula here makes well under a thousand roundings whose effects add up, so a result loses
   * at most some four of them.
   */
  static final int GUARD = 12;

  static final BigDecimal TWO = BigDecimal.valueOf(2);
  static final BigDecimal HALF = new BigDecimal("0.5");

  private Decimals() {}

  /** A working context of this many digits. */
  static MathContext digits(long count) {
    long most = Limit.WORKING_DIGITS.most();
    if (count > most) {
      throw Limit.WORKING_DIGITS.refusal(
          "more than " + most + " digits would be needed on the way");
    }
    return new MathContext((int) count);
  }

  /** A working context with guard digits beyond the wanted precision. */
  static MathContext guarded(MathContext context) {
    return digits(context.getPrecision() + (long) GUARD);
  }

  /** The argument in lowest form, after the checks that all functions make. */
  static BigDecimal checked(BigDecimal argument, MathContext context) {
    if (context.getPrecision() == 0) {
      throw new IllegalArgumentException("the context must have a precision");
    }
    if (context.getPrecision() > Limit.FUNCTION_DIGITS.most()) {
      throw Limit.FUNCTION_DIGITS.refusal(
          "a precision of " + context.getPrecision() + " digits is more than is computed");
    }
    if (argument.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long highest = Limit.DECIMAL_EXPONENT.most();
    if (Math.abs(exponent(argument)) > highest) {
      throw Limit.DECIMAL_EXPONENT.refusal(
          "the argument's decimal exponent " + exponent(argument) + " is beyond " + highest);
    }
    long most = Limit.ARGUMENT_DIGITS.most();
    if (argument.precision() > most) {
      throw Limit.ARGUMENT_DIGITS.refusal("the argument has more than " + most + " digits");
    }
    return stripped(argument);
  }

  /**
   * The value without trailing zeros.
   *
   * <p>Powers of ten are tried from large to small: the library's own method divides by ten once
   * for each zero, which takes seconds for the longest arguments.
   */
  static BigDecimal stripped(BigDecimal value) {
    BigInteger unscaled = value.unscaledValue();
    long scale = value.scale();
    // As many factors of ten as factors of two, at most.
    int most = unscaled.getLowestSetBit();
    for (int step = Integer.highestOneBit(Math.max(most, 0)); step > 0; step >>= 1) {
      if (step <= unscaled.getLowestSetBit()) {
        BigInteger[] parts = unscaled.divideAndRemainder(BigInteger.TEN.pow(step));
        if (parts[1].signum() == 0) {
          unscaled = parts[0];
          scale -= step;
        }
      }
    }
    return scale == value.scale() ? value : new BigDecimal(unscaled, Math.toIntExact(scale));
  }

  /** The exponent of the leading digit: 0 for 3.5, -2 for 0.05. The value must not be zero. */
  static long exponent(BigDecimal value) {
    return (long) value.precision() - value.scale() - 1;
  }

  /** Whether the value is zero or its magnitude is below ten to the power. */
  static boolean isBelow(BigDecimal value, long power) {
    return value.signum() == 0 || exponent(value) < power;
  }

  /** Rounds a result computed with guard digits, and refuses one out of range. */
  static BigDecimal finished(BigDecimal value, MathContext context) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (Math.abs(exponent(value)) > Limit.DECIMAL_EXPONENT.most()) {
      throw outOfRange(exponent(value) > 0);
    }
    return value.round(context).stripTrailingZeros();
  }

  static BudgetException outOfRange(boolean large) {
    long highest = Limit.DECIMAL_EXPONENT.most();
    return Limit.DECIMAL_EXPONENT.refusal(
        large
            ? "the result is too large: its decimal exponent is above " + highest
            : "the result is too close to zero: its decimal exponent is below -" + highest);
  }

  static DomainException outside(String function, BigDecimal argument, String reason) {
    return new DomainException(function + "(" + shown(argument) + ") is not defined: " + reason);
  }

  /** The value, shortened where it is long. */
  static String shown(BigDecimal value) {
    return value.precision() <= 20
        ? value.toString()
        : value.round(new MathContext(17)) + " (rounded)";
  }

  /** Whether the value, without trailing zeros, is an integer. */
  static boolean isInteger(BigDecimal stripped) {
    return stripped.signum() == 0 || stripped.scale() <= 0;
  }

  /** Whether an integer without trailing zeros is odd. */
  static boolean isOdd(BigDecimal stripped) {
    return stripped.scale() == 0 && stripped.unscaledValue().testBit(0);
  }

  /** The nearest integer, the even one of two. */
  static BigDecimal nearestInteger(BigDecimal value) {
    // The library would divide by ten to the scale, whatever that is.
    if (isBelow(value, -1)) {
      return BigDecimal.ZERO;
    }
    return value.scale() <= 0 ? value : value.setScale(0, RoundingMode.HALF_EVEN);
  }

  /** The sum without rounding, refused where it would have too many digits. */
  static BigDecimal exactSum(BigDecimal left, BigDecimal right) {
    if (left.signum() == 0) {
      return right;
    }
    if (right.signum() == 0) {
      return left;
    }
    long top = Math.max(exponent(left), exponent(right));
    long bottom = -(long) Math.max(left.scale(), right.scale());
    if ((top - bottom + 1) / 2 > Limit.ARGUMENT_DIGITS.most()) {
      throw Limit.ARGUMENT_DIGITS.refusal(
          "the sum of " + shown(left) + " and " + shown(right) + " has too many digits");
    }
    BigDecimal sum = left.add(right);
    return sum.signum() == 0 ? BigDecimal.ZERO : stripped(sum);
  }
}
