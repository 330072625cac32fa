package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardPassTest {
  private static List<String> lines(ForwardAnswer answer, Format format) {
    return answer.lines().stream()
        .map(
            each ->
                answer.presenter().print(each.name(), format)
                    + " = "
                    + each.presenter().print(each.definition(), format)
                    + " = "
                    + (each.numbers().isEmpty()
                        ? "?"
                        : each.presenter().print(each.definition(), each.numbers(), format))
                    + " = "
                    + (each.value().number() == null
                        ? each.value().error()
                        : each.value().digits()))
        .toList();
  }

  @Test
  void showsTheWorkOfNetworkN() {
    DerivingEngine engine =
        AnswerTexts.engine(
            "x_5 = sigma(x_1)",
            "x_6 = a*x_2 + b*x_3 + c*x_2*x_3",
            "x_7 = x_4^2 + d",
            "x_8 = exp(x_6)/sum(i=5..7, exp(x_i))");
    ForwardAnswer answer =
        engine.forward(
            "x_8",
            AnswerTexts.point("a=3", "b=4", "c=2", "d=2", "x_1=0", "x_2=2", "x_3=-1", "x_4=2"));
    assertThat(lines(answer, Format.TEXT))
        .containsExactly(
            "x_5 = sigma(x_1) = sigma(0) = 0.5",
            "x_6 = a*x_2 + b*x_3 + c*x_2*x_3 = 3*2 + 4*(-1) + 2*2*(-1) = -2",
            "x_7 = x_4^2 + d = 2^2 + 2 = 6",
            "x_8 = exp(x_6)/(exp(x_5) + exp(x_6) + exp(x_7))"
                + " = exp(-2)/(exp(0.5) + exp(-2) + exp(6)) = 0.00033398566511655531");
    assertThat(lines(answer, Format.LATEX).get(1))
        .contains("3 \\cdot 2 + 4 \\cdot \\left(-1\\right) + 2 \\cdot 2 \\cdot \\left(-1\\right)");
  }

  @Test
  void givesEachElementOfAFamily() {
    DerivingEngine engine =
        AnswerTexts.engine("h_j = w_j*x + b", "j in 1..2", "y = sum(j=1..2, v_j*h_j)", "z = y^2");
    ForwardAnswer answer = engine.forward(AnswerTexts.point("w=[1,-2]", "x=3", "b=0.5", "v=[1,1]"));
    assertThat(lines(answer, Format.TEXT))
        .containsExactly(
            "h_1 = w_1*x + b = 1*3 + 0.5 = 3.5",
            "h_2 = w_2*x + b = (-2)*3 + 0.5 = -5.5",
            "y = v_1*h_1 + v_2*h_2 = 1*3.5 + 1*(-5.5) = -2",
            "z = y^2 = (-2)^2 = 4");
  }

  @Test
  void goesThroughTheStepsOfARecurrence() {
    DerivingEngine engine = AnswerTexts.engine("h_t = h_{t-1}/2 + x_t", "h_0 = 8", "L = h_T^2");
    ForwardAnswer answer = engine.forward("L + 1", AnswerTexts.point("x=[1,2]", "T=2"));
    assertThat(lines(answer, Format.TEXT))
        .containsExactly(
            "h_0 = 8 = ? = 8",
            "h_1 = h_0/2 + x_1 = 8/2 + 1 = 5",
            "h_2 = h_1/2 + x_2 = 5/2 + 2 = 4.5",
            "L = h_2^2 = 4.5^2 = 20.25",
            "L + 1 = L + 1 = 20.25 + 1 = 21.25");
  }

  @Test
  void roundsEarlierValuesForTheEyeAlone() {
    ForwardAnswer answer =
        AnswerTexts.engine("a = x/3", "b = 3*a").forward("b", AnswerTexts.point("x=1"));
    assertThat(lines(answer, Format.TEXT))
        .containsExactly("a = x/3 = 1/3 = 0.3333333333333333", "b = 3*a = 3*0.333333 = 1");
  }

  @Test
  void tellsInItsLineWhatHasNoValue() {
    ForwardAnswer answer =
        AnswerTexts.engine("a = log(x)", "b = a + 1", "c = 2*x").forward(AnswerTexts.point("x=-1"));
    List<String> lines = lines(answer, Format.TEXT);
    assertThat(lines.get(0)).contains("log(-1) is not defined");
    assertThat(lines.get(1)).contains("needs a, which has no value there");
    assertThat(lines.get(2)).endsWith("c = 2*x = 2*(-1) = -2");
  }
}
