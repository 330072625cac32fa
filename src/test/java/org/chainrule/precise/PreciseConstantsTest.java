package org.chainrule.precise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreciseConstantsTest {
  /** The first digits as printed in DLMF 3.12, 4.2.11 and 5.2.3. */
  @Test
  void haveTheirFirstDigits() {
    MathContext context = new MathContext(30);
    assertThat(PreciseConstants.pi(context)).isEqualTo("3.14159265358979323846264338328");
    assertThat(PreciseConstants.e(context)).isEqualTo("2.71828182845904523536028747135");
    assertThat(PreciseConstants.log2(context)).isEqualTo("0.693147180559945309417232121458");
    assertThat(PreciseConstants.log10(context)).isEqualTo("2.30258509299404568401799145468");
    assertThat(PreciseConstants.eulerGamma(context)).isEqualTo("0.577215664901532860606512090082");
  }

  /** Machin's formula is another way to pi than the series used. */
  @Test
  void piAgreesWithMachin() {
    MathContext context = new MathContext(1500);
    MathContext more = new MathContext(1510);
    BigDecimal fifth = PreciseTrigonometry.atan(new BigDecimal("0.2"), more);
    BigDecimal last =
        PreciseTrigonometry.atan(BigDecimal.ONE.divide(BigDecimal.valueOf(239), more), more);
    BigDecimal quarter = fifth.multiply(BigDecimal.valueOf(4)).subtract(last);
    assertThat(quarter.multiply(BigDecimal.valueOf(4)).round(context))
        .isEqualTo(PreciseConstants.pi(context));
  }

  @Test
  void areTheSameFromManyThreads() {
    MathContext known = new MathContext(700);
    BigDecimal e = PreciseConstants.e(known);
    assertThat(
            IntStream.range(0, 64)
                .parallel()
                .mapToObj(n -> PreciseConstants.e(new MathContext(20 + 10 * n))))
        .allSatisfy(
            value -> assertThat(e.round(new MathContext(value.precision()))).isEqualTo(value));
  }
}
