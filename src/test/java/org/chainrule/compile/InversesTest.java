package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inverses, determinants and their logarithms: values, first and second derivatives. */
class InversesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "det(X)",
        "logdet(array(k=1..n, l=1..n, sum(a=1..n, X_{a,k}*X_{a,l})))",
        "sum(i=1..n, sum(j=1..n, u_i*inv(X)_{i,j}*u_j))",
        "sum(i=1..n, inv(X)_{i,i}) + det(X)^2",
        "inv(X)_{1,2}*u_1 + sum(i=1..n, inv(X)_{i,2}^2)",
        "sum(i=1..n, sum(j=1..n, (sum(k=1..n, inv(X)_{i,k}*X_{j,k}) - u_j)^2))",
        "sum(i=1..n, u_i*det(array(k=1..n, l=1..n, X_{k,l} + u_i*delta(k, l))))",
        "sum(i=1..n, logdet(array(k=1..n, l=1..n, u_i^2*X_{k,l}*X_{l,k} + 9*delta(k, l))))",
        "cases(det(X) if X_{1,1} > 0, sum(i=1..n, inv(X)_{i,i}) otherwise)",
        "sum(i=1..n, inv(array(k=1..n, l=1..n, inv(X)_{k,l} + X_{l,k}))_{i,i})",
      })
  void agrees(String text) {
    for (int n : new int[] {2, 3}) {
      CompiledCase.of(text, "X : R^{n x n}", "u : R^n")
          .variable("X", n, n)
          .variable("u", n)
          .size("n", n)
          .seed(5 + n)
          .within(1e-10)
          .agreesTwice();
    }
  }

  @Test
  void aLargeMatrix() {
    int n = 60;
    Gradient gradient =
        Chainrule.model("X : R^{n x n}")
            .compile("logdet(X) + sum(i=1..n, inv(X)_{i,i})", List.of("X"))
            .sized("n", n);
    double[] point = new double[n * n];
    for (int i = 0; i < n; i++) {
      point[i * n + (i + 8) % n] = 1e-8;
    }
    // Four cycles of fifteen: an even permutation, so that the determinant is above 0.
    assertThat(gradient.value(point)).isCloseTo(n * Math.log(1e-8), within(1e-9));
    double[] slopes = new double[n * n];
    gradient.at(point, slopes);
    assertThat(slopes[8]).isCloseTo(1e8, within(1e-4));
  }

  @Test
  void withoutAnInverse() {
    Gradient determinant =
        Chainrule.model("X : R^{n x n}").compile("det(X)", List.of("X")).sized("n", 2);
    assertThat(determinant.value(new double[] {1, 2, 2, 4})).isZero();
    Gradient logarithm =
        Chainrule.model("X : R^{n x n}").compile("logdet(X)", List.of("X")).sized("n", 2);
    assertThat(logarithm.value(new double[] {1, 2, 2, 4})).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(logarithm.value(new double[] {0, 1, 1, 0})).isNaN();
    Gradient inverse =
        Chainrule.model("X : R^{n x n}").compile("inv(X)_{1,1}", List.of("X")).sized("n", 2);
    assertThat(inverse.value(new double[] {1, 2, 2, 4})).isNaN();
  }

  @Test
  void inJavaToo() throws ReflectiveOperationException {
    Gradient gradient =
        Chainrule.model("X : R^{n x n}", "u : R^n")
            .compile("logdet(X) + sum(i=1..n, inv(X)_{i,1}*u_i)", List.of("X"), List.of("u"));
    Class<?> type = Emitted.compiled("Inverted", gradient.javaSource("Inverted"));
    double[] point = {2, 1, 0.5, 3};
    double[] u = {1, -2};
    double[] found = new double[4];
    double[] expected = new double[4];
    Object value =
        type.getMethod(
                "valueAndGradient", double[].class, double[].class, double[].class, int.class)
            .invoke(null, point, u, found, 2);
    assertThat(value).isEqualTo(gradient.sized("n", 2).at(point, u, expected));
    assertThat(found).containsExactly(expected);
  }

  /** Many points at a time are computed one after the other. */
  @Test
  void batches() {
    Gradient gradient =
        Chainrule.model("X : R^{n x n}").compile("logdet(X)", List.of("X")).sized("n", 2);
    double[] values = new double[2];
    gradient.valuesAt(new double[] {1, 0, 0, 1, 2, 0, 0, 1}, new double[0], values);
    assertThat(values).containsExactly(0, Math.log(2));
  }
}
