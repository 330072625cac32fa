package org.chainrule.worksheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.worksheet.WorksheetRunnerTest.text;

import org.junit.jupiter.api.Test;

class SituationTest {
  @Test
  void laterValueReplacesAnElementOfAList() {
    String sheet = "given x = [1, 2, 3]\n";

    assertThat(text(sheet + "given x_2 = 10\neval sum_i x_i")).contains("= 14");
    assertThat(text(sheet + "eval sum_i x_i at x_{2} = 20\neval sum_i x_i"))
        .contains("= 24")
        .contains("= 6");
    assertThat(text(sheet + "given x_4 = 1"))
        .contains("error: the values given for `x` have no `x_4`");
    assertThat(text(sheet + "given x_{1,1} = 1\neval x_1"))
        .contains("error: the values given for `x` have no")
        .contains("x_1 = 1");
  }

  @Test
  void numberOfALetterLeavesNamesWithThatLetterAlone() {
    assertThat(text("x_1 : R\ny = x + x_1\ngiven x_1 = 2\ngiven x = 3\neval y")).contains("= 5");
  }

  @Test
  void laterListReplacesElements() {
    assertThat(text("given x_1 = 1, x_2 = 2\ngiven x = [5, 6, 7]\neval sum_i x_i"))
        .contains("= 18");
    assertThat(
            text(
                """
                given W = [[1, 2], [3, 4]]
                given W_{1,2} = 7, W_{3,1} = 0
                eval sum(i=1..2, sum(j=1..2, W_{i,j}))
                """))
        .contains("error: the values given for `W` have no `W_{3,1}`")
        .contains("= 10");
  }

  @Test
  void whatIsNoNameGetsNoValueAndHarmsNothingBelow() {
    assertThat(text("given x y = 3\neval 2*a at a = 4"))
        .contains("error: not a name: 'x y'")
        .contains("2*a = 8");
  }

  @Test
  void laterDerivativeOfAnUnknownQuantityReplacesTheEarlierOne() {
    String sheet = "h = w*x\ngiven dL/dh = 2, x = 3, w = 1\n";

    assertThat(text(sheet + "given dL/dh  =  4\ndiff L by w")).contains("= 12");
    assertThat(text(sheet + "given dL/dw = 4\ndiff L by w")).contains("error").contains("= 6");
  }

  @Test
  void derivativeIsGivenByANameWithAValue() {
    assertThat(text("h = w*x\ngiven dL/dh = delta, x = 3, w = 1, delta = 0.5\nbackward L\neval h"))
        .contains("dL/dh = delta = 0.5")
        .contains("x*dL/dh = 1.5")
        .doesNotContain("left aside");
  }

  @Test
  void unknownQuantityIsGoneDownByOneStepAlone() {
    String sheet = "h = w*x^2\ngiven dL/dh = 2, x = 3, w = 1\n";

    assertThat(text(sheet + "update x by L with rate 0.1")).contains("= 1.8");
    assertThat(text(sheet + "update x by L with rate 0.1, steps 2"))
        .contains("error: only derivatives are given, and they may be others after a step");
    assertThat(text(sheet + "train x by L with rate 0.1")).contains("error: only derivatives");
  }

  @Test
  void noteOnAValueIsToldAgain() {
    String text = text("given x = 0, y = 0\ndiff abs(x) by x\ndiff abs(y) by y");

    assertThat(text.split("no value at the values given: a kink", -1)).hasSize(3);
  }

  @Test
  void labelledFamiliesOfLatexAreUpdatedAsWholes() {
    assertThat(
            text(
                """
                ```latex
                J = \\sum_{i=1}^2 (W^{(1)}_i)^2
                given W^{(1)} = [1, 2]
                update W^{(1)} by J with rate 0.25
                ```
                """))
        .contains("W^[1]_2 <- W^[1]_2 - 0.25*dJ/dW^[1]_2 = 2 - 0.25*4 = 1");
  }

  @Test
  void lengthsOfListsAreNoGuesses() {
    assertThat(text("h_t = h_{t-1} + x_t\nh_0 = 0\ngiven x = [1, 2, 3, 4]\ncount x"))
        .contains("total = 4")
        .doesNotContain("note");
  }

  @Test
  void nameAloneIsExpandedAndFactoredAsWhatItStandsFor() {
    assertThat(text("L = (w*x - y)^2\nexpand L\nfactor L"))
        .contains("L = w^2*x^2 + y^2 - 2*w*x*y")
        .contains("L = (w*x - y)^2");
    assertThat(text("factor x^2 - 2")).contains("note: left as it is");
    assertThat(text("expand (x + 1)^60")).contains("note: left as it is");
    assertThat(text("substitute x_i = i in sum(i=1..3, x_i)"))
        .contains("note: x_i does not occur in the expression");
  }
}
