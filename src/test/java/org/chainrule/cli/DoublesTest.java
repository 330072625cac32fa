package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoublesTest {
  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, 0",
    "3, 3",
    "-2.50, -2.5",
    "1001.0986122886681, 1001.098612288668",
    "1e20, 100000000000000000000",
    "1e21, 1e21",
    "1.5e300, 1.5e300",
    "-1e-7, -0.0000001",
    "2e-8, 2e-8",
    "4.9e-324, 5e-324",
    "2e23, 2e23",
    "1.7976931348623157e308, 1.7976931348623157e308"
  })
  void writesTheShortest(double value, String text) {
    assertThat(Doubles.text(value)).isEqualTo(text);
  }

  @Test
  void readsBack() {
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = Doubles.text(value);
        assertThat(Double.parseDouble(text)).isEqualTo(value);
        assertThat(text.length()).isLessThanOrEqualTo(Double.toString(value).length() + 20);
      }
    }
  }
}
