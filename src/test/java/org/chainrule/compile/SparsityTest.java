package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Jacobian;
import org.chainrule.Model;
import org.chainrule.error.Budget;
import org.chainrule.error.CompileException;
import org.chainrule.error.Limit;
import org.chainrule.result.SparsityPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The places of Jacobians and Hessians that may not be 0, and the values there. */
class SparsityTest {
  private static final Model MODEL =
      Chainrule.model("x : R^n", "W : R^{n x 2}", "h_0 = 0", "h_t = tanh(x_t + a*h_{t-1})");

  /** The expression, and how many places its Hessian by x and a has where n is 7. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sum(i=1..n, x_i^4); 7",
        "sum(i=1..n-1, (x_{i+1} - x_i^2)^2); 19",
        "sum(i=1..n, sin(a*x_i)); 22",
        "a^2 + sum(i=1..n, x_i)*a; 15",
        "log(sum(i=1..n, exp(x_i))); 49",
        "sum(i=1..3, x_{2*i}*x_{2*i-1}); 6",
        "sum(i=1..n, x_i)^2; 49",
        "sum(i=1..n, cases(x_i if x_i > a, x_i^3 otherwise)); 7",
        "sum(i=1..n, sign(a)*x_i^2); 21",
        "h_n; 64",
        "x_1*x_n + 3*a; 2",
        "5; 0",
      })
  void ofAHessian(String expression, int places) {
    Gradient gradient = MODEL.compile(expression, List.of("x", "a"));
    requireSame(gradient.sizes().isEmpty() ? gradient : gradient.sized("n", 7), places);
  }

  private static void requireSame(Gradient gradient, int places) {
    double[] point = numbers(gradient.dimension());
    SparsityPattern pattern = gradient.hessianPattern();
    assertThat(pattern.count()).isEqualTo(places);
    double[] values = new double[pattern.count()];
    gradient.hessianValues(point, values);
    requireSame(pattern, values, gradient.hessian(point));
  }

  private static void requireSame(SparsityPattern pattern, double[] values, double[][] all) {
    for (int row = 0; row < all.length; row++) {
      for (int column = 0; column < all[row].length; column++) {
        int place = pattern.find(row, column);
        assertThat(place < 0 ? 0 : values[place])
            .as("%s, %s", row, column)
            .isCloseTo(all[row][column], within(1e-12));
      }
    }
    int[] starts = pattern.rowStarts();
    assertThat(starts[pattern.rows()]).isEqualTo(values.length);
    assertThat(Arrays.copyOfRange(pattern.columnIndices(), starts[1], starts[2]))
        .isEqualTo(pattern.columnsOf(1));
  }

  private static double[] numbers(int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> 0.3 + 0.1 * Math.sin(i + 1));
    return numbers;
  }

  @Test
  void countsTheElementsOfAMatrixRowByRow() {
    Gradient gradient =
        MODEL.compile("sum(i=1..n, W_{i,1}^2*W_{i,2})", List.of("W", "a")).sized("n", 3);
    requireSame(gradient, 9);
    assertThat(gradient.hessianPattern().columnsOf(2)).containsExactly(2, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 30, 300})
  void aFewProductsTellDiagonalsAndABorder(int n) {
    SparsityPattern pattern =
        MODEL
            .compile("sum(i=1..n-1, (x_{i+1} - x_i^2)^2 + a^2*x_i)", List.of("x", "a"))
            .sized("n", n)
            .hessianPattern();
    assertThat(pattern.count()).isEqualTo(3 * n - 2 + 2 * (n - 1) + 1);
    assertThat(Compression.ofSymmetric(pattern).products()).isEqualTo(4);
  }

  /** The expressions, and how many places and products their Jacobian has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x_1^2 | x_2*x_3 | a; 4; 1",
        "sum(i=1..n, x_i^2) | a; 8; 1",
        "sum(i=1..n, x_i^2) | a*x_n; 9; 2",
        "x_1*a | x_2*a | x_3*a | x_4*a | x_5*a; 10; 2",
        "sign(x_1)*x_2 | 1; 2; 1",
        "h_3 | h_n; 12; 2",
      })
  void ofAJacobian(String expressions, int places, int products) {
    List<String> rows = Arrays.stream(expressions.split("\\|")).map(String::strip).toList();
    Jacobian jacobian = MODEL.compileAll(rows, List.of("x", "a"), List.of()).sized("n", 7);
    SparsityPattern pattern = jacobian.jacobianPattern();
    assertThat(pattern.count()).isEqualTo(places);
    assertThat(Compression.of(pattern).products()).isEqualTo(products);
    double[] values = new double[places];
    double[] point = numbers(8);
    jacobian.jacobianValues(point, values);
    requireSame(pattern, values, jacobian.jacobian(point));
  }

  @Test
  void whatIsTooLongToBeWrittenOutMayDependOnAll() {
    Gradient gradient =
        MODEL.compile("sum(i=1..n, sum(j=1..n, x_i^2*i/j))", List.of("x")).sized("n", 60);
    assertThat(gradient.hessianPattern().count()).isEqualTo(60);

    SparsityPattern inFewSteps =
        Budget.standard()
            .with(Limit.PROGRAM_STEPS, 1_000)
            .run(() -> gradient.sized("n", 59).hessianPattern());
    assertThat(inFewSteps.count()).isEqualTo(59 * 59);
  }

  @Test
  void needsTheLengths() {
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(() -> MODEL.compile("sum(i=1..n, x_i^2)", List.of("x")).hessianPattern())
        .withMessageContaining("length");
    Gradient known = new Model().compile("x^2*y", List.of("x", "y"));
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(() -> known.hessianValues(new double[2], new double[2]))
        .withMessage("the result has 3 elements here, not 2");
  }
}
