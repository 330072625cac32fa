package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.result.CheckResult.Verdict;
import org.junit.jupiter.api.Test;

class UnknownLossTest {
  private static final List<String> NETWORK =
      List.of(
          "x_5 = sigma(x_1)",
          "x_6 = a*x_2 + b*x_3 + c*x_2*x_3",
          "x_7 = x_4^2 + d",
          "x_8 = exp(x_6)/sum(i=5..7, exp(x_i))");

  private static final Map<String, Object> POINT =
      AnswerTexts.point("a=3", "b=4", "c=2", "d=2", "x_1=0", "x_2=2", "x_3=-1", "x_4=2");

  private static DerivingEngine engine(String... givens) {
    Problem problem = new Problem(NETWORK, List.of(), List.of(givens), false);
    return new DerivingEngine(problem, Options.DEFAULT);
  }

  @Test
  void givesAllGradientsOfNetworkN() {
    Map<String, Double> numbers = new HashMap<>();
    BackwardAnswer answer = engine("dLoss/dx_8 = 3").backward("Loss", POINT);
    answer
        .lines()
        .forEach(
            each ->
                numbers.put(
                    each.quantity().toString(), each.number().map(Value::number).orElseThrow()));
    assertThat(numbers)
        .containsOnlyKeys(
            "x_1", "x_2", "x_3", "x_4", "x_5", "x_6", "x_7", "x_8", "a", "b", "c", "d");
    assertThat(numbers.get("x_1")).isCloseTo(-1.0191852321375756e-06, within(1e-20));
    assertThat(numbers.get("x_3")).isCloseTo(0.00801297884860925, within(1e-17));
    assertThat(numbers.get("x_5")).isCloseTo(-4.076740928550303e-06, within(1e-20));
    assertThat(numbers.get("x_7")).isCloseTo(-0.0009975456151476057, within(1e-18));
    assertThat(numbers.get("x_8")).isEqualTo(3.0);
    assertThat(3 - 0.1 * numbers.get("a")).isCloseTo(2.999799675528785, within(1e-15));
    Presenter presenter = answer.presenter();
    assertThat(answer.lines().stream().map(each -> presenter.print(each.value(), Format.TEXT)))
        .startsWith("3", "-x_8^2*dLoss/dx_8*exp(x_5 - x_6)", "dLoss/dx_8*x_8*(1 - x_8)")
        .contains("x_2*dLoss/dx_6");
    assertThat(answer.notes())
        .containsExactly("Loss is taken to depend on all else through x_8 alone");
  }

  @Test
  void differentiatesAndEvaluates() {
    DerivingEngine engine = engine("dLoss/dx_8 = 3");
    DerivativeAnswer answer = engine.differentiate("Loss", List.of("a"), 1, List.of(POINT));
    assertThat(answer.result()).isEqualTo("x_2*dLoss/dx_8*x_8*(1 - x_8)");
    assertThat(answer.latex())
        .isEqualTo(
            "x_2 \\frac{\\partial \\mathrm{Loss}}{\\partial x_8} x_8 \\left(1 - x_8\\right)");
    assertThat(answer.values().get(0).number()).isCloseTo(0.002003244712152312, within(1e-17));
    assertThat(engine.evaluate("a - 0.1*dLoss/da", List.of(POINT)).values().get(0).number())
        .isCloseTo(2.999799675528785, within(1e-15));
    assertThat(engine.gradient("Loss", List.of("c", "d"), List.of(POINT)).get(1).result())
        .isEqualTo("-x_8^2*dLoss/dx_8*exp(x_7 - x_6)");
  }

  @Test
  void takesSeveralAndWholeFamilies() {
    DerivingEngine both = engine("dL/dx_6 = x_1", "dL/dx_7 = 2");
    assertThat(both.differentiate("L", List.of("x_4"), 1, List.of(POINT)).values().get(0).number())
        .isEqualTo(8.0);
    DerivingEngine family =
        new DerivingEngine(
            new Problem(
                List.of("z_i = sum(j=1..2, W_{i,j}*x_j)", "y_i = sigma(z_i)", "i in 1..2"),
                List.of(),
                List.of("dL/dy_i = y_i - t_i"),
                false),
            Options.DEFAULT);
    BackwardAnswer answer =
        family.backward(
            "L",
            AnswerTexts.point(
                "x=[0.5,-0.5]", "t=[0,1]", "W_{1,1}=1", "W_{1,2}=2", "W_{2,1}=3", "W_{2,2}=4"));
    Presenter presenter = answer.presenter();
    assertThat(answer.lines().stream().map(each -> presenter.print(each.value(), Format.TEXT)))
        .startsWith("y_1 - t_1", "y_2 - t_2", "dL/dy_1*y_1*(1 - y_1)");
    assertThat(family.differentiate("L", List.of("W_{i,j}"), 1, List.of()).result())
        .isEqualTo("x_j*dL/dy_i*y_i*(1 - y_i)");
  }

