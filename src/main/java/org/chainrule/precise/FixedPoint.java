package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.error.Interruption;

/**
 * Power series summed in binary fixed point.
 *
 * <p>Each operation is wrong by some units of the last word at most ({@link Limbs}), and there are
 * bits enough beyond those wanted for all of them.
 */
final class FixedPoint {
  private static final double BITS_IN_A_DIGIT = Math.log(10) / Math.log(2);

  /** The bits beyond those of the digits wanted. */
  private static final int GUARD_BITS = 24;

  /** More units than any function here is wrong by. */
  static final double ERROR = 0x1p26;

  private static final int ERROR_BITS = 26;

  /** Up to this, products of a divisor and the next one are divisors. */
  private static final int ROOT_OF_INTEGERS = 40_000;

  /** From so many bits on, a series of alternating signs is summed in four columns. */
  private static final int FOUR_COLUMNS = 512;

  /** Below 2 to minus so many bits, a series needs few terms. */
  private static final int SMALL_BITS = 20;

  /** Up to so many bits, a double is start enough. */
  private static final int MOST_FROM_DOUBLES = 450;

  private static final int DOUBLE_BITS = 52;

  /** A start has one in so many of the bits, as few terms make up for that. */
  private static final int SHARE_OF_START = 7;

  private static final Map<Integer, BigInteger> LOG_2 = new ConcurrentHashMap<>();
  private static final Map<Integer, BigInteger> QUARTER_TURN = new ConcurrentHashMap<>();

  private FixedPoint() {}

  /** The exponential of an argument of magnitude below 3, right to a number of decimals. */
  static BigDecimal exp(BigDecimal x, int digits) {
    int wanted = bits(digits) + ERROR_BITS;
    return Limbs.decimal(LeadingBits.exp(fixed(x, wanted), wanted), wanted, digits + 2);
  }

  /** So many halvings of an argument balance the terms saved with the squarings to come. */
  private static int halvings(int bits) {
    return (int) (Math.sqrt(bits) / 1.6) + 2;
  }

  /** The exponential of an argument that was halved, of a sign. */
  private static Limbs exp(Limbs argument, int halvings, int sign) {
    Limbs sum = argument.one();
    Limbs term = sum.copy();
    for (int k = 1; ; k++) {
      Interruption.poll();
      term = term.times(argument).over(k);
      if (term.isZero()) {
        break;
      }
      if (sign < 0 && k % 2 != 0) {
        sum.subtract(term);
      } else {
        sum.add(term);
      }
    }
    for (int i = 0; i < halvings; i++) {
      Interruption.poll();
      sum = sum.squared();
    }
    return sum;
  }

  /**
   * The exponential of a number of magnitude below 1, all in units of 2 to minus a number of bits
   * and wrong by less than {@link #ERROR} of them, as are the functions that follow.
   */
  static BigInteger exp(BigInteger x, int bits) {
    int halvings = halvings(bits);
    Limbs argument = Limbs.of(x.abs(), -bits - halvings, 1, bits + halvings);
    return exp(argument, halvings, x.signum()).integer(bits);
  }

  /** The sine of a number of magnitude below 1. */
  static BigInteger sin(BigInteger x, int bits) {
    Limbs argument = Limbs.of(x.abs(), -bits, 1, bits);
    BigInteger sine = sin(argument, bits).integer(bits);
    return x.signum() < 0 ? sine.negate() : sine;
  }

  /** The cosine of a number of magnitude below 1. */
  static BigInteger cos(BigInteger x, int bits) {
    Limbs argument = Limbs.of(x.abs(), -bits, 1, bits);
    return cos(argument, bits).integer(bits);
  }

  /** The logarithm of a number from 1/2 to 2. */
  static BigInteger log(BigInteger x, int bits) {
    BigInteger one = BigInteger.ONE.shiftLeft(bits);
    BigInteger apart = x.subtract(one);
    BigInteger start = BigInteger.ZERO;
    if (apart.bitLength() > bits - SMALL_BITS) {
      // What a start leaves is the logarithm of a number next to 1.
      start = started(x, bits, FixedPoint::log, Math::log);
      apart = x.multiply(exp(start.negate(), bits)).shiftRight(bits).subtract(one);
    }
    BigInteger part = apart.shiftLeft(bits).divide(apart.add(one.shiftLeft(1)));
    return start.add(oddSeries(part, false, bits).shiftLeft(1));
  }

