package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Jacobian;
import org.chainrule.Model;
import org.chainrule.error.CompileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several values with sums of any length: each row is the gradient of its value. */
class JacobiansTest {
  private static final List<String> EXPRESSIONS =
      List.of(
          "sum(i=1..n, x_i^2*w_i)",
          "log(sum(i=1..n, exp(x_i)))",
          "a*prod(i=1..n, 1 + x_i*w_i)",
          "max_{i in 1..n} x_i + h_n",
          "sum(i=1..n, sum(j=1..i, x_i*sin(a*x_j)))",
          "x_1*x_n + a^2",
          "a",
          "h_n*sum(i=1..n, h_i)");
  private static final List<String> VARIABLES = List.of("x", "a");
  private static final List<String> PARAMETERS = List.of("w");
  private static final Model MODEL =
      Chainrule.model("x : R^n", "w : R^n", "h_0 = 0", "h_t = tanh(w_t*x_t + a*h_{t-1})");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40})
  void ofAnyLength(int n) {
    double[] point = numbers(n + 1, 1);
    double[] parameters = numbers(n, 2);
    Jacobian jacobian =
        MODEL.compileAll(EXPRESSIONS, VARIABLES, PARAMETERS).sized("n", n).with(parameters);
    List<double[]> rows = new ArrayList<>();
    double[] values = new double[EXPRESSIONS.size()];
    for (int i = 0; i < values.length; i++) {
      Gradient gradient = MODEL.compile(EXPRESSIONS.get(i), VARIABLES, PARAMETERS).with(parameters);
      double[] row = new double[n + 1];
      // Of an expression without sums no length can be given, but for that of the point.
      values[i] = gradient.sized("n", n).at(point, row);
      rows.add(row);
    }
    double[][] found = jacobian.jacobian(point);
    assertThat(jacobian.value(point)).containsExactly(values, within(1e-13));
    double[] direction = numbers(n + 1, 3);
    double[] along = new double[values.length];
    double[] weights = numbers(values.length, 4);
    double[] weighted = new double[n + 1];
    for (int i = 0; i < values.length; i++) {
      assertThat(found[i]).as(EXPRESSIONS.get(i)).containsExactly(rows.get(i), within(1e-13));
      for (int k = 0; k <= n; k++) {
        along[i] += rows.get(i)[k] * direction[k];
        weighted[k] += rows.get(i)[k] * weights[i];
      }
    }
    double[] times = new double[values.length];
    jacobian.times(point, direction, times);
    assertThat(times).containsExactly(along, within(1e-12));
    double[] sum = new double[n + 1];
    jacobian.weighted(point, weights, sum);
    assertThat(sum).containsExactly(weighted, within(1e-12));
  }

  @Test
  void takesParametersAtEachCall() {
    Jacobian jacobian = MODEL.compileAll(EXPRESSIONS, VARIABLES, PARAMETERS).fixed("n", 3);
    double[] point = numbers(4, 1);
    double[] parameters = numbers(3, 2);
    double[] values = new double[EXPRESSIONS.size()];
    double[] rows = new double[EXPRESSIONS.size() * 4];

    jacobian.at(point, parameters, values);
    jacobian.jacobian(point, parameters, rows);

    assertThat(values).containsExactly(jacobian.with(parameters).value(point));
    assertThat(Arrays.copyOfRange(rows, 4, 8))
        .containsExactly(jacobian.with(parameters).jacobian(point)[1]);
    assertThat(jacobian.parameterCount()).isEqualTo(3);
    assertThat(jacobian.codeMethods()).isPositive();
    assertThat(jacobian.codeBytes()).isPositive();
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(() -> jacobian.at(point, point, values))
        .withMessage("the array of parameters has 3 elements here, not 4");
  }

  private static double[] numbers(int count, int seed) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = ((i * 7 + seed * 5) % 23 - 11) / 16.0;
    }
    return numbers;
  }
}
