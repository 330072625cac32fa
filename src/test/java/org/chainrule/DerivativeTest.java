package org.chainrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.Chainrule.model;
import static org.chainrule.Chainrule.parse;

import org.chainrule.expr.Expr;
import org.chainrule.result.Adjoint;
import org.chainrule.result.CheckResult;
import org.chainrule.result.Kink;
import org.junit.jupiter.api.Test;

/** What a derivative tells of itself. */
class DerivativeTest {
  @Test
  void tellsWhereItHolds() {
    Derivative derivative = model("assume sum_k t_k = 1").derive("log(x)*y", "x");

    assertThat(derivative).hasToString("y/x");
    assertThat(derivative.conditions()).containsExactly("for x > 0");
    assertThat(derivative.expr().at("x", 2, "y", 1)).isEqualTo(0.5);
    assertThat(derivative.latex()).isEqualTo("\\frac{y}{x}");
    assertThat(derivative.kinks()).isEmpty();
    assertThat(derivative.closedForm()).isEmpty();
  }

  @Test
  void tellsTheAssumptionsThatWereUsed() {
    Derivative derivative =
        model("assume sum_k t_k = 1", "y_i = exp(x_i)/sum_k exp(x_k)", "L = -sum_k t_k*log(y_k)")
            .derive("L", "x_j");

    assertThat(derivative).hasToString("y_j - t_j");
    assertThat(derivative.conditions()).containsExactly("assuming sum(k=1..n, t_k) = 1");
  }

  @Test
  void tellsOnlyWhatDoesNotOccur() {
    assertThat(model().derive(parse("x^2"), "x").notes()).isEmpty();
    assertThat(model().derive(parse("x^2"), "y").notes())
        .containsExactly("y does not occur in the expression");
  }

  @Test
  void tellsOfSeveralAssumptionsThoseThatWereUsed() {
    assertThat(model("assume x > 0", "assume y > 0").derive("sqrt(x^2)*y", "x").conditions())
        .containsExactly("for x != 0", "assuming x > 0");
    assertThat(model("assume x > 0", "assume y > 0").derive("x*y", "x").conditions()).isEmpty();
  }

  @Test
  void tellsBothSidesOfKinks() {
    Derivative derivative = model().derive("abs(x - a)", "x");

    assertThat(derivative.kinks())
        .containsExactly(
            new Kink(
                "at x = a: a kink, left derivative -1, right derivative 1",
                parse("a"),
                parse("-1"),
                parse("1")));
  }

  @Test
  void tellsOfAKinkWithoutOnePlaceWhatIsKnown() {
    Derivative derivative = model("u = w*x").derive("relu(u)", "w");

    assertThat(derivative.kinks()).extracting(Kink::place).containsOnlyNulls();
    assertThat(derivative.kinks()).hasSize(1);
  }

  @Test
  void tellsTheAdjointsOnTheWay() {
    Derivative derivative =
        model("h_1 = tanh(w_1*x)", "y_1 = w_2*h_1", "L = (y_1 - t)^2").derive("L", "w_1");

    assertThat(derivative.adjoints())
        .extracting(Adjoint::quantity)
        .startsWith(parse("y_1"), parse("h_1"));
    assertThat(derivative.notes()).anyMatch(note -> note.startsWith("dL/dy_1 = "));
  }

  @Test
  void tellsTheClosedFormOfARecurrence() {
    Derivative derivative = model("h_0 = 0", "h_t = w*h_{t-1} + x_t").derive("h_t", "w");

    assertThat(derivative).hasToString("h_{t-1} + w*dh_{t-1}/dw");
    assertThat(derivative.closedForm().map(Expr::toString))
        .contains("sum(k=1..t, h_{k-1}*w^(t - k))");
  }

  @Test
  void isCheckedWhenThatIsAskedFor() {
    Derivative derivative = model().derive(parse("sigma(x)"), "x");

    assertThat(derivative.check().verdict()).isEqualTo(CheckResult.Verdict.PROBABLE);
    assertThat(derivative.check()).isSameAs(derivative.check());
  }
}
