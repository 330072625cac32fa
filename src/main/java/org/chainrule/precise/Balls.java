package org.chainrule.precise;

import java.math.BigInteger;

/**
 * Arithmetic on balls: each result holds whatever the operation makes of what its operands hold,
 * and its mantissa has no more than a number of bits unless it is exact.
 */
public final class Balls {
  /** Exact numbers stay exact up to so many bits. */
  private static final int EXACT_BITS = 900;

  /** Bounds are rounded too; this makes up for it. */
  private static final double SLACK = 1 + 0x1p-40;

  /** Beyond these powers of 2, numbers are left to other arithmetics. */
  private static final long OUT_OF_RANGE = 1L << 44;

  /** So many bits apart, exact numbers are not added. */
  private static final int FARTHEST_SHIFT = 1 << 14;

  /** Of bits that are wrong, so many are kept. */
  private static final int WRONG_BITS = 32;

  /** The bits below a radius that are of no interest. */
  private static final int BELOW_RADIUS = 64;

  private static final int POWER_BITS = 12;

  private final int bits;
  private final int exactBits;

  public Balls(int bits) {
    this.bits = bits;
    exactBits = Math.max(bits, EXACT_BITS);
  }

  public int bits() {
    return bits;
  }

  /** A number in as many bits as are computed with. */
  public BinaryBall rounded(BigInteger mantissa, long exponent, double radius) {
    if (mantissa.signum() == 0 && radius == 0) {
      return BinaryBall.ZERO;
    }
    if (!(radius < Double.MAX_VALUE)) {
      throw new BlurredException();
    }
    int length = mantissa.bitLength();
    if (mantissa.signum() != 0 && Math.abs(exponent + length) > OUT_OF_RANGE) {
      throw new BlurredException();
    }
    int excess = length > (radius == 0 ? exactBits : bits) ? length - bits : 0;
    if (radius > 0) {
      excess = Math.max(excess, Math.getExponent(radius) - WRONG_BITS);
    }
    return excess == 0
        ? new BinaryBall(mantissa, exponent, radius * SLACK)
        : new BinaryBall(
            mantissa.shiftRight(excess),
            exponent + excess,
            Math.scalb(radius, -excess) * SLACK + 1);
  }

  /** A number that may differ by a part of it more. */
  public BinaryBall widened(BinaryBall ball, double relative) {
    return ball.isNothing()
        ? ball
        : rounded(ball.mantissa(), ball.exponent(), ball.radius() + ball.magnitude() * relative);
  }

  /** The quotient of two integers, the lower of which is not 0, times 2 to a power. */
  public BinaryBall quotient(BigInteger above, BigInteger below, long exponent) {
    int shift = Math.max(0, bits + 2 - above.bitLength() + below.bitLength());
    BigInteger[] parts = above.shiftLeft(shift).divideAndRemainder(below);
    return rounded(parts[0], exponent - shift, parts[1].signum() == 0 ? 0 : 1);
  }

  public BinaryBall negate(BinaryBall value) {
    return new BinaryBall(value.mantissa().negate(), value.exponent(), value.radius());
  }

  public BinaryBall magnitude(BinaryBall value) {
    return value.mantissa().signum() < 0 ? negate(value) : value;
  }

  public BinaryBall subtract(BinaryBall left, BinaryBall right) {
    return add(left, negate(right));
  }

  public BinaryBall add(BinaryBall left, BinaryBall right) {
    if (left.isNothing()) {
      return right;
    }
    if (right.isNothing()) {
      return left;
    }
    BinaryBall high = left.exponent() >= right.exponent() ? left : right;
    BinaryBall low = high == left ? right : left;
    long apart = high.exponent() - low.exponent();
    if (apart == 0) {
      return rounded(
          high.mantissa().add(low.mantissa()), low.exponent(), high.radius() + low.radius());
    }
    // Bits of the low one that are dropped, below the radius of the high one or its last bit.
    long dropped = high.isExact() ? 0 : apart - BELOW_RADIUS;
    boolean isBelow =
        !high.isZero()
            && apart > bits
            && low.exponent() + low.mantissa().bitLength() < high.size() - bits - 2;
    if (isBelow) {
      dropped = Math.max(dropped, apart - Math.max(0, bits - high.mantissa().bitLength()));
    }
    if (dropped <= 0) {
      if (apart > FARTHEST_SHIFT) {
        throw new BlurredException();
      }
      return rounded(
          high.mantissa().shiftLeft((int) apart).add(low.mantissa()),
          low.exponent(),
          BinaryBall.scaled(high.radius(), apart) + low.radius());
    }
    int shift = (int) (apart - dropped);
    return rounded(
        high.mantissa().shiftLeft(shift).add(right(low.mantissa(), dropped)),
        high.exponent() - shift,
        Math.scalb(high.radius(), shift) + BinaryBall.scaled(low.radius(), -dropped) + 1);
  }

  private static BigInteger right(BigInteger mantissa, long places) {
    return places > mantissa.bitLength() ? BigInteger.ZERO : mantissa.shiftRight((int) places);
  }

