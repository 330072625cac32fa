package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chainrule.error.ChainruleException;
import org.chainrule.result.CheckResult.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundingTest {
  private static BoundAnswer bound(String expression, List<String> defines, String... ranges) {
    return new DerivingEngine(new Problem(defines, List.of(), false), Options.DEFAULT)
        .bound(expression, List.of(), List.of(ranges));
  }

  @Test
  void aRangeWithoutNumbersIsRefused() {
    assertThatThrownBy(() -> bound("x", List.of(), "x in 2..1"))
        .isInstanceOf(ChainruleException.class)
        .hasMessage("no number is in the range of x");
    assertThatThrownBy(() -> bound("x", List.of(), "x > 2", "x < 1"))
        .isInstanceOf(ChainruleException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 < sigma(x)*(1 - sigma(x)) <= 1/4 | PROVED",
        "sigma(x)*(1 - sigma(x)) < 1/4 | REFUTED",
        "1/2 <= sigma(relu(z)) < 1 | PROVED",
        "1/2 < sigma(relu(z)) | REFUTED",
        "exp(x) > 0 | PROVED",
        "exp(x) >= 1 + x | PROVED",
        "exp(x) > 1 + x | REFUTED",
        "abs(x) > 0 | REFUTED",
        "x*y <= (x^2 + y^2)/2 | PROVED",
        "x*y < (x^2 + y^2)/2 | REFUTED",
        "cosh(x) - x^2/2 >= 1 | PROVED",
        "sin(1e300*x) <= 1 | PROVED",
        "x < x + 1 | PROVED",
        "x^2 > 1e-320 | REFUTED",
        "1/x > -5 | REFUTED",
        "sin(x) < 1 | REFUTED",
        "x - floor(x) < 1 | PROVED",
        "log(sum(i=1..2, exp(x_i))) > x_1 + 1 | REFUTED",
      })
  void decidesConditions(String condition, Verdict verdict) {
    Verdict found = bound(condition, List.of()).check().verdict();
    // What cannot be decided is no false verdict.
    assertThat(found).isIn(verdict, Verdict.UNDECIDED);
    if (!condition.contains("floor") && !condition.contains("sin(x)")) {
      assertThat(found).isEqualTo(verdict);
    }
  }

  @Test
  void boundsAProductOfUnknownLength() {
    List<String> recurrence = List.of("h_t = sigma(w_1 x_t + w_2 h_{t-1})", "h_0 = 0");
    BoundAnswer answer = bound("prod(j=k+1..t, w_2*h_j*(1 - h_j))", recurrence);
    assertThat(answer.printed(Format.TEXT))
        .isEqualTo("abs(prod(j=k+1..t, w_2*h_j*(1 - h_j))) <= (abs(w_2)/4)^(t - k)");
    assertThat(answer.conditions()).contains("for t - k >= 0");
  }

  @Test
  void saysWhatIsTakenFromADefinition() {
    List<String> recurrence = List.of("h_t = sigma(w_1 x_t + w_2 h_{t-1})", "h_0 = 0");
    BoundAnswer answer = bound("h_t*(1 - h_t)", recurrence);
    assertThat(answer.printed(Format.TEXT)).isEqualTo("0 <= h_t*(1 - h_t) <= 1/4");
    assertThat(answer.notes())
        .anyMatch(each -> each.contains("taken for any number in [0, 1)"))
        .anyMatch(each -> each.contains("whether the upper bound is reached is not known"));
  }

  @Test
  void readsRanges() {
    assertThat(bound("x", List.of(), "x in (0, 1]").printed(Format.TEXT)).isEqualTo("0 < x <= 1");
    assertThat(bound("x + y", List.of(), "x, y in -1..2").printed(Format.TEXT))
        .isEqualTo("-2 <= x + y <= 4");
    assertThat(bound("x", List.of(), "x > 3").printed(Format.LATEX)).isEqualTo("3 < x");
    assertThatThrownBy(() -> bound("x", List.of(), "y in 0..1"))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining("`y`");
    assertThatThrownBy(() -> bound("x", List.of(), "x in 5"))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining("no range");
  }
}
