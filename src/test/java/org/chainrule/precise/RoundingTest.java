package org.chainrule.precise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.SplittableRandom;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.junit.jupiter.api.Test;

/** Results at a precision against those at a higher one, over many magnitudes. */
class RoundingTest {
  private static final int ARGUMENTS = 60;

  @Test
  void everyDigitStandsAtHigherPrecision() {
    int compared = 0;
    for (Map.Entry<String, FunctionsByName.Precise> entry : FunctionsByName.UNARY.entrySet()) {
      SplittableRandom random = new SplittableRandom(entry.getKey().hashCode());
      for (int count = 0; count < ARGUMENTS; count++) {
        BigDecimal x = argument(random);
        int digits = random.nextInt(3, 60);
        try {
          BigDecimal value = entry.getValue().at(x, x, new MathContext(digits));
          BigDecimal more = entry.getValue().at(x, x, new MathContext(digits + 37));
          compared++;
          assertThat(value.subtract(more).abs())
              .as("%s(%s) with %d digits", entry.getKey(), x, digits)
              .isLessThanOrEqualTo(halfUnit(more, digits));
        } catch (DomainException | BudgetException refusal) {
          assertThat(refusal.getMessage()).isNotEmpty();
        }
      }
    }
    assertThat(compared).isGreaterThan(FunctionsByName.UNARY.size() * ARGUMENTS / 2);
  }

  /** A number of either sign whose exponent is spread evenly, mostly near 0. */
  private static BigDecimal argument(SplittableRandom random) {
    int spread = random.nextInt(4) == 0 ? 120 : 3;
    BigDecimal magnitude =
        new BigDecimal(random.nextDouble(0.1, 1))
            .round(new MathContext(random.nextInt(1, 40)))
            .scaleByPowerOfTen(random.nextInt(-spread, spread + 1));
    return random.nextBoolean() ? magnitude : magnitude.negate();
  }

  /** Half a unit in the last digit, and a thousandth for what rounding twice may add. */
  private static BigDecimal halfUnit(BigDecimal value, int digits) {
    return value.signum() == 0
        ? BigDecimal.ZERO
        : new BigDecimal("0.501").scaleByPowerOfTen((int) Decimals.exponent(value) - digits + 1);
  }
}
