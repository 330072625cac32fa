package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.cli.CommandLineRun;
import org.chainrule.compile.Emitted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code diff … --java-class NAME} prints classes that compile alone and give right numbers. */
class JavaClassTest {
  private static final double[] NONE = new double[0];

  /** How near differences of sixth order come to a derivative. */
  private static final double NEAR = 1e-7;

  private static CommandLineRun diff(String name, String expression, String... others) {
    List<String> arguments = new ArrayList<>(List.of("diff", expression));
    arguments.addAll(List.of(others));
    arguments.addAll(List.of("--java-class", name));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private Class<?> emitted(String name, String expression, String... others) {
    CommandLineRun run = diff(name, expression, others);
    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).satisfies(JavaClassTest::isPlain);
    return Emitted.compiled(name, run.output());
  }

  private static void isPlain(String source) {
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(source)).isTrue();
    assertThat(source.lines()).allMatch(line -> line.length() <= 100);
    assertThat(source.lines().filter(line -> line.startsWith("import ")))
        .allMatch(line -> line.startsWith("import java."));
  }

  /** The derivatives of a class by the differences of its values. */
  private static double[] differences(
      Class<?> type, double[] point, double[] parameters, int... sizes) {
    double[] weights = {-1.0 / 60, 3.0 / 20, -3.0 / 4, 0, 3.0 / 4, -3.0 / 20, 1.0 / 60};
    double step = 1e-2;
    double[] gradient = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      double[] moved = point.clone();
      for (int k = -3; k <= 3; k++) {
        moved[i] = point[i] + k * step;
        gradient[i] += weights[k + 3] * Emitted.run(type, moved, parameters, sizes)[0] / step;
      }
    }
    return gradient;
  }

  private static void isGradient(
      Class<?> type, double expected, double[] point, double[] parameters, int... sizes) {
    double[] found = Emitted.run(type, point, parameters, sizes);
    assertThat(found[0]).isCloseTo(expected, within(1e-13 * Math.max(1, Math.abs(expected))));
    double[] derivatives = Arrays.copyOfRange(found, 1, found.length);
    double[] differences = differences(type, point, parameters, sizes);
    assertThat(derivatives).hasSize(point.length);
    for (int i = 0; i < point.length; i++) {
      assertThat(derivatives[i]).isCloseTo(differences[i], within(NEAR));
    }
  }

  private static double sigma(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void aClassWithoutAPackage() {
    Class<?> unit = emitted("Unit", "(sigma(w*x + b) - t)^2", "w", "b", "--parameters", "x,t");

    assertThat(unit.getPackageName()).isEmpty();
    double error = sigma(0.5 * 2 - 0.25) - 1;
    isGradient(unit, error * error, new double[] {0.5, -0.25}, new double[] {2, 1});
  }

  @Test
  void aClassInAPackage() {
    Class<?> power = emitted("com.example.nets.Power", "x^y", "x", "y");

    assertThat(power.getName()).isEqualTo("com.example.nets.Power");
    isGradient(power, Math.pow(1.5, 2.5), new double[] {1.5, 2.5}, NONE);
  }

  @Test
  void aSumOfAnyLength() {
    Class<?> loss = emitted("Loss", "sum(i=1..n, (w*x_i - y_i)^2)", "w", "--parameters", "x,y");

    for (int n = 0; n < 12; n++) {
      double[] data = new double[2 * n];
      double expected = 0;
      for (int i = 0; i < n; i++) {
        data[i] = i - 2.5;
        data[n + i] = Math.sin(i);
        expected += Math.pow(1.75 * data[i] - data[n + i], 2);
      }
      isGradient(loss, expected, new double[] {1.75}, data, n);
    }
  }

  @Test
  void aRecurrenceOfAnyLength() {
    Class<?> state =
        emitted(
            "State",
            "sum(t=1..T, (h_t - x_t)^2)",
            "u",
            "w",
            "--parameters",
            "x",
            "--define",
            "h_0 = 0",
            "--define",
            "h_t = tanh(w*h_{t-1} + u*x_t)");

    for (int length = 0; length < 9; length++) {
      double[] x = new double[length];
      double h = 0;
      double expected = 0;
      for (int t = 0; t < length; t++) {
        x[t] = Math.cos(t);
        h = Math.tanh(0.75 * h - 1.25 * x[t]);
        expected += (h - x[t]) * (h - x[t]);
      }
      isGradient(state, expected, new double[] {-1.25, 0.75}, x, length);
    }
  }

  @Test
  void aMatrixHasItsLastIndexRunningFastest() {
    Class<?> form =
        emitted(
            "Form", "sum(i=1..n, sum(j=1..m, u_i*A_{i,j}*v_j^2))", "v", "u", "--parameters", "A");
    // The lengths come in the order of their names.
    double[] matrix = {1, 2, 3, 4, 5, 6};
    double[] point = {0.5, -1, 2, 3, -0.5};
    double expected = 3 * (0.25 + 2 + 12) - 0.5 * (4 * 0.25 + 5 + 24);

    isGradient(form, expected, point, matrix, 3, 2);
  }

  @Test
  void namesThatAreWordsOfJava() {
    isGradient(
        emitted("Words", "class^2*double + int/(2 + static)", "class", "double", "int", "static"),
        3.0 * 3 * 0.5 + 1.25 / 3,
        new double[] {3, 0.5, 1.25, 1},
        NONE);
    isGradient(
        emitted("Family", "sum(int=1..new, class_int^2*this)", "class", "--parameters", "this"),
        2.5 * (1 + 4 + 9),
        new double[] {1, 2, 3},
        new double[] {2.5},
        3);
  }

  @Test
  void namesThatAreAlmostTheSame() {
    isGradient(
        emitted(
            "Alike",
            "x_1*x1^2 + hat(x)_1*bar(x) + x_11*X_1",
            "x_1",
            "x1",
            "x_11",
            "X_1",
            "bar(x)",
            "--parameters",
            "hat(x)_1"),
        2.0 * 9 + 7 * 11 + 4 * 5,
        new double[] {2, 3, 4, 5, 11},
        new double[] {7});
    isGradient(
        emitted(
            "Locals",
            "v1*exp(v2)/(1 + exp(v2)) + sum1*sum2 + gradient*count + i*variables",
            "v1",
            "v2",
            "sum1",
            "sum2",
            "gradient",
            "count",
            "i",
            "variables"),
        sigma(-0.5) + 6 + 20 + 42,
        new double[] {1, -0.5, 2, 3, 4, 5, 6, 7},
        NONE);
  }

  @Test
  void greekNamesInBothSpellings() {
    isGradient(
        emitted("Greek", "θ^2*alpha + sin(Δ)*ω_1", "θ", "Δ", "ω_1", "--parameters", "alpha"),
        4 * 1.5 + Math.sin(0.5) * 3,
        new double[] {2, 0.5, 3},
        new double[] {1.5});
    assertThat(diff("Greek", "θ*beta", "θ", "--parameters", "β").output())
        .isEqualTo(diff("Greek", "theta*β", "theta", "--parameters", "beta").output());
  }

  @ParameterizedTest
  @CsvSource({
    "1x, `1x` cannot be the name of a class",
    "class, `class` cannot be the name of a class",
    "'', `` cannot be the name of a class",
    "a..B, `a..B` cannot be the name of a class",
    "a-b, `a-b` cannot be the name of a class",
    "com.int.Loss, `com.int.Loss` cannot be the name of a class",
    "A B, `A B` cannot be the name of a class",
    "Loss.java;, `Loss.java;` cannot be the name of a class",
    "../Loss, `../Loss` cannot be the name of a class",
    "String, a class of the name String would hide another",
    "var, a class of the name var would hide another"
  })
  void wrongNamesOfClasses(String name, String message) {
    refuses(diff(name, "sigma(x)", "x"), message);
  }

  static List<List<String>> wrongQuestions() {
    return List.of(
        List.of("q is neither a variable nor a parameter; these are: x", "q*x", "x"),
        List.of("x is named twice", "x", "x", "x"),
        List.of("x is named twice", "x", "x", "--parameters", "x"),
        List.of("first derivatives", "x^2", "x", "--order", "2"),
        List.of("first derivatives", "x*y", "x,y"),
        List.of("--at asks for a value", "x", "x", "--at", "x=2"),
        List.of("whatever the --format", "x", "x", "--format", "latex"),
        List.of("line 1, column 3", "x*", "x"));
  }

  @ParameterizedTest
  @MethodSource("wrongQuestions")
  void wrongQuestions(List<String> question) {
    String[] others = question.subList(2, question.size()).toArray(String[]::new);

    refuses(diff("Loss", question.get(1), others), question.get(0));
  }

  @Test
  void parametersNeedAClass() {
    refuses(CommandLineRun.of("diff", "a*x", "x", "--parameters", "a"), "goes with --java-class");
    for (String name : List.of("A".repeat(201), "A".repeat(70_000), "a.".repeat(150) + "A")) {
      CommandLineRun run = CommandLineRun.of("diff", "x^2", "x", "--java-class", name);
      refuses(run, "are the most");
      assertThat(run.errors()).hasSizeLessThan(600);
    }
  }

  private static void refuses(CommandLineRun run, String message) {
    assertThat(run.errors()).startsWith("chainrule: ").contains(message);
    assertThat(run.errors()).doesNotContain("Exception", "\tat ");
    assertThat(run.output()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  /** With a length that is a name, and written out. */
  @ParameterizedTest
  @CsvSource({"n, false", "3, true"})
  void softmaxAndItsKinAtLargeArguments(String length, boolean isWrittenOut) {
    int[] sizes = isWrittenOut ? new int[0] : new int[] {3};
    String[] by = isWrittenOut ? new String[] {"x_1", "x_2", "x_3"} : new String[] {"x"};
    String total = "sum(j=1.." + length + ", exp(x_j))";
    Class<?> softmax = emitted("Softmax", "exp(x_2)/" + total, by);
    Class<?> logSoftmax = emitted("LogSoftmax", "log(exp(x_2)/" + total + ")", by);
    List<String> given = new ArrayList<>(List.of(by));
    given.addAll(List.of("--parameters", isWrittenOut ? "t_1,t_2,t_3" : "t"));
    Class<?> crossEntropy =
        emitted(
            "CrossEntropy",
            "-sum(i=1.." + length + ", t_i*log(exp(x_i)/" + total + "))",
            given.toArray(String[]::new));
    double[] target = {0.2, 0.3, 0.5};
    double[][] points = {{1000, -1000, 999}, {-1000, -1000, -1000}, {1000, 1000, 1000}, {0, -1, 1}};
    for (double[] x : points) {
      double largest = Arrays.stream(x).max().orElseThrow();
      double sum = Arrays.stream(x).map(each -> Math.exp(each - largest)).sum();
      double[] p = Arrays.stream(x).map(each -> Math.exp(each - largest) / sum).toArray();
      near(
          Emitted.run(softmax, x, NONE, sizes),
          p[1],
          -p[1] * p[0],
          p[1] * (1 - p[1]),
          -p[1] * p[2]);
      double logOfSecond = x[1] - largest - Math.log(sum);
      near(Emitted.run(logSoftmax, x, NONE, sizes), logOfSecond, -p[0], 1 - p[1], -p[2]);
      double loss = 0;
      for (int i = 0; i < 3; i++) {
        loss -= target[i] * (x[i] - largest - Math.log(sum));
      }
      near(
          Emitted.run(crossEntropy, x, target, sizes),
          loss,
          p[0] - target[0],
          p[1] - target[1],
          p[2] - target[2]);
    }
  }

  private static void near(double[] found, double... expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .isCloseTo(expected[i], within(1e-12 * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
