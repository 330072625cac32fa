package org.chainrule.worksheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.worksheet.WorksheetRunnerTest.text;

import org.junit.jupiter.api.Test;

class ClaimQuestionsTest {
  @Test
  void wholeNumberIsNotPassedForWhatIsOnlyRoundedToIt() {
    assertThat(text("L = 0.3*w\ngiven w = 1\ncheck dL/dw = 0"))
        .contains("UNDECIDED: the value is 0.3, which is 0 only when rounded to a whole number");
    assertThat(text("given x = 99.7\ncheck x = 100")).contains("UNDECIDED: the value is 99.7");
    assertThat(text("given x = 99.7\ncheck x = 1.0e2")).contains("PROVED");
    assertThat(text("given x = -0.5\ncheck x = 1")).contains("REFUTED: wrong: the value is -0.5");
    assertThat(text("given x = 1/3\ncheck 3*x = 1")).contains("PROVED: right to the digits");
  }

  @Test
  void numberIsClaimedOfAnExpressionInGeneralWhereValuesAreMissing() {
    assertThat(text("check sin(x)^2 + cos(x)^2 = 1")).contains("PROVED: the difference is 0");
    assertThat(text("check 2*x - x = 1.0")).contains("REFUTED: at x=");
  }

  @Test
  void moreDigitsThanTheValueIsToldToAreRight() {
    assertThat(text("check pi = 3.14159265358979323846"))
        .contains("PROVED: right as far as it is told: 3.141592653589793");
    assertThat(text("check pi = 3.14159265358979423846")).contains("REFUTED");
  }

  @Test
  void namesWithDigitsAreVariablesOfDerivatives() {
    String sheet = "h1 = w1*x1\nL = (h1 - t)^2\ngiven w1 = 1, x1 = 2, t = 1\n";

    assertThat(text(sheet + "check dL/dw1 = 2*(h1 - t)*x1 = 4.0"))
        .contains("check: PROBABLE: agrees with finite differences")
        .contains("PROVED: right to the digits printed: the value is 4");
    assertThat(text(sheet + "check dL/dw1 = 2*(h1 - t)")).contains("REFUTED");
    assertThat(text(sheet + "closed form dh1/dx1")).contains("= w1");
  }

  @Test
  void tellsOfAWrongClaimThatItHoldsAtTheValuesAtHand() {
    String sheet = "a = relu(w*x)\ngiven w = 2, x = 3\n";

    assertThat(text(sheet + "check da/dw = x"))
        .contains("REFUTED")
        .contains("note: at the values given both sides agree");
    assertThat(text(sheet + "check a = w*x")).contains("note: at the values given both sides");
    assertThat(text(sheet + "check da/dw = 2*x")).contains("REFUTED").doesNotContain("note: at");
    assertThat(text(sheet + "assume w*x > 0\ncheck da/dw = x")).contains("PROBABLE");
    assertThat(text("y_i = 2*relu(x_i)\ngiven x = [1, 2]\ncheck dy_i/dx_i = 2"))
        .contains("REFUTED")
        .doesNotContain("error");
  }
}
