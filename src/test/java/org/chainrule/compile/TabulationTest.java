package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over ranges that depend on other indices, against the same with their terms written out. */
class TabulationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(i=1..n, x_i*sum(j=1..i-1, exp(x_j - y_j)))",
        "sum(i=1..n, (x_i + sum(j=i+1..n, (x_j - y_j)*x_i))^2)",
        "sum(i=1..n, sin(sum(j=1..i, y_j^2*x_j^2)))",
        "sum(i=1..n-2, x_i*sum(j=i..i+2, log(1 + x_j^2)))",
        "sum(i=1..n, y_i*sum(j=1..i-1, (x_j - y_j)*sum(k=1..j-1, (x_k + y_k)*exp(x_k))))",
        "sum(i=1..n, sum(j=1..i-1, sum(k=1..n, x_k*y_j - y_k*x_j)*x_i))",
        "sum(i=1..n, sum(j=1..i-1, cases(x_i*exp(y_j - x_j) if x_j > 0, x_j*y_j otherwise)))",
        "sum(i=2..n, sum(j=1..i-1, x_i*(x_j - x_{j+1})^3))",
        "sum(k=1..n, y_k*sum(i=1..n, x_i*sum(j=1..i, (x_j - y_k)*(x_j + y_k)*x_i)))",
        "sum(i=1..n, log(sum(j=1..i, exp(x_j*y_j))))"
      })
  void raggedSums(String text) {
    Gradient loops =
        Chainrule.model("x : R^n", "y : R^n").compile(text, List.of("x"), List.of("y"));
    for (int n = 0; n <= 6; n++) {
      double[] x = IntStream.range(0, n).mapToDouble(i -> Math.sin(3 * i + 1)).toArray();
      double[] y = IntStream.range(0, n).mapToDouble(i -> Math.cos(2 * i + 2)).toArray();
      double[] found = new double[n];
      double value = loops.sized("n", n).at(x, y, found);
      double[] expected = new double[n];
      double other = loops.fixed("n", n).at(x, y, expected);
      assertThat(value).as("n = " + n).isCloseTo(other, within(1e-12 * (1 + Math.abs(other))));
      for (int i = 0; i < n; i++) {
        double tolerance = 1e-12 * (1 + Math.abs(expected[i]));
        assertThat(found[i]).as("n = " + n + ", " + i).isCloseTo(expected[i], within(tolerance));
      }
    }
  }

  /** What is tabulated for the inner range of one sum does not reach as far as another's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(i=1..n, y_i*sum(k=1..i, exp(-k*x))) + sum(i=1..n, y_i^2*sum(k=1..i+1, exp(-k*x)))",
        "sum(i=1..n, y_i*sum(k=1..i+1, exp(-k*x))) + sum(i=1..n, y_i^2*sum(k=1..i, exp(-k*x)))",
        "sum(i=1..n, y_i*exp(-i*x)) + sum(i=1..n, y_i*sum(k=1..i+1, exp(-k*x)))",
        "sum(i=1..n, y_i*exp(-i*x)) + sum(i=1..n, y_i*sum(k=i-1..i, exp(-k*x)))"
      })
  void rangesThatReachFurther(String text) {
    Gradient loops = Chainrule.model("y : R^n").compile(text, List.of("x"), List.of("y"));
    for (int n = 0; n <= 6; n++) {
      double[] y = IntStream.range(0, n).mapToDouble(i -> Math.cos(2 * i + 2)).toArray();
      double[] found = new double[1];
      double[] expected = new double[1];
      double value = loops.sized("n", n).at(new double[] {0.3}, y, found);
      double other = loops.fixed("n", n).at(new double[] {0.3}, y, expected);
      assertThat(value).as("n = " + n).isCloseTo(other, within(1e-12 * (1 + Math.abs(other))));
      assertThat(found[0]).isCloseTo(expected[0], within(1e-12 * (1 + Math.abs(expected[0]))));
    }
  }

  @Test
  void eachExponentialIsMadeOnce() {
    Gradient loops =
        Chainrule.model("x : R^n")
            .compile("sum(i=1..n, x_i*sum(j=1..i-1, exp(x_j)))", List.of("x"));
    String source = loops.javaSource("Ragged");
    String[] lines = source.lines().toArray(String[]::new);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].contains("Kernels.exp(")) {
        // In a loop by itself, not in one that is in another.
        assertThat(lines[i]).startsWith("      ").doesNotStartWith("        ");
      }
    }
    assertThat(source).contains("Kernels.exp(");
  }
}
