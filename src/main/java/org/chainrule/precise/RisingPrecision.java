package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.MathContext;
import org.chainrule.error.BudgetException;

/**
 * A way to a value right to a number of digits: it is computed with more and more digits until two
 * results agree.
 *
 * <p>The first result has some digits more than wanted and each next one twice as many. Two results
 * agree where they differ by less than one unit in the last wanted digit. A zero agrees with
 * nothing, as digits that cancel leave one silently: at 50 digits log(1 + exp(-800)) is 0. Whoever
 * accepts values below a magnitude as 0 says so by {@link #withZeroBelow}.
 *
 * <p>Agreement is strong evidence, not proof: what vanishes at both precisions beside something
 * else, as in 1 + (log(1 + exp(-800)) - 10^-400) 10^400, deceives it. The exceptions of the
 * computation pass through.
 */
public final class RisingPrecision {
  private static final int DEFAULT_MAXIMUM = 2_000;
  private static final int EXTRA = 10;

  private final MathContext wanted;
  private final int maximumDigits;
  private final int zeroExponent;

  private RisingPrecision(MathContext wanted, int maximumDigits, int zeroExponent) {
    this.wanted = wanted;
    this.maximumDigits = maximumDigits;
    this.zeroExponent = zeroExponent;
  }

  /** A computation whose roundings follow a context. */
  @FunctionalInterface
  public interface Computation {
    BigDecimal at(MathContext context);
  }

  /**
   * Values right to the precision of a context, with at most 2,000 digits on the way, or four times
   * those of the context where these are more.
   */
  public static RisingPrecision to(MathContext wanted) {
    if (wanted.getPrecision() == 0) {
      throw new IllegalArgumentException("the context must have a precision");
    }
    return new RisingPrecision(
        wanted, Math.max(DEFAULT_MAXIMUM, 4 * wanted.getPrecision()), Integer.MIN_VALUE);
  }

  /** The same with another bound of the digits on the way. */
  public RisingPrecision withMaximumDigits(int digits) {
    return new RisingPrecision(wanted, digits, zeroExponent);
  }

  /** The same, where values of magnitude below ten to a power are taken as 0. */
  public RisingPrecision withZeroBelow(int power) {
    return new RisingPrecision(wanted, maximumDigits, power);
  }

  /**
   * The value of a computation.
   *
   * @throws BudgetException where no two results agree before the digits reach their bound, or the
   *     thread is interrupted
   */
  public BigDecimal evaluate(Computation computation) {
    BigDecimal previous = null;
    long digits = wanted.getPrecision() + (long) EXTRA;
    while (digits <= maximumDigits) {
      if (Thread.currentThread().isInterrupted()) {
        throw new BudgetException("interrupted");
      }
      BigDecimal value = computation.at(new MathContext((int) digits));
      if (previous != null) {
        if (isZero(previous) && isZero(value)) {
          return BigDecimal.ZERO;
        }
        if (agree(previous, value)) {
          return value.round(wanted);
        }
      }
      previous = value;
      digits *= 2;
    }
    throw new BudgetException(
        "no "
            + wanted.getPrecision()
            + " digits of the value are certain with "
            + maximumDigits
            + " digits on the way");
  }

  private boolean isZero(BigDecimal value) {
    return zeroExponent != Integer.MIN_VALUE && Decimals.isBelow(value, zeroExponent);
  }

  private boolean agree(BigDecimal previous, BigDecimal value) {
    if (previous.signum() != value.signum() || value.signum() == 0) {
      return false;
    }
    long exponent = Decimals.exponent(value);
    if (Math.abs(exponent - Decimals.exponent(previous)) > 1) {
      return false;
    }
    BigDecimal difference =
        value.subtract(previous, new MathContext(wanted.getPrecision() + EXTRA));
    return Decimals.isBelow(difference, exponent - wanted.getPrecision() + 1);
  }
}
