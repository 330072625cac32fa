package org.chainrule.precise;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Functions whose arguments lose their leading bits to tables by addition theorems, so that a short
 * power series is left.
 *
 * <p>A first table takes eight bits, a second one eight more. They are filled as values are asked
 * for, for each number of words that is used; those beside each other, as the points of a
 * difference are, find the same ones.
 *
 * <p>Results are wrong by less than {@link FixedPoint#ERROR} units, as theirs are: each product and
 * series by some thousands of the last word at most, which has bits beyond those asked for.
 */
final class LeadingBits {
  /** From more bits on, functions are asked for so seldom that a table would not be used. */
  private static final int MOST_BITS = 4_500;

  private static final int FIRST = 8;
  private static final int BOTH = 16;

  /** The bits that results have beyond those asked for, at least. */
  private static final int SPARE_BITS = 8;

  /** The bits by which values in tables are more precise than words. */
  private static final int TABLED_BITS = 32;

  /** Words are so many at a time, lest numbers of about the same length have their own tables. */
  private static final int PAIR_BITS = 2 * Integer.SIZE;

  /** The same of long numbers, as a part of their bits. */
  private static final int PARTS = 8;

  /** The bits that a term of an exponential gains, beside those of its factorial. */
  private static final int BITS_OF_A_TERM = 22;

  private static final Table EXP_OF_FIRST = new Table(LeadingBits::powerOfFirst);
  private static final Table EXP_OF_SECOND = new Table(LeadingBits::powerOfSecond);

  private static final Numbers LOG_OF_FIRST = new Numbers(FixedPoint::log, FIRST);
  private static final Numbers LOG_OF_SECOND = new Numbers(FixedPoint::log, BOTH);
  private static final Numbers ATAN_OF_FIRST = new Numbers(FixedPoint::atan, FIRST);
  private static final Numbers ATAN_OF_SECOND = new Numbers(FixedPoint::atan, BOTH);

  private LeadingBits() {}

  /** A value by its leading bits and the bits behind the point. */
  private record Place(int leading, int bits) {}

  /** Values at numbers of few bits behind the point. */
  private record Numbers(
      BiFunction<BigInteger, Integer, BigInteger> function,
      int leadingBits,
      Map<Place, BigInteger> known) {
    Numbers(BiFunction<BigInteger, Integer, BigInteger> function, int leadingBits) {
      this(function, leadingBits, new ConcurrentHashMap<>());
    }

    /** The value in units of 2 to minus a number of bits, wrong by one of them at most. */
    BigInteger at(int leading, int bits) {
      Place place = new Place(leading, bits);
      BigInteger value = known.get(place);
      if (value == null) {
        int more = bits + TABLED_BITS;
        BigInteger argument = BigInteger.valueOf(leading).shiftLeft(more - leadingBits);
        value = function.apply(argument, more).shiftRight(TABLED_BITS);
        known.put(place, value);
      }
      return value;
    }
  }

  /** The same as words, which are not to be changed. */
  private record Table(BiFunction<Integer, Integer, Limbs> compute, Map<Place, Limbs> known) {
    Table(BiFunction<Integer, Integer, Limbs> compute) {
      this(compute, new ConcurrentHashMap<>());
    }

    Limbs at(int leading, int bits) {
      Place place = new Place(leading, bits);
      Limbs value = known.get(place);
      if (value == null) {
        value = compute.apply(leading, bits);
        known.put(place, value);
      }
      return value;
    }
  }

  private static Limbs powerOfFirst(int leading, int bits) {
    return power(leading, FIRST, bits);
  }

  private static Limbs powerOfSecond(int leading, int bits) {
    return power(leading, BOTH, bits);
  }

  private static Limbs power(int leading, int leadingBits, int bits) {
    int more = bits + TABLED_BITS;
    BigInteger argument = BigInteger.valueOf(leading).shiftLeft(more - leadingBits);
    return Limbs.of(FixedPoint.exp(argument, more), -more, 1, bits - 1);
  }

  /** The bits of as many words as hold a number of bits and some more. */
  private static int inWords(int bits) {
    int unit = Math.max(PAIR_BITS, Integer.highestOneBit(bits) / PARTS);
    return (bits + SPARE_BITS + unit - 1) / unit * unit;
  }

  /** The exponential of a number of magnitude below 1. */
  static BigInteger exp(BigInteger x, int bits) {
    if (bits > MOST_BITS) {
      return FixedPoint.exp(x, bits);
    }
    int all = inWords(bits);
    BigInteger argument = x.shiftLeft(all - bits);
    BigInteger leading = argument.shiftRight(all - BOTH);
    Limbs rest = Limbs.of(argument.subtract(leading.shiftLeft(all - BOTH)), -all, 1, all - 1);
    int taken = leading.intValueExact();
    int columns = (int) Math.max(1, Math.round(Math.sqrt(all / (2.0 * BITS_OF_A_TERM))));
    return FixedPoint.exp(rest, columns)
        .times(EXP_OF_SECOND.at(taken & (1 << BOTH - FIRST) - 1, all))
        .times(EXP_OF_FIRST.at(taken >> BOTH - FIRST, all))
        .integer(bits);
  }

  /** The logarithm of a number from 1/2 to 2. */
  static BigInteger log(BigInteger x, int bits) {
    if (bits > MOST_BITS) {
      return FixedPoint.log(x, bits);
    }
    int all = inWords(bits);
    // Times a number of eight bits and one of sixteen, it is 1 but for a part below 2^-15.
    BigInteger first = x.shiftLeft(all - bits);
    int inverse = nearest(first, all, FIRST);
    BigInteger second = first.multiply(BigInteger.valueOf(inverse));
    int nearer = nearest(second, all + FIRST, BOTH);
    BigInteger rest = second.multiply(BigInteger.valueOf(nearer)).shiftRight(FIRST + BOTH);
    BigInteger apart = rest.subtract(BigInteger.ONE.shiftLeft(all));
    // Twice the inverse hyperbolic tangent of (y - 1)/(y + 1).
    BigInteger below = apart.add(BigInteger.ONE.shiftLeft(all + 1));
    BigInteger log = series(apart.shiftLeft(all).divide(below), false, all).shiftLeft(1);
    log = log.subtract(LOG_OF_FIRST.at(inverse, all));
    log = log.subtract(LOG_OF_SECOND.at(nearer, all));
    return log.shiftRight(all - bits);
  }

  /** The inverse of a number above 1/3, nearly, as a number of few bits behind the point. */
  private static int nearest(BigInteger x, int bits, int wanted) {
    double near = x.shiftRight(bits - Integer.SIZE).longValue();
    return (int) Math.round(Math.scalb(1 / near, Integer.SIZE + wanted));
  }

  /** The arctangent of a number from 0 to 1. */
  static BigInteger atan(BigInteger x, int bits) {
    if (bits > MOST_BITS) {
      return FixedPoint.atan(x, bits);
    }
    int all = inWords(bits);
    BigInteger argument = x.shiftLeft(all - bits);
    BigInteger one = BigInteger.ONE.shiftLeft(all);
    // The tangent of what is left of an angle is (x - c)/(1 + c*x), c being the tangent taken.
    int first = argument.shiftRight(all - FIRST - 1).intValueExact() + 1 >> 1;
    BigInteger taken = BigInteger.valueOf(first);
    BigInteger above = argument.shiftLeft(FIRST).subtract(one.multiply(taken));
    BigInteger below = one.shiftLeft(FIRST).add(argument.multiply(taken));
    int second =
        (int)
            Math.round(
                Math.scalb(
                    above.shiftRight(all - Integer.SIZE).doubleValue()
                        / below.shiftRight(all - Integer.SIZE).doubleValue(),
                    BOTH));
    taken = BigInteger.valueOf(second);
    BigInteger left = above.shiftLeft(BOTH).subtract(below.multiply(taken));
    below = below.shiftLeft(BOTH).add(above.multiply(taken));
    BigInteger atan = series(left.shiftLeft(all).divide(below), true, all);
    atan = atan.add(ATAN_OF_FIRST.at(first, all));
    BigInteger nearer = ATAN_OF_SECOND.at(Math.abs(second), all);
    return (second < 0 ? atan.subtract(nearer) : atan.add(nearer)).shiftRight(all - bits);
  }

  /** The sum of z^k/k over the odd k, with alternating signs or without, for a small z. */
  private static BigInteger series(BigInteger z, boolean alternating, int bits) {
    Limbs sum = FixedPoint.oddSeries(Limbs.of(z.abs(), -bits, 1, bits - 1), alternating);
    return z.signum() < 0 ? sum.integer(bits).negate() : sum.integer(bits);
  }
}
