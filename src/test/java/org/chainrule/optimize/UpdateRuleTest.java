package org.chainrule.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.error.Budget;
import org.chainrule.error.BudgetException;
import org.chainrule.error.Limit;
import org.chainrule.error.TrainingException;
import org.chainrule.error.UnknownNameException;
import org.chainrule.expr.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateRuleTest {
  private static final Objective HALF_SQUARE =
      (w, g) -> {
        g[0] = w[0];
        return w[0] * w[0] / 2;
      };

  private static final Objective BOWL =
      (w, g) -> {
        g[0] = w[0] - 1;
        g[1] = 2 * (w[1] + 1);
        return (w[0] - 1) * (w[0] - 1) / 2 + (w[1] + 1) * (w[1] + 1);
      };

  private static double[] firsts(Trajectory trajectory) {
    return trajectory.points().stream().mapToDouble(each -> each.point()[0]).toArray();
  }

  @Test
  void gradientDescentHalvesExactly() {
    Trajectory way =
        UpdateRule.GRADIENT_DESCENT.with("rate", 0.5).trajectory(HALF_SQUARE, new double[] {3}, 4);

    assertThat(firsts(way)).containsExactly(3, 1.5, 0.75, 0.375, 0.1875);
    assertThat(way.values()).startsWith(4.5, 1.125);
    assertThat(way.last().step()).isEqualTo(4);
    assertThat(way.last().gradient()).containsExactly(0.1875);
    assertThat(way.isDiverged()).isFalse();
  }

  @Test
  void momentumAsByHand() {
    Trajectory way =
        UpdateRule.MOMENTUM
            .with("rate", 0.1)
            .with("momentum", 0.9)
            .trajectory(HALF_SQUARE, new double[] {1}, 3);

    assertThat(firsts(way)).containsExactly(new double[] {1, 0.9, 0.72, 0.486}, within(1e-15));
    assertThat(way.points().stream().mapToDouble(each -> each.memory("v")[0]).toArray())
        .containsExactly(new double[] {0, 1, 1.8, 2.34}, within(1e-15));
  }

  @Test
  void averagedMomentumAsByHand() {
    Trajectory way =
        UpdateRule.AVERAGED_MOMENTUM
            .with("rate", 0.5)
            .with("momentum", 0.5)
            .trajectory(HALF_SQUARE, new double[] {1}, 2);

    assertThat(firsts(way)).containsExactly(1, 0.75, 0.4375);
  }

  /** I. Sutskever et al., On the importance of initialization and momentum, 2013, (3) and (4). */
  @Test
  void nesterovIsMomentumThatLooksAhead() {
    double rate = 0.1;
    double momentum = 0.8;
    double[] ahead =
        firsts(
            UpdateRule.NESTEROV
                .with("rate", rate)
                .with("momentum", momentum)
                .trajectory(HALF_SQUARE, new double[] {1}, 20));
    double w = 1;
    double v = 0;
    for (double each : ahead) {
      assertThat(each).isCloseTo(w + momentum * v, within(1e-15));
      v = momentum * v - rate * (w + momentum * v);
      w += v;
    }
  }

  /** The rule of the paper's algorithm 1 in 50 digits, by Python's decimal. */
  @Test
  void adamAsInItsPaper() {
    Trajectory way = UpdateRule.ADAM.with("rate", 0.1).trajectory(HALF_SQUARE, new double[] {1}, 5);

    assertThat(firsts(way)).containsExactly(ADAM, within(1e-14));
  }

  private static final double[] ADAM = {
    1.0, 0.900000001, 0.8004122297123374, 0.7015862745044142, 0.6039390626821066, 0.5079636619272194
  };

  /** What is told of a rule is what is run. */
  @ParameterizedTest
  @EnumSource
  void formulasAreWhatIsRun(UpdateRule rule) {
    Optimizer optimizer = rule.standard().with("rate", 0.125);
    for (Hyperparameter each : rule.hyperparameters()) {
      if (each.range() == Hyperparameter.Range.FRACTION) {
        optimizer = optimizer.with(each.name(), each.standard() - 0.25);
      }
    }
    OptimizerState state = optimizer.start(1);
    double[] point = {1.5};
    Map<String, Double> told = new LinkedHashMap<>();
    for (Hyperparameter each : rule.hyperparameters()) {
      told.put(each.symbol(), optimizer.values().get(each.name()));
    }
    rule.memory().forEach(name -> told.put(name, 0.0));
    told.put("W", point[0]);
    for (int t = 1; t <= 3; t++) {
      double gradient = 1.0 / t - 0.75;
      told.put("g", gradient);
      told.put("t", (double) t);
      for (UpdateFormula each : rule.formulas()) {
        told.put(each.target(), value(expression(each), told));
      }
      state.step(point, new double[] {gradient});

      assertThat(point[0]).isCloseTo(told.get("W"), within(1e-14));
      for (String name : rule.memory()) {
        assertThat(state.memory(name)[0]).isCloseTo(told.get(name), within(1e-14));
      }
    }
    assertThat(state.steps()).isEqualTo(3);
  }

  private static Expr expression(UpdateFormula formula) {
    return Chainrule.parse(formula.expression().replace("dJ/dW", "g"));
  }

  private static double value(Expr expression, Map<String, Double> values) {
    return Chainrule.compile(expression, List.copyOf(values.keySet()))
        .value(values.values().stream().mapToDouble(each -> each).toArray());
  }

  @ParameterizedTest
  @EnumSource
  void latexSaysTheSame(UpdateRule rule) {
    for (UpdateFormula each : rule.formulas()) {
      String latex = each.latexExpression().replace("\\frac{\\partial J}{\\partial W}", "g");

      assertThat(Chainrule.parseLatex(latex)).as(each.latex()).isEqualTo(expression(each));
      assertThat(each.text()).isEqualTo(each.target() + " <- " + each.expression());
    }
    assertThat(rule.formulas().get(rule.formulas().size() - 1).target()).isEqualTo("W");
    assertThat(rule.source()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void smallStepsGoDown(UpdateRule rule) {
    Trajectory way = rule.with("rate", 0.001).trajectory(BOWL, new double[] {3, 2}, 300);

    double[] values = way.values();
    for (int i = 1; i < values.length; i++) {
      assertThat(values[i]).as("step %d", i).isLessThan(values[i - 1]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachFindsTheBottom(UpdateRule rule) {
    Trajectory way = rule.with("rate", 0.05).trajectory(BOWL, new double[] {0.5, 0}, 5_000);

    assertThat(way.last().point()).containsExactly(new double[] {1, -1}, within(0.06));
  }

  @Test
  void rulesAreFoundByTheirNames() {
    assertThat(UpdateRule.named("adam")).contains(UpdateRule.ADAM);
    assertThat(UpdateRule.named("Gradient Descent")).contains(UpdateRule.GRADIENT_DESCENT);
    assertThat(UpdateRule.named("averaged_momentum")).contains(UpdateRule.AVERAGED_MOMENTUM);
    assertThat(UpdateRule.named("newton")).isEmpty();
    assertThat(UpdateRule.having(List.of("rate"))).contains(UpdateRule.GRADIENT_DESCENT);
    assertThat(UpdateRule.having(List.of("momentum", "rate"))).contains(UpdateRule.MOMENTUM);
    assertThat(UpdateRule.having(List.of("beta_2"))).contains(UpdateRule.ADAM);
    assertThat(UpdateRule.having(List.of("beta_2", "momentum"))).isEmpty();
    assertThat(UpdateRule.ADAM.with("rate", 0.1))
        .hasToString("Adam with rate 0.1, beta_1 0.9, beta_2 0.999, epsilon 1.0E-8");
  }

  @Test
  void divergenceEndsTheWay() {
    Trajectory way =
        UpdateRule.GRADIENT_DESCENT
            .with("rate", 1e100)
            .trajectory(HALF_SQUARE, new double[] {1}, 10);

    assertThat(way.isDiverged()).isTrue();
    assertThat(way.last().step()).isEqualTo(2);
    assertThat(way.last().value()).isInfinite();
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(() -> UpdateRule.ADAM.with("momentum", 0.9))
        .isInstanceOf(UnknownNameException.class)
        .hasMessage("Adam has no momentum; it has rate, beta_1, beta_2, epsilon");
    assertThatThrownBy(() -> UpdateRule.MOMENTUM.with("momentum", 1))
        .isInstanceOf(TrainingException.class)
        .hasMessage("momentum is 1.0, it must be from 0 to below 1");
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> UpdateRule.MOMENTUM.with("rate", rate))
          .isInstanceOf(TrainingException.class)
          .hasMessage("rate is " + rate + ", it must be above 0");
    }
    Optimizer standard = UpdateRule.GRADIENT_DESCENT.standard();
    assertThatThrownBy(() -> standard.trajectory(HALF_SQUARE, new double[] {1}, -1))
        .isInstanceOf(TrainingException.class)
        .hasMessage("-1 steps; there must be 0 or more");
    assertThatThrownBy(() -> standard.trajectory(HALF_SQUARE, new double[] {Double.NaN}, 1))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the loss is NaN at (NaN)");
    assertThatThrownBy(() -> standard.start(2).step(new double[2], new double[1]))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the gradient has 1 elements, not 2");
    assertThatThrownBy(() -> UpdateRule.MOMENTUM.standard().start(1).memory("m"))
        .isInstanceOf(UnknownNameException.class)
        .hasMessage("momentum remembers no m; it does v");
  }

  @Test
  void workIsBounded() {
    Optimizer standard = UpdateRule.GRADIENT_DESCENT.standard();
    assertThatThrownBy(() -> standard.trajectory(HALF_SQUARE, new double[] {1}, Integer.MAX_VALUE))
        .isInstanceOfSatisfying(
            BudgetException.class,
            refused -> assertThat(refused.limit()).contains(Limit.DATA_VALUES));
    Objective waiting =
        (w, g) -> {
          try {
            Thread.sleep(1);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
          return HALF_SQUARE.at(w, g);
        };
    assertThatThrownBy(
            () ->
                Budget.standard()
                    .with(Duration.ofMillis(20))
                    .run(() -> standard.trajectory(waiting, new double[] {1}, 100_000)))
        .isInstanceOfSatisfying(
            BudgetException.class, refused -> assertThat(refused.limit()).contains(Limit.TIME));
  }
}
