package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A decimal of many digits.
 *
 * <p>What is beside an exact number by less than all digits is that number with a tail, as 1 -
 * exp(-10000) is: the difference from 1 keeps its own digits.
 *
 * @param value the value, but for the tail
 * @param isExact whether nothing was rounded on the way to it
 * @param lost the decimal logarithm of a bound of what differences that lost digits may have taken
 *     from the value, or {@link #NOTHING}
 * @param tail what is to be added to the value, which is then without rounding; far below its last
 *     digit, and without a tail of its own
 * @param scale what all of this is multiplied by the exponential of, where no exponent of ten holds
 *     it; null for 0
 */
record ErrorBoundedDecimal(
    BigDecimal value,
    boolean isExact,
    double lost,
    @Nullable ErrorBoundedDecimal tail,
    @Nullable BigDecimal scale) {
  /** The bound where no difference has lost digits. */
  static final double NOTHING = Double.NEGATIVE_INFINITY;

  /** What is lost so many digits below a value is below all that are ever computed. */
  private static final long FARTHEST = 20_000;

  static final ErrorBoundedDecimal ZERO = new ErrorBoundedDecimal(BigDecimal.ZERO, true);
  static final ErrorBoundedDecimal ONE = new ErrorBoundedDecimal(BigDecimal.ONE, true);

  ErrorBoundedDecimal(BigDecimal value, boolean isExact) {
    this(value, isExact, NOTHING, null, null);
  }

  ErrorBoundedDecimal(
      BigDecimal value, boolean isExact, double lost, @Nullable ErrorBoundedDecimal tail) {
    this(value, isExact, lost, tail, null);
  }

  private static final int LONGEST_DENOMINATOR = 5_000;
  private static final BigInteger FIVE = BigInteger.valueOf(5);
  private static final double BITS_IN_FIVE = Math.log(5) / Math.log(2);

  /** The decimal that a fraction is, or null where it has no end or is too long. */
  static @Nullable BigDecimal exactly(Rational value) {
    BigInteger denominator = value.denominator();
    if (denominator.bitLength() >= LONGEST_DENOMINATOR) {
      return null;
    }
    int twos = denominator.getLowestSetBit();
    BigInteger odd = denominator.shiftRight(twos);
    int fives = (int) Math.round((odd.bitLength() - 1) / BITS_IN_FIVE);
    for (int power = Math.max(0, fives - 1); power <= fives + 1; power++) {
      if (FIVE.pow(power).equals(odd)) {
        int scale = Math.max(twos, power);
        BigInteger unscaled =
            value.numerator().multiply(FIVE.pow(scale - power)).shiftLeft(scale - twos);
        return new BigDecimal(unscaled, scale);
      }
    }
    return null;
  }

  /** What is left of a difference without a digit left: some number below a power of ten. */
  static ErrorBoundedDecimal lost(double power) {
    return new ErrorBoundedDecimal(BigDecimal.ZERO, false, power, null);
  }

  /** An exact number with a tail. */
  static ErrorBoundedDecimal tailed(BigDecimal value, ErrorBoundedDecimal tail) {
    return new ErrorBoundedDecimal(value, false, NOTHING, tail);
  }

  /** Whether it is beyond the exponents of ten: far too large or too small for them. */
  boolean isScaled() {
    return scale != null;
  }

  /** The same number, as one that may be rounded, and without its tail. */
  ErrorBoundedDecimal inexact() {
    return new ErrorBoundedDecimal(value, false, lost, null, scale);
  }

  /** The same number, as if nothing were lost. */
  ErrorBoundedDecimal settled() {
    return new ErrorBoundedDecimal(value, false, NOTHING, null, scale);
  }

  /** Whether the value is without rounding, be there a tail or not. */
  boolean hasHead() {
    return isExact || tail != null;
  }

  /** The value that is without rounding, or 0. */
  ErrorBoundedDecimal head() {
    return isExact ? this : tail == null ? ZERO : new ErrorBoundedDecimal(value, true);
  }

  /** What there is beside the head. */
  ErrorBoundedDecimal rest() {
    return isExact ? ZERO : tail == null ? this : tail;
  }

  /** The value without its tail. */
  ErrorBoundedDecimal withoutTail() {
    return tail == null ? this : settled();
  }

  boolean hasLost() {
    return lost != NOTHING;
  }

  /** The power of ten below or at the magnitude of the value, which is not 0. */
  long exponent() {
    return (long) value.precision() - value.scale() - 1;
  }

  /** Whether the value, as it is known, is right to a number of digits. */
  boolean isRightTo(int digits) {
    return !hasLost() || value.signum() != 0 && lost <= exponent() - digits;
  }

  /** This with a bound of what was lost; without a value where that is all there may be. */
  ErrorBoundedDecimal losing(double power) {
    if (power == NOTHING) {
      return this;
    }
    if (value.signum() != 0 && power < exponent() - FARTHEST) {
      return this;
    }
    if (value.signum() == 0) {
      return new ErrorBoundedDecimal(value, false, power, null, scale);
    }
    return power >= exponent() - 1
        ? new ErrorBoundedDecimal(
            BigDecimal.ZERO, false, Math.max(power, exponent() + 1.0) + 1, null, scale)
        : new ErrorBoundedDecimal(value, false, power, null, scale);
  }
}
