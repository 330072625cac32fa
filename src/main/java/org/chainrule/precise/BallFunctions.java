package org.chainrule.precise;

import java.math.BigInteger;

/**
 * Elementary functions of balls. An exponential, a logarithm, a sine and an arctangent bound their
 * errors themselves; all others are made of them by the arithmetic of balls, which bounds what they
 * are wrong by.
 */
public final class BallFunctions {
  /** The bits computed beyond those wanted, well above those that fixed point loses. */
  private static final int GUARD_BITS = 40;

  /** Arguments are below 2 to this power. */
  private static final int LARGEST_SIZE = 40;

  /** Beyond this size, an argument takes a bit more for each of its own. */
  private static final int SPARE_SIZE = 20;

  /** From zeros behind the point on, so many times the bits wanted are too many. */
  private static final int MOST_ZEROS = 4;

  /** Below 2 to minus this, a logarithm beside 1 comes from its series. */
  private static final int SMALL_BITS = 20;

  private BallFunctions() {}

  public static BinaryBall pi(int bits) {
    int fraction = bits + GUARD_BITS;
    return new Balls(bits).rounded(FixedPoint.quarterTurn(fraction), 1L - fraction, 2);
  }

  public static BinaryBall exp(BinaryBall x, int bits) {
    if (x.isNothing()) {
      return BinaryBall.ONE;
    }
    int fraction = bits + GUARD_BITS + beyond(x);
    double error = error(x, fraction);
    BigInteger argument = fixed(x, fraction);
    BigInteger log2 = FixedPoint.log2(fraction);
    long times = Math.round(approximate(argument, fraction) / Math.log(2));
    BigInteger rest = argument.subtract(log2.multiply(BigInteger.valueOf(times)));
    error = FixedPoint.ERROR + 4 * (error + 2 + 2.0 * Math.abs(times));
    return new Balls(bits).rounded(LeadingBits.exp(rest, fraction), times - fraction, error);
  }

  private static int beyond(BinaryBall x) {
    return x.isZero() ? 0 : (int) Math.max(0, Math.min(x.size(), LARGEST_SIZE) - SPARE_SIZE);
  }

  /** The error of an argument in units of 2 to minus a number of bits; it is below 1/8. */
  private static double error(BinaryBall x, int fraction) {
    double error = BinaryBall.scaled(x.radius(), x.exponent() + fraction);
    boolean isLarge = !x.isZero() && x.size() > LARGEST_SIZE;
    boolean isBlurred = x.radius() > 0 && x.errorExponent() > -3 || !(error < Double.MAX_VALUE);
    if (isLarge || isBlurred) {
      throw new BlurredException();
    }
    return error;
  }

  /** The mantissa in units of 2 to minus a number of bits, wrong by less than one. */
  private static BigInteger fixed(BinaryBall x, int fraction) {
    long shift = x.exponent() + fraction;
    return shift >= 0
        ? x.mantissa().shiftLeft((int) shift)
        : x.mantissa().shiftRight((int) Math.min(-shift, Integer.MAX_VALUE));
  }

  private static double approximate(BigInteger fixed, int fraction) {
    return fixed.signum() == 0 ? 0 : fixed.signum() * BinaryBall.magnitude(fixed, -fraction);
  }

  /** The zeros behind the point that what has the size of an argument has. */
  private static int zeros(BinaryBall x, int bits) {
    if (x.isZero() || -x.size() > (long) MOST_ZEROS * bits) {
      throw new BlurredException();
    }
    return (int) Math.max(0, -x.size());
  }

  public static BinaryBall expm1(BinaryBall x, int bits) {
    if (x.isNothing()) {
      return x;
    }
    Balls balls = new Balls(bits);
    BinaryBall power = exp(x, bits + zeros(x, bits) + 2);
    return balls.subtract(power, BinaryBall.ONE);
  }

  public static BinaryBall log(BinaryBall x, int bits) {
    Balls balls = new Balls(bits);
    if (x.mantissa().signum() <= 0 || !(x.relative() < 0.25)) {
      throw new BlurredException();
    }
    int length = x.mantissa().bitLength();
    boolean isLowerHalf = length == 1 || !x.mantissa().testBit(length - 2);
    int ones = isLowerHalf ? length - 1 : length;
    BigInteger apart = x.mantissa().subtract(BigInteger.ONE.shiftLeft(ones));
    long twos = x.exponent() + ones;
    if (twos == 0 && apart.signum() == 0) {
      return new BinaryBall(apart, x.exponent(), 2 * x.radius());
    }
    if (twos == 0 && apart.bitLength() < ones - SMALL_BITS) {
      return log1p(new BinaryBall(apart, x.exponent(), x.radius()), bits);
    }
    int fraction = bits + GUARD_BITS + SMALL_BITS;
    BigInteger near = fixed(new BinaryBall(x.mantissa(), -ones, 0), fraction);
    BigInteger log = LeadingBits.log(near, fraction);
    log = log.add(FixedPoint.log2(fraction).multiply(BigInteger.valueOf(twos)));
    // |log(1 + e)| is below 2|e| for |e| < 1/2.
    double error = BinaryBall.part(2 * x.radius(), x.mantissa(), fraction);
    return balls.rounded(log, -fraction, error + FixedPoint.ERROR + 2.0 * Math.abs(twos) + 4);
  }

