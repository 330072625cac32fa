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
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Symbol;
import org.chainrule.workloads.Formula;
import org.chainrule.workloads.GaussianMixture;
import org.chainrule.workloads.NetworkN;
import org.chainrule.workloads.Perceptron;
import org.chainrule.workloads.Rosenbrock;
import org.chainrule.workloads.ScalarRecurrence;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Written;
import org.junit.jupiter.api.Tag;
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
    List<Trial> trials = workloads().stream().map(each -> Trial.of(each, 4)).toList();
    Trial.run(trials);
    assertThat(Trial.faults(trials)).isEmpty();
    for (Trial trial : trials) {
      // Two points, a value and two derivatives at least.
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
    double[] others = {-2.5, 0, 1000};
    int arity = Math.max(function.arity(), function.isVariadic() ? 2 : 1);
    List<Expr> arguments = new ArrayList<>();
    NAMES.subList(0, arity).forEach(name -> arguments.add(Symbol.of(name)));
    if (function.name().equals("polygamma")) {
      arguments.set(0, Expr.of(1));
    }
    List<double[]> points = new ArrayList<>();
    for (double x : numbers) {
      for (double y : arity == 1 ? new double[] {0.5} : others) {
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
    for (int seed = 0; seed < 150; seed++) {
      trials.add(Trial.of(new ScalarGenerator(seed).next(), NAMES, points));
    }
    Trial.run(trials);
    assertThat(Trial.faults(trials)).isEmpty();
    assertThat(Trial.compared(trials)).isGreaterThan(450 * WAYS_IN_DOUBLES);
  }

  @Test
  void generatedSumsOverFamilies() {
    sumsOverFamilies(300);
  }

  @Test
  @Tag("slow")
  void manyGeneratedSumsOverFamilies() {
    sumsOverFamilies(1_000);
  }

  private static void sumsOverFamilies(int count) {
    ExpressionGenerator generator = new ExpressionGenerator(20_261_121);
    List<Trial> trials = new ArrayList<>();
    int inAllWays = 0;
    for (int made = 0; inAllWays < count; made++) {
      Expr expression = generator.next(4 + made % 25);
      // Not with unknown functions, nor with derivatives of unknown families.
      if (!Occurrence.isPossible("f", expression) && !Occurrence.isPossible("h", expression)) {
        Trial trial = Trial.generated(expression, 3).orElse(null);
        if (trial != null) {
          trials.add(trial);
          inAllWays += trial.ways.isCompiled() ? 1 : 0;
        }
      }
    }
    Trial.run(trials);
    assertThat(Trial.faults(trials)).isEmpty();
    assertThat(trials.size() - inAllWays).isLessThan(30);
    assertThat(Trial.compared(trials)).isGreaterThan(20 * count);
  }

  /** Exponentials overflow, and what is made of them does not. */
  @Test
  void largeArguments() {
    List<double[]> points = new ArrayList<>();
    for (double[] x :
        new double[][] {
          {1000, -1000, 999},
          {-1000, -1001, -1000.5},
          {0, 1000, -1000},
          {1000, 1000, 1000},
          {-0.5, 0.25, 1000}
        }) {
      points.add(x);
    }
    List<Trial> ofTheTable = new ArrayList<>();
    for (String text :
        List.of(
            "softmax(x)_2",
            "softmax(x)_2*x_1",
            "softmax(x)_1*softmax(x)_3*sigma(x_2)",
            "logsumexp(x)",
            "logsumexp(x)*x_2 - x_1^2",
            "x_2 - logsumexp(x)",
            "-0.25*(x_1 - logsumexp(x)) - 0.75*(x_3 - logsumexp(x))",
            "sigma(x_1)*softplus(x_2)*tanh(x_3)",
            "softplus(x_1) + softplus(-x_1) + x_2*sigma(x_2)",
            "silu(x_1)*gelu(x_2) + mish(x_3)",
            "tanh(x_1)*x_2^3*sigma(x_3)",
            "erf(x_1)*atan(x_2) + softsign(x_3)",
            "elu(x_1, 2)*selu(x_2)*leaky_relu(x_3, 0.01)")) {
      ofTheTable.add(ofThree(text, points));
    }
    Trial.run(ofTheTable);
    assertThat(Trial.faults(ofTheTable)).isEmpty();
    for (Trial trial : ofTheTable) {
      for (List<Ways.Answer> answers : trial.answers()) {
        assertThat(answers).allSatisfy(answer -> assertThat(answer.value()).isFinite());
      }
      // A value and three derivatives at each point, but at kinks.
      assertThat(trial.agreement.compared())
          .isGreaterThanOrEqualTo(points.size() * 3 * WAYS_IN_DOUBLES);
    }
    List<Trial> written = new ArrayList<>();
    for (String text :
        List.of(
            "exp(x_2)/sum(i=1..3, exp(x_i))",
            "x_1*exp(x_2)/sum(i=1..3, exp(x_i))*exp(x_3)/sum(i=1..3, exp(x_i))",
            "log(sum(i=1..3, exp(x_i)))",
            "log(exp(x_1)/sum(i=1..3, exp(x_i)))",
            "-sum(k=1..3, k*log(exp(x_k)/sum(i=1..3, exp(x_i))))",
            "-log(softmax(x)_2)",
            "log(1 + exp(x_1)) + x_3*log(1 + exp(x_2))",
            "1/(1 + exp(-x_1)) + x_3/(1 + exp(-x_2))",
            "(exp(x_1) - exp(-x_1))/(exp(x_1) + exp(-x_1))*x_2")) {
      written.add(ofThree(text, points));
      written.add(ofThree(text.replace("1..3", "1..n"), points));
    }
    Trial.run(written);
    assertThat(Trial.faults(written)).isEmpty();
    for (Trial trial : written) {
      for (List<Ways.Answer> answers : trial.answers()) {
        assertThat(answers).allSatisfy(answer -> assertThat(answer.value()).isFinite());
      }
    }
  }

  private static Trial ofThree(String text, List<double[]> points) {
    Expr expression = Chainrule.parse(text);
    Map<String, Integer> lengths =
        Occurrence.isPossible("n", expression) ? Map.of("n", 3) : Map.of();
    return Trial.of(
        new Written(expression, List.of("x_1", "x_2", "x_3"), List.of(), lengths), points);
  }

  /** Where there is no derivative, what must give a number takes what the function's row says. */
  @Test
  void atKinks() {
    atKink("relu(x_1)", 0, 0, 0);
    atKink("abs(x_1) + relu(x_2)", 0, 0, 0);
    atKink("leaky_relu(x_1, 0.25)", 0.25, 0, 0);
    atKink("max(x_1, x_2)", 0.5, 0.5, 0);
    atKink("3*max(x_1, x_2, x_3)", 1, 1, 1);
    atKink("3*min(x_1, x_2, x_3)", 1, 1, 1);
    atKink("3*max_{i in 1..3} x_i", 1, 1, 1);
    atKink("3*max_{i in 1..n} x_i", 1, 1, 1);
    atKink("3*min_{i in 1..n} (x_i + 1)", 1, 1, 1);
    atKink("max_{i in 2..n} x_i", 0, 0.5, 0.5);
    atKink("step(x_1) + sign(x_2)", 0, 0, 0);
    atKink("floor(x_1) + ceil(x_2)", 0, 0, 0);
  }

  private static void atKink(String text, double... expected) {
    Trial trial = ofThree(text, List.of(new double[3]));
    Trial.run(List.of(trial));
    for (Ways.Answer answer : trial.answers().get(0)) {
      assertThat(answer.gradient()).as("%s, %s", text, answer.way()).isEqualTo(expected);
    }
  }

  /** What is compared has no value, and so it cannot be told which case holds. */
  @Test
  void undecidedConditions() {
    for (String text :
        List.of(
            "cases(1 if sqrt(x_1) > 2, 5 otherwise)",
            "cases(1 if sqrt(x_1) != 2, 5 otherwise)",
            "cases(1 if x_1 < 0 and log(x_1) > 0, 5 otherwise)",
            "sum(i=1..3, log(x_i) < 2, x_i)",
            "max(x_1, log(x_2))")) {
      Trial trial = ofThree(text, List.of(new double[] {-1, -1, -1}));
      Trial.run(List.of(trial));
      assertThat(trial.answers().get(0))
          .allSatisfy(answer -> assertThat(answer.value()).as("%s, %s", text, answer).isNaN());
    }
    Trial decided =
        ofThree(
            "cases(1 if x_1 > 0 and log(x_1) > 0, 5 otherwise)",
            List.of(new double[] {-1, -1, -1}));
    Trial.run(List.of(decided));
    assertThat(decided.answers().get(0))
        .allSatisfy(answer -> assertThat(answer.value()).isEqualTo(5));
  }
}
