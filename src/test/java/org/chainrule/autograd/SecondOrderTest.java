package org.chainrule.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.function.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecondOrderTest {
  private final Tape tape = new Tape();

  @Test
  void theHessianOfRosenbrock() {
    Variable x = tape.variable(0.5);
    Variable y = tape.variable(-1.25);
    Variable f = y.minus(x.square()).square().times(100).plus(x.negate().plus(1).square());
    double[][] hessian = tape.hessian(f, List.of(x, y));
    assertThat(hessian[0][0]).isCloseTo(1200 * 0.25 + 400 * 1.25 + 2, within(1e-10));
    assertThat(hessian[0][1]).isCloseTo(-200, within(1e-10));
    assertThat(hessian[1][0]).isCloseTo(-200, within(1e-10));
    assertThat(hessian[1][1]).isCloseTo(200, within(1e-10));
  }

  @Test
  void thoseThatTieInAMaximumHaveEqualSharesAsInCompiledCode() {
    for (double[] point : new double[][] {{1, 1, 1}, {1, 1, 0}, {0.1, 0.1, 0.1}, {2, 1, 0}}) {
      for (String text :
          List.of(
              "max(x_1, x_2, x_3)^2",
              "(max_{i in 1..3} x_i)^2",
              "max_{i in 1..3} (x_i^2)",
              "min_{i in 1..3} (x_i^3 + x_i)*max(x_1^2, x_2^2, x_3^2)")) {
        List<String> names = List.of("x_1", "x_2", "x_3");
        Map<String, Variable> variables = new LinkedHashMap<>();
        for (int i = 0; i < point.length; i++) {
          variables.put(names.get(i), tape.variable(point[i]));
        }
        Expr expression = Chainrule.parse(text);
        Variable result = tape.run(expression, variables);
        double[][] expected = Chainrule.compile(expression, names).hessian(point);
        double[][] found = tape.hessian(result, List.copyOf(variables.values()));
        for (int i = 0; i < expected.length; i++) {
          assertThat(found[i]).as(text).containsExactly(expected[i], within(1e-14));
        }
      }
    }
    Variable first = tape.variable(0.1);
    Map<String, Variable> same = Map.of("x_1", first, "x_2", first, "x_3", tape.variable(0.1));
    assertThat(tape.run(Chainrule.parse("max_{i in 1..3} x_i"), same).value()).isEqualTo(0.1);
  }

  /** The first of several gradients, by differences of which the Hessian is checked. */
  private static double[] gradient(double[] point) {
    Tape tape = new Tape();
    Variable[] variables = new Variable[point.length];
    for (int i = 0; i < point.length; i++) {
      variables[i] = tape.variable(point[i]);
    }
    everything(tape, variables).backward();
    double[] gradient = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      gradient[i] = variables[i].gradient();
    }
    return gradient;
  }

  private static Variable everything(Tape tape, Variable[] x) {
    Variable a = x[0].times(x[1]).dividedBy(x[2]).plus(x[1].reciprocal()).pow(3);
    Variable b = x[0].dividedBy(2).minus(1).pow(x[1]).plus(x[2].apply("atan2", x[0]));
    Variable c = tape.softmax(x, 1).plus(tape.logsumexp(x)).times(tape.softmax(x, 0));
    Variable d = tape.apply("max", x[0], x[1].square(), x[2]).negate().tanh();
    return a.plus(b).times(c).plus(d.minus(x[2])).plus(x[0].apply("gelu").sigmoid());
  }

  @Test
  void theHessianAgreesWithDifferencesOfTheGradient() {
    double[] point = {3.5, 1.25, -0.75};
    Variable[] variables = new Variable[point.length];
    for (int i = 0; i < point.length; i++) {
      variables[i] = tape.variable(point[i]);
    }
    Variable f = everything(tape, variables);
    double[][] hessian = tape.hessian(f, List.of(variables));
    double step = 1e-5;
    for (int i = 0; i < point.length; i++) {
      double[] above = point.clone();
      double[] below = point.clone();
      above[i] += step;
      below[i] -= step;
      double[] up = gradient(above);
      double[] down = gradient(below);
      for (int j = 0; j < point.length; j++) {
        double expected = (up[j] - down[j]) / (2 * step);
        assertThat(hessian[i][j])
            .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
        assertThat(hessian[i][j]).isCloseTo(hessian[j][i], within(1e-10));
      }
    }
    f.backward();
    assertThat(variables[0].gradient()).isEqualTo(gradient(point)[0]);
  }

  static Stream<Function> rows() {
    return Functions.all().stream()
        .filter(row -> row.parameters().equals(List.of(Parameter.SCALAR)) && !row.isVariadic());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowHasASecondDerivative(Function function) {
    int compared = 0;
    for (double at : new double[] {-2.3, -0.6, 0.35, 0.8, 1.7, 4.6}) {
      double step = 1e-5;
      double expected = (slope(function, at + step) - slope(function, at - step)) / (2 * step);
      tape.clear();
      Variable x = tape.variable(at);
      double found = tape.hessian(x.apply(function), List.of(x))[0][0];
      if (Double.isFinite(expected)) {
        compared++;
        assertThat(found)
            .as("%s'' at %s", function, at)
            .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
      }
    }
    assertThat(compared).isPositive();
  }

  private static double slope(Function function, double at) {
    return Dual.apply(function, Dual.variable(at, 0, 1)).tangent(0);
  }

  @Test
  void aProductWithADirectionNeedsNoHessian() {
    int x = tape.leaf(2);
    int y = tape.leaf(3);
    int f = tape.multiply(tape.powerNumber(x, 2), y);
    double[] product = new double[2];
    double slope =
        new SecondOrder(tape).product(f, new int[] {x, y}, new double[] {1, 10}, product);
    assertThat(slope).isEqualTo(12 + 40);
    assertThat(product).containsExactly(6 + 40, 4);
  }
}
