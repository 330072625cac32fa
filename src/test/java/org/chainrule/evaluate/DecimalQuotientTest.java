package org.chainrule.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Quotients beside those of the library. */
class DecimalQuotientTest {
  private static final int[] BITS = {3, 20, 60, 180};

  private static BigDecimal drawn(Random random) {
    BigInteger unscaled = new BigInteger(BITS[random.nextInt(BITS.length)], random);
    BigInteger zeros = BigInteger.TEN.pow(random.nextInt(20));
    return new BigDecimal(
        random.nextBoolean() ? unscaled.negate().multiply(zeros) : unscaled,
        random.nextInt(80) - 40);
  }

  @RepeatedTest(20)
  void isThatOfTheLibrary(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 500; i++) {
      MathContext context = new MathContext(1 + random.nextInt(60));
      BigDecimal divisor = drawn(random).add(BigDecimal.ONE);
      BigDecimal dividend = i % 3 == 0 ? drawn(random).multiply(divisor) : drawn(random);
      if (divisor.signum() != 0) {
        BigDecimal expected = dividend.divide(divisor, context);
        boolean isExact = expected.multiply(divisor).compareTo(dividend) == 0;

        DecimalQuotient quotient = DecimalQuotient.of(dividend, divisor, context);

        assertThat(quotient.isExact()).isEqualTo(isExact);
        assertThat(quotient.value())
            .as("%s / %s", dividend, divisor)
            .isEqualByComparingTo(expected);
        assertThat(quotient.value().precision() <= expected.precision() || !isExact).isTrue();
      }
    }
  }
}
