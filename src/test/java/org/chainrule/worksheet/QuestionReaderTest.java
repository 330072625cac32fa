package org.chainrule.worksheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.chainrule.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionReaderTest {
  @Test
  void clausesBeginWithTheirWords() {
    assertThat(QuestionReader.read("diff L by w_1, w_2 at w_1 = 2  # why", false))
        .contains(
            new Asked(QuestionKind.DIFF, "L", Map.of("by", "w_1, w_2", "at", "w_1 = 2"), false));
    assertThat(QuestionReader.read("closed  form dh_t/dw", false))
        .contains(new Asked(QuestionKind.CLOSED_FORM, "dh_t/dw", Map.of(), false));
    assertThat(
            QuestionReader.read("plot cases(x if x > 0, 0 otherwise for x) for x in 0..1", false))
        .contains(
            new Asked(
                QuestionKind.PLOT,
                "cases(x if x > 0, 0 otherwise for x)",
                Map.of("for", "x in 0..1"),
                false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff = 3", "table : R", "y = x", "diffuse x", "plot_1 = 2"})
  void namesAreNoQuestions(String line) {
    assertThat(QuestionReader.read(line, false)).isEmpty();
  }

  @Test
  void aClauseIsSaidOnce() {
    assertThatThrownBy(() -> QuestionReader.read("diff L by x by y", false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("`by` is said twice: diff EXPR by NAME");
  }

  @Test
  void aClauseOfAnotherQuestionIsNoProduct() {
    assertThatThrownBy(() -> QuestionReader.read("eval z by q", false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("`eval` knows no `by …`: eval EXPR, …");
    assertThat(QuestionReader.read("eval sum_{i in 1..3} x_i + step(x)", false)).isPresent();
  }

  @ParameterizedTest
  @MethodSource("org.chainrule.worksheet.QuestionKind#all")
  void everyKindIsReadByItsWords(QuestionKind kind) {
    assertThat(QuestionReader.read(kind.words() + " x", false))
        .hasValueSatisfying(asked -> assertThat(asked.kind()).isEqualTo(kind));
  }

  @Test
  void aWordThatWasMeantIsOffered() {
    assertThat(QuestionReader.meant("dif L by x")).contains("diff");
    assertThat(QuestionReader.meant("y = dif")).isEmpty();
  }
}