  /** The arctangent of a number from 0 to 1. */
  static BigInteger atan(BigInteger x, int bits) {
    if (x.bitLength() <= bits - SMALL_BITS) {
      return oddSeries(x, true, bits);
    }
    BigInteger start = started(x, bits, FixedPoint::atan, Math::atan);
    BigInteger sine = sin(start, bits);
    BigInteger cosine = cos(start, bits);
    BigInteger above = x.multiply(cosine).subtract(sine.shiftLeft(bits));
    BigInteger below = cosine.add(x.multiply(sine).shiftRight(bits));
    return start.add(oddSeries(above.divide(below), true, bits));
  }

  /** A function's value that is right to a part of the bits. */
  private static BigInteger started(
      BigInteger x,
      int bits,
      BiFunction<BigInteger, Integer, BigInteger> function,
      DoubleUnaryOperator inDoubles) {
    if (bits > MOST_FROM_DOUBLES) {
      int fewer = bits / SHARE_OF_START + GUARD_BITS;
      return function.apply(x.shiftRight(bits - fewer), fewer).shiftLeft(bits - fewer);
    }
    double near = Math.scalb(x.shiftRight(bits - DOUBLE_BITS).doubleValue(), -DOUBLE_BITS);
    long start = Math.round(Math.scalb(inDoubles.applyAsDouble(near), DOUBLE_BITS));
    return BigInteger.valueOf(start).shiftLeft(bits - DOUBLE_BITS);
  }

  /** The exponential of a number well below 1, from 0 on. */
  static Limbs exp(Limbs x, int columns) {
    return new Divisors(1, 1, 1).series(x, columns, false);
  }

  /**
   * What the terms of a power series are divided by, each after the one before.
   *
   * @param first the first divisor
   * @param step what each is more than the one before
   * @param each how many of them each term takes
   */
  private record Divisors(int first, int step, int each) {
    /**
     * The sum of x^n over the divisors of n terms, for an x from 0 on.
     *
     * <p>Terms are summed in some columns at once, which are multiplied by the powers of x that
     * tell them apart at the end (Smith, 1989): a term takes a division by a small number, and only
     * one in as many as there are columns a product.
     *
     * @param alternates whether signs alternate, where columns are an even number and each is
     *     larger than what is subtracted from it
     */
    Limbs series(Limbs x, int columns, boolean alternates) {
      Limbs top = x;
      for (int i = 1; i < columns; i++) {
        top = top.times(x);
      }
      Limbs[] sums = new Limbs[columns];
      Limbs term = x.one();
      int divisor = first;
      for (int n = 0; !term.isZero(); n++) {
        Interruption.poll();
        int column = n % columns;
        if (n < columns) {
          sums[column] = x.zero();
        }
        sums[column].add(term);
        term = column == columns - 1 ? term.times(top) : term;
        if (each == 2 && divisor < ROOT_OF_INTEGERS) {
          term.over(divisor * (divisor + step));
        } else {
          for (int i = 0; i < each; i++) {
            term.over(divisor + i * step);
          }
        }
        divisor += each * step;
      }
      return joined(sums, x, alternates);
    }

    private static Limbs joined(Limbs[] columns, Limbs x, boolean alternates) {
      Limbs sum = x.zero();
      for (int i = columns.length - 1; i >= 0; i--) {
        Limbs column = columns[i];
        if (column == null) {
          continue;
        }
        if (sum.isZero()) {
          sum = column;
        } else if (alternates) {
          column.subtract(sum.times(x));
          sum = column;
        } else {
          sum = sum.times(x);
          sum.add(column);
        }
      }
      return sum;
    }
  }

  /**
   * The sum of z^k/k over the odd k, with alternating signs or without, for a small z from 0 on.
   */
  static Limbs oddSeries(Limbs z, boolean alternating) {
    Limbs power = z;
    Limbs square = z.squared();
    Limbs sum = z.copy();
    for (int k = 3; !power.isZero(); k += 2) {
      Interruption.poll();
      power = power.times(square);
      Limbs term = power.copy().over(k);
      if (alternating && k % 4 == 3) {
        sum.subtract(term);
      } else {
        sum.add(term);
      }
    }
    return sum;
  }

  private static BigInteger oddSeries(BigInteger x, boolean alternating, int bits) {
    BigInteger square = x.multiply(x).shiftRight(bits);
    BigInteger power = x;
    BigInteger sum = x;
    for (int k = 3; ; k += 2) {
      power = power.multiply(square).shiftRight(bits);
      BigInteger term = power.divide(BigInteger.valueOf(k));
      if (term.signum() == 0) {
        return sum;
      }
      sum = alternating && k % 4 == 3 ? sum.subtract(term) : sum.add(term);
    }
  }

