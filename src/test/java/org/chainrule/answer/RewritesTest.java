package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.chainrule.error.PointException;
import org.chainrule.error.UnknownNameException;
import org.chainrule.result.CheckResult.Verdict;
import org.junit.jupiter.api.Test;

class RewritesTest {
  private static final DerivingEngine ALONE = AnswerTexts.engine();

  private static String after(RewriteAnswer answer) {
    assertThat(answer.check().get().verdict()).isIn(Verdict.PROVED, Verdict.PROBABLE);
    return answer.presenter().text(answer.after());
  }

  @Test
  void substitutesAllAtOnceAndCapturesNothing() {
    assertThat(after(ALONE.substitute("a*x + b", List.of("a = b", "b = a")))).isEqualTo("b*x + a");
    assertThat(after(ALONE.substitute("sum(i=1..3, i*x_i)", List.of("x_3 = i"))))
        .isEqualTo("3*i + x_1 + 2*x_2");
    assertThat(after(ALONE.substitute("sum_k x_k^2", List.of("x_3 = 2"))))
        .isEqualTo("sum(k=1..n, cases(2 if k = 3, x_k otherwise)^2)");
  }

  @Test
  void putsDefinitionsInWhereANameIsBehindThem() {
    DerivingEngine engine = AnswerTexts.engine("p = a*x", "q = p^2 + y", "r = q + p");
    RewriteAnswer answer = engine.substitute("r", List.of("a = 2", "y = -1"));
    assertThat(after(answer)).isEqualTo("4*x^2 + 2*x - 1");
    assertThat(answer.notes()).containsExactly("definitions are put in");
    assertThat(after(engine.substitute("r", List.of("p = 3")))).isEqualTo("y + 12");
    assertThat(ALONE.substitute("x + 1", List.of("z = 2")).notes())
        .containsExactly("z does not occur in the expression");
  }

  @Test
  void multipliesOutAndPutsDefinitionsInOnRequest() {
    DerivingEngine engine = AnswerTexts.engine("p = a + 1");
    assertThat(after(engine.expand("(p + 1)^2", false))).isEqualTo("p^2 + 2*p + 1");
    assertThat(after(engine.expand("p^2", true))).isEqualTo("a^2 + 2*a + 1");
  }

  @Test
  void factorsAndSaysWhereItStopped() {
    assertThat(after(ALONE.factor("x^3 - x"))).isEqualTo("x*(x - 1)*(x + 1)");
    assertThat(ALONE.factor("x^6 + x + 1").notes())
        .containsExactly("not factored further: x^6 + x + 1");
  }

  @Test
  void refusesWhatDoesNotSayWhatToPut() {
    assertThatThrownBy(() -> ALONE.substitute("x", List.of("x")))
        .isInstanceOf(PointException.class);
    assertThatThrownBy(() -> ALONE.substitute("x", List.of("x = 1", "x = 2")))
        .isInstanceOf(PointException.class)
        .hasMessageContaining("two values");
  }

  @Test
  void countsParametersAndTheirShapes() {
    DerivingEngine engine =
        AnswerTexts.engine(
            "h_j = sigma(sum(i=1..300, w_{i,j}*x_i) + b_j)",
            "j in 1..80",
            "y = sum(j=1..80, v_j*h_j) + c");
    CountAnswer answer = engine.count(List.of("w", "b", "v", "c"), Map.of());
    assertThat(answer.total()).hasToString("24161");
    assertThat(answer.lines().get(0).shape().toString()).isEqualTo("[300, 80]");
    assertThat(engine.count(List.of("h"), Map.of()).lines().get(0).isParameter()).isFalse();
    assertThat(engine.count(List.of(), Map.of()).lines().stream().map(CountAnswer.Line::name))
        .containsExactlyInAnyOrder("w", "x", "b", "v", "c");
    assertThatThrownBy(() -> engine.count(List.of("q"), Map.of()))
        .isInstanceOf(UnknownNameException.class);
  }

  @Test
  void countsInLengthsWithoutNumbers() {
    DerivingEngine engine =
        AnswerTexts.engine("W : R^{m x n}", "z_j = sum(i=1..n, W_{j,i}*x_i) + b_j", "j in 1..m");
    CountAnswer answer = engine.count(List.of("W", "b"), Map.of());
    assertThat(answer.presenter().text(answer.total())).isEqualTo("m*n + m");
    assertThat(engine.count(List.of("W", "b"), AnswerTexts.point("m=2", "n=3")).total())
        .hasToString("8");
    CountAnswer elements = AnswerTexts.engine("p = w_1*x + w_2*y").count(List.of("w"), Map.of());
    assertThat(elements.total()).hasToString("2");
  }
}
