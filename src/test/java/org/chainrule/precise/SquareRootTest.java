package org.chainrule.precise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Square roots of integers, by what defines them. */
class SquareRootTest {
  private static void assertRight(BigInteger integer) {
    SquareRoot found = SquareRoot.of(integer);

    assertThat(found.root().pow(2).add(found.rest())).isEqualTo(integer);
    assertThat(found.rest().signum()).isNotNegative();
    assertThat(found.root().add(BigInteger.ONE).pow(2)).isGreaterThan(integer);
  }

  @Test
  void rootsOfAllLengthsAreRoundedDown() {
    Random random = new Random(3);
    for (int bits = 0; bits < 1_400; bits++) {
      BigInteger drawn = new BigInteger(bits, random);
      assertRight(drawn);
      assertRight(BigInteger.ONE.shiftLeft(bits));
      assertRight(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
      assertRight(drawn.pow(2));
      assertRight(drawn.pow(2).add(BigInteger.ONE));
      assertRight(drawn.add(BigInteger.ONE).pow(2).subtract(BigInteger.ONE));
    }
  }
}
