package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;

/** Three steps of a recurrent network, and the derivative that a student got wrong. */
class RecurrentNetworkTest {
  private static final String[] NETWORK = {
    "h_1 = sigma(w_1*x_1)", "h_2 = sigma(w_1*x_2 + w_2*h_1)", "h_3 = sigma(w_1*x_3 + w_2*h_2)"
  };

  private static final String THIRD = "sigma(w_1*x_3 + w_2*h_2)";

  /** As printed: the factors x_3 + w_2*h_2 and so on multiply where they should add. */
  private static final String PRINTED =
      THIRD
          + "*(1 - "
          + THIRD
          + ")*(x_3 + w_2*sigma(w_1*x_2 + w_2*sigma(w_1*x_1)))"
          + "*(1 - sigma(w_1*x_2 + w_2*sigma(w_1*x_1)))"
          + "*(x_2 + w_2*(sigma(w_1*x_1)*(1 - sigma(w_1*x_1))))*x_1";

  private static final String RIGHT =
      "h_3*(1 - h_3)*(x_3 + w_2*h_2*(1 - h_2)*(x_2 + w_2*h_1*(1 - h_1)*x_1))";

  @Test
  void derivesTheThirdStateInTermsOfTheStates() {
    DerivativeAnswer answer =
        Problems.engine(NETWORK).differentiate("h_3", List.of("w_1"), 1, List.of());

    assertThat(answer.result()).contains("h_1", "h_2", "h_3").doesNotContain("sigma", "exp");
    assertThat(answer.check()).isNotNull();
    assertThat(answer.check().verdict()).isEqualTo(CheckResult.Verdict.PROBABLE);
  }

  @Test
  void derivesTheThirdStateRightAtPoints() {
    double[][] points = {
      {0.3, -0.7, 1.5, -0.4, 0.9}, {-1.2, 2.5, 0.1, 0.8, -1.6}, {2, 1, -1, 0.5, 0.25}
    };
    for (double[] p : points) {
      Double value =
          Problems.engine(NETWORK)
              .differentiate(
                  "h_3",
                  List.of("w_1"),
                  1,
                  List.of(
                      Problems.point(
                          "w_1", p[0], "w_2", p[1], "x_1", p[2], "x_2", p[3], "x_3", p[4])))
              .values()
              .get(0)
              .number();

      assertThat(value).isCloseTo(difference(p), within(1e-9));
    }
  }

  /** A central difference, extrapolated once, of the network written out in Java. */
  private static double difference(double[] p) {
    double step = 1e-3;
    double coarse = (third(p, step) - third(p, -step)) / (2 * step);
    double half = step / 2;
    double fine = (third(p, half) - third(p, -half)) / (2 * half);
    return (4 * fine - coarse) / 3;
  }

  private static double third(double[] p, double move) {
    double w = p[0] + move;
    double h1 = sigma(w * p[2]);
    double h2 = sigma(w * p[3] + p[1] * h1);
    return sigma(w * p[4] + p[1] * h2);
  }

  private static double sigma(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void refutesThePrintedDerivative() {
    CheckResult check = Problems.engine(NETWORK).check("h_3", List.of("w_1"), 1, PRINTED).check();

    assertThat(check.verdict()).as(check.sentence()).isEqualTo(CheckResult.Verdict.REFUTED);
    assertThat(check.counterexample()).isNotNull();
  }

  @Test
  void doesNotRefuteTheRightDerivative() {
    CheckResult check = Problems.engine(NETWORK).check("h_3", List.of("w_1"), 1, RIGHT).check();

    assertThat(check.verdict()).as(check.sentence()).isEqualTo(CheckResult.Verdict.PROBABLE);
  }
}
