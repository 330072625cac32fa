package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.laws.Unrolled;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The derivatives that the five problem sets ask for, in the solutions' forms and in ours. */
class ProblemSetsTest {
  private static final String[] SIGMOID_NETWORK = {
    "h_1 = sigma(w_1*x_1 + w_2*x_2 + b_1)",
    "h_2 = sigma(w_3*x_1 + w_4*x_2 + b_1)",
    "o_1 = sigma(w_5*h_1 + w_6*h_2 + b_2)",
    "o_2 = sigma(w_7*h_1 + w_8*h_2 + b_2)",
    "E = 1/2*((y_1 - o_1)^2 + (y_2 - o_2)^2)"
  };

  private static final Map<String, Object> SIGMOID_POINT =
      Problems.point(
          "w_1", 0.15, "w_2", 0.2, "w_3", 0.25, "w_4", 0.3, "b_1", 0.35, "w_5", 0.4, "w_6", 0.45,
          "w_7", 0.5, "w_8", 0.55, "b_2", 0.6, "x_1", 0.05, "x_2", 0.1, "y_1", 0.01, "y_2", 0.99);

  private static final String[] LINEAR_NETWORK = {
    "h_1 = w_1*x_1 + w_2*x_2",
    "h_2 = w_3*x_1 + w_4*x_2",
    "o = w_5*h_1 + w_6*h_2",
    "E = 1/2*(y - o)^2"
  };

  private static final Map<String, Object> LINEAR_POINT =
      Problems.point(
          "w_1", 0.11, "w_2", 0.21, "w_3", 0.12, "w_4", 0.08, "w_5", 0.14, "w_6", 0.15, "x_1", 2,
          "x_2", 3, "y", 1);

  static List<Classic> problems() {
    return Classic.read("problem-sets.txt");
  }

  @ParameterizedTest
  @MethodSource("problems")
  void printsTheAnswer(Classic problem) {
    DerivativeAnswer answer =
        Problems.engine(problem.statements().toArray(new String[0]))
            .differentiate(problem.question(), List.of(problem.variable()), 1, List.of());

    assertThat(answer.result()).isEqualTo(problem.printed());
    assertThat(problem.ratio()).isLessThanOrEqualTo(1.5);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void agreesElementByElementAsTheSolutionDoes(Classic problem) {
    Unrolled unrolled = new Unrolled(problem.statements(), problem.question(), problem.variable());
    for (int size = 2; size <= 4; size++) {
      Map<String, Integer> lengths = new HashMap<>();
      for (String length : List.of("n", "D", "A", "K")) {
        lengths.put(length, size < 4 ? size : 4 - lengths.size() % 3);
      }
      unrolled.check(problem.printed(), lengths, size);
      unrolled.check(problem.textbook(), lengths, 10 + size);
    }
    assertThat(unrolled.compared()).isGreaterThanOrEqualTo(6);
  }

  /** 000, 1: each weight after one step with the rate 0.5. */
  @ParameterizedTest
  @CsvSource({
    "w_1, 0.1497807161327628", "w_2, 0.19956143226552567", "w_3, 0.24975114363236958",
    "w_4, 0.29950228726473915", "w_5, 0.35891647971788465", "w_6, 0.4086661860762334",
    "w_7, 0.5113012702387375", "w_8, 0.5613701211079891", "b_1, 0.3406371953026479",
    "b_2, 0.5497998374439996"
  })
  void updatesTheSigmoidNetwork(String weight, double updated) {
    double start = ((Number) SIGMOID_POINT.get(weight)).doubleValue();

    assertThat(start - 0.5 * derivative(SIGMOID_NETWORK, SIGMOID_POINT, weight))
        .isCloseTo(updated, within(1e-12));
  }

  /** 000, 2: each weight after one step with the rate 0.05. */
  @ParameterizedTest
  @CsvSource({
    "w_1, 0.121326",
    "w_2, 0.226989",
    "w_3, 0.132135",
    "w_4, 0.0982025",
    "w_5, 0.1743825",
    "w_6, 0.169416"
  })
  void updatesTheLinearNetwork(String weight, double updated) {
    double start = ((Number) LINEAR_POINT.get(weight)).doubleValue();

    assertThat(start - 0.05 * derivative(LINEAR_NETWORK, LINEAR_POINT, weight))
        .isCloseTo(updated, within(1e-12));
  }

  private static double derivative(String[] network, Map<String, Object> point, String weight) {
    return Problems.engine(network)
        .differentiate("E", List.of(weight), 1, List.of(point))
        .values()
        .get(0)
        .number();
  }

  @ParameterizedTest
  @CsvSource({
    "h_1, 0.5932699921071872",
    "h_2, 0.596884378259767",
    "o_1, 0.7513650695523157",
    "o_2, 0.7729284653214625",
    "E, 0.2983711087600027"
  })
  void evaluatesTheSigmoidNetwork(String unit, double expected) {
    assertThat(value(SIGMOID_NETWORK, SIGMOID_POINT, unit)).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"h_1, 0.85", "h_2, 0.48", "o, 0.191", "E, 0.3272405"})
  void evaluatesTheLinearNetwork(String unit, double expected) {
    assertThat(value(LINEAR_NETWORK, LINEAR_POINT, unit)).isCloseTo(expected, within(1e-12));
  }

