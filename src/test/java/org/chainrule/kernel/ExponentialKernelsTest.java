package org.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExponentialKernelsTest {
  private static final MathContext DIGITS = new MathContext(30);

  @Test
  void itIsWithinALittleMoreThanHalfAUnit() {
    Random random = new Random(12);
    for (int i = 0; i < 6_000; i++) {
      double scale = i % 3 == 0 ? 1e-3 : i % 3 == 1 ? 3 : 707.9;
      double x = scale * (2 * random.nextDouble() - 1);
      assertThat(errorInUnits(x)).as("at " + x).isLessThan(0.52);
    }
  }

  /** Where the table's entry changes, the polynomial's argument is largest. */
  @Test
  void itIsAsGoodWhereTheTableTurns() {
    for (int step = -2_000; step < 2_000; step++) {
      double turn = (step + 0.5) * Math.log(2) / 128;
      assertThat(errorInUnits(Math.nextDown(turn))).as("below " + turn).isLessThan(0.52);
      assertThat(errorInUnits(Math.nextUp(turn))).as("above " + turn).isLessThan(0.52);
    }
  }

  private static double errorInUnits(double x) {
    BigDecimal exact = BigDecimalMath.exp(new BigDecimal(x), DIGITS);
    double value = ExponentialKernels.exp(x);
    return new BigDecimal(value).subtract(exact).abs().doubleValue()
        / Math.ulp(exact.doubleValue());
  }

  @Test
  void itIsTheSameOutsideItsArithmetic() {
    assertThat(ExponentialKernels.exp(0)).isEqualTo(1);
    assertThat(ExponentialKernels.exp(-0.0)).isEqualTo(1);
    assertThat(ExponentialKernels.exp(1)).isEqualTo(Math.E);
    for (double x : new double[] {708, -708, 709.78, -745.1, -745.2, -1e9, 1e9, Double.MIN_VALUE}) {
      assertThat(ExponentialKernels.exp(x)).isEqualTo(Math.exp(x));
    }
    assertThat(ExponentialKernels.exp(Double.NaN)).isNaN();
    assertThat(ExponentialKernels.exp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(ExponentialKernels.exp(Double.POSITIVE_INFINITY)).isInfinite();
  }
}
