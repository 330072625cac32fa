package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Symbol;
import org.chainrule.workloads.Formula;
import org.chainrule.workloads.GaussianMixture;
import org.chainrule.workloads.NetworkN;
import org.chainrule.workloads.Perceptron;
import org.chainrule.workloads.Rosenbrock;
import org.chainrule.workloads.ScalarRecurrence;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A value and its gradient are the same evaluated, on a tape, in dual numbers, compiled, in a batch
 * by rows and by columns, and in emitted Java.
 */
class WaysToANumberTest {
  private static final int WAYS_IN_DOUBLES = 6;
  private static final List<String> NAMES = ScalarGenerator.NAMES;

  static List<Workload> workloads() {
    return List.of(
        new NetworkN(),
        new ScalarRecurrence(5),
        new ScalarRecurrence(50),
        new Perceptron(2, 2, 2, true),
        new Perceptron(2, 2, 2, false),
        new Perceptron(3, 5, 4, true),
        new Perceptron(10, 20, 5, false),
        new Rosenbrock(2),
        new Rosenbrock(100),
        new Formula(),
        new GaussianMixture(3, 2, 2),
        new GaussianMixture(7, 3, 4));
  }

  @Test
  void everyWorkload() {
    List<Trial> trials = workloads().stream().map(each -> Trial.of(each, 6)).toList();
    Trial.run(trials);
    assertThat(Trial.faults(trials)).isEmpty();
    for (Trial trial : trials) {
      // Two points, a value and six derivatives or so.
      assertThat(trial.agreement.compared()).isGreaterThanOrEqualTo(2 * WAYS_IN_DOUBLES * 3);
    }
  }

  /** All derivatives at once, also of those that would take long to derive one by one. */
  @ParameterizedTest
  @MethodSource("workloads")
  void everyWorkloadByHand(Workload workload) {
    Trial trial = Trial.of(workload, 1);
    double[] expected = new double[workload.point().length];
    double value = workload.byHand(workload.point(), workload.parameters(), expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (Ways.Answer answer : trial.answers().get(0)) {
      assertThat(answer.value()).as(answer.way()).isCloseTo(value, within(tolerance(value, 0)));
      for (int i = 0; i < expected.length; i++) {
        assertThat(answer.gradient()[i])
            .as("%s, derivative %d", answer.way(), i)
            .isCloseTo(expected[i], within(tolerance(expected[i], largest)));
      }
    }
  }

  /** Relative; what is a difference of large numbers is judged by a small part of the largest. */
  private static double tolerance(double expected, double largest) {
    return Math.max(1e-10 * Math.abs(expected), Math.max(1e-14 * largest, 1e-300));
  }

  @Test
  void everyFunctionOfTheTable() {
    List<Trial> trials = ScalarGenerator.TABLE.stream().map(WaysToANumberTest::ofTable).toList();
    Trial.run(trials);
    for (Trial trial : trials) {
      Gradient compiled = Chainrule.compile(trial.ways.written.expression(), NAMES);
      double[] hessian = new double[NAMES.size() * NAMES.size()];
      for (double[] point : trial.points()) {
        compiled.hessian(point, hessian);
        trial.agreement.compareSecond(hessian, point);
      }
      assertThat(trial.agreement.compared())
          .as(trial.ways.written.toString())
          .isGreaterThan(4 * WAYS_IN_DOUBLES);
    }
    assertThat(Trial.faults(trials)).isEmpty();
  }

  private static Trial ofTable(Function function) {
    double[] numbers = {
      -1000, -30.25, -2.5, -1, -0.75, -0.125, 0, 0.375, 0.75, 1, 1.5, 2, 7.25, 40.5, 1000
    };
    int arity = Math.max(function.arity(), function.isVariadic() ? 2 : 1);
    List<Expr> arguments = new ArrayList<>();
    NAMES.subList(0, arity).forEach(name -> arguments.add(Symbol.of(name)));
    if (function.name().equals("polygamma")) {
      arguments.set(0, Expr.of(1));
    }
    List<double[]> points = new ArrayList<>();
    for (double x : numbers) {
      for (double y : arity == 1 ? new double[] {0.5} : numbers) {
        points.add(new double[] {x, y, 0.25});
      }
    }
    return Trial.of(Apply.of(function, arguments), NAMES, points);
  }

  @Test
  void generatedScalars() {
    List<double[]> points =
        List.of(
            new double[] {0.625, -1.375, 2.25},
            new double[] {-0.3125, 1.5, 0.875},
            new double[] {40.5, 1000, -30.25});
    List<Trial> trials = new ArrayList<>();
    for (int seed = 0; seed < 500; seed++) {
      trials.add(Trial.of(new ScalarGenerator(seed).next(), NAMES, points));
    }
    Trial.run(trials);
    assertThat(Trial.faults(trials)).isEmpty();
    assertThat(Trial.compared(trials)).isGreaterThan(1_500 * WAYS_IN_DOUBLES);
  }

  @Test
  void generatedSumsOverFamilies() {
    ExpressionGenerator generator = new ExpressionGenerator(20_261_121);
    List<Trial> trials = new ArrayList<>();
    int inAllWays = 0;
    for (int made = 0; inAllWays < 1_000; made++) {
      Expr expression = generator.next(4 + made % 25);
      // Not with unknown functions, nor with derivatives of unknown families.
      if (!expression.mayContainName("f") && !expression.mayContainName("h")) {
        Trial trial = Trial.generated(expression, 6).orElse(null);
        if (trial != null) {
          trials.add(trial);
          inAllWays += trial.ways.isCompiled() ? 1 : 0;
        }
      }
    }
    Trial.run(trials);
    assertThat(Trial.faults(trials)).isEmpty();
    assertThat(trials.size() - inAllWays).isLessThan(30);
    assertThat(Trial.compared(trials)).isGreaterThan(30_000);
  }
}
