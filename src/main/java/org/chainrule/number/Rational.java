package org.chainrule.number;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.chainrule.error.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * An exact rational number in lowest terms, with a positive denominator.
 *
 * @param numerator the numerator, which carries the sign
 * @param denominator the denominator, above zero and coprime to the numerator
 */
public record Rational(BigInteger numerator, BigInteger denominator)
    implements Comparable<Rational>, Serializable {
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private static final BigInteger FIVE = BigInteger.valueOf(5);
  private static final BigInteger LARGEST_FRACTION_DENOMINATOR = BigInteger.valueOf(9);

  public static final Rational ZERO = of(0);
  public static final Rational ONE = of(1);
  public static final Rational TWO = of(2);
  public static final Rational HALF = of(1, 2);
  public static final Rational MINUS_ONE = of(-1);

  /** So many bits make a fraction dear to reduce; a long sum of such is to stop between them. */
  private static final int LONG = 512;

  /**
   * Reduces the fraction to lowest terms.
   *
   * @throws ArithmeticException if the denominator is zero
   */
  public Rational {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    if (denominator.signum() < 0) {
      numerator = numerator.negate();
      denominator = denominator.negate();
    }
    if (!denominator.equals(BigInteger.ONE)) {
      if (denominator.bitLength() > LONG) {
        Interruption.poll();
      }
      BigInteger divisor = divisor(numerator, denominator);
      if (!divisor.equals(BigInteger.ONE)) {
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
      }
    }
  }

  /** The greatest common divisor, by shifts where both are short, as most are. */
  private static BigInteger divisor(BigInteger numerator, BigInteger denominator) {
    if (numerator.bitLength() >= Long.SIZE || denominator.bitLength() >= Long.SIZE) {
      return numerator.gcd(denominator);
    }
    long first = Math.abs(numerator.longValue());
    long second = denominator.longValue();
    if (first <= 0) {
      return numerator.gcd(denominator);
    }
    int twos = Long.numberOfTrailingZeros(first | second);
    first >>= Long.numberOfTrailingZeros(first);
    while (second != 0) {
      second >>= Long.numberOfTrailingZeros(second);
      if (first > second) {
        long larger = first;
        first = second;
        second = larger;
      }
      second -= first;
    }
    return BigInteger.valueOf(first << twos);
  }

  public static Rational of(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }

  public static Rational of(long numerator, long denominator) {
    return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  public static Rational of(BigInteger value) {
    return new Rational(value, BigInteger.ONE);
  }

  /** The exact value of a decimal; its scale should be bounded by the caller. */
  public static Rational of(BigDecimal value) {
    return value.scale() <= 0
        ? of(value.toBigIntegerExact())
        : new Rational(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  /** The largest positive number by which all of some numbers, not all zero, are integers. */
  public static Rational content(Iterable<Rational> numbers) {
    BigInteger above = BigInteger.ZERO;
    BigInteger below = BigInteger.ONE;
    for (Rational number : numbers) {
      above = above.equals(BigInteger.ONE) ? above : above.gcd(number.numerator());
      if (!number.isInteger()) {
        BigInteger denominator = number.denominator();
        below = below.divide(below.gcd(denominator)).multiply(denominator);
      }
    }
    return new Rational(above, below);
  }

  public Rational plus(Rational other) {
    if (isInteger() && other.isInteger()) {
      return of(numerator.add(other.numerator));
    }
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Rational minus(Rational other) {
    return plus(other.negate());
  }

  public Rational times(Rational other) {
    if (isOne() || other.isOne()) {
      return isOne() ? other : this;
    }
    if (isInteger() && other.isInteger()) {
      return of(numerator.multiply(other.numerator));
    }
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /**
   * The quotient.
   *
   * @throws ArithmeticException if the other is zero
   */
  public Rational dividedBy(Rational other) {
    if (other.isOne()) {
      return this;
    }
    return new Rational(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /**
   * This to a whole power.
   *
   * @throws ArithmeticException if this is zero and the exponent is below zero
   */
  public Rational pow(int exponent) {
    if (exponent == 1 || isOne()) {
      return this;
    }
    return exponent >= 0
        ? new Rational(numerator.pow(exponent), denominator.pow(exponent))
        : new Rational(denominator.pow(-exponent), numerator.pow(-exponent));
  }

  public Rational negate() {
    return new Rational(numerator.negate(), denominator);
  }

  public Rational abs() {
    return signum() < 0 ? negate() : this;
  }

  public Rational reciprocal() {
    if (isOne()) {
      return this;
    }
    return new Rational(denominator, numerator);
  }

  public int signum() {
    return numerator.signum();
  }

  public boolean isZero() {
    return numerator.signum() == 0;
  }

  public boolean isOne() {
    return isInteger() && numerator.equals(BigInteger.ONE);
  }

  /** Whether this is 1 or -1. */
  public boolean isUnit() {
    return isInteger() && numerator.abs().equals(BigInteger.ONE);
  }

  public boolean isInteger() {
    return denominator.equals(BigInteger.ONE);
  }

  /** Whether this is an even integer. */
  public boolean isEven() {
    return isInteger() && !numerator.testBit(0);
  }

  /** Whether this has a decimal that ends, as 1/5 has. */
  public boolean isTerminating() {
    if (isInteger()) {
      return true;
    }
    BigInteger rest = denominator.shiftRight(denominator.getLowestSetBit());
    BigInteger[] parts = rest.divideAndRemainder(FIVE);
    while (parts[1].signum() == 0) {
      rest = parts[0];
      parts = rest.divideAndRemainder(FIVE);
    }
    return rest.equals(BigInteger.ONE);
  }

  /**
   * Whether the notation writes this as a decimal: it ends, and as a fraction it would have a
   * denominator above 9.
   */
  public boolean isDecimal() {
    return denominator.compareTo(LARGEST_FRACTION_DENOMINATOR) > 0 && isTerminating();
  }

  /** Whether this is an integer that an {@code int} holds. */
  public boolean isInt() {
    return isInteger() && numerator.bitLength() < 32;
  }

  /**
   * This as an {@code int}.
   *
   * @throws ArithmeticException if it is none
   */
  public int intValueExact() {
    if (!isInteger()) {
      throw new ArithmeticException(this + " is not an integer");
    }
    return numerator.intValueExact();
  }

  /** The largest integer that is not above this. */
  public BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** The bits of the numerator and the denominator together: a measure of size for budgets. */
  public int bitLength() {
    return numerator.bitLength() + denominator.bitLength();
  }

  /** The nearest double; infinite where the magnitude is too large. */
  public double doubleValue() {
    if (numerator.abs().compareTo(LONG_MAX) <= 0 && denominator.compareTo(LONG_MAX) <= 0) {
      long above = numerator.longValue();
      long below = denominator.longValue();
      if (Math.abs(above) <= 1L << 53 && below <= 1L << 53) {
        return (double) above / below;
      }
    }
    return toBigDecimal(new MathContext(40)).doubleValue();
  }

  /** This rounded to a precision. */
  public BigDecimal toBigDecimal(MathContext context) {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), context);
  }

  // By hand, as what a record makes for itself is slow to come into being, and compared at each
  // start.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rational that
        && numerator.equals(that.numerator)
        && denominator.equals(that.denominator);
  }

  @Override
  public int hashCode() {
    return 31 * numerator.hashCode() + denominator.hashCode();
  }

  @Override
  public int compareTo(Rational other) {
    if (isInteger() && other.isInteger()) {
      return numerator.compareTo(other.numerator);
    }
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** The fraction, such as {@code -3} or {@code 1/2}. */
  @Override
  public String toString() {
    return isInteger() ? numerator.toString() : numerator + "/" + denominator;
  }
}
