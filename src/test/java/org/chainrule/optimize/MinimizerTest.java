package org.chainrule.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.error.TrainingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MinimizerTest {
  private static Gradient compiled(String text, String... variables) {
    return Chainrule.compile(Chainrule.parse(text), List.of(variables));
  }

  @ParameterizedTest
  @EnumSource
  void rosenbrocksValleyHasItsMinimum(Minimizer minimizer) {
    Gradient valley = compiled("(1 - x)^2 + 100*(y - x^2)^2", "x", "y");

    Minimum found = minimizer.minimize(valley::at, -1.2, 1);

    assertThat(found.point()).containsExactly(new double[] {1, 1}, within(1e-8));
    assertThat(found.value()).isLessThan(1e-16);
    assertThat(found.reason()).isEqualTo(StopReason.GRADIENT);
    assertThat(found.gradient()).containsExactly(new double[2], within(1e-8));
    assertThat(found.values()).hasSize(found.steps() + 1).startsWith(24.199999999999996);
  }

  @Test
  void lbfgsIsAsQuickAsOthersAre() {
    Gradient valley = compiled("(1 - x)^2 + 100*(y - x^2)^2", "x", "y");

    Minimum found = Minimizer.L_BFGS.minimize(valley::at, -1.2, 1);

    assertThat(found.evaluations()).as("SciPy 1.17.1 needs 46").isLessThan(50);
  }

  @ParameterizedTest
  @EnumSource
  void aQuadraticOfManyVariablesHasItsMinimum(Minimizer minimizer) {
    int n = 60;
    Objective bowl =
        (x, g) -> {
          double value = 0;
          for (int i = 0; i < n; i++) {
            double scale = 1 + 10.0 * i;
            g[i] = scale * (x[i] - i);
            value += scale * (x[i] - i) * (x[i] - i) / 2;
          }
          return value;
        };

    Minimum found = minimizer.minimize(bowl, new double[n]);

    for (int i = 0; i < n; i++) {
      assertThat(found.point()[i]).isCloseTo(i, within(1e-8));
    }
    assertThat(Minimizer.L_BFGS.minimize(bowl, new double[n]).evaluations())
        .as("SciPy 1.17.1 needs 86")
        .isLessThan(90);
  }

  /** Beale's function, and one with a minimum of (3, 2) of Himmelblau's four. */
  @Test
  void knownMinimaAreFound() {
    Gradient beale =
        compiled("(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2", "x", "y");
    assertThat(Minimizer.L_BFGS.minimize(beale::at, 1, 1).point())
        .containsExactly(new double[] {3, 0.5}, within(1e-7));
    Gradient himmelblau = compiled("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "x", "y");
    assertThat(Minimizer.L_BFGS.minimize(himmelblau::at, 2.5, 2.5).point())
        .containsExactly(new double[] {3, 2}, within(1e-8));
  }

  @Test
  void aPointWithoutAValueIsTooFar() {
    Gradient barrier = compiled("x - log(x) - y - log(1 - y)", "x", "y");

    Minimum found = Minimizer.L_BFGS.minimize(barrier::at, 1e-3, 0.999);

    assertThat(found.point()).containsExactly(new double[] {1, 0}, within(1e-8));
    Gradient wall = compiled("-log(1 - x) - 5*x", "x");
    assertThat(Minimizer.L_BFGS.minimize(wall::at, 0).point())
        .containsExactly(new double[] {0.8}, within(1e-8));
  }

  /** The value's last digits are noise, as in a sum over many rows. */
  @Test
  void lastDigitsDoNotStopIt() {
    Gradient valley = compiled("10^4 + (1 - x)^2 + 100*(y - x^2)^2", "x", "y");
    Objective noisy =
        (point, out) ->
            valley.at(point, out) * (1 + 1e-14 * Math.sin(1e9 * point[0] + 1e8 * point[1]));

    Minimum found = Minimizer.L_BFGS.minimize(noisy, -1.2, 1);

    assertThat(found.reason()).isEqualTo(StopReason.GRADIENT);
    assertThat(found.point()).containsExactly(new double[] {1, 1}, within(1e-8));
  }

  @ParameterizedTest
  @EnumSource
  void whyItStopsIsTold(Minimizer minimizer) {
    Gradient valley = compiled("(1 - x)^2 + 100*(y - x^2)^2", "x", "y");
    List<String> told = new ArrayList<>();

    Minimum found =
        minimizer.minimize(
            valley::at,
            new double[] {-1.2, 1},
            new StopCriteria(0, 3),
            (done, value) -> told.add(done + ": " + value));

    assertThat(found.reason()).isEqualTo(StopReason.STEPS);
    assertThat(found.steps()).isEqualTo(3);
    assertThat(told).hasSize(4).startsWith("0: 24.199999999999996");
    assertThat(minimizer.minimize(valley::at, 1, 1).steps()).isZero();
    Minimum exhausted =
        minimizer.minimize(
            valley::at,
            new double[] {-1.2, 1},
            new StopCriteria(0, 100_000),
            ProgressListener.NONE);
    assertThat(exhausted.reason()).isNotEqualTo(StopReason.STEPS);
    assertThat(exhausted.point()).containsExactly(new double[] {1, 1}, within(1e-8));
  }

  /** abs(x) has no gradient of 0: the minimiser says that it gets no further. */
  @Test
  void aKinkIsNoProgress() {
    Gradient kink = compiled("abs(x) + x^2/10", "x");

    Minimum found = Minimizer.L_BFGS.minimize(kink::at, 3);

    assertThat(found.point()[0]).isCloseTo(0, within(1e-3));
  }

  @ParameterizedTest
  @EnumSource
  void aStartWithoutAValueIsRefused(Minimizer minimizer) {
    Gradient log = compiled("log(x) + y", "x", "y");

    assertThatThrownBy(() -> minimizer.minimize(log::at, -1, 2))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the loss is NaN at (-1.0, 2.0)");
  }

  @ParameterizedTest
  @EnumSource
  void aValueThatFallsWithoutEndIsTold(Minimizer minimizer) {
    Gradient hill = compiled("-x^2", "x");

    Minimum found = minimizer.minimize(hill::at, 1);

    assertThat(found.reason()).isEqualTo(StopReason.UNBOUNDED);
    assertThat(found).asString().endsWith("steps: the value falls without end");
    for (String each : List.of("-exp(x)", "log(x)")) {
      assertThatThrownBy(() -> minimizer.minimize(compiled(each, "x")::at, 1))
          .isInstanceOf(TrainingException.class)
          .hasMessageStartingWith("the loss is -Infinity at (");
    }
  }

  @Test
  void minimizersAreFoundByTheirNames() {
    assertThat(Minimizer.named("l-bfgs")).contains(Minimizer.L_BFGS);
    assertThat(Minimizer.named("conjugate gradient")).contains(Minimizer.CONJUGATE_GRADIENT);
    assertThat(Minimizer.named("bfgs")).isEmpty();
  }

  @Test
  void wrongCriteriaAreRefused() {
    assertThatThrownBy(() -> new StopCriteria(-1, 3)).isInstanceOf(TrainingException.class);
    assertThatThrownBy(() -> new StopCriteria(Double.NaN, 3)).isInstanceOf(TrainingException.class);
    assertThatThrownBy(() -> new StopCriteria(1, -3)).isInstanceOf(TrainingException.class);
  }
}
