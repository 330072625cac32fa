package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.chainrule.error.NamesException;
import org.chainrule.error.PointException;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final DerivingEngine LINEAR =
      AnswerTexts.engine(
          "h_1 = w_1*i_1 + w_2*i_2",
          "h_2 = w_3*i_1 + w_4*i_2",
          "out = w_5*h_1 + w_6*h_2",
          "E = 1/2*(y - out)^2");

  private static final Map<String, Object> POINT =
      AnswerTexts.point("w=[0.11,0.21,0.12,0.08,0.14,0.15]", "i=[2,3]", "y=1");

  @Test
  void takesOneStepOfTheLinearNetwork() {
    Parameters parameters = LINEAR.parameters("E", List.of("w"), List.of(), POINT);
    assertThat(parameters.names().toString()).isEqualTo("[w_1, w_2, w_3, w_4, w_5, w_6]");
    double[] values = parameters.start();
    double[] gradient = new double[6];
    assertThat(parameters.at(values, gradient)).isCloseTo(0.3272405, within(1e-15));
    for (int i = 0; i < values.length; i++) {
      values[i] -= 0.05 * gradient[i];
    }
    assertThat(values)
        .containsExactly(
            new double[] {0.121326, 0.226989, 0.132135, 0.0982025, 0.1743825, 0.169416},
            within(1e-15));
    assertThat(parameters.start()[0]).isEqualTo(0.11);
  }

  @Test
  void takesElementsAndSpansInTheirOrder() {
    Parameters parameters =
        LINEAR.parameters("E", List.of("w_6", "w_1..w_3", "w_5..5"), List.of(), POINT);
    assertThat(parameters.names().toString()).isEqualTo("[w_6, w_1, w_2, w_3, w_5]");
    double[] gradient = new double[5];
    parameters.at(parameters.start(), gradient);
    assertThat(gradient[0]).isCloseTo(-0.38832, within(1e-15));
  }

  @Test
  void takesRowsOfData() {
    Parameters parameters =
        AnswerTexts.engine("p = sigma(sum(i=1..2, w_i*x_i) + b)", "L = (p - y)^2")
            .parameters(
                "L", List.of("w", "b"), List.of("x", "y"), AnswerTexts.point("w=[0,0]", "b=0"));
    assertThat(parameters.names().toString()).isEqualTo("[w_1, w_2, b]");
    assertThat(parameters.columns().toString()).isEqualTo("[x_1, x_2, y]");
    double[] gradient = new double[3];
    double value = parameters.at(parameters.start(), new double[] {1, 2, 1}, gradient);
    assertThat(value).isEqualTo(0.25);
    assertThat(gradient).containsExactly(-0.25, -0.5, -0.25);
  }

  @Test
  void stepsThroughARecurrence() {
    Parameters parameters =
        AnswerTexts.engine("h_t = w*h_{t-1} + x_t", "h_0 = 1", "L = h_T^2")
            .parameters("L", List.of("w"), List.of(), AnswerTexts.point("w=2", "x=[1,3]", "T=2"));
    double[] gradient = new double[1];
    assertThat(parameters.at(parameters.start(), gradient)).isEqualTo(81);
    assertThat(gradient).containsExactly(90);
  }

  @Test
  void refusesWhatCannotBeStepped() {
    assertThatThrownBy(() -> LINEAR.parameters("E", List.of("h_1"), List.of(), POINT))
        .isInstanceOf(PointException.class)
        .hasMessageContaining("defined");
    assertThatThrownBy(
            () -> LINEAR.parameters("E", List.of("w"), List.of(), AnswerTexts.point("y=1")))
        .isInstanceOf(NamesException.class)
        .hasMessageContaining("w_1");
  }
}
