package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;

class BackwardPassTest {
  private static final String[] NETWORK = {
    "h_1 = sigma(w_1*i_1 + w_2*i_2 + b_1)",
    "h_2 = sigma(w_3*i_1 + w_4*i_2 + b_1)",
    "o_1 = sigma(w_5*h_1 + w_6*h_2 + b_2)",
    "o_2 = sigma(w_7*h_1 + w_8*h_2 + b_2)",
    "L = 1/2*((y_1 - o_1)^2 + (y_2 - o_2)^2)"
  };

  private static final String[] AT = {
    "w_1=0.15",
    "w_2=0.2",
    "w_3=0.25",
    "w_4=0.3",
    "b_1=0.35",
    "w_5=0.4",
    "w_6=0.45",
    "w_7=0.5",
    "w_8=0.55",
    "b_2=0.6",
    "i_1=0.05",
    "i_2=0.1",
    "y_1=0.01",
    "y_2=0.99"
  };

  private static List<String> lines(BackwardAnswer answer) {
    Presenter presenter = answer.presenter();
    return answer.lines().stream()
        .map(
            each ->
                presenter.print(each.adjoint(), Format.TEXT)
                    + each.chain()
                        .map(chain -> " = " + presenter.print(chain, Format.TEXT))
                        .orElse("")
                    + (each.isPartial() ? " (partly)" : "")
                    + " = "
                    + presenter.print(each.value(), Format.TEXT))
        .toList();
  }

  @Test
  void goesFromTheLossToTheWeights() {
    BackwardAnswer answer = AnswerTexts.engine(NETWORK).backward("L", AnswerTexts.point(AT));
    assertThat(lines(answer))
        .startsWith(
            "dL/do_1 = o_1 - y_1",
            "dL/do_2 = o_2 - y_2",
            "dL/dh_1 = dL/do_1*do_1/dh_1 + dL/do_2*do_2/dh_1"
                + " = w_5*dL/do_1*o_1*(1 - o_1) + w_7*dL/do_2*o_2*(1 - o_2)",
            "dL/dh_2 = dL/do_1*do_1/dh_2 + dL/do_2*do_2/dh_2"
                + " = w_6*dL/do_1*o_1*(1 - o_1) + w_8*dL/do_2*o_2*(1 - o_2)")
        .contains("dL/dw_1 = dL/dh_1*dh_1/dw_1 = i_1*dL/dh_1*h_1*(1 - h_1)");
    Map<String, Double> numbers = new HashMap<>();
    for (BackwardAnswer.Line each : answer.lines()) {
      numbers.put(each.quantity().toString(), each.number().map(Value::number).orElseThrow());
    }
    assertThat(0.15 - 0.5 * numbers.get("w_1")).isCloseTo(0.1497807161327628, within(1e-15));
    assertThat(0.55 - 0.5 * numbers.get("w_8")).isCloseTo(0.5613701211079891, within(1e-15));
    assertThat(0.35 - 0.5 * numbers.get("b_1")).isCloseTo(0.3406371953026479, within(1e-15));
    assertThat(0.6 - 0.5 * numbers.get("b_2")).isCloseTo(0.5497998374439996, within(1e-15));
  }

  @Test
  void agreesWithFiniteDifferences() {
    for (BackwardAnswer.Line each :
        AnswerTexts.engine(NETWORK).backward("L", AnswerTexts.point(AT)).lines()) {
      assertThat(each.check().get().verdict())
          .as(each.quantity().toString())
          .isEqualTo(CheckResult.Verdict.PROBABLE);
    }
  }

  @Test
  void summarisesAllStepsOfARecurrence() {
    BackwardAnswer answer =
        AnswerTexts.engine("h_t = w*h_{t-1} + x_t", "h_0 = 1", "L = h_T^2")
            .backward("L", AnswerTexts.point("w=2", "x=[1,3]", "T=2"));
    assertThat(lines(answer))
        .containsExactly(
            "dL/dh_2 = 2*h_2",
            "dL/dh_1 = dL/dh_2*dh_2/dh_1 = w*dL/dh_2",
            "dL/dh_0 = dL/dh_1*dh_1/dh_0 = w*dL/dh_1",
            "dL/dw = dL/dh_1*dh_1/dw + dL/dh_2*dh_2/dw (partly) = h_0*dL/dh_1 + h_1*dL/dh_2",
            "dL/dx_1 = dL/dh_1*dh_1/dx_1 = dL/dh_1",
            "dL/dx_2 = dL/dh_2*dh_2/dx_2 = dL/dh_2");
    // h_1 = 3, h_2 = 9: dL/dw = 18*3 + 36*1.
    assertThat(answer.lines().get(3).number().map(Value::number)).hasValue(90.0);
    assertThat(answer.notes()).anyMatch(each -> each.contains("held fixed"));
  }

  @Test
  void tellsAKinkInItsLine() {
    BackwardAnswer answer =
        AnswerTexts.engine("z = w*x", "L = relu(z)").backward("L", AnswerTexts.point("w=1", "x=0"));
    assertThat(answer.lines().get(0).number().map(Value::error).orElseThrow()).contains("kink");
    assertThat(answer.lines().get(1).number().map(Value::number)).hasValue(0.0);
  }

  @Test
  void givesFormulasForFamiliesWithoutAPoint() {
    BackwardAnswer answer =
        AnswerTexts.engine(
                "z_j = sum_i W_{j,i}*x_i + b_j", "a_j = relu(z_j)", "L = sum_j (a_j - y_j)^2")
            .backward("L", Map.of());
    assertThat(lines(answer))
        .contains(
            "dL/da_j = 2*(a_j - y_j)",
            "dL/dW_{j,i} = sum(k=1..n, dL/dz_k*dz_k/dW_{j,i}) = x_i*dL/dz_j",
            "dL/dx_i = sum(j=1..n, dL/dz_j*dz_j/dx_i) = sum(j=1..n, W_{j,i}*dL/dz_j)");
  }

  @Test
  void givesOneFormulaForManyElements() {
    BackwardAnswer answer =
        AnswerTexts.engine("h_j = sigma(sum(i=1..300, w_{i,j}*x_i))", "j in 1..80", "L = sum_j h_j")
            .backward("L", Map.of());
    assertThat(lines(answer)).anyMatch(each -> each.startsWith("dL/dw_{i,j} = "));
    assertThat(answer.notes()).anyMatch(each -> each.contains("more than 400"));
  }

  @Test
  void namesAnOutputWithoutAName() {
    BackwardAnswer answer = AnswerTexts.engine("p = a*x").backward("p^2", Map.of());
    assertThat(answer.definition().map(Object::toString)).hasValue("p^2");
    assertThat(lines(answer))
        .containsExactly(
            "dL/dp = 2*p", "dL/da = dL/dp*dp/da = x*dL/dp", "dL/dx = dL/dp*dp/dx = a*dL/dp");
  }
}
