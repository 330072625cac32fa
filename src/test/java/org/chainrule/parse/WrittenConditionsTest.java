package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditions of what was written, short and true. */
final class WrittenConditionsTest {
  private static List<Expr> conditions(String text, String... statements) {
    return WrittenConditions.of(Lowering.read(text, Declarations.of(List.of(statements))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x^x | x > 0",
        "log(abs(x)) | x != 0",
        "x/x | x != 0",
        "sqrt(x) | x >= 0",
        "1/(2*x) | x != 0",
        "1/sqrt(x) | x > 0",
        "log(-2*x) | x < 0",
        "a/(x^2*y) | x != 0 and y != 0",
        "sum(k=1..3, log(w_k)) | w_k > 0",
      })
  void needsWhatItSays(String text, String expected) {
    Expr all =
        org.chainrule.expr.Logical.of(org.chainrule.expr.Logical.Operator.AND, conditions(text));

    assertThat(java.util.Set.copyOf(conditions(text)))
        .isEqualTo(
            LoweringTest.expr(expected) instanceof org.chainrule.expr.Logical both
                ? java.util.Set.copyOf(both.operands())
                : java.util.Set.of(LoweringTest.expr(expected)))
        .isNotEmpty();
    assertThat(all).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exp(x_6)/sum(i=5..7, exp(x_i))",
        "1/(1 + exp(-x))",
        "1/(x^2 + 1)",
        "x^2 + 3*x",
        "2^x",
        "cases(log(x) if x > 0, 0 otherwise)",
      })
  void needsNothing(String text) {
    assertThat(conditions(text)).isEmpty();
  }

  @Test
  void definedFunctionsBringTheirConditions() {
    assertThat(conditions("f(y)", "f(x) = x/x")).containsExactly(LoweringTest.expr("y != 0"));
  }

  @Test
  void kinksAreFound() {
    assertThat(Kinks.of(LoweringTest.expr("abs(x - 1) + cases(x if x >= y, 2 otherwise)")))
        .extracting(Kinks.Kink::kind)
        .containsExactlyInAnyOrder(Optional.of(Function.Break.KINK), Optional.empty());
  }
}
