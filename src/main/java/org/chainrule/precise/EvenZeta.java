package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.Interruption;

/**
 * Twice the zeta function at even integers, in binary fixed point, rounded down.
 *
 * <p>Up to a sign these are the Bernoulli numbers B(2k) times (2 pi)^(2k)/(2k)!, all from 2 to 3.3.
 * They come from the tangent numbers, which a triangle of additions and small multiplications gives
 * (Brent and Harvey, "Fast computation of Bernoulli, tangent and secant numbers", 2011, algorithm
 * TangentNumbers): 2 zeta(2k) = T(k) pi^(2k) / ((4^k - 1) (2k-1)!).
 */
final class EvenZeta {
  private static final int LEAST = 64;

  /** Values with more bits and of more integers than asked for, as the next one asks for those. */
  private record Known(int bits, List<BigInteger> values) {}

  private static volatile Known known = new Known(0, List.of());

  private EvenZeta() {}

  /** Twice the zeta function at twice an index, which is at least 1, times 2 to a power. */
  static BigInteger twice(int index, int bits) {
    Known table = known;
    if (index > table.values.size() || bits > table.bits) {
      int count = Math.max(table.values.size(), Math.max(LEAST, index + index / 4));
      table = computed(count, Math.max(table.bits, bits + bits / 4));
      known = table;
    }
    return table.values.get(index - 1).shiftRight(table.bits - bits);
  }

  private static Known computed(int count, int bits) {
    MathContext working = Decimals.digits((long) (bits * Math.log10(2)) + Decimals.GUARD);
    BigDecimal pi = PreciseConstants.pi(working);
    BigDecimal square = pi.multiply(pi, working);
    BigInteger[] tangents = tangentNumbers(count);
    List<BigInteger> values = new ArrayList<>(count);
    // pi^(2k)/(2k-1)!
    BigDecimal factor = square;
    for (int k = 1; k <= count; k++) {
      Interruption.poll();
      BigInteger divisor = BigInteger.ONE.shiftLeft(2 * k).subtract(BigInteger.ONE);
      BigDecimal value =
          new BigDecimal(tangents[k - 1])
              .multiply(factor, working)
              .divide(new BigDecimal(divisor), working);
      values.add(Limbs.fixed(value, bits));
      factor = factor.multiply(square, working);
      factor = factor.divide(BigDecimal.valueOf(2L * k * (2L * k + 1)), working);
    }
    return new Known(bits, List.copyOf(values));
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
