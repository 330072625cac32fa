package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.chainrule.error.PointException;
import org.chainrule.result.CheckResult.Verdict;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static EqualAnswer equal(DerivingEngine engine, String... chain) {
    return engine.equal(List.of(chain), List.of());
  }

  @Test
  void provesWhatTheSimplifierBringsToNothing() {
    assertThat(equal(AnswerTexts.engine(), "(a + b)^2", "a^2 + 2*a*b + b^2").verdict())
        .isEqualTo(Verdict.PROVED);
    assertThat(
            equal(
                    AnswerTexts.engine("y_i = softmax(z)_i", "assume sum_k t_k = 1"),
                    "sum_k t_k*(y_i - delta(i,k))",
                    "y_i - t_i")
                .verdict())
        .isEqualTo(Verdict.PROVED);
    assertThat(
            equal(
                    AnswerTexts.engine("h_t = tanh(w*h_{t-1} + x_t)", "h_0 = 0"),
                    "h_2",
                    "tanh(w*tanh(x_1) + x_2)")
                .verdict())
        .isEqualTo(Verdict.PROVED);
  }

  @Test
  void refutesAtAPoint() {
    EqualAnswer answer =
        equal(
            AnswerTexts.engine("y_i = softmax(z)_i"), "sum_k t_k*(y_i - delta(i,k))", "y_i - t_i");
    assertThat(answer.links().get(0).previous().sentence())
        .isEqualTo("REFUTED at i=1,n=1,t_1=2.8: the right side is -1.8, the left side 0");
  }

  @Test
  void comparesWhereBothHaveAValueAndTellsWhereOneHasNone() {
    EqualAnswer.Link link = equal(AnswerTexts.engine(), "log(x^2)", "2*log(x)").links().get(0);
    assertThat(link.previous().verdict()).isEqualTo(Verdict.PROVED);
    assertThat(link.domains()).containsExactly("the right side only for x > 0");
    assertThat(equal(AnswerTexts.engine(), "log(-1 - x^2)", "x").verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void comparesEachLinkWithTheOneBeforeAndTheFirst() {
    EqualAnswer answer = equal(AnswerTexts.engine(), "2*x", "x + x", "3*x", "x*3");
    assertThat(answer.links().stream().map(each -> each.previous().verdict()))
        .containsExactly(Verdict.PROVED, Verdict.REFUTED, Verdict.PROVED);
    assertThat(answer.links().stream().map(each -> each.first().verdict()))
        .containsExactly(Verdict.PROVED, Verdict.REFUTED, Verdict.REFUTED);
    assertThat(answer.verdict()).isEqualTo(Verdict.REFUTED);
  }

  @Test
  void takesAPrintedNumberByItsDigits() {
    DerivingEngine engine = AnswerTexts.engine("a = 2/3");
    assertThat(engine.claim("a", "0.667", Map.of()).verdict()).isEqualTo(Verdict.PROVED);
    assertThat(engine.claim("a", "6.7e-1", Map.of()).verdict()).isEqualTo(Verdict.PROVED);
    NumberClaim wrong = engine.claim("a", "0.666", Map.of());
    assertThat(wrong.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(wrong.rounded()).hasValueSatisfying(each -> assertThat(each).hasToString("0.667"));
    assertThat(engine.claim("a/4", "0.167", Map.of()).verdict()).isEqualTo(Verdict.PROVED);
    assertThat(engine.claim("1/8", "0.12", Map.of()).verdict()).isEqualTo(Verdict.PROVED);
    assertThat(engine.claim("1/8", "0.13", Map.of()).verdict()).isEqualTo(Verdict.PROVED);
    assertThat(engine.claim("log(-a)", "1", Map.of()).sentence()).startsWith("there is no value");
    assertThatThrownBy(() -> engine.claim("a", "2/3", Map.of()))
        .isInstanceOf(PointException.class)
        .hasMessageContaining("no decimal number");
  }
}
