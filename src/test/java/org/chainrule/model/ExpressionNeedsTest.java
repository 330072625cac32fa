package org.chainrule.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.answer.Presenter;
import org.chainrule.condition.DomainConditions;
import org.chainrule.expr.Expr;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.ReadingVariable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An expression built in Java has the conditions that a text of it has. */
final class ExpressionNeedsTest {
  private static List<String> conditions(Expr expression, String variable) {
    Question question = new Question(expression, List.of(variable), Declarations.NONE);
    List<Expr> by = question.variables(variable).stream().map(ReadingVariable::variable).toList();
    Presenter presenter = new Presenter(question.spelling());
    return DomainConditions.ofDerivative(question, by).stream()
        .map(presenter::condition)
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log(x) | x | for x > 0",
        "log(x)/y | x | for x > 0; for y != 0",
        "atan(1/x) | x | for x != 0",
        "x^x | x | for x > 0",
        "sqrt(a)*x | x | for a >= 0",
        "1/sqrt(x) | x | for x > 0",
        "x*log(x*log(y)) | x | for y > 0; for x*log(y) > 0",
        "sum(i=1..3, log(w_i)) | w_j | for every k: w_k > 0",
        "sum(i=1..n, i != 2, y_i/w_i) | w_j | for every k: k = 2 or w_k != 0",
        "cases(log(x) if x > 0, 0 otherwise) | x | ",
        "cases(sqrt(x) if x >= -1, y otherwise) | x | for x < -1 or x > 0",
        "cases(1/x if y > 0, x otherwise) + 1/x | x | for x != 0",
        "sin(x)*exp(x^2) | x | ",
      })
  void areThoseOfTheText(String text, String variable, String expected) {
    assertThat(conditions(Chainrule.parse(text), variable))
        .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split("; "));
  }

  @Test
  void areFoundInDeepAndSharedExpressions() {
    Expr deep = Expr.symbol("x");
    for (int i = 0; i < 20_000; i++) {
      deep = Expr.symbol("u").plus(deep.times(deep)).power(-1);
    }
    assertThat(ExpressionNeeds.of(deep).size()).isEqualTo(20_000);
  }
}