  /** The natural logarithm of 2. */
  static BigInteger log2(int bits) {
    return LOG_2.computeIfAbsent(bits, more -> fixed(PreciseConstants.log2(context(more)), more));
  }

  /** Half of pi. */
  static BigInteger quarterTurn(int bits) {
    return QUARTER_TURN.computeIfAbsent(
        bits, more -> fixed(PreciseConstants.pi(context(more)), more - 1));
  }

  private static MathContext context(int bits) {
    return new MathContext((int) (bits / BITS_IN_A_DIGIT) + 3);
  }

  private static BigInteger fixed(BigDecimal value, int bits) {
    return Limbs.fixed(value, bits);
  }

  /** The sine of an argument of magnitude below 2, right to a number of digits. */
  static BigDecimal sin(BigDecimal x, int digits) {
    int decimals = digits + zeros(x);
    Limbs argument = Limbs.of(x, 1, bits(decimals));
    BigDecimal sine = sin(argument, bits(decimals)).decimal(decimals + 2);
    return x.signum() < 0 ? sine.negate() : sine;
  }

  /** The cosine of an argument of magnitude below 1.4, right to a number of decimals. */
  static BigDecimal cos(BigDecimal x, int digits) {
    Limbs argument = Limbs.of(x, 1, bits(digits));
    return cos(argument, bits(digits)).decimal(digits + 2);
  }

  /** The sine of a number from 0 to 2. */
  private static Limbs sin(Limbs x, int bits) {
    Limbs square = x.squared();
    return new Divisors(2, 1, 2).series(square, columns(bits), true).times(x);
  }

  /** The cosine of a number from 0 to 1.4. */
  private static Limbs cos(Limbs x, int bits) {
    return new Divisors(1, 1, 2).series(x.squared(), columns(bits), true);
  }

  private static int columns(int bits) {
    return bits < FOUR_COLUMNS ? 2 : 4;
  }

  /**
   * The sum of s^k/k over the odd k, with alternating signs or without, for a magnitude of s well
   * below 1, right to a number of digits.
   */
  static BigDecimal oddSeries(BigDecimal s, boolean alternating, int digits) {
    int decimals = digits + zeros(s);
    Limbs sum = oddSeries(Limbs.of(s, 1, bits(decimals)), alternating);
    BigDecimal value = sum.decimal(decimals + 2);
    return s.signum() < 0 ? value.negate() : value;
  }

  /**
   * The sum of 2^n x^(2n+1)/(1·3·…·(2n+1)) for a positive x, right to a number of digits.
   *
   * <p>It has so many terms that they are summed in some columns at once, which are multiplied by
   * the powers of y = 2x^2 that tell them apart at the end (Smith, 1989): a term takes a division
   * by a small number, and only one in as many as there are columns a product. All terms are
   * positive, and their sum is below 2x exp(x^2). Where each is half of the one before, at n = y,
   * they are above x still: once one is below the last bit, so is what is left.
   */
  static BigDecimal errorSeries(BigDecimal x, int digits) {
    int decimals = digits + zeros(x);
    double size = x.doubleValue();
    double growth = Math.max(0, Math.log(2 * size * size) / Math.log(2));
    int bits = bits(decimals);
    // About the root of the number of terms, and no more than a quarter of the bits makes up for.
    double balanced = Math.sqrt(bits * (1 + growth)) / 6;
    int columns = (int) Math.max(1, Math.min(balanced, bits / (4 * growth)));
    // A column's numbers are smaller than the terms by a power of y, and y to all of them larger.
    int more = (int) (columns * growth) + 1;
    int whole = (int) ((size * size / Math.log(2) + more) / Integer.SIZE) + 2;
    Limbs argument = Limbs.of(x, whole, bits + more);
    Limbs factor = argument.squared();
    factor.add(factor.copy());
    Limbs sum = new Divisors(3, 2, 1).series(factor, columns, false);
    return sum.times(argument).decimal(decimals + 2);
  }

  private static int bits(int digits) {
    return (int) (digits * BITS_IN_A_DIGIT) + GUARD_BITS;
  }

  /** The zeros between the point and the first digit. */
  private static int zeros(BigDecimal x) {
    return (int) Math.max(0, -Decimals.exponent(x));
  }
}
