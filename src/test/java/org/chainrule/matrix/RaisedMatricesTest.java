package org.chainrule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Derivatives of formulas of matrices, found by elements, are formulas of matrices again. */
class RaisedMatricesTest {
  private static final MatrixProblem PROBLEM =
      new MatrixProblem(
          Set.of("S"),
          "S : R^{n x n} symmetric",
          "R : R^{1 x n}",
          "c : R^1",
          "X : R^{m x n}",
          "W : R^{m x n}",
          "D : R^{n x m}",
          "A : R^{n x n}",
          "B : R^{n x n}",
          "w : R^n",
          "x : R^n",
          "a : R^n",
          "b : R^n",
          "v : R^n",
          "y : R^m",
          "u : R^m",
          "z : R^m");

  @ParameterizedTest
  @CsvFileSource(resources = "raised.txt", delimiter = '|', commentCharacter = '#')
  void areAsInATextbook(String text, @Nullable String variable, String expected) {
    assertThat(ElementProblem.text(PROBLEM.raised(text, variable == null ? "" : variable)))
        .isEqualTo(expected);
  }
}
