package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.laws.Unrolled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers stay in the given names where the definitions are not the textbook's own. */
class VariationTest {
  static Stream<Arguments> variations() {
    return Stream.of(
        of("y_i", "x_j", "y_i = exp(2*x_i)/sum_k exp(2*x_k)"),
        of("y_i", "x_j", "y_i = exp(-3*x_i)/sum_k exp(-3*x_k)"),
        of("y_i", "x_j", "y_i = exp(a*x_i + b)/sum_k exp(a*x_k + b)"),
        of("y_i", "a", "y_i = exp(a*x_i + b)/sum_k exp(a*x_k + b)"),
        of("y_i", "x_j", "y_i = exp(x_i - c_i)/sum_k exp(x_k - c_k)"),
        of("y_i", "x_j", "y_i = 2^x_i/sum_k 2^x_k"),
        of("y_i", "x_j", "y_i = 2^(3*x_i)/sum_k 2^(3*x_k)"),
        of("y_i", "x_j", "y_i = exp(x_i)/(1 + sum_k exp(x_k))"),
        of("y_i", "x_j", "y_i = exp(x_i)/(c + exp(b) + sum_k exp(x_k))"),
        of("y_i", "x_j", "S = sum_k exp(x_k)", "y_i = exp(x_i)/S"),
        of("y_i", "x_j", "u_i = exp(x_i/T)", "y_i = u_i/sum_k u_k"),
        of("y_i", "x_j", "y_i = w_i*exp(x_i)/sum_k w_k*exp(x_k)"),
        of("s", "x", "s = 1/(1 + exp(-x))"),
        of("s", "x", "s = 1/(1 + exp(-(a*x + b)))"),
        of("s", "x", "s = exp(x)/(1 + exp(x))"),
        of("s", "x", "s = exp(2*x)/(1 + exp(2*x))"),
        of("s", "x", "s = 1/(1 + 2^(-x))"),
        of("g", "x", "g = (exp(x) - exp(-x))/(exp(x) + exp(-x))"),
        of("g", "v", "g = (exp(2*v) - 1)/(exp(2*v) + 1)"),
        of("p", "x", "p = log(1 + exp(x))"),
        of("r", "x", "r = sqrt(x^2 + 1)"),
        of("q", "x", "q = 1/(1 + x^2)"),
        of("h_i", "x_j", "m = sum_k x_k/n", "r = sqrt(sum_k (x_k - m)^2 + 1)", "h_i = (x_i - m)/r"),
        of(
            "L",
            "x_j",
            "y_i = exp(2*x_i)/sum_k exp(2*x_k)",
            "L = -sum_k t_k*log(y_k)",
            "assume sum_k t_k = 1"),
        of(
            "L",
            "x_j",
            "y_i = 2^x_i/sum_k 2^x_k",
            "L = -sum_k t_k*log(y_k)",
            "assume sum_k t_k = 1"),
        of("a", "x", "s = sigma(b*x)", "a = x*s"),
        of("a", "x", "u = log(1 + exp(x))", "g = tanh(u)", "a = x*g"));
  }

  private static Arguments of(String question, String variable, String... statements) {
    return Arguments.of(List.of(statements), question, variable);
  }

  @ParameterizedTest
  @MethodSource("variations")
  void answerStaysInTheNames(List<String> statements, String question, String variable) {
    DerivativeAnswer answer =
        Problems.engine(statements.toArray(new String[0]))
            .differentiate(question, List.of(variable), 1, List.of());

    boolean isLogarithm = statements.get(0).startsWith("p = log");
    if (!isLogarithm) {
      assertThat(answer.result())
          .as("%s: d%s/d%s", statements, question, variable)
          .doesNotContain("exp")
          .doesNotContain("^(")
          .doesNotContain("2^x");
    }
    Unrolled unrolled = new Unrolled(statements, question, variable);
    for (int n = 1; n <= 3; n++) {
      unrolled.check(answer.result(), Map.of("n", n), n);
    }
    assertThat(unrolled.compared()).isPositive();
  }
}
