package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An assumption with a declared index holds for all its values, any other for what it names. */
class GeneralAssumptionsTest {
  private static final List<String> BATCH =
      List.of(
          "i in 1..N",
          "k in 1..K",
          "p_{i,k} = exp(z_{i,k})/sum(l=1..K, exp(z_{i,l}))",
          "L = -sum(j=1..N, sum_k y_{j,k}*log(p_{j,k}))",
          "assume sum_k y_{i,k} = 1");

  static Stream<Arguments> answers() {
    List<String> doubly =
        List.of("i in 1..N", "j in 1..M", "assume sum_j P_{i,j} = 1", "assume sum_i P_{i,j} = 1");
    String transported = "sum_i sum_j P_{i,j}*(x_i^2 + y_j^2)";
    String absolute = "sum(k=1..n, abs(x_k))";
    return Stream.of(
        Arguments.of(BATCH, "L", "z_{i,k}", "p_{i,k} - y_{i,k}"),
        Arguments.of(BATCH, "L", "z_{2,k}", "p_{2,k} - y_{2,k}"),
        Arguments.of(doubly, transported, "x_i", "2*x_i"),
        Arguments.of(doubly, transported, "y_3", "2*y_3"),
        Arguments.of(List.of("i in 1..n", "assume x_i > 0"), absolute, "x_j", "1"),
        Arguments.of(List.of("i in 1..n", "assume x_i > 0"), absolute, "x_2", "1"),
        // Not in the range, not declared, and one that another assumption makes particular.
        Arguments.of(List.of("i in 2..n", "assume x_i > 0"), absolute, "x_1", "sign(x_1)"),
        Arguments.of(List.of("assume x_i > 0"), absolute, "x_j", "sign(x_j)"),
        Arguments.of(
            List.of("i, j in 1..n", "assume i != j", "assume x_i > 0"),
            absolute,
            "x_j",
            "sign(x_j)"),
        Arguments.of(
            List.of("i in 1..N", "k in 1..K", "assume sum_k y_{2,k} = 1"),
            "sum_k y_{i,k}*z_i",
            "z_i",
            "sum(k=1..K, y_{i,k})"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void holdsForWhatItNames(
      List<String> statements, String question, String variable, String expected) {
    DerivativeAnswer answer =
        Problems.engine(statements.toArray(new String[0]))
            .differentiate(question, List.of(variable), 1, List.of());

    assertThat(answer.result()).isEqualTo(expected);
    assertThat(answer.check().verdict()).isEqualTo(CheckResult.Verdict.PROBABLE);
  }

  @Test
  void claimThatNeedsItOfEveryRowAgreesWithItAlone() {
    String claim = "sum(i=1..N, p_{i,k} - y_{i,k})";
    String[] statements = BATCH.toArray(new String[0]);
    statements[2] = "p_{i,k} = exp(z_{i,k} + b_k)/sum(l=1..K, exp(z_{i,l} + b_l))";

    assertThat(verdict(claim, statements)).isEqualTo(CheckResult.Verdict.PROBABLE);
    statements[4] = "assume sum_k y_{1,k} = 1";
    assertThat(verdict(claim, statements)).isEqualTo(CheckResult.Verdict.REFUTED);
  }

  private static CheckResult.Verdict verdict(String claim, String... statements) {
    return Problems.engine(statements)
        .check("L", List.of("b_k"), 1, claim, List.of())
        .check()
        .verdict();
  }
}
