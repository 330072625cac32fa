package org.chainrule.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Derivative;
import org.chainrule.expr.Expr;
import org.chainrule.result.CheckResult.Verdict;
import org.chainrule.trace.Rule;
import org.junit.jupiter.api.Test;

/** Steps as a lecturer writes them, rule by rule, and the answer alone. */
class ExplanationTest {
  @Test
  void theChainComesFirstThenItsPartsThenWhatIsPutTogether() {
    assertThat(network().steps())
        .hasToString(
            """
            dL/dw = diff(L, yhat)*diff(yhat, z)*dz/dw  (chain)
              dL/dz = diff(L, yhat)*diff(yhat, z)  (chain)
                diff(L, yhat) = (1 - y)/(1 - yhat) - y/yhat  (sum, constant factor, function log)
                              = (yhat - y)/(yhat*(1 - yhat))  (factored)
                diff(yhat, z) = sigma(z)*(1 - sigma(z))  (function sigma)
                              = yhat*(1 - yhat)  (named yhat)
              dL/dz = yhat - y  (substituted)
              dz/dw = x  (sum, constant factor)
            dL/dw = x*(yhat - y)  (substituted)\
            """);
  }

  private static Derivative network() {
    return Chainrule.model(
            "z = w*x + b", "yhat = sigma(z)", "L = -y*log(yhat) - (1 - y)*log(1 - yhat)")
        .derive("L", "w");
  }

  @Test
  void indicesOfLayersHaveLettersThroughout() {
    assertThat(
            Chainrule.model("h_j = sigma(sum_k w_{j,k}*x_k)", "L = 1/2*sum(j=1..m, (h_j - t_j)^2)")
                .derive("L", "w_{j,k}")
                .steps())
        .extracting(Step::toString)
        .contains("dL/dw_{j,k} = sum(i=1..m, dL/dh_i*dh_i/dw_{j,k})  (chain)")
        .noneMatch(each -> each.contains("'"));
  }

  @Test
  void definitionsAreGoneThroughNameByName() {
    assertThat(
            Chainrule.model("h_0 = 0", "h_t = tanh(w*x_t + u*h_{t-1})", "L = (h_T - y)^2")
                .derive("L", "w")
                .steps())
        .hasToString("dL/dw = 2*diff(h[T], w)*(h[T] - y)  (definition, power, sum)");
  }

  @Test
  void whatStandsAroundNamesIsToldBeforeTheyAreGoneThrough() {
    assertThat(
            Chainrule.model("q = sigma(w)", "h_0 = 0", "h_t = sigma(w*h_{t-1})")
                .derive("q^2*h_T", "w")
                .steps()
                .toString()
                .lines())
        .startsWith(
            "diff(q^2*h[T], w) = 2*q*h[T]*dq/dw + q^2*diff(h[T], w)  (product, power)",
            "  dq/dw = q*(1 - q)  (definition, function sigma)");
  }

  @Test
  void aPartialDerivativeIsSaidToBeOne() {
    Derivative derivative = Chainrule.model("p = sigma(w)").derive("p^2 + sin(w)", "w");

    assertThat(derivative.steps().toString().lines())
        .contains("  diff(p^2 + sin(w), w) = cos(w)  (other names held fixed, sum, function sin)");
    assertThat(derivative.steps())
        .allMatch(step -> derivative.check(step).verdict() == Verdict.PROBABLE);
  }

  @Test
  void everyRuleIsToldOnce() {
    Steps steps = Chainrule.model().derive("x^2*sin(x)", "x").steps(Detail.RULES);

    assertThat(steps)
        .hasToString(
            """
            diff(x^2*sin(x), x) = 2*x*sin(x) + x^2*cos(x)  (product, function sin, power)
              diff(x^2*sin(x), x) = diff(x^2, x)*sin(x) + x^2*diff(sin(x), x)  (product)
              diff(sin(x), x) = cos(x)  (function sin)
              diff(x^2, x) = 2*x  (power)
            diff(x^2*sin(x), x) = x*(2*sin(x) + x*cos(x))  (factored)\
            """);
    assertThat(steps.get(2).reasons()).containsExactly(new Reason(Rule.FUNCTION, "sin"));
  }

  private static void tells(String expression, String... rules) {
    assertThat(Chainrule.model().derive(expression, "x").steps().get(0).rules())
        .as(expression)
        .containsExactlyInAnyOrder(rules);
  }