  public static BinaryBall log1p(BinaryBall x, int bits) {
    Balls balls = new Balls(bits);
    if (x.isNothing()) {
      return x;
    }
    if (x.isZero() || x.size() >= -SMALL_BITS) {
      return log(new Balls(bits + SMALL_BITS + 4).add(x, BinaryBall.ONE), bits);
    }
    // Twice the inverse hyperbolic tangent of x/(2 + x): z + z^3/3 + z^5/5 + …
    BinaryBall part = balls.divide(x, balls.add(x, balls.twice(BinaryBall.ONE)));
    return balls.twice(oddSeries(part, balls));
  }

  /** The sum of z^k/k over the odd k, for a magnitude below 1/2. */
  private static BinaryBall oddSeries(BinaryBall z, Balls balls) {
    BinaryBall square = balls.multiply(z, z);
    BinaryBall power = z;
    BinaryBall sum = z;
    for (int k = 3; ; k += 2) {
      power = balls.multiply(power, square);
      if (power.isZero() || power.size() < sum.size() - balls.bits() - 2) {
        // All that is left is below twice the first term left out.
        return balls.widened(sum, Math.scalb(2.0, -balls.bits()));
      }
      sum = balls.add(sum, balls.divide(power, whole(k)));
    }
  }

  private static BinaryBall whole(int number) {
    return new BinaryBall(BigInteger.valueOf(number), 0, 0);
  }

  public static BinaryBall log2(BinaryBall x, int bits) {
    return new Balls(bits).divide(log(x, bits), log(whole(2), bits));
  }

  public static BinaryBall log10(BinaryBall x, int bits) {
    return new Balls(bits).divide(log(x, bits), log(whole(10), bits));
  }

  public static BinaryBall sqrt(BinaryBall x, int bits) {
    return new Balls(bits).root(x);
  }

  public static BinaryBall cbrt(BinaryBall x, int bits) {
    if (x.isNothing()) {
      return x;
    }
    Balls more = new Balls(bits + GUARD_BITS);
    BinaryBall third = more.divide(log(more.magnitude(x), more.bits()), whole(3));
    BinaryBall root = exp(third, bits);
    return x.mantissa().signum() < 0 ? more.negate(root) : root;
  }

  public static BinaryBall sin(BinaryBall x, int bits) {
    return x.isNothing() ? x : turned(x, 0, bits);
  }

  public static BinaryBall cos(BinaryBall x, int bits) {
    return x.isNothing() ? BinaryBall.ONE : turned(x, 1, bits);
  }

  /** The sine of an argument and some quarters of a turn. */
  private static BinaryBall turned(BinaryBall x, int quarters, int bits) {
    int fraction = bits + GUARD_BITS;
    // A small argument has a small sine, next to one that is not.
    if (quarters == 0 && !x.isZero()) {
      fraction += zeros(x, bits);
    }
    double given = error(x, fraction);
    long times = Math.round(approximate(fixed(x, fraction), fraction) * 2 / Math.PI);
    BigInteger rest = rest(x, times, fraction);
    boolean isSine = (times + quarters) % 2 == 0;
    int zeros = fraction - rest.bitLength();
    if (isSine && times != 0 && zeros > SMALL_BITS) {
      fraction += Math.min(zeros, bits);
      given = error(x, fraction);
      rest = rest(x, times, fraction);
    }
    BigInteger value = isSine ? FixedPoint.sin(rest, fraction) : FixedPoint.cos(rest, fraction);
    boolean isNegative = Math.floorMod(times + quarters, 4L) >= 2;
    double error = given + 1 + 2.0 * Math.abs(times) + FixedPoint.ERROR;
    return new Balls(bits).rounded(isNegative ? value.negate() : value, -fraction, error);
  }

  private static BigInteger rest(BinaryBall x, long times, int fraction) {
    return fixed(x, fraction)
        .subtract(FixedPoint.quarterTurn(fraction).multiply(BigInteger.valueOf(times)));
  }

  public static BinaryBall tan(BinaryBall x, int bits) {
    return new Balls(bits).divide(sin(x, bits), cos(x, bits));
  }

  public static BinaryBall cot(BinaryBall x, int bits) {
    return new Balls(bits).divide(cos(x, bits), sin(x, bits));
  }

  public static BinaryBall sec(BinaryBall x, int bits) {
    return inverse(cos(x, bits), bits);
  }

  public static BinaryBall csc(BinaryBall x, int bits) {
    return inverse(sin(x, bits), bits);
  }

  private static BinaryBall inverse(BinaryBall x, int bits) {
    return new Balls(bits).divide(BinaryBall.ONE, x);
  }

