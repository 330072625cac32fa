package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.Model;
import org.chainrule.error.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The questions of the problem sets that ask for matrices, in the forms of their solutions. */
class MatrixProblemSetsTest {
  private static final List<String> CLASSIFIER =
      List.of(
          "W^[1] : R^{D_a x D_x}",
          "b^[1] : R^{D_a}",
          "W^[2] : R^{K x D_a}",
          "b^[2] : R^K",
          "x : R^{D_x}",
          "y : R^K",
          "z^[1] = W^[1]*x + b^[1]",
          "a^[1] = leaky_relu(z^[1], 0.01)");

  private static final List<String> NETWORK =
      List.of(
          "w^[1] : R^{n x h}",
          "w^[2] : R^{h x m}",
          "a^[0] : R^n",
          "b^[1] : R^{1 x h}",
          "b^[2] : R^{1 x m}",
          "y : R^m",
          "z^[1] = w^[1]^T*a^[0] + b^[1]^T",
          "a^[1] = sigma(z^[1])",
          "z^[2] = w^[2]^T*a^[1] + b^[2]^T",
          "a^[2] = sigma(z^[2])",
          "L = 1/2*norm(y - a^[2])^2");

  private static List<String> with(List<String> statements, String... more) {
    List<String> all = new ArrayList<>(statements);
    all.addAll(List.of(more));
    return all;
  }

  private static Model classifier() {
    return new Model(
        with(
            CLASSIFIER,
            "z^[2] = W^[2]*a^[1] + b^[2]",
            "yhat = softmax(z^[2])",
            "L = -sum(y .* log(yhat))",
            "assume sum(y) = 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "z^[2]; a^[1]; W^[2]",
        "a^[1]; z^[1]; diag(cases(1 if 0 < z^[1], 0.01 if z^[1] < 0))",
        "L; z^[2]; yhat - y",
        "L; b^[2]; yhat - y",
        "L; W^[2]; (yhat - y)*a^[1]^T",
        "L; b^[1]; (W^[2]^T*(yhat - y)) .* cases(1 if 0 < z^[1], 0.01 if z^[1] < 0)",
        "L; W^[1]; ((W^[2]^T*(yhat - y)) .* cases(1 if 0 < z^[1], 0.01 if z^[1] < 0))*x^T"
      })
  void theClassifiersGradients(String of, String by, String form) {
    assertThat(classifier().derive(of, by)).hasToString(form);
  }

  @Test
  void theSlipInPrintIsRefusedWithBothShapes() {
    assertThatThrownBy(() -> new Model(with(CLASSIFIER, "z^[2] = W^[2]*x + b^[2]")))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("`W^[2]` is K x D_a by its declaration")
        .hasMessageContaining("`x` is a column of D_x by its declaration")
        .hasMessageContaining("write W^[2]*a^[1]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "w^[2]; a^[1]*((a^[2] - y) .* a^[2] .* (1 - a^[2]))^T",
        "b^[2]; ((a^[2] - y) .* a^[2] .* (1 - a^[2]))^T",
        "w^[1]; a^[0]*(a^[1] .* (w^[2]*((a^[2] - y) .* a^[2] .* (1 - a^[2]))) .* (1 - a^[1]))^T"
      })
  void theNetworksGradients(String by, String form) {
    assertThat(new Model(NETWORK).derive("L", by)).hasToString(form);
  }

  @Test
  void theForwardPassOfALayer() {
    Model layer = new Model(List.of("W : R^{4 x 5}", "X : R^{5 x 2}", "b : R^4", "Z = W*X + b"));
    double[][] weights = {{1, -1, 2, 3, 0}, {4, 0, -1, 1, 3}, {2, 1, 3, -5, -4}, {4, -3, 2, 1, -3}};
    double[][] input = {{2, 1}, {3, 4}, {5, 3}, {1, 1}, {4, 2}};
    double[] bias = {-1, 2, -4, 3};
    assertThat(layer.matrixAt("Z", "W", weights, "X", input, "b", bias).getData())
        .isDeepEqualTo(new double[][] {{11, 5}, {18, 10}, {-3, -2}, {1, -4}});
  }
}
