package org.chainrule.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignLatexTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "x^12 -> <msup><mi>x</mi><mn>1</mn></msup><mo>\u2062</mo><mn>2</mn>",
        "\\theta \\gets \\theta - \\eta g ->"
            + " <mi>θ</mi><mo>←</mo><mi>θ</mi><mo>−</mo><mi>η</mi><mo>\u2062</mo><mi>g</mi>",
        "W \\in R -> <mi>W</mi><mo>∈</mo><mi>R</mi>",
      })
  void whatIsKnownIsShownInItsOrder(String latex, String expected) {
    assertThat(Printer.mathmlOfAny(latex).orElseThrow()).endsWith(">" + expected + "</math>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\mathbb{R}",
        "\\frac{a}",
        "{a",
        "a}",
        "\\left(a",
        "\\unknown x",
        "\\begin{matrix}a\\end{matrix}",
        "x^",
        "\\sqrt[3",
        "\\"
      })
  void whatIsNotKnownIsLeftToOthers(String latex) {
    assertThat(Printer.mathmlOfAny(latex)).isEmpty();
  }
}
