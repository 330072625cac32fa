package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.MathContext;
import org.chainrule.error.Limit;

/**
 * A computed value with a bound of its error.
 *
 * @param value the value
 * @param errorExponent the error is at most ten to this power
 */
record Approximation(BigDecimal value, long errorExponent) {

  /** A computation that may be repeated with more digits. */
  interface Computation {
    Approximation at(MathContext working);
  }

  /**
   * A value whose error is well below a thousand units in the last of the working digits.
   *
   * <p>So it is where the value comes from some hundreds of roundings without cancellation.
   */
  static Approximation of(BigDecimal value, MathContext working) {
    return new Approximation(value, errorExponent(value, working));
  }

  /** The sum of this and another such value. */
  Approximation plus(BigDecimal term, MathContext working) {
    return new Approximation(
        value.add(term, working), Math.max(errorExponent, errorExponent(term, working)) + 1);
  }

  Approximation negate() {
    return new Approximation(value.negate(), errorExponent);
  }

  private static long errorExponent(BigDecimal value, MathContext working) {
    return value.signum() == 0
        ? Long.MIN_VALUE / 2
        : Decimals.exponent(value) - working.getPrecision() + 4;
  }

  /**
   * The value right to the digits of a context, and two more, in relative terms.
   *
   * <p>Where the first attempt loses digits to cancellation, the next has as many more as were
   * lost, or twice as many where nothing was left.
   */
  static BigDecimal relative(MathContext context, Computation computation) {
    int precision = context.getPrecision() + 2;
    long digits = (long) context.getPrecision() + Decimals.GUARD;
    long most = Limit.SPECIAL_DIGITS.most();
    while (digits <= most) {
      Approximation attempt = computation.at(Decimals.digits(digits));
      BigDecimal value = attempt.value;
      if (!Decimals.isBelow(value, attempt.errorExponent + precision)) {
        return value;
      }
      digits +=
          Decimals.isBelow(value, attempt.errorExponent + 2)
              ? digits
              : attempt.errorExponent + precision - Decimals.exponent(value) + 2;
    }
    throw Limit.SPECIAL_DIGITS.refusal(
        "more than "
            + most
            + " digits would be needed on the way, and the result is close to zero");
  }
}
