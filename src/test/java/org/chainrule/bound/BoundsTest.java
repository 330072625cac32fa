package org.chainrule.bound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.condition.DomainConditions;
import org.chainrule.expr.Expr;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sigma(x)*(1 - sigma(x)) | | 0 < f <= 1/4 at 0",
        "sigma(relu(z)) | | 1/2 <= f < 1",
        "x^2 | -1 <= x and x <= 2 | 0 <= f <= 4",
        "sin(x) | | -1 <= f <= 1",
        "2*sin(x)/3 + 1/7 | | -11/21 <= f <= 17/21",
        "x*exp(-x) | x > 0 | 0 < f <= exp(-1)",
        "1/x | | -inf < f < inf",
        "1/x | x > 0 | 0 < f < inf",
        "log(x)/x | x >= 1 | 0 <= f <= exp(-1)",
        "x*log(x) | x > 0 | -exp(-1) <= f < inf",
        "exp(-x^2/2)/sqrt(2*pi) | | 0 < f <= 1/sqrt(2*pi)",
        "atan(x) | | -pi/2 < f < pi/2",
        "x/(1 + x^2) | | -1/2 <= f <= 1/2",
        "x/(1 + x) | x >= 0 | 0 <= f < 1",
        "tanh(x)^2 | | 0 <= f < 1",
        "abs(x) | -1 < x and x < 3 | 0 <= f < 3",
        "x - floor(x) | 0 <= x and x <= 3 | 0 <= f < 1",
        "x^2 + y^2 - x*y | -1 <= x and x <= 1 and -1 <= y and y <= 1 | 0 <= f <= 3",
        "cases(x if x >= 0, -x/2 otherwise) | -1 <= x and x <= 1 | 0 <= f <= 1",
        "sqrt(1 - x^2) | | 0 <= f <= 1",
        "max(x, 1 - x) | 0 <= x and x <= 1 | 1/2 <= f <= 1",
        "x^4 - 2*x^2 | | -1 <= f < inf",
        "x^3 - 3*x | -2 <= x and x <= 2 | -2 <= f <= 2",
        "cosh(x) | | 1 <= f < inf",
        "sigma(x) | x < 0 | 0 < f < 1/2",
      })
  void findsTheBounds(String expression, String condition, String expected) {
    assertThat(text(bounds(expression, condition))).isEqualTo(expected.replaceAll(" at .*", ""));
  }

  static Bounds bounds(String expression, String condition) {
    Question question = new Question(expression, List.of(), Declarations.NONE);
    List<Expr> conditions = new ArrayList<>();
    DomainConditions.ofValue(question).forEach(each -> conditions.add(each.holds()));
    if (condition != null) {
      conditions.add(new Question(condition, List.of(), Declarations.NONE).expression());
    }
    Expr asked = question.expression();
    return Bounds.of(
        asked,
        Names.in(asked).stream().map(NameRange::reals).toList(),
        conditions,
        question.facts());
  }

  static String text(Bounds bounds) {
    if (bounds.lower() == null || bounds.upper() == null) {
      return "no value";
    }
    return (text(bounds.lower()) + (bounds.lower().isStrict() ? " < " : " <= "))
        + "f"
        + ((bounds.upper().isStrict() ? " < " : " <= ") + text(bounds.upper()));
  }

  private static String text(Extremum extremum) {
    return extremum.exact() != null
        ? extremum.exact().toString()
        : extremum.isInfinite()
            ? extremum.isMaximum() ? "inf" : "-inf"
            : extremum.enclosure().toString();
  }
}
