package org.chainrule.precise;

import java.math.BigInteger;

/**
 * The square root of an integer, rounded down, with what it leaves.
 *
 * <p>Half of its bits come from the root of the upper half, the others from a division by it
 * (Zimmermann 1999, Karatsuba square root), so that it costs about as much as a division. The
 * library's takes Newton's steps in full length, which took forty times as long at 600 bits.
 *
 * @param root the largest integer whose square is no larger
 * @param rest the integer less that square
 */
record SquareRoot(BigInteger root, BigInteger rest) {
  /** The bits of integers whose roots doubles tell, but for the last bit. */
  private static final int SHORT_BITS = 62;

  /** The root of an integer from 0 on. */
  static SquareRoot of(BigInteger integer) {
    int length = integer.bitLength();
    if (length <= SHORT_BITS) {
      return of(integer.longValueExact());
    }
    // Four parts of equal length, the first of which has one of its two upper bits.
    int part = (length + 3) / 4;
    int pad = (4 * part - length) / 2;
    return pad == 0
        ? ofParts(integer, part)
        : unpadded(integer, ofParts(integer.shiftLeft(2 * pad), part), pad);
  }

  private static SquareRoot of(long integer) {
    long root = (long) Math.sqrt((double) integer);
    while (root * root > integer) {
      root--;
    }
    while ((root + 1) * (root + 1) <= integer) {
      root++;
    }
    return new SquareRoot(BigInteger.valueOf(root), BigInteger.valueOf(integer - root * root));
  }

  private static SquareRoot unpadded(BigInteger integer, SquareRoot padded, int pad) {
    BigInteger root = padded.root.shiftRight(pad);
    return new SquareRoot(root, integer.subtract(root.multiply(root)));
  }

  private static SquareRoot ofParts(BigInteger integer, int part) {
    SquareRoot upper = of(integer.shiftRight(2 * part));
    BigInteger mask = BigInteger.ONE.shiftLeft(part).subtract(BigInteger.ONE);
    BigInteger[] next =
        upper
            .rest
            .shiftLeft(part)
            .add(integer.shiftRight(part).and(mask))
            .divideAndRemainder(upper.root.shiftLeft(1));
    BigInteger root = upper.root.shiftLeft(part).add(next[0]);
    BigInteger rest =
        next[1].shiftLeft(part).add(integer.and(mask)).subtract(next[0].multiply(next[0]));
    if (rest.signum() < 0) {
      rest = rest.add(root.shiftLeft(1)).subtract(BigInteger.ONE);
      root = root.subtract(BigInteger.ONE);
    }
    return new SquareRoot(root, rest);
  }
}