  public BinaryBall multiply(BinaryBall left, BinaryBall right) {
    if (left.isNothing() || right.isNothing()) {
      return BinaryBall.ZERO;
    }
    BigInteger product = left.mantissa().multiply(right.mantissa());
    long exponent = left.exponent() + right.exponent();
    if (left.isExact() && right.isExact()) {
      return rounded(product, exponent, 0);
    }
    int shift = Math.max(0, product.bitLength() - bits);
    // What is below a radius is of no interest, and would be out of the range of doubles.
    shift = right.isExact() ? shift : Math.max(shift, left.mantissa().bitLength() - EXACT_BITS);
    shift = left.isExact() ? shift : Math.max(shift, right.mantissa().bitLength() - EXACT_BITS);
    double radius =
        Math.scalb(left.radius() * right.radius(), -shift)
            + times(left.mantissa(), right.radius(), shift)
            + times(right.mantissa(), left.radius(), shift);
    return rounded(
        shift == 0 ? product : product.shiftRight(shift),
        exponent + shift,
        radius + (shift > 0 ? 1 : 0));
  }

  private static double times(BigInteger mantissa, double radius, int shift) {
    return radius == 0 || mantissa.signum() == 0
        ? 0
        : BinaryBall.magnitude(mantissa, -shift) * radius;
  }

  public BinaryBall divide(BinaryBall left, BinaryBall right) {
    if (right.isZero()) {
      throw new BlurredException();
    }
    double below = right.relative();
    if (!(below < 0.5)) {
      throw new BlurredException();
    }
    if (left.isNothing()) {
      return left;
    }
    BigInteger divisor = right.mantissa();
    int shift = bits + 2 - left.mantissa().bitLength() + divisor.bitLength();
    // What is below a radius is of no interest, and would be out of the range of doubles.
    if (!left.isExact()) {
      int most = BELOW_RADIUS - Math.getExponent(left.radius()) + divisor.bitLength();
      shift = Math.min(shift, most);
    }
    if (below > Double.MIN_NORMAL) {
      int most = BELOW_RADIUS - Math.getExponent(below) - left.mantissa().bitLength();
      shift = Math.min(shift, most + divisor.bitLength());
    }
    shift = Math.max(0, shift);
    long exponent = left.exponent() - right.exponent() - shift;
    BigInteger[] parts = left.mantissa().shiftLeft(shift).divideAndRemainder(divisor);
    double error = BinaryBall.part(left.radius(), divisor, shift);
    if (!right.isExact() && parts[0].signum() != 0) {
      error += BinaryBall.share(parts[0], right.radius(), divisor);
    }
    boolean isExact = error == 0 && parts[1].signum() == 0;
    return rounded(parts[0], exponent, isExact ? 0 : error / (1 - below) * SLACK + 1);
  }

  /** A power whose exponent is not too large; 0 to the power 0 is 1. */
  public BinaryBall power(BinaryBall base, BigInteger exponent) {
    if (exponent.signum() == 0) {
      return BinaryBall.ONE;
    }
    if (base.isNothing() && exponent.signum() > 0) {
      return base;
    }
    if (exponent.bitLength() > POWER_BITS || base.isZero()) {
      throw new BlurredException();
    }
    if (exponent.signum() < 0) {
      return divide(BinaryBall.ONE, power(base, exponent.negate()));
    }
    int times = exponent.intValueExact();
    BinaryBall power = base;
    for (int bit = Integer.highestOneBit(times) >> 1; bit > 0; bit >>= 1) {
      power = multiply(power, power);
      if ((times & bit) != 0) {
        power = multiply(power, base);
      }
    }
    return power;
  }

  /** The square root of what is above 0, without an error where there is none. */
  public BinaryBall root(BinaryBall value) {
    if (value.isNothing()) {
      return value;
    }
    double relative = value.isZero() ? 1 : value.relative();
    if (value.mantissa().signum() < 0 || !(relative < 0.5)) {
      throw new BlurredException();
    }
    int shift = Math.max(0, 2 * bits + 2 - value.mantissa().bitLength());
    shift += (value.exponent() - shift) % 2 == 0 ? 0 : 1;
    SquareRoot found = SquareRoot.of(value.mantissa().shiftLeft(shift));
    boolean isExact = value.isExact() && found.rest().signum() == 0;
    // |sqrt(1 + e) - 1| is below e/sqrt(2) for |e| < 1/2.
    double error = BinaryBall.share(found.root(), value.radius() * 0.75, value.mantissa());
    return rounded(found.root(), (value.exponent() - shift) / 2, isExact ? 0 : error + 1);
  }

  /** Half of a number. */
  BinaryBall half(BinaryBall value) {
    return new BinaryBall(value.mantissa(), value.exponent() - 1, value.radius());
  }

  /** Twice a number. */
  BinaryBall twice(BinaryBall value) {
    return new BinaryBall(value.mantissa(), value.exponent() + 1, value.radius());
  }
}
