package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Engine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Network N: a small network given unit by unit, and its gradient at a point. */
class NetworkNTest {
  private static final String[] NETWORK = {
    "x_5 = sigma(x_1)",
    "x_6 = a*x_2 + b*x_3 + c*x_2*x_3",
    "x_7 = x_4^2 + d",
    "x_8 = exp(x_6)/sum(i=5..7, exp(x_i))",
    "Loss = 3*x_8"
  };

  private static final Map<String, Object> POINT =
      Problems.point("a", 3, "b", 4, "c", 2, "d", 2, "x_1", 0, "x_2", 2, "x_3", -1, "x_4", 2);

  @ParameterizedTest
  @CsvSource({
    "x_1, -1.0191852321375756e-06",
    "x_2, 0.0010016223560761562",
    "x_3, 0.00801297884860925",
    "x_4, -0.003990182460590423",
    "x_5, -4.076740928550303e-06",
    "x_6, 0.0010016223560761562",
    "x_7, -0.0009975456151476057",
  })
  void derivesTheLossByEachUnit(String variable, double expected) {
    assertThat(derivative(variable)).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  @ParameterizedTest
  @CsvSource({
    // A step of gradient descent from the value, and where it leads: the gradient times 0.1.
    "a, 3, 2.999799675528785, 0.0010016223560761562, 2",
    "b, 4, 4.000100162235608, 0.0010016223560761562, -1",
    "c, 2, 2.000200324471215, 0.0010016223560761562, -2",
    "d, 2, 2.0000997545615147, -0.0009975456151476057, 1",
  })
  void derivesTheLossByEachParameter(
      String variable, double value, double updated, double byUnit, double factor) {
    double derivative = derivative(variable);

    assertThat(value - 0.1 * derivative).isCloseTo(updated, within(1e-12 * updated));
    double expected = byUnit * factor;
    assertThat(derivative).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  private static double derivative(String variable) {
    DerivativeAnswer answer =
        Problems.engine(NETWORK).differentiate("Loss", List.of(variable), 1, List.of(POINT));

    CheckResult check = answer.check();
    assertThat(check).isNotNull();
    assertThat(check.verdict()).as(check.sentence()).isEqualTo(CheckResult.Verdict.PROBABLE);
    assertThat(answer.values()).hasSize(1);
    assertThat(answer.values().get(0).error()).isNull();
    return answer.values().get(0).number();
  }

  @Test
  void writesTheUnitsOutWhereThatIsAsked() {
    Options options = new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(60), Set.of());
    Engine engine = new DerivingEngine(new Problem(List.of(NETWORK), List.of()), options);

    String result = engine.differentiate("Loss", List.of("x_4"), 1, List.of()).result();

    assertThat(result)
        .isEqualTo(
            "-6*x_4*exp(x_4^2 + c*x_2*x_3 + a*x_2 + b*x_3 + d)"
                + "/(exp(sigma(x_1)) + exp(x_4^2 + d) + exp(c*x_2*x_3 + a*x_2 + b*x_3))^2");
    assertThat(engine.differentiate("Loss", List.of("x_5"), 1, List.of()).result())
        .doesNotContain("x_6", "x_7", "x_8")
        .contains("x_5");
  }

  @Test
  void evaluatesEveryUnit() {
    double[] expected = {0.5, -2, 6, 0.00033398566511655533};
    for (int i = 0; i < expected.length; i++) {
      Double value =
          Problems.engine(NETWORK)
              .evaluate("x_" + (5 + i), List.of(POINT))
              .values()
              .get(0)
              .number();
      assertThat(value).isCloseTo(expected[i], within(1e-14 * Math.abs(expected[i])));
    }
  }
}
