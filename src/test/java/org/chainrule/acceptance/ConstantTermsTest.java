package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of which some terms are constant, such as those of pairs of an element with itself. */
class ConstantTermsTest {
  private static DerivativeAnswer answer(String defines, String expression, String variable) {
    List<String> problem =
        defines == null ? List.of() : Arrays.asList(defines.strip().split("\\s*;\\s*"));
    return new DerivingEngine(
            new Problem(problem, List.of()),
            new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(20)))
        .differentiate(expression, List.of(variable), 1, List.of());
  }

  /** The condition on the index is that of a sum, not of cases in it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum_i sum_{j != i} 1/(x_i - x_j)^2        | -4*sum(i=1..n, i != k, 1/(x_k - x_i)^3)
          sum_i sum_{j != i} log(abs(x_i - x_j))    | -2*sum(i=1..n, i != k, 1/(x_i - x_k))
          sum_i sum(j=i+1..n, (x_i - x_j)^2)        | 2*(sum(i=k+1..n, x_k - x_i) + sum(i=1..k-1, x_k - x_i))
          sum_i sum(j=1..i, a_{i,j}*x_i*x_j)        | sum(i=1..k, a_{k,i}*x_i) + sum(i=k..n, a_{i,k}*x_i)
          """)
  void rangesAreNarrowedToWhereTheTermsAre(String expression, String expected) {
    DerivativeAnswer answer = answer(null, expression, "x_k");
    assertThat(answer.result()).isEqualTo(expected);
    assertProbable(answer);
  }

  /** The kink of |x_i - x_j| at j = i is none, as the term is 0 there whatever x is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                                          | sum_i sum_j abs(x_i - x_j)         | x_k
                                                          | sum_i sum_j (abs(x_i - x_j) + x_j^2) | x_k
                                                          | sum_i sum_j x_j*max(0, x_i - x_j)  | x_k
                                                          | sum_i sum_j max(x_i, x_j)          | x_k
                                                          | sum_i sum_j sqrt((x_i - x_j)^2)    | x_k
                                                          | sum_i abs(x_i - x_1)               | x_1
                                                          | sum_i abs(x_i - x_1)               | x_k
          d_{i,j} = abs(x_i - x_j) ; E = sum_i sum_j d_{i,j} | E                               | x_k
          d_{i,j} = sqrt(sum(a=1..m, (x_{i,a} - x_{j,a})^2)) ; E = sum_i sum_j d_{i,j}   | E   | x_{k,b}
                                                          | max(x_i, x_j)                      | x_k
                                                          | sqrt((x_i - x_j)^2)                | x_k
          """)
  void termsOfAnElementWithItselfAreNoKinks(String defines, String expression, String variable) {
    assertProbable(answer(defines, expression, variable));
  }

  /** The constant term of a polynomial has no x^(-1) in its derivative. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum(i=0..n, a_i*x^i)         | sum(i=1..n, i*a_i*x^(i - 1))
          sum(i=0..n, a_i*x^(n - i))   | sum(i=0..n-1, a_i*x^(n - i - 1)*(n - i))
          sum(i=0..n, sum(j=0..m, x^i*y^j)) | sum(i=0..m, y^i)*sum(i=1..n, i*x^(i - 1))
          sum(i=m..n, x^i)             | sum(i=m..n, i*x^(i - 1))
          """)
  void constantTermsAreLeftOut(String expression, String expected) {
    DerivativeAnswer answer = answer(null, expression, "x");
    assertThat(answer.result()).isEqualTo(expected);
    assertProbable(answer);
  }

  @Test
  void polynomialsHaveADerivativeAtZero() {
    DerivativeAnswer answer =
        new DerivingEngine(
                new Problem(List.of(), List.of()),
                new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(20)))
            .differentiate(
                "sum(i=0..2, a_i*x^i)",
                List.of("x"),
                1,
                List.of(Map.of("x", 0, "a_0", 1, "a_1", 2, "a_2", 4)));
    assertThat(answer.values().get(0).number()).isEqualTo(2);
  }

  private static void assertProbable(DerivativeAnswer answer) {
    CheckResult check = answer.check();
    assertThat(check).isNotNull();
    assertThat(check.verdict())
        .as("%s %s", answer.result(), check.sentence())
        .isEqualTo(CheckResult.Verdict.PROBABLE);
  }
}
