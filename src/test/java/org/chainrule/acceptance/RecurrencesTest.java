package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chainrule.Chainrule;
import org.chainrule.Model;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.ParseException;
import org.chainrule.expr.Expr;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrences: the derivative in terms of its own, in closed form, unrolled, and checked. */
class RecurrencesTest {
  private static final String STEP = "h_t = sigma(w_1*x_t + w_2*h_{t-1})";
  private static final String[] NETWORK = {STEP, "h_0 = 0"};
  private static final String CLOSED =
      "sum(k=1..t, x_k*h_k*(1 - h_k)*prod(j=k+1..t, w_2*h_j*(1 - h_j)))";

  private static DerivativeAnswer answer(
      String expression, String variable, String... definitions) {
    return Problems.engine(definitions)
        .differentiate(expression, List.of(variable.split(";")), 1, List.of());
  }

  private static void assertProbable(CheckResult check) {
    assertThat(check.verdict()).as(check.sentence()).isEqualTo(CheckResult.Verdict.PROBABLE);
  }

  @Test
  void networkByItsWeight() {
    DerivativeAnswer answer = answer("h_t", "w_1", NETWORK);

    assertThat(answer.result()).isEqualTo("h_t*(1 - h_t)*(x_t + w_2*dh_{t-1}/dw_1)");
    assertThat(answer.notes()).containsExactly("closed form: " + CLOSED);
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  /** No element depends on an input of a later step: there is no derivative of a state to keep. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h_t           | x_t     | w_1*h_t*(1 - h_t)",
        "h_{t-1}       | x_t     | 0",
        "h_t           | x_{t+2} | 0",
        "h_t + h_{t-1} | x_t     | w_1*h_t*(1 - h_t)",
      })
  void inputsOfLaterSteps(String expression, String variable, String derivative) {
    DerivativeAnswer answer = answer(expression, variable, NETWORK);

    assertThat(answer.result().replace("dh_t/dx_t", "w_1*h_t*(1 - h_t)")).isEqualTo(derivative);
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h_t | w_2 | sum(k=1..t, h_{k-1}*h_k*(1 - h_k)*prod(j=k+1..t, w_2*h_j*(1 - h_j)))",
        "h_t | x_k | cases(w_1*h_k*(1 - h_k)*prod(j=k+1..t, w_2*h_j*(1 - h_j)) if k <= t,"
            + " 0 otherwise)",
        "h_t | h_0 | prod(k=1..t, w_2*h_k*(1 - h_k))",
        "h_t | h_s | cases(prod(k=s+1..t, w_2*h_k*(1 - h_k)) if s <= t, 0 otherwise)",
        "h_{t+1} | h_0 | prod(k=1..t+1, w_2*h_k*(1 - h_k))",
        "h_t^2 | h_0 | 2*h_t*prod(k=1..t, w_2*h_k*(1 - h_k))",
        "sum(t=1..T, (h_t - y_t)^2/2) | h_s"
            + " | sum(t=max(1, s)..T, (h_t - y_t)*prod(k=s+1..t, w_2*h_k*(1 - h_k)))",
        "sum(t=1..T, (h_t - y_t)^2/2) | w_1"
            + " | sum(t=1..T, (h_t - y_t)*sum(k=1..t, x_k*h_k*(1 - h_k)"
            + "*prod(j=k+1..t, w_2*h_j*(1 - h_j))))",
        "h_t | w_1;w_1 | sum(k=1..t, (1 - 2*h_k)*(x_k + w_2*sum(j=1..k-1, x_j*h_j*(1 - h_j)"
            + "*prod(i=j+1..k-1, w_2*h_i*(1 - h_i))))*prod(j=k+1..t, w_2*h_j*(1 - h_j))"
            + "*sum(j=1..k, x_j*h_j*(1 - h_j)*prod(i=j+1..k, w_2*h_i*(1 - h_i))))"
      })
  void closedFormsOfTheNetwork(String expression, String variable, String closed) {
    DerivativeAnswer answer = answer(expression, variable, NETWORK);

    assertThat(answer.notes()).containsExactly("closed form: " + closed);
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s_t = b*s_{t-1} + g_t; s_0 = 0 | s_t | b | sum(k=1..t, s_{k-1}*b^(t - k))",
        "s_t = b*s_{t-1} + g_t; s_0 = 0 | s_t | g_k | cases(b^(t - k) if k <= t, 0 otherwise)",
        "p_t = p_{t-1} - r*s_t; p_0 = q; s_t = b*s_{t-1} + g_t; s_0 = 0 | p_t | r"
            + " | -sum(k=1..t, s_k)",
        "h_t = a*h_{t-1} + b; h_2 = c | h_t | c | a^(t - 2)",
        "v_t = r_t + g*v_{t+1}; v_5 = q | v_t | g | sum(k=t..4, v_{k+1}*g^(k - t))",
        "p_t = p_{t-1} - r*(a*p_{t-1} - c); p_0 = q | p_t | r;q | -a*t*(1 - a*r)^(t - 1)",
        "h_t = tanh(w*h_{t-1}); h_0 = a; l_t = (v*h_t - y_t)^2/2 | l_t | h_s"
            + " | v*cases(prod(k=s+1..t, w*(1 - h_k^2)) if s <= t, 0 otherwise)*(v*h_t - y_t)",
        "v_t = b*v_{t-1} + g_t; v_0 = 0; p_t = p_{t-1} - r*v_t; p_0 = q | p_t | b"
            + " | -r*sum(k=1..t, sum(j=1..k, v_{j-1}*b^(k - j)))"
      })
  void closedFormsOfOtherRecurrences(
      String definitions, String expression, String variable, String closed) {
    DerivativeAnswer answer = answer(expression, variable, definitions.split("; "));

    assertThat(answer.notes()).containsExactly("closed form: " + closed);
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f_t = a*f_{t-1} + b*f_{t-2}; f_0 = 0; f_1 = c | f_t | a"
            + " | the recurrence of f uses more than the element before",
        "h_t = a*h_{t-1}^2 | h_t | a | the recurrence of h has no start",
        "c_t = a*h_{t-1} + c_{t-1}; h_t = tanh(c_t + h_{t-1}); c_0 = 0; h_0 = 0 | h_t | a"
            + " | the recurrences of c, h lead to each other"
      })
  void saysWhyThereIsNoClosedForm(
      String definitions, String expression, String variable, String reason) {
    DerivativeAnswer answer = answer(expression, variable, definitions.split("; "));

    assertThat(answer.notes()).containsExactly("no closed form: " + reason);
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  @Test
  void tellsFromWhereTheRecurrenceHolds() {
    assertThat(answer("h_t", "w_1", STEP, "h_1 = tanh(w_1)").conditions())
        .containsExactly("for t >= 2");
    assertThat(answer("h_t", "w_1", NETWORK).conditions()).isEmpty();
  }

  @Test
  void rightClaimsAreProbable() {
    for (String claim : List.of("h_t*(1-h_t)*(x_t + w_2*dh_{t-1}/dw_1)", CLOSED)) {
      assertProbable(Problems.engine(NETWORK).check("h_t", List.of("w_1"), 1, claim).check());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h_t*(1-h_t)*(x_t + w_1*dh_{t-1}/dw_1)",
        "h_t*(1-h_t)*(x_t + w_2*dh_{t-1}/dw_2)",
        "h_t*(1-h_t)*(x_t + w_2*dh_{t-2}/dw_1)",
        "h_t*(1-h_t)*x_t",
        "sum(k=1..t, x_k*h_k*(1 - h_k)*prod(j=k..t, w_2*h_j*(1 - h_j)))",
        "sum(k=2..t, x_k*h_k*(1 - h_k)*prod(j=k+1..t, w_2*h_j*(1 - h_j)))"
      })
  void wrongClaimsAreNotProbable(String claim) {
    CheckResult check = Problems.engine(NETWORK).check("h_t", List.of("w_1"), 1, claim).check();

    assertThat(check.verdict()).as(check.sentence()).isEqualTo(CheckResult.Verdict.REFUTED);
  }

  @Test
  void anEarlierStateIsIndependent() {
    assertThat(answer("h_t", "h_{t-1}", NETWORK).result()).isEqualTo("w_2*h_t*(1 - h_t)");
    assertThat(answer("h_t", "h_s", NETWORK).result())
        .startsWith("cases(1 if s = t, ")
        .endsWith(" otherwise)");
    assertThat(answer("h_t", "h_t", NETWORK).result()).isEqualTo("1");
    assertThat(answer("h_2", "h_3", NETWORK).result()).isEqualTo("0");
    assertThat(answer("y_i", "y_j", "y_i = z_i^2").result()).isEqualTo("delta(i,j)");
  }

  @Test
  void anInputThatDoesNotOccurHasNoInfluence() {
    assertThat(answer("h_t", "q", NETWORK).result()).isEqualTo("0");
  }

  @Test
  void theModelGivesTheClosedForm() {
    Model model = Chainrule.model(NETWORK);

    assertThat(model.closedForm("h_t", "w_1"))
        .isSameAs(Chainrule.model(NETWORK).closedForm("h_t", "w_1"));
    assertThat(model.closedForm("h_t", "w_1").toString()).isEqualTo(CLOSED);
    assertThat(model.diff("h_t", "w_1").toString())
        .isEqualTo("h_t*(1 - h_t)*(x_t + w_2*dh_{t-1}/dw_1)");
  }

  @Test
  void unrollsDownToTheStart() {
    Model model = Chainrule.model(NETWORK);

    assertThat(model.unroll("h_3"))
        .isSameAs(Chainrule.parse("sigma(w_1*x_3 + w_2*sigma(w_1*x_2 + w_2*sigma(w_1*x_1)))"));
    assertThat(model.unroll("sum(t=1..2, h_t - y_t)"))
        .isSameAs(model.unroll("h_1 - y_1 + h_2 - y_2"));
    assertThat(model.unroll("h_0")).isSameAs(Expr.of(0));
  }

  @Test
  void unrollsALongWayWithSharing() {
    Model model = Chainrule.model("h_t = h_{t-1}*(r - h_{t-1}) + sin(h_{t-1})", "h_0 = c");
    Expr unrolled = model.unroll("h_1000");

    double value = 0.5;
    for (int i = 0; i < 1000; i++) {
      value = value * (0.25 - value) + Math.sin(value);
    }
    assertThat(unrolled.at("r", 0.25, "c", 0.5)).isCloseTo(value, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h_t = sigma(h_{t-1}) | h_3 | has no start",
        "h_t = sigma(h_{t-1}); h_0 = 0 | h_t | is no number",
        "h_t = sigma(h_{t-1}); h_1 = 0 | h_0 | before the start",
        "h_t = sigma(h_{t-1}); h_0 = 0 | 1 + h_{-1} | before the start",
        "h_t = sigma(h_{t-2}); h_0 = 0 | h_1 | before the start"
      })
  void refusesToUnrollWithoutEnd(String definitions, String expression, String message) {
    Model model = Chainrule.model(definitions.split("; "));

    assertThatThrownBy(() -> model.unroll(expression))
        .isInstanceOfSatisfying(
            ParseException.class,
            refusal -> {
              assertThat(refusal).hasMessageContaining(message);
              assertThat(refusal.line()).isEqualTo(1);
              assertThat(refusal.column()).isEqualTo(expression.startsWith("1") ? 5 : 1);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"h_t = h_t + 1", "h_t = h_{t-1} + h_{t+1}", "h_{i,t} = h_{i-1,t} + h_{i+1,t}"})
  void refusesCycles(String definition) {
    assertThatThrownBy(() -> Chainrule.model(definition))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("defined by itself");
  }

  @Test
  void refusesElementsThatNothingDefines() {
    assertThatThrownBy(() -> answer("h_{-1}", "w_1", NETWORK))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("before the start");
    assertThatThrownBy(() -> answer("h_3", "w_1", STEP))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining("no start");
  }

  @Test
  void refusesAMixedDerivativeWithTwoMeanings() {
    assertThatThrownBy(() -> answer("h_t", "h_s;w_1", NETWORK))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining("h_s depends on w_1");
    assertThat(answer("h_t", "h_0;w_1", NETWORK).check())
        .isNotNull()
        .satisfies(RecurrencesTest::assertProbable);
  }

  /** Without a limit in time too, an element far from the start does not fill the memory. */
  @Test
  void refusesElementsTooFarFromTheStart() {
    Model model = Chainrule.model("h_0 = 1", "h_t = sin(a*h_{t-1})");

    for (String far : List.of("h_1000000000", "h_1000001 + a")) {
      for (ThrowingCallable work :
          List.<ThrowingCallable>of(
              () -> model.diff(far, "a"),
              () -> model.unroll(far),
              () -> model.closedForm(far, "a"))) {
        assertThatThrownBy(work)
            .isInstanceOf(BudgetException.class)
            .hasMessageContaining("steps from the start of its recurrence");
      }
    }
  }

  @Test
  void anElementGivenLaterIsLeftOut() {
    DerivativeAnswer answer = answer("h_t", "w", "h_t = w*h_{t-1} + x_t", "h_0 = 0", "h_3 = c");

    assertThat(answer.conditions()).containsExactly("for t != 3");
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  @Test
  void backpropagatesThroughTime() {
    DerivativeAnswer answer =
        answer("L", "w_2", STEP, "h_0 = 0", "l_t = (h_t - y_t)^2/2", "L = sum(t=1..T, l_t)");

    assertThat(answer.result()).isEqualTo("sum(t=1..T, dh_t/dw_2*(h_t - y_t))");
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  @Test
  void stepsAlongTwoIndices() {
    DerivativeAnswer answer =
        answer(
            "h_{l,t}",
            "w",
            "h_{l,t} = tanh(w*h_{l-1,t} + u*h_{l,t-1})",
            "h_{0,t} = x_t",
            "h_{l,0} = 0");

    assertThat(answer.result())
        .isEqualTo("(1 - h_{l,t}^2)*(h_{l-1,t} + u*dh_{l,t-1}/dw + w*dh_{l-1,t}/dw)");
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a_{2,j} | p_i | A_{i,j}*b_{i,1}*b_{j,2}",
        "a_{1,j} | p_i | b_{j,1}*delta(i,j)",
        "log(sum_j a_{2,j}) | p_i | b_{i,1}*sum(j=1..N, A_{i,j}*b_{j,2})/sum(j=1..N, a_{2,j})"
      })
  void goesThroughNumberedStepsOfAllElements(String expression, String variable, String result) {
    DerivativeAnswer answer =
        answer(
            expression,
            variable,
            "i, j in 1..N",
            "a_{1,j} = p_j*b_{j,1}",
            "a_{t,j} = b_{j,t}*sum_i a_{t-1,i}*A_{i,j}");

    assertThat(answer.result()).isEqualTo(result);
    assertThat(answer.notes()).isEmpty();
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"h_{t-1,j} | W_{i,j}*(1 - h_{t,i}^2)", "h_{t,j} | delta(i,j)", "h_{t+1,j} | 0"})
  void elementsOfOneStepAreIndependent(String variable, String result) {
    DerivativeAnswer answer =
        answer(
            "h_{t,i}",
            variable,
            "i, j in 1..n",
            "h_{t,i} = tanh(sum_j W_{i,j}*h_{t-1,j} + x_{t,i})",
            "h_{0,i} = 0");

    assertThat(answer.result()).isEqualTo(result);
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
  }

  @Test
  void aStepOfAdamHasADerivative() {
    String[] adam = {
      "m_t = b*m_{t-1} + (1 - b)*g_t",
      "v_t = c*v_{t-1} + (1 - c)*g_t^2",
      "p_t = p_{t-1} - r*(m_t/(1 - b^t))/(sqrt(v_t/(1 - c^t)) + q)",
      "m_0 = 0",
      "v_0 = 0",
      "p_0 = s"
    };

    assertThat(answer("v_1", "c", adam).result()).isEqualTo("v_0 - g_1^2");
  }

  @Test
  void tellsFromWhereElementsExistThatAreReachedThroughOthers() {
    DerivativeAnswer answer =
        answer("z_t", "w", "h_t = tanh(w*h_{t-1})", "h_1 = c", "z_t = h_t - h_{t-1}");

    assertThat(answer.conditions()).containsExactly("for t >= 2");
    assertThat(answer.check()).isNotNull();
    assertProbable(answer.check());
    assertThat(answer("sum(i=1..m, x_i)", "x_1", "x : R^3").conditions())
        .containsExactly("for m <= 3");
  }

  /** A number of steps, and the point that goes with it. */
  private static List<Map<String, Object>> points(Object... namesAndValues) {
    return IntStream.rangeClosed(1, 4)
        .mapToObj(
            steps -> {
              Map<String, Object> point = Problems.point(namesAndValues);
              point.put("t", steps);
              return point;
            })
        .toList();
  }

  private interface Network {
    double at(double weight, int steps);
  }

  private static void assertSlopes(DerivativeAnswer answer, Network network, double weight) {
    for (int steps = 1; steps <= 4; steps++) {
      double coarse = slope(network, weight, steps, 2e-3);
      double fine = slope(network, weight, steps, 1e-3);
      assertThat(answer.values().get(steps - 1).number())
          .as("%s at %s: %s", answer.result(), steps, answer.values().get(steps - 1))
          .isCloseTo((4 * fine - coarse) / 3, within(1e-10));
    }
  }

  private static double slope(Network network, double weight, int steps, double move) {
    return (network.at(weight + move, steps) - network.at(weight - move, steps)) / (2 * move);
  }

  private static double sigma(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static final double[] INPUTS = {0, 0.7, -1.3, 0.4, 1.1};

  @Test
  void longShortTermMemory() {
    String[] definitions = {
      "i_t = sigma(a*x_t + b*h_{t-1})",
      "f_t = sigma(u*x_t + v*h_{t-1})",
      "o_t = sigma(p*x_t + q*h_{t-1})",
      "g_t = tanh(r*x_t + s*h_{t-1})",
      "c_t = f_t*c_{t-1} + i_t*g_t",
      "h_t = o_t*tanh(c_t)",
      "h_0 = 0",
      "c_0 = 0"
    };
    for (String weight : List.of("u", "b")) {
      Network network =
          (moved, steps) -> {
            double u = weight.equals("u") ? moved : 0.6;
            double b = weight.equals("b") ? moved : -0.8;
            double h = 0;
            double c = 0;
            for (int t = 1; t <= steps; t++) {
              double x = INPUTS[t];
              double i = sigma(0.3 * x + b * h);
              double f = sigma(u * x + 1.2 * h);
              double o = sigma(-0.5 * x + 0.9 * h);
              double g = Math.tanh(1.4 * x - 0.7 * h);
              c = f * c + i * g;
              h = o * Math.tanh(c);
            }
            return h;
          };
      DerivativeAnswer answer =
          Problems.engine(definitions)
              .differentiate(
                  "h_t",
                  List.of(weight),
                  1,
                  points(
                      "a", 0.3, "b", -0.8, "u", 0.6, "v", 1.2, "p", -0.5, "q", 0.9, "r", 1.4, "s",
                      -0.7, "x_1", 0.7, "x_2", -1.3, "x_3", 0.4, "x_4", 1.1));

      assertThat(answer.result()).contains("dc_{t-1}/d" + weight, "dh_{t-1}/d" + weight);
      assertSlopes(answer, network, weight.equals("u") ? 0.6 : -0.8);
    }
  }

  @Test
  void gatedRecurrentUnit() {
    String[] definitions = {
      "z_t = sigma(a*x_t + b*h_{t-1})",
      "r_t = sigma(c*x_t + d*h_{t-1})",
      "n_t = tanh(p*x_t + q*r_t*h_{t-1})",
      "h_t = (1 - z_t)*n_t + z_t*h_{t-1}",
      "h_0 = 0"
    };
    Network network =
        (d, steps) -> {
          double h = 0;
          for (int t = 1; t <= steps; t++) {
            double x = INPUTS[t];
            double z = sigma(0.3 * x - 0.8 * h);
            double r = sigma(0.6 * x + d * h);
            double n = Math.tanh(-0.5 * x + 0.9 * r * h);
            h = (1 - z) * n + z * h;
          }
          return h;
        };
    DerivativeAnswer answer =
        Problems.engine(definitions)
            .differentiate(
                "h_t",
                List.of("d"),
                1,
                points(
                    "a", 0.3, "b", -0.8, "c", 0.6, "d", 1.2, "p", -0.5, "q", 0.9, "x_1", 0.7, "x_2",
                    -1.3, "x_3", 0.4, "x_4", 1.1));

    assertThat(answer.result()).contains("dh_{t-1}/dd").doesNotContain("tanh", "sigma");
    assertThat(answer.notes().get(0)).startsWith("closed form: q*sum(k=1..t, ");
    assertSlopes(answer, network, 1.2);
  }
}
