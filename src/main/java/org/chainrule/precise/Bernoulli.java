package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.chainrule.error.Interruption;

/**
 * The Bernoulli numbers of even index, exactly.
 *
 * <p>They come from the tangent numbers, which a triangle of additions and small multiplications
 * gives (Brent and Harvey, "Fast computation of Bernoulli, tangent and secant numbers", 2011,
 * algorithm TangentNumbers): B(2k) = (-1)^(k-1) 2k T(k) / (4^k (4^k - 1)).
 */
final class Bernoulli {
  /** The tangent numbers known so far, from T(1) on; replaced whole when more are needed. */
  private static volatile BigInteger[] tangents = tangentNumbers(64);

  private Bernoulli() {}

  /** The Bernoulli number of twice an index, which is at least 1. */
  static BigDecimal even(int index, MathContext context) {
    BigInteger[] known = tangents;
    if (index > known.length) {
      known = tangentNumbers(index + index / 4);
      tangents = known;
    }
    BigInteger numerator = known[index - 1].multiply(BigInteger.valueOf(2L * index));
    BigInteger power = BigInteger.ONE.shiftLeft(2 * index);
    BigInteger denominator = power.subtract(BigInteger.ONE).shiftLeft(2 * index);
    BigDecimal magnitude = new BigDecimal(numerator).divide(new BigDecimal(denominator), context);
    return index % 2 == 1 ? magnitude : magnitude.negate();
  }

  private static BigInteger[] tangentNumbers(int count) {
    BigInteger[] numbers = new BigInteger[count];
    numbers[0] = BigInteger.ONE;
    for (int k = 1; k < count; k++) {
      numbers[k] = numbers[k - 1].multiply(BigInteger.valueOf(k));
    }
    for (int k = 1; k < count; k++) {
      Interruption.poll();
      for (int j = k; j < count; j++) {
        numbers[j] =
            numbers[j - 1]
                .multiply(BigInteger.valueOf(j - k))
                .add(numbers[j].multiply(BigInteger.valueOf(j - k + 2L)));
      }
    }
    return numbers;
  }
}
