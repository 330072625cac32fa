package org.chainrule.precise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words in fixed point, beside the integers of the library. */
class LimbsTest {
  private static final Random RANDOM = new Random(5);

  /** A number below 4, of any length, with runs of zeros and ones. */
  private static BigDecimal drawn(int bits) {
    int length = RANDOM.nextInt(bits) + 1;
    BigInteger number = new BigInteger(length, RANDOM);
    if (RANDOM.nextBoolean()) {
      number =
          number.or(
              BigInteger.ONE.shiftLeft(length).subtract(BigInteger.ONE).shiftRight(length / 3));
    }
    if (RANDOM.nextBoolean()) {
      number = number.shiftRight(length / 2).shiftLeft(length / 2);
    }
    return over(number, Math.max(0, length - 2));
  }

  private static BigDecimal unit(int bits) {
    return over(BigInteger.ONE, bits);
  }

  /** A whole number over a power of 2, exactly. */
  private static BigDecimal over(BigInteger number, int bits) {
    return new BigDecimal(number.multiply(BigInteger.valueOf(5).pow(bits)), bits);
  }

  @ParameterizedTest
  @CsvSource({"1, 20", "1, 64", "1, 250", "2, 250", "3, 1000", "1, 8000", "2, 8000"})
  void operationsAreRightButForTheLastWord(int whole, int bits) {
    // As many digits as bits hold any number exactly.
    int all = bits + 40;
    int fraction = (bits / 32 + 1) * 32;
    BigDecimal close =
        unit(fraction).multiply(BigDecimal.valueOf(2L * (whole + fraction / 32) + 6));
    for (int i = 0; i < 200; i++) {
      BigDecimal x = drawn(bits);
      BigDecimal y = drawn(bits);
      int divisor = RANDOM.nextInt(1 << 20) + 1;
      Limbs product = Limbs.of(x, whole, bits).times(Limbs.of(y, whole, bits));
      Limbs square = Limbs.of(x, whole, bits).squared();
      Limbs sum = Limbs.of(x.max(y), whole, bits);
      Limbs difference = sum.copy();
      sum.add(Limbs.of(x.min(y), whole, bits));
      difference.subtract(Limbs.of(x.min(y), whole, bits));

      assertThat(product.decimal(all).subtract(x.multiply(y)).abs()).isLessThan(close);
      assertThat(square.decimal(all).subtract(x.multiply(x)).abs()).isLessThan(close);
      assertThat(sum.decimal(all).subtract(x.add(y)).abs()).isLessThan(close);
      assertThat(difference.decimal(all).subtract(x.subtract(y).abs()).abs()).isLessThan(close);
      assertThat(
              Limbs.of(x, whole, bits)
                  .over(divisor)
                  .decimal(all)
                  .multiply(BigDecimal.valueOf(divisor))
                  .subtract(x)
                  .abs())
          .isLessThan(close.multiply(BigDecimal.valueOf(divisor)));
      assertThat(Limbs.of(x, whole, bits).isZero()).isEqualTo(x.compareTo(unit(fraction)) < 0);
    }
  }
}