  @Test
  void rulesHaveTheNamesThatCoursesHaveForThem() {
    tells("a*x^2", "constant factor", "power");
    tells("a*sin(x)", "constant factor", "function sin");
    tells("x/(1 + x^2)", "quotient", "sum", "power");
    tells("c/(1 + x^2)", "constant factor", "power", "sum");
    tells("exp(-x)", "function exp");
    tells("e^(2*x)", "function exp");
    tells("x*exp(-x^2)", "product", "function exp", "power");
    tells("2^x", "exponent");
  }

  @Test
  void anElementIsNotGoneThroughByItsOwnName() {
    assertThat(Chainrule.model("y_i = exp(x_i)/sum_k exp(x_k)").derive("y_i", "x_j").steps())
        .extracting(Step::rules)
        .startsWith(
            List.of("definition", "quotient", "function exp", "element", "indexed sum", "delta"))
        .doesNotContain(List.of("chain"));
  }

  @Test
  void whatIsPutInIsShownBeforeItIsSimplified() {
    assertThat(
            Chainrule.model(
                    "y_i = exp(x_i)/sum_k exp(x_k)",
                    "L = -sum_k t_k*log(y_k)",
                    "assume sum_k t_k = 1")
                .derive("L", "x_j")
                .steps()
                .toString()
                .lines())
        .endsWith(
            "dL/dx_j = sum(k=1..n, -t_k*(delta(k,j) - y_j))  (substituted)",
            "        = y_j*sum(k=1..n, t_k) - t_j  (delta)",
            "        = y_j - t_j  (assumption sum(k=1..n, t_k) = 1)");
  }

  @Test
  void aClosedFormIsToldByItsRecurrenceItsFirstElementsAndInduction() {
    Derivative derivative =
        Chainrule.model("a_0 = 1", "a_n = q*a_{n-1} + sin(q)").derive("a_n", "q");

    assertThat(derivative.closedFormSteps(Detail.LECTURE))
        .hasToString(
            """
            da_n/dq = sum(k=1..n, q^(n - k)*(a_{k-1} + cos(q)))  (closed form)
              da_n/dq = a_{n-1} + cos(q) + q*da_{n-1}/dq  (definition, sum, function sin, product)
              da_0/dq = 0  (start)
              da_1/dq = a_0 + cos(q)  (unrolled)
              da_2/dq = a_1 + cos(q) + q*(a_0 + cos(q))  (unrolled)
              da_3/dq = a_2 + cos(q) + q*(a_1 + cos(q)) + q^2*(a_0 + cos(q))  (unrolled)
              a_{n-1} + cos(q) + q*sum(k=1..n-1, q^(n - k - 1)*(a_{k-1} + cos(q))) = sum(k=1..n, q^(n - k)*(a_{k-1} + cos(q)))  (induction)\
            """);
    assertThat(derivative.closedFormSteps(Detail.RULES))
        .allMatch(step -> derivative.check(step).verdict() == Verdict.PROBABLE);
    assertThat(Chainrule.model().derive("x^2", "x").closedFormSteps(Detail.LECTURE)).isEmpty();
  }

  @Test
  void aNameThatTheDerivativeDoesNotDependOnIsSaidToVanish() {
    Derivative derivative =
        Chainrule.model("m = max_k x_k", "y_i = exp(x_i - m)/sum_k exp(x_k - m)")
            .derive("y_i", "x_j");
    Steps steps = derivative.steps(Detail.RULES);

    assertThat(steps)
        .extracting(Step::toString)
        .contains("dy_i/dm = 0  (quotient, indexed sum, function exp, sum, linearity)")
        .contains("diff(x_i - m, x_j) = dx_i/dx_j  (other names held fixed, sum)");
    assertThat(steps).allMatch(step -> derivative.check(step).verdict() == Verdict.PROBABLE);
  }

  @Test
  void theAnswerAloneIsOneStep() {
    assertThat(network().steps(Detail.ANSWER)).hasToString("dL/dw = x*(yhat - y)");
  }

  @Test
  void eachStepIsChecked() {
    Derivative derivative = network();
    for (Step step : derivative.steps(Detail.RULES)) {
      assertThat(derivative.check(step).verdict()).as("%s", step).isEqualTo(Verdict.PROBABLE);
      Step broken =
          new Step(
              step.depth(),
              step.of(),
              step.before(),
              step.after().plus(Expr.of(1, 1000)),
              step.reasons(),
              step.conditions(),
              step.around());
      assertThat(derivative.check(broken).verdict()).as("%s", broken).isEqualTo(Verdict.REFUTED);
    }
  }

  @Test
  void ofAShortDerivativeThereIsOne() {
    assertThat(Chainrule.steps(Chainrule.parse("sin(x)"), "x"))
        .hasToString("diff(sin(x), x) = cos(x)  (function sin)");
  }
}
