package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exponentials cancel before they overflow; kinks and missing values are as documented. */
class LargeArgumentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "log(sum(i=1..3, exp(x_i)))",
        "exp(x_2)/sum(i=1..3, exp(x_i))",
        "log(exp(x_1)/sum(i=1..3, exp(x_i)))",
        "-sum(k=1..3, k*log(exp(x_k)/sum(i=1..3, exp(x_i))))",
        "logsumexp(x)",
        "log(1 + exp(x_1)) + log(1 + exp(x_2))",
        "1/(1 + exp(-x_1)) + 1/(1 + exp(-x_2)) + tanh(x_3)",
        "exp(x_1)/(exp(x_1) + 1) + sigma(x_2)*softplus(x_1)",
        "(exp(x_1) - exp(-x_1))/(exp(x_1) + exp(-x_1))",
      })
  void aboutAThousand(String text) {
    for (double[] point :
        new double[][] {{1000, -1000, 999}, {-1000, -1001, -1000.5}, {0, 1000, -1000}}) {
      CompiledCase.of(text, "x : R^3").variable("x", 3).at(point).agreesTwice();
      CompiledCase.of(text.replace("1..3", "1..n"), "x : R^n")
          .variable("x", 3)
          .size("n", 3)
          .at(point)
          .agreesTwice();
    }
  }

  private static double[] of(String text, double... point) {
    List<String> names = List.of("x", "y", "z").subList(0, point.length);
    Gradient gradient = Chainrule.compile(Chainrule.parse(text), names);
    double[] found = new double[point.length + 1];
    double[] out = new double[point.length];
    found[0] = gradient.at(point, out);
    System.arraycopy(out, 0, found, 1, point.length);
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp(x - exp(x))", "exp(x)*exp(-exp(x))", "exp(2*x + 1 - 3*exp(x))"})
  void whatVanishesIsNotOutgrown(String text) {
    for (double x : new double[] {-800, 50, 710, 800, 1e5, 1e200, 1e303, 1e305, 1.7e308}) {
      assertThat(of(text, x)).as("at %s", x).containsExactly(0, 0);
    }
  }

  @Test
  void kinks() {
    assertThat(of("relu(x)", 0)).containsExactly(0, 0);
    assertThat(of("max(x, y)", 1, 1)).containsExactly(1, 0.5, 0.5);
    assertThat(of("min(x, y)", 1, 1)).containsExactly(1, 0.5, 0.5);
    assertThat(of("max(x, y, z)", 1, 1, 0)).containsExactly(1, 0.5, 0.5, 0);
    assertThat(of("max(x, y, z)", 3, 3, 3)[0]).isEqualTo(3);
    Gradient largest =
        Chainrule.compile(Chainrule.parse("max_{i in 1..n} x_i"), List.of("x")).sized("n", 3);
    assertThat(largest.gradient(new double[] {2, 1, 2})).containsExactly(0.5, 0, 0.5);
    assertThat(largest.along(new double[] {2, 1, 2}, new double[] {1, 1, 3})).isEqualTo(2);
  }

  @Test
  void noValueIsNoNumber() {
    assertThat(of("max(x, sqrt(y))", 1, -1)[0]).isNaN();
    assertThat(of("max(sqrt(y), x)", 1, -1)[0]).isNaN();
    assertThat(of("min(x, log(y), 3)", 1, -1)[0]).isNaN();
    assertThat(of("cases(1 if sqrt(x) > 2, 5 otherwise)", -1)[0]).isNaN();
    assertThat(of("cases(1 if sqrt(x) != 2, 5 otherwise)", -1)[0]).isNaN();
    assertThat(of("cases(1 if x > 0 and log(x) > 0, 5 otherwise)", -1)[0]).isEqualTo(5);
    assertThat(of("cases(x if x > 0)", -1)[0]).isNaN();
    assertThat(of("1/x", 0)[0]).isInfinite();
    assertThat(of("log(x)", -1)[0]).isNaN();
  }

  @Test
  void branchesThatAreNotTaken() {
    assertThat(of("cases(x*log(x) if x > 0, 0 otherwise)", 0)).containsExactly(0, 0);
    assertThat(of("cases(sqrt(x) if x > 0, x^2 otherwise)", -2)).containsExactly(4, -4);
    assertThat(of("x^(3/2) + y^(5/2)", 0, 0)).containsExactly(0, 0, 0);
    assertThat(of("x^y", 0, 2)).containsExactly(0, 0, 0);
  }
}
