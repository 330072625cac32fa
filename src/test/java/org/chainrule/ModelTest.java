package org.chainrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.Chainrule.model;

import org.chainrule.error.DomainException;
import org.chainrule.error.NamesException;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.error.ParseException;
import org.chainrule.error.PointException;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;

/** What a problem answers besides derivatives. */
class ModelTest {
  private static final Model RNN = model("h_0 = 0", "h_t = tanh(w*h_{t-1} + x_t)");

  @Test
  void valuesFollowDefinitions() {
    double first = Math.tanh(1);

    assertThat(RNN.at("h_2", "w", 0.5, "x", new double[] {1, 2}))
        .isEqualTo(Math.tanh(0.5 * first + 2), within(1e-15));
    assertThat(RNN.at("h_1 + w", "w", 0.5, "x_1", 1, "unused", 3)).isEqualTo(first + 0.5);
    assertThat(new Model().at("x^2", "x", 3)).isEqualTo(9);
  }

  @Test
  void whatHasNoValueIsAnErrorOfItsKind() {
    assertThatExceptionOfType(NamesException.class)
        .isThrownBy(() -> RNN.at("h_1", "w", 0.5))
        .satisfies(missing -> assertThat(missing.missing()).containsExactly("x_1"));
    assertThatExceptionOfType(DomainException.class)
        .isThrownBy(() -> model("y = log(x)").at("y", "x", -1));
    assertThatExceptionOfType(PointException.class)
        .isThrownBy(() -> model("y = 2*x").at("y", "x", 1, "y", 3));
    assertThatExceptionOfType(PointException.class)
        .isThrownBy(() -> RNN.at("h_1", "w"))
        .withMessage("names and values come in pairs");
  }

  @Test
  void expressionsAreReadWithinTheProblem() {
    assertThat(RNN.parse("h_{t-1}^2")).hasToString("h_{t-1}^2");
    assertThat(model("b_i : R").parse("b_i").variables()).containsExactly("b_i");
    assertThatExceptionOfType(ParseException.class).isThrownBy(() -> RNN.parse("h_t +"));
  }

  @Test
  void textsAreTakenWhereExpressionsAre() {
    assertThat(Chainrule.check("tanh(x)", "x").verdict()).isEqualTo(CheckResult.Verdict.PROBABLE);
    assertThat(Chainrule.steps("x^2", "x"))
        .hasToString(Chainrule.steps(Chainrule.parse("x^2"), "x").toString());
    assertThat(Chainrule.simplify("sin(x)^2 + cos(x)^2")).hasToString("1");
    assertThat(Chainrule.latex("1/x")).isEqualTo(Chainrule.parse("1/x").latex());
    assertThat(RNN.check("h_2", "w").verdict()).isEqualTo(CheckResult.Verdict.PROBABLE);
  }

  @Test
  void aColumnTwiceIsAHessian() {
    Derivative hessian = model("w : R^n", "f = dot(w, w)^2").derive("f", "w,w");

    assertThat(hessian.matrixAt("w", new double[] {1, 2}).getData())
        .isDeepEqualTo(new double[][] {{28, 16}, {16, 52}});
  }

  @Test
  void aMixedDerivativeByWhatIsDefinedAndByWhatItDependsOnIsRefused() {
    assertThatExceptionOfType(NoDerivativeException.class)
        .isThrownBy(() -> model("x = q + t*v").diff("x^2", "x,t"))
        .withMessageContaining("x depends on t: a mixed derivative by both has two meanings");
    assertThat(model("x = q + t*v").diff("x^2*y", "x,y")).hasToString("2*x");
  }
}
