package org.chainrule.parse.latex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Model;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatexInputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | x | }",
        "\\left( | x | \\right)",
        "\\sqrt{ | x | }",
        "x^{ | x | }",
        "\\frac{1}{ | x | }",
        "\\hat{ | x | }",
        "\\log | x | ''",
        "\\mathbf{ | x | }",
        "\\begin{aligned} | x | \\end{aligned}",
        "\\frac{d}{dx} | x | ''",
        "{ | x | ''",
        "'' | x | )",
      })
  void depthEndsInAnAnswerOrARefusal(String open, String inside, String close) {
    int depth = open.equals("{") ? 10_000 : 1_000;
    String text = open.repeat(depth) + " " + inside + " " + close.repeat(depth);
    try {
      assertThat(Chainrule.parseLatex(text)).isNotNull();
    } catch (ChainruleException refused) {
      assertThat(refused).hasMessageNotContaining("internal");
    }
  }

  @Test
  void errorsHaveTheirPlaceInTheLatex() {
    assertThatThrownBy(() -> Chainrule.parseLatex("x + \\sin^{2x}"))
        .isInstanceOfSatisfying(
            ParseException.class,
            refused -> {
              assertThat(refused.line()).isEqualTo(1);
              assertThat(refused.column()).isEqualTo(5);
              assertThat(refused.sourceLine()).isEqualTo("x + \\sin^{2x}");
              assertThat(refused.suggestion()).contains("write \\sin^{2} x");
            });
  }

  @Test
  void aProblemInPlainTextReadsExpressionsInLatex() {
    Model model = new Model(List.of("z = w*x + b", "hat(y) = sigma(z)"));

    assertThat(model.parseLatex("\\hat{y}^{2} + z")).isSameAs(model.parse("hat(y)^2 + z"));
  }

  @Test
  void aProblemInLatexIsAskedInLatex() {
    Model model = Model.ofLatex(List.of("L = \\frac{1}{2}(\\alpha x - y)^{2}"));

    assertThat(model.at("L", "\\alpha", 2, "x", 3, "y", 4)).isEqualTo(2);
    assertThat(model.diff("L", "\\alpha")).isSameAs(Chainrule.parse("x*(alpha*x - y)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\alpha | alpha",
        "w^{(1)} | w^[1]",
        "\\hat{y}_1 | hat(y)_1",
        "y_{\\text{true}} | y_true",
        "x_{1} | x_{1}",
        "x + 1 | x + 1",
      })
  void namesOfPointsArePlainNames(String latex, String plain) {
    assertThat(LatexNotation.plainName(latex)).isEqualTo(plain);
  }
}
