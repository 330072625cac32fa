package org.chainrule.precise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary numbers as decimals. */
class BinaryBallTest {
  private static final Random RANDOM = new Random(11);

  private static BinaryBall drawn(int bits, long exponent) {
    BigInteger mantissa = new BigInteger(bits, RANDOM).setBit(bits - 1);
    return new BinaryBall(RANDOM.nextBoolean() ? mantissa.negate() : mantissa, exponent, 0);
  }

  private static void assertClose(BigDecimal told, BigDecimal exact, int digits) {
    BigDecimal error = exact.abs().scaleByPowerOfTen(1 - digits);

    assertThat(told.subtract(exact).abs()).isLessThanOrEqualTo(error);
    assertThat(told.precision()).isLessThan(digits + 210);
  }

  @Test
  void decimalsAreThoseOfTheBits() {
    for (int i = 0; i < 1_000; i++) {
      int bits = 1 + RANDOM.nextInt(600);
      BinaryBall ball = drawn(bits, RANDOM.nextInt(20_000) - 10_000);
      BigDecimal power = new BigDecimal(BigInteger.TWO.pow((int) Math.abs(ball.exponent())));
      BigDecimal mantissa = new BigDecimal(ball.mantissa());
      int digits = 20 + RANDOM.nextInt(200);

      assertClose(
          ball.decimal(digits),
          ball.exponent() < 0
              ? mantissa.divide(power, new MathContext(digits + 10))
              : mantissa.multiply(power),
          digits);
    }
  }

  /** Powers of two multiply to 1, whatever their size: no decimal of them is computed otherwise. */
  @ParameterizedTest
  @ValueSource(longs = {5_000, 20_000, 1_000_003, 1L << 26, (1L << 31) - 700})
  void decimalsOfFarExponentsAreInverses(long exponent) {
    for (int digits : new int[] {21, 53, 172}) {
      BinaryBall large = drawn(181, exponent);
      BinaryBall small = drawn(181, -exponent);
      BigDecimal exact =
          new BigDecimal(large.mantissa()).multiply(new BigDecimal(small.mantissa()));

      assertClose(large.decimal(digits).multiply(small.decimal(digits)), exact, digits - 1);
      // The scale is that of the leading digits.
      double tens = (exponent + 180) * Math.log10(2);
      BigDecimal told = large.decimal(digits);
      assertThat((double) told.precision() - told.scale()).isBetween(tens, tens + 2);
    }
  }
}
