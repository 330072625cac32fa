package org.chainrule.expr;

import java.math.BigInteger;

/**
 * A positive integer as the power of one integer times another: {@code outside^degree * inside}.
 * Only small prime factors and perfect powers are looked for.
 *
 * @param outside what leaves the root
 * @param inside what stays under it
 */
record Radical(BigInteger outside, BigInteger inside) {
  private static final int LARGEST_TRIAL_DIVISOR = 100;

  static Radical of(BigInteger value, int degree) {
    BigInteger root = root(value, degree);
    if (root.pow(degree).equals(value)) {
      return new Radical(root, BigInteger.ONE);
    }
    BigInteger outside = BigInteger.ONE;
    BigInteger inside = value;
    for (int divisor = 2; divisor < LARGEST_TRIAL_DIVISOR; divisor++) {
      BigInteger power = BigInteger.valueOf(divisor).pow(degree);
      while (inside.mod(power).signum() == 0) {
        inside = inside.divide(power);
        outside = outside.multiply(BigInteger.valueOf(divisor));
      }
    }
    return new Radical(outside, inside);
  }

  /** The whole part of a root, by bisection. */
  private static BigInteger root(BigInteger value, int degree) {
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.ONE.shiftLeft(value.bitLength() / degree + 1);
    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      if (middle.pow(degree).compareTo(value) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