  @Test
  void refusesWhatIsNotSaid() {
    DerivingEngine engine = engine("dLoss/dx_8 = 3");
    assertRefused(() -> engine.differentiate("Loss", List.of("q"), 1, List.of()), "not known");
    assertRefused(() -> engine.differentiate("Loss", List.of("a"), 2, List.of()), "second");
    assertRefused(() -> engine.differentiate("dLoss/da", List.of("a"), 1, List.of()), "second");
    assertRefused(() -> engine.differentiate("Loss^2", List.of("a"), 1, List.of()), "no value");
    assertRefused(() -> engine.evaluate("Loss", List.of(POINT)), "no value");
    assertRefused(() -> engine("dLoss/dx_8 = 3", "dLoss/dx_6 = 1"), "x_6 leads to x_8");
    assertRefused(() -> engine("dLoss/dx_8 = 3", "dLoss/dx_8 = 1"), "twice");
    assertRefused(() -> engine("dx_8/da = 3"), "such as dLoss/dx_8");
    assertRefused(() -> engine("Loss = 3"), "such as dLoss/dx_8");
  }

  private static void assertRefused(ThrowingCallable asked, String why) {
    assertThatThrownBy(asked).isInstanceOf(NoDerivativeException.class).hasMessageContaining(why);
  }

  @Test
  void comparesPrintedLinesWithTheNumbersPutIn() {
    DerivingEngine engine = engine("dLoss/dx_8 = 3");
    String printed = "3*(-exp(x_6 + x_7)/(exp(x_5) + exp(x_6) + exp(x_7))^2)";
    assertThat(engine.equal(List.of("dLoss/dx_7", printed), List.of()).verdict())
        .isIn(Verdict.PROVED, Verdict.PROBABLE);
    assertThat(engine.check("Loss", List.of("x_7"), 1, printed).check().verdict())
        .isIn(Verdict.PROVED, Verdict.PROBABLE);
    assertThat(engine.check("Loss", List.of("x_4"), 1, printed + "*2*x_4").check().verdict())
        .isIn(Verdict.PROVED, Verdict.PROBABLE);
    assertThat(engine.check("Loss", List.of("x_4"), 1, printed + "*x_4").check().verdict())
        .isEqualTo(Verdict.REFUTED);
    assertThat(engine.check("Loss", List.of("a"), 1, "dLoss/dx_6*x_2").check().verdict())
        .isIn(Verdict.PROVED, Verdict.PROBABLE);
    assertThat(engine.claim("d - 0.1*dLoss/dd", "2.0000997546", POINT).verdict())
        .isEqualTo(Verdict.PROVED);
    assertThat(engine.claim("a - 0.1*dLoss/da", "2.9997997", POINT).verdict())
        .isEqualTo(Verdict.PROVED);
  }

  @Test
  void comparesWithGradientsThatChangeWithNames() {
    DerivingEngine engine =
        new DerivingEngine(
            new Problem(List.of("y = sigma(z)"), List.of(), List.of("dL/dy = y - t"), false),
            Options.DEFAULT);
    assertThat(engine.check("L", List.of("z"), 1, "(y - t)*y*(1 - y)").check().verdict())
        .isEqualTo(Verdict.PROVED);
    assertThat(engine.check("L", List.of("z"), 1, "(2*y - t)*y*(1 - y)").check().verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void readsLatex() {
    DerivingEngine engine =
        new DerivingEngine(
            new Problem(
                List.of("x_8 = a^2"),
                List.of(),
                List.of("\\frac{\\partial L}{\\partial x_8} = 3"),
                true),
            Options.DEFAULT);
    assertThat(engine.differentiate("L", List.of("a"), 1, List.of()).result())
        .isEqualTo("2*a*dL/dx_8");
  }
}
