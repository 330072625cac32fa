package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixConditionsTest {
  private static final List<String> PROBLEM =
      List.of("A : R^{m x n}", "x, a, q : R^n", "b, y : R^m", "B : R^{n x n}", "z = A*x");

  private static Derived derived(String of, String by) {
    return new DerivingEngine(new Problem(PROBLEM, List.of("sum(q) = 1")), Options.DEFAULT)
        .derive(of, by, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "norm(x) | x | for norm(x) != 0",
        "x/norm(x - a) | x | for norm(x - a) != 0",
        "norm(A) | A | for norm(A) != 0",
        "1/sum(x) | x | for sum(x) != 0",
        "sqrt(x^T*B*x) | x | for x^T*B*x > 0",
        "log(x) | x | for every element: x > 0",
        "sum(log(A*x - b)) | x | for every element: A*x - b > 0",
        "sum(log(1 - A)) | A | for every element: A < 1",
        "logdet(B) | B | for det(B) > 0",
        "log(x_1) | x_1 | for x_1 > 0"
      })
  void conditionsAreOfColumnsAndMatrices(String of, String by, String expected) {
    assertThat(derived(of, by).conditions()).containsExactly(expected);
  }

  @Test
  void assumptionsAre() {
    assertThat(derived("q^T*ones(n)*x", "x").conditions()).containsExactly("assuming sum(q) = 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(relu(x)) | x | step(x)",
        "relu(x) | x | diag(step(x))",
        "norm(relu(z) - y)^2 | x | 2*A^T*((z - y) .* step(z))",
        "sum(relu(A*x)) | x | A^T*step(z)",
        "sum(max(A*x, b)) | x | A^T*step(z - b)",
        "sum(relu(-x)) | x | -step(-x)",
        "sum(leaky_relu(x, 0.01)) | x | cases(1 if 0 < x, 0.01 if x < 0)",
        "max(0, 1 - a^T*x) | x | cases(-1 if a^T*x < 1, 0 if 1 < a^T*x)*a"
      })
  void whatIsZeroOnOneSideOfAKinkIsAStep(String of, String by, String expected) {
    Derived derived = derived(of, by);
    assertThat(derived.printed(Format.TEXT)).isEqualTo(expected);
    assertThat(derived.kinks()).isNotEmpty();
  }

  @Test
  void programsHaveNoValueAtAKink() {
    assertThat(derived("sum(relu(x))", "x").printed(Format.NUMPY))
        .isEqualTo("np.where(0 < x, 1, np.where(x < 0, 0, np.nan))");
  }
}