  private static double value(String[] network, Map<String, Object> point, String unit) {
    return Problems.engine(network).evaluate(unit, List.of(point)).values().get(0).number();
  }

  /** 001, 3.3: the weight 0.5 goes to 0.65. */
  @Test
  void updatesTheRectifiedNetwork() {
    Classic problem =
        problems().stream().filter(each -> each.question().equals("MSE")).findFirst().orElseThrow();
    Map<String, Object> point =
        Problems.point(
            "x_1", 2, "x_2", -1, "w_{1,1}", 1, "w_{1,2}", -0.5, "w_{2,1}", 0.5, "w_{2,2}", -1,
            "w_{3,1}", 0.5, "w_{3,2}", -1, "w_{4,1}", -0.5, "w_{4,2}", 1, "b_1", 0.5, "b_2", -0.5,
            "b_3", -1, "b_4", 0.5, "t_1", 1, "t_2", 0.5);
    double derivative =
        Problems.engine(problem.statements().toArray(new String[0]))
            .differentiate("MSE", List.of("w_{2,1}"), 1, List.of(point))
            .values()
            .get(0)
            .number();

    assertThat(derivative).isCloseTo(-1.5, within(1e-12));
    assertThat(0.5 - 0.1 * derivative).isCloseTo(0.65, within(1e-12));
  }

  /** 003, 1.1. */
  @Test
  void evaluatesTheTwoLayersForward() {
    String[] network = {
      "a_1 = sigma(0.4 + 0.3 + 1)",
      "a_2 = sigma(0.6 + 0.9 + 1)",
      "a_3 = sigma(0.2 + 0.5 + 1)",
      "o = sigma(0.2*a_1 + 0.2*a_2 + 0.8*a_3 + 0.5)"
    };

    assertThat(value(network, Map.of(), "o")).isCloseTo(0.822059433706368, within(1e-12));
  }

  /** What is printed wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 002, (24): exp(-x_5) stands where exp(-x_1) is meant.
        "x_5 = sigma(x_1) | x_5 | x_1 | exp(-x_5)/(1 + exp(-x_5))^2",
        // 003, 1.2: what is printed as the bias's derivative, by the weight.
        "a = sigma(w*x + b) | 1/2*(y - a)^2 | w | (a - y)*a*(1 - a)",
        // 004, 1d: the gradient at h_{t-1} = 0, with y where y*(w_o*h + b) is meant.
        "h = sigma(w_1*x_1) | -log(sigma(y*(w_o*h + b))) | w_1"
            + " | ((-y)*(1 - sigma(y)) - (1 - y)*sigma(y))*w_o*h*(1 - h)*x_1",
        // 004, 1d: the cross-entropy by the probability, a sign wrong.
        "L = -y*log(p) - (1 - y)*log(1 - p) | L | p | -y/p - (1 - y)/(1 - p)"
      })
  void refutesWhatIsPrintedWrong(
      String definition, String question, String variable, String printed) {
    CheckResult check =
        Problems.engine(definition).check(question, List.of(variable), 1, printed).check();

    assertThat(check.verdict()).as(check.sentence()).isEqualTo(CheckResult.Verdict.REFUTED);
    assertThat(check.counterexample()).isNotNull();
  }
}
