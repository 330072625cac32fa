package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.junit.jupiter.api.Test;

/** Places count lines and columns from 1, in code points of the text as sent. */
class PositionTest {
  private static Span spanOf(String text, String node) {
    Span[] found = new Span[1];
    SyntaxWalk.forEach(
        Plain.read(text), each -> found[0] = each.toString().equals(node) ? each.span() : found[0]);
    return found[0];
  }

  @Test
  void linesAndColumns() {
    assertThat(spanOf("a +\n  b*c", "b*c")).isEqualTo(new Span(2, 3, 2, 6, 6, 9));
    assertThat(spanOf("a +\r\n  b", "b")).isEqualTo(new Span(2, 3, 2, 4, 7, 8));
    assertThat(spanOf("a +\r  b", "b")).isEqualTo(new Span(2, 3, 2, 4, 6, 7));
    assertThat(spanOf("a + # note\n\tb", "b")).isEqualTo(new Span(2, 2, 2, 3, 12, 13));
  }

  @Test
  void bracketsBelongToWhatTheyEnclose() {
    assertThat(spanOf("(a + b)*c", "(a + b)*c")).isEqualTo(new Span(1, 1, 1, 10, 0, 9));
    assertThat(spanOf("2^(a + b)", "2^(a + b)")).isEqualTo(new Span(1, 1, 1, 10, 0, 9));
    assertThat(spanOf("x*z_k^[2]", "z^[2]_k")).isEqualTo(new Span(1, 3, 1, 10, 2, 9));
    assertThat(spanOf("x_{i+1}", "i+1")).isNull();
    assertThat(spanOf("x_{i+1}", "i + 1")).isEqualTo(new Span(1, 4, 1, 7, 3, 6));
  }

  @Test
  void decomposedLettersCountAsSent() {
    String sent = "y\u0302 + x\u0302 + ?";
    ParseException refusal = Plain.refusal(sent);
    assertThat(refusal.column()).isEqualTo(11);
    assertThat(spanOf("y\u0302 + z", "z")).isEqualTo(new Span(1, 6, 1, 7, 5, 6));
    assertThat(Plain.tree("y\u0302_i - \u0177_i")).isEqualTo("(- hat(y)_[i] hat(y)_[i])");
  }

  @Test
  void charactersBeyondTheBasicPlaneCountOnce() {
    assertThat(Plain.refusal("x + # \uD83D\uDE00\n \uD83D\uDE00").column()).isEqualTo(2);
    assertThat(Plain.refusal("x # \uD83D\uDE00\n + + y").line()).isEqualTo(2);
    assertThat(Plain.tree("# \uD83D\uDE00 \uD83D\uDE00\nx_1")).isEqualTo("x_[1]");
    assertThat(spanOf("# \uD83D\uDE00\nx_1", "x_1")).isEqualTo(new Span(2, 1, 2, 4, 4, 7));
  }

  @Test
  void aMarkAtTheStartIsSkipped() {
    assertThat(Plain.tree("\uFEFFx")).isEqualTo("x");
    assertThat(Plain.tree("x\u00A0+\u2009y")).isEqualTo("(+ x y)");
  }

  @Test
  void nothingDependsOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      for (Locale locale :
          List.of(Locale.forLanguageTag("tr"), Locale.forLanguageTag("ar-u-nu-arab"))) {
        Locale.setDefault(locale);
        Syntax tree = Plain.read("ARCSIN_i + sin(i) + 0.25");
        assertThat(tree).hasToString("ARCSIN_i + sin(i) + 0.25");
        assertThat(Plain.refusal("SIN(x)")).hasMessageContaining("did you mean sin?");
        assertThat(Plain.refusal("x +").rendered()).startsWith("line 1, column 4: ");
        assertThat(Plain.refusal("\u0131")).hasMessageContaining("U+0131");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
