package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.chainrule.error.DomainException;
import org.chainrule.precise.PreciseElementary;

/** PrecisePowers of numbers with error bounds: by squares, as roots, or as exponentials. */
final class PrecisePowers {
  /** Exponents of more digits than this put every power but that of 1 out of range. */
  private static final int LARGEST_EXPONENT_SIZE = 5_000;

  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** An exponent of more bits may take away more digits than are computed for that. */
  private static final int MOST_BITS = 24;

  /** A power to an exponent of more bits is an exponential. */
  private static final int MOST_BITS_BY_SQUARES = 62;

  private final PreciseArithmetic arithmetic;
  private final Tails tails;
  private final Scales scales;

  PrecisePowers(PreciseArithmetic arithmetic, Tails tails, Scales scales) {
    this.arithmetic = arithmetic;
    this.tails = tails;
    this.scales = scales;
  }

  ErrorBoundedDecimal integerPower(ErrorBoundedDecimal base, BigInteger exponent) {
    if (exponent.signum() == 0) {
      return ErrorBoundedDecimal.ONE;
    }
    if (exponent.signum() < 0) {
      arithmetic.requireDivisor(base);
      return arithmetic.divide(ErrorBoundedDecimal.ONE, integerPower(base, exponent.negate()));
    }
    if (base.isScaled()) {
      return scales.integerPower(base, exponent);
    }
    if (base.hasLost() && base.value().signum() == 0) {
      double power = exponent.doubleValue() * base.lost();
      return Double.isFinite(power) ? ErrorBoundedDecimal.lost(power) : arithmetic.settled(base);
    }
    if (base.tail() != null) {
      return tails.integerPower(base, exponent);
    }
    ErrorBoundedDecimal power = settledPower(arithmetic.known(base), exponent);
    double relative = LostDigits.relative(base);
    if (arithmetic.followsLosses() && !base.isExact() && exponent.bitLength() > MOST_BITS) {
      relative =
          LostDigits.larger(relative, -arithmetic.working().getPrecision() + LostDigits.ROUNDINGS);
    }
    return relative == ErrorBoundedDecimal.NOTHING
        ? power
        : power.losing(
            LostDigits.following(power.value(), relative + Math.log10(exponent.doubleValue())));
  }

  private ErrorBoundedDecimal settledPower(ErrorBoundedDecimal base, BigInteger exponent) {
    if (base.value().signum() == 0 || base.value().abs().compareTo(BigDecimal.ONE) == 0) {
      boolean even = !exponent.testBit(0);
      return new ErrorBoundedDecimal(even ? base.value().abs() : base.value(), base.isExact());
    }
    int size = exponent.bitLength();
    if (size < 31) {
      int power = exponent.intValueExact();
      if (base.isExact()
          && (long) base.value().precision() * power <= PreciseArithmetic.EXACT_DIGITS) {
        return arithmetic.rounded(base.value().pow(power), true);
      }
    }
    double result = LostDigits.decimalLogarithm(base.value().abs()) * exponent.doubleValue();
    if (size > MOST_BITS_BY_SQUARES || Math.abs(result) > PreciseArithmetic.MAXIMAL_EXPONENT) {
      ErrorBoundedDecimal magnitude = new ErrorBoundedDecimal(base.value().abs(), base.isExact());
      ErrorBoundedDecimal power =
          generalPower(magnitude, new ErrorBoundedDecimal(new BigDecimal(exponent), true));
      return base.value().signum() < 0 && exponent.testBit(0) ? arithmetic.negate(power) : power;
    }
    MathContext inner = new MathContext(arithmetic.working().getPrecision() + size / 3 + 4);
    BigDecimal power = BigDecimal.ONE;
    for (int bit = size - 1; bit >= 0; bit--) {
      power = power.multiply(power, inner);
      if (exponent.testBit(bit)) {
        power = power.multiply(base.value(), inner);
      }
    }
    return arithmetic.rounded(power, false);
  }

