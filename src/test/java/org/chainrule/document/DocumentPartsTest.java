package org.chainrule.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the writers share. */
class DocumentPartsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x^2 + 1",
        "\\frac{\\partial L}{\\partial w_{1}}",
        "\\begin{cases} a & b \\\\ c & d \\end{cases}",
        "\\left( \\sum_{k=1}^n x_k \\right)",
        "\\{ x \\mid x > 0 \\}",
      })
  void harmless(String latex) {
    assertThat(LatexCheck.isHarmless(latex)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\\input{x}",
        "\\write18{x}",
        "\\def\\a{b}",
        "\\csname input\\endcsname",
        "^^5cinput{x}",
        "a } b { c",
        "{a",
        "a$b",
        "a % b",
        "\\end{document}",
        "\\begin{document}",
        "\\begin{cases} a",
        "\\left( a",
        "\\left( { \\right) }",
        "a & b",
        "a \\\\ b",
        "a\n\nb",
        "\\",
        "é",
      })
  void harmful(String latex) {
    assertThat(LatexCheck.isHarmless(latex)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<mi>a</mi><mo>+</mo><mi>b</mi>; <mi>a</mi>|<mo form=\"infix\">+</mo><mi>b</mi>",
        "<mi>a</mi><mo>=</mo><mo>−</mo><mi>b</mi>; <mi>a</mi>|<mo"
            + " form=\"infix\">=</mo><mo>−</mo><mi>b</mi>",
        "<mo>−</mo><mi>b</mi>; <mo>−</mo><mi>b</mi>",
        "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>; <mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>",
        "<mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo>;"
            + " <mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo>",
        "<mi>a</mi><mspace width=\"1em\"/><mo>+</mo><mi>b</mi>; <mi>a</mi><mspace"
            + " width=\"1em\"/>|<mo form=\"infix\">+</mo><mi>b</mi>",
      })
  void formulasBreakBeforeSigns(String content, String pieces) {
    assertThat(MathMarkup.pieces("<math display=\"x\">" + content + "</math>", ""))
        .containsExactly(pieces.split("\\|"));
  }

  @Test
  void aSignStandsBeforeTheFirstPiece() {
    assertThat(MathMarkup.pieces("<math><mi>a</mi></math>", "="))
        .containsExactly("<mo form=\"infix\">=</mo><mi>a</mi>");
    assertThatThrownBy(() -> MathMarkup.pieces("<mi>a</mi>", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longFormulasInLatexHaveLines() {
    String term = "\\left(a_1 + b_2\\right) \\frac{x + y}{z}";

    assertThat(LatexBreaks.of(term + " + " + term)).doesNotContain("aligned");
    assertThat(LatexBreaks.of((term + " + ").repeat(6) + term).split("\\\\\\\\"))
        .hasSizeGreaterThan(1)
        .allSatisfy(each -> assertThat(each).contains("\\left", "\\right"));
  }

  @Test
  void dollarsAreFormulasOnlyWhereTheyAreClosed() {
    String page =
        MarkdownPage.of(
            new Document(
                "", List.of(new Element.Prose("5$ and 6$, $a_1*b_2*c$, \\$x$, $$y$$, `$z$`"))));

    assertThat(page).isEqualTo("5\\$ and 6\\$, $a_1*b_2*c$, \\$x\\$, $$y$$, `$z$`\n");
  }

  @Test
  void aFormulaOfItsOwnKeepsItsLines() {
    String page =
        MarkdownPage.of(new Document("", List.of(new Element.Prose("a\n$$\nb\n- c\n$$\nd"))));

    assertThat(page).isEqualTo("a\n\n$$\nb\n- c\n$$\n\nd\n");
  }

  @Test
  void theMarkIsBelowTheCharacterThatIsMeant() {
    assertThat(Caret.under("σ\t+*", 4)).isEqualTo("σ +*\n   ^");
    assertThat(Caret.under("x", 0)).isEqualTo("x");
  }

  @Test
  void edgesGoForwards() {
    Graph.Node node = new Graph.Node(Kinds.formula("x"), Graph.Node.Kind.INNER, "", "", "");

    assertThatThrownBy(
            () -> new Graph(List.of(node, node), List.of(new Graph.Edge(1, 0, List.of()))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aGraphIsAlsoTextThatGraphvizReads() {
    assertThat(DotText.of(SvgTest.random(3, 1)))
        .startsWith("digraph {\n  rankdir=LR\n")
        .contains("n0 [label=\"v0\\n= 0.", " -> n2");
    Graph.Node quoted = new Graph.Node(Kinds.formula("\"\\"), Graph.Node.Kind.OUTPUT, "", "", "");
    assertThat(DotText.of(new Graph(List.of(quoted), List.of()))).contains("label=\"\\\"\\\\\"");
  }
}