  public static BinaryBall atan(BinaryBall x, int bits) {
    if (x.isNothing()) {
      return x;
    }
    Balls balls = new Balls(bits);
    BinaryBall size = balls.magnitude(x);
    boolean isLarge = !x.isZero() && x.size() > 0;
    BinaryBall value =
        isLarge
            ? balls.subtract(balls.half(pi(bits)), atanUpToOne(inverse(size, bits), balls))
            : atanUpToOne(size, balls);
    return x.mantissa().signum() < 0 ? balls.negate(value) : value;
  }

  private static BinaryBall atanUpToOne(BinaryBall x, Balls balls) {
    int fraction = balls.bits() + GUARD_BITS + zeros(x, balls.bits());
    double error = error(x, fraction) + 1 + FixedPoint.ERROR;
    return balls.rounded(LeadingBits.atan(fixed(x, fraction), fraction), -fraction, error);
  }

  public static BinaryBall asin(BinaryBall x, int bits) {
    Balls balls = new Balls(bits);
    BinaryBall above = balls.add(BinaryBall.ONE, x);
    BinaryBall below = balls.subtract(BinaryBall.ONE, x);
    return atan(balls.divide(x, balls.root(balls.multiply(above, below))), bits);
  }

  public static BinaryBall acos(BinaryBall x, int bits) {
    Balls balls = new Balls(bits);
    BinaryBall above = balls.add(BinaryBall.ONE, x);
    BinaryBall below = balls.subtract(BinaryBall.ONE, x);
    return balls.twice(atan(balls.root(balls.divide(below, above)), bits));
  }

  public static BinaryBall sinh(BinaryBall x, int bits) {
    if (x.isNothing()) {
      return x;
    }
    int more = bits + zeros(x, bits) + 2;
    BinaryBall power = exp(x, more);
    return half(new Balls(more).subtract(power, inverse(power, more)), bits);
  }

  public static BinaryBall cosh(BinaryBall x, int bits) {
    BinaryBall power = exp(x, bits);
    return half(new Balls(bits).add(power, inverse(power, bits)), bits);
  }

  private static BinaryBall half(BinaryBall x, int bits) {
    Balls balls = new Balls(bits);
    return balls.rounded(x.mantissa(), x.exponent() - 1, x.radius());
  }

  public static BinaryBall tanh(BinaryBall x, int bits) {
    if (x.isNothing()) {
      return x;
    }
    Balls more = new Balls(bits + zeros(x, bits) + 2);
    BinaryBall power = vanishing(more.twice(more.magnitude(x)), more.bits());
    BinaryBall above = more.subtract(BinaryBall.ONE, power);
    BinaryBall value = new Balls(bits).divide(above, more.add(BinaryBall.ONE, power));
    return x.mantissa().signum() < 0 ? more.negate(value) : value;
  }

  public static BinaryBall coth(BinaryBall x, int bits) {
    return inverse(tanh(x, bits), bits);
  }

  public static BinaryBall sech(BinaryBall x, int bits) {
    return inverse(cosh(x, bits), bits);
  }

  public static BinaryBall csch(BinaryBall x, int bits) {
    return inverse(sinh(x, bits), bits);
  }

  /** The exponential of a number with its sign changed, of which 1 may keep no bit. */
  private static BinaryBall vanishing(BinaryBall x, int bits) {
    boolean isFar = !x.isZero() && x.mantissa().signum() > 0 && !(x.nearest() <= bits);
    return isFar && x.size() > 0 && x.relative() < 0.25
        ? new BinaryBall(BigInteger.ZERO, -(long) bits, 1)
        : exp(new Balls(bits).negate(x), bits);
  }

  public static BinaryBall sigmoid(BinaryBall x, int bits) {
    Balls balls = new Balls(bits);
    BinaryBall size = balls.magnitude(x);
    if (x.mantissa().signum() >= 0) {
      return inverse(balls.add(BinaryBall.ONE, vanishing(size, bits)), bits);
    }
    BinaryBall power = exp(balls.negate(size), bits);
    return balls.divide(power, balls.add(BinaryBall.ONE, power));
  }

  public static BinaryBall softplus(BinaryBall x, int bits) {
    Balls balls = new Balls(bits);
    return x.mantissa().signum() > 0
        ? balls.add(x, log1p(vanishing(x, bits), bits))
        : log1p(exp(x, bits), bits);
  }

  public static BinaryBall silu(BinaryBall x, int bits) {
    return new Balls(bits).multiply(x, sigmoid(x, bits));
  }

  /** The magnitude of what has a sign. */
  public static BinaryBall abs(BinaryBall x, int bits) {
    requireSign(x);
    return new Balls(bits).magnitude(x);
  }

  /** What is above 0, and 0 for what is below. */
  public static BinaryBall relu(BinaryBall x, int bits) {
    requireSign(x);
    return x.mantissa().signum() < 0 ? BinaryBall.ZERO : x;
  }

  private static void requireSign(BinaryBall x) {
    if (x.mayBeZero() && !x.isNothing()) {
      throw new BlurredException();
    }
  }
}