  /**
   * A positive base, not 1 to the arithmetic.working() digits, to an exponent that leaves all
   * bounds behind.
   */
  private static ErrorBoundedDecimal hugePower(
      ErrorBoundedDecimal base, ErrorBoundedDecimal exponent) {
    boolean grows = base.value().compareTo(BigDecimal.ONE) > 0 == exponent.value().signum() > 0;
    if (grows) {
      throw PreciseArithmetic.overflow("a power");
    }
    return ErrorBoundedDecimal.lost(-PreciseArithmetic.MAXIMAL_EXPONENT);
  }

  ErrorBoundedDecimal power(ErrorBoundedDecimal givenBase, ErrorBoundedDecimal givenExponent) {
    ErrorBoundedDecimal base = arithmetic.known(givenBase);
    ErrorBoundedDecimal exponent = arithmetic.known(givenExponent);
    if (exponent.isExact() && PreciseArithmetic.isWhole(exponent.value())) {
      if (exponent.value().signum() == 0) {
        if (base.value().signum() == 0) {
          throw new DomainException("0^0 has no value where the exponent is not the integer 0");
        }
        return ErrorBoundedDecimal.ONE;
      }
      if (PreciseArithmetic.exponent(exponent.value()) < LARGEST_EXPONENT_SIZE) {
        return integerPower(base, exponent.value().toBigInteger());
      }
    }
    if (base.value().signum() == 0) {
      if (!base.isExact() && !arithmetic.isLast()) {
        throw new UncertainException();
      }
      if (exponent.value().signum() < 0) {
        throw new DomainException("division by zero");
      }
      if (exponent.value().signum() == 0) {
        throw new DomainException("0^0 has no value where the exponent is not the integer 0");
      }
      return base;
    }
    if (base.value().signum() < 0) {
      throw new DomainException(
          "("
              + arithmetic.text(base)
              + ")^("
              + arithmetic.text(exponent)
              + ") is outside the real domain");
    }
    if (base.isScaled() || exponent.isScaled()) {
      return scales.power(base, exponent);
    }
    if (arithmetic.isLong(base)) {
      ErrorBoundedDecimal split = arithmetic.split(base);
      if (PreciseArithmetic.isOne(split)) {
        return power(split, exponent);
      }
    }
    if (PreciseArithmetic.isOne(base) && base.tail() != null) {
      // The logarithm of 1 and a tail is the tail, as far as its digits go.
      return arithmetic.exponential(arithmetic.multiply(exponent, base.tail()));
    }
    if (exponent.isExact() && exponent.value().compareTo(HALF) == 0) {
      BigDecimal root = PreciseElementary.sqrt(base.value(), arithmetic.working());
      if (base.tail() != null) {
        arithmetic.hide();
      }
      if (base.tail() != null && root.multiply(root).compareTo(base.value()) == 0) {
        return tails.root(base.tail(), new ErrorBoundedDecimal(root, true));
      }
      return arithmetic
          .rounded(root, base.isExact() && root.multiply(root).compareTo(base.value()) == 0)
          .losing(LostDigits.following(root, LostDigits.relative(base)));
    }
    return generalPower(base, exponent);
  }

  private ErrorBoundedDecimal generalPower(ErrorBoundedDecimal base, ErrorBoundedDecimal exponent) {
    if (PreciseArithmetic.exponent(exponent.value()) > LARGEST_EXPONENT_SIZE
        && !PreciseArithmetic.isOne(base)) {
      return hugePower(base, exponent);
    }
    long size =
        Math.max(0, PreciseArithmetic.exponent(exponent.value()))
            + 12
            + Math.abs(PreciseArithmetic.exponent(base.value())) / 10_000_000;
    BigDecimal logarithm = arithmetic.logarithm(base.value(), size + 12);
    BigDecimal product =
        logarithm.multiply(
            exponent.value(), new MathContext(arithmetic.working().getPrecision() + 12));
    double lost = ErrorBoundedDecimal.NOTHING;
    if (base.hasLost()) {
      lost =
          LostDigits.relative(base)
              + LostDigits.decimalLogarithm(exponent.value().abs())
              + LostDigits.ALMOST;
    }
    if (exponent.hasLost() && logarithm.signum() != 0) {
      lost =
          LostDigits.larger(lost, exponent.lost() + LostDigits.decimalLogarithm(logarithm.abs()));
    }
    return arithmetic.exponential(new ErrorBoundedDecimal(product, false).losing(lost));
  }
}
