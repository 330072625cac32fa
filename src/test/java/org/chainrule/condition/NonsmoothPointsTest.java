package org.chainrule.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.CheckAnswer;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Engine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Value;
import org.chainrule.answer.ValueAnswer;
import org.chainrule.error.ParseException;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions travel with answers: short, true, and kept by the values. */
final class NonsmoothPointsTest {
  private static Engine engine(String... defines) {
    return new DerivingEngine(
        new Problem(List.of(defines), List.of()),
        new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(20)));
  }

  private static List<String> conditions(String expression, String variable, String... defines) {
    return engine(defines).differentiate(expression, List.of(variable), 1, List.of()).conditions();
  }

  private static Value value(String expression, String variable, Map<String, Object> point) {
    return engine().differentiate(expression, List.of(variable), 1, List.of(point)).values().get(0);
  }

  private static Map<String, Object> at(String name, String number) {
    return Map.of(name, new BigDecimal(number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x^x | x | for x > 0",
        "log(abs(x)) | x | for x != 0",
        "x/x | x | for x != 0",
        "sqrt(x) | x | for x > 0",
        "x^(1/3) | x | for x > 0",
        "asin(x) | x | for x > -1; for x < 1",
        "acosh(x) | x | for x > 1",
        "cbrt(x) | x | for x != 0",
        "sqrt(x^2) | x | for x != 0",
        "sqrt(x^2 + y^2) | x | for x^2 + y^2 != 0",
        "hypot(x, y) | x | for hypot(x, y) != 0",
        "sqrt(a)*x | x | for a >= 0",
        "1/(2*x) | x | for x != 0",
        "1/sqrt(x) | x | for x > 0",
        "log(-2*x) | x | for x < 0",
        "log(1 - x) | x | for x < 1",
        "log(x^3) | x | for x > 0",
        "log(log(x)) | x | for x > 1",
        "log(x)/log(3) | x | for x > 0",
        "1/(exp(x) - 1) | x | for x != 0",
        "a/(x^2*y) | x | for x != 0; for y != 0",
        "x^y | y | for x > 0 or x = 0 and y > 0",
        "sum(k=1..3, log(w_k)) | w_j | for every k: w_k > 0; for j <= 3",
        "sum_k p_k*log(p_k/q_k) | q_j | for every k: p_k/q_k > 0",
        "softmax(log(x))_i | x_j | for every k: x_k > 0",
        "log(abs(sin(x))) | x | for sin(x) != 0",
        "cases(sqrt(x) if x >= 0, 0 otherwise) | x | for x != 0",
      })
  void tellsWhatTheDerivativeNeeds(String expression, String variable, String expected) {
    assertThat(conditions(expression, variable)).containsExactlyInAnyOrder(expected.split("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exp(x_6)/sum(i=5..7, exp(x_i)) | x_6",
        "1/(1 + exp(-x)) | x",
        "1/(x^2 + 1) | x",
        "1/(x^2 - x + 1) | x",
        "2^x | x",
        "pow(x, 3) | x",
        "asin(tanh(x)) | x",
        "log(1 - sigma(x)) | x",
        "cases(log(x) if x > 0, 0 otherwise) | y",
        "sum(k=1..3, x^k) | x",
        "sum(i=1..10, x/i) | x",
        "x*abs(x) | x",
      })
  void tellsNothingThatAlwaysHolds(String expression, String variable) {
    assertThat(conditions(expression, variable)).isEmpty();
  }

  @Test
  void definitionsBringTheirConditions() {
    assertThat(conditions("f(y)", "y", "f(x) = x/x")).containsExactly("for y != 0");
    assertThat(conditions("y", "x", "y = log(x)")).containsExactly("for x > 0");
  }

  @Test
  void aValueNeedsLessThanADerivative() {
    assertThat(engine().evaluate("sqrt(x)", List.of()).conditions()).containsExactly("for x >= 0");
    assertThat(engine().evaluate("x^y", List.of()).conditions())
        .containsExactly("for x > 0 or x = 0 and y >= 0 or x < 0 and y = floor(y)");
    assertThat(engine().evaluate("(-8)^(1/3)", List.of()).conditions())
        .containsExactly("for no values: there is none in the real numbers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max(0, 1 - y*x) | x | at x = 1/y: a kink, left derivative -y, right derivative 0 where y"
            + " > 0; the other way round where y < 0",
        "abs(x) | x | at x = 0: a kink, left derivative -1, right derivative 1",
        "cases(x^2/2 if abs(x) <= 1, abs(x) - 1/2 otherwise) | x | at x = -1: the derivative is"
            + " -1 from both sides; at x = 1: the derivative is 1 from both sides",
        "max(x, x^2) | x | at x = 0: a kink, left derivative 0, right derivative 1; at x = 1: a"
            + " kink, left derivative 1, right derivative 2",
        "min(max(x, -1), 1) | x | at x = -1: a kink, left derivative 0, right derivative 1; at x ="
            + " 1: a kink, left derivative 1, right derivative 0",
        "max(sin(x), cos(x)) | x | perhaps not smooth where sin(x) - cos(x) = 0",
        "cases(1 if x > a, 0 otherwise) | x | at x = a: a jump, from 0 to 1; there is no"
            + " derivative there",
        "abs(x^2 - 4) | x | at x = -2: a kink, left derivative -4, right derivative 4; at x = 2: a"
            + " kink, left derivative -4, right derivative 4",
      })
  void tellsKinksWithBothSides(String expression, String variable, String expected) {
    assertThat(String.join("; ", conditions(expression, variable))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cases(x^2 if x != 0, 5 otherwise) | at x = 0: a jump, the limit is 0 and the value 5;"
            + " there is no derivative there",
        "cases(5 if x = 2, x^2 otherwise) | at x = 2: a jump, the limit is 4 and the value 5;"
            + " there is no derivative there",
        "cases(x^2 if x != 0, 0 otherwise) | at x = 0: the derivative is 0 from both sides",
        "step(x) + step(-x) | at x = 0: a jump, the limit is 1 and the value 2; there is no"
            + " derivative there",
        "sign(x)^2 | at x = 0: a jump, the limit is 1 and the value 0; there is no derivative"
            + " there",
        "cases(sin(x)/x if x != 0, 1 otherwise) | at x = 0: the derivative is 0",
        "cases(x/(exp(x)-1) if x != 0, 1 otherwise) | at x = 0: the derivative is -0.5",
        "cases((x^3-8)/(x-2) if x != 2, 12 otherwise) | at x = 2: the derivative is 6",
        "cases(exp(-1/x^2) if x != 0, 0 otherwise) | at x = 0: the derivative is 0",
        "cases(a if x < 0, b otherwise) | at x = 0: a jump unless a = b, and then the derivative"
            + " is 0",
        "cases(a*x if x != 0, b otherwise) | at x = 0: a jump unless b = 0, and then the"
            + " derivative is a",
        "abs(x)/exp(y) | at x = 0: a kink, left derivative -exp(-y), right derivative exp(-y)",
        "a*abs(x) | at x = 0: a kink, left derivative -a, right derivative a; differentiable there"
            + " exactly when a = 0",
        "cases(x*log(x) if x > 0, 0 otherwise) | perhaps not smooth where x = 0",
      })
  void comparesTheValueWithTheLimits(String expression, String expected) {
    assertThat(String.join("; ", conditions(expression, "x"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hypot(x, y)^2 | x | ",
        "sqrt(x^2 + y^2)^3 | x | ",
        "cbrt(x)^3 | x | ",
        "cbrt(x)^4 | x | ",
        "cbrt(x)^2 | x | for x != 0",
        "1/2*sqrt((y-r)^2)^2 | y | ",
        "cos(sqrt(x^2 + y^2)) | x | ",
        "sin(sqrt(x^2 + y^2)) | x | for x^2 + y^2 != 0",
        "exp(-r^2/2) where r = sqrt(x^2 + y^2) | x | ",
        "(sqrt((x*w)^2) - t)^2 | w | for x = 0 or w != 0",
        "sqrt(x)^2 | x | for x > 0",
        "x^1.5 | x | for x > 0",
        "log(hypot(x, y)) | x | for hypot(x, y) != 0",
        "sum(i=1..n, sum(j=1..n, sqrt((x_i-x_j)^2))) | x_k | for every i, j: i = j or x_j - x_i !="
            + " 0",
        "sum(i=1..n, sum(j=1..n, 1/(x_i-x_j))) | x_k | for no values: there is none in the real"
            + " numbers",
        "cases((x^3-8)/(x-2) if x > 2, 1/(x-2) if x < 2) | x | ",
        "cases((x^y-1)/y if y > 1, log(x) otherwise) + log(x) | x | for x > 0",
      })
  void asksForNoMoreThanTheWholeNeeds(String expression, String variable, String expected) {
    List<String> domain =
        conditions(expression, variable).stream().filter(each -> each.startsWith("for ")).toList();
    assertThat(domain)
        .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abs(x) | x,x | at x = 0: a kink, left derivative -1, right derivative 1",
        "max(x, y) | x,y | at x = y: a kink, left derivative 0, right derivative 1",
        "max(x, y) | y,x | at y = x: a kink, left derivative 0, right derivative 1",
        "x*abs(x) | x,x | at x = 0: a kink of the derivative of order 1, left derivative -2, right"
            + " derivative 2",
        "relu(x)^2 | x,x | at x = 0: a kink of the derivative of order 1, left derivative 0, right"
            + " derivative 2",
        "relu(x)^3 | x,x,x | at x = 0: a kink of the derivative of order 2, left derivative 0,"
            + " right derivative 6",
        "relu(x)^3 | x,x | at x = 0: the derivative is 0 from both sides",
      })
  void tellsTheKinksOfEveryOrder(String expression, String variables, String expected) {
    DerivativeAnswer answer =
        engine().differentiate(expression, List.of(variables.split(",", -1)), 1, List.of());
    assertThat(String.join("; ", answer.conditions())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum_i abs(x_i) | x_k | at x_k = 0: a kink, left derivative -1, right derivative 1",
        "sum_i sum_j abs(W_{i,j}) | W_{k,l} | at W_{k,l} = 0: a kink, left derivative -1, right"
            + " derivative 1",
        "sum_i max(0, x_i - b) | b | perhaps not smooth where b - x_k = 0 for some k",
        "sum(i=1..n, max(b, x_i)) + x_k | b | perhaps not smooth where b - x_l = 0 for some l",
        "relu(sum_i w_i*x_i) | w_k | perhaps not smooth where sum(i=1..n, w_i*x_i) = 0",
        "sum_i relu(sum_j W_{i,j}*x_j) | W_{k,l} | perhaps not smooth where"
            + " sum(i=1..n, W_{k,i}*x_i) = 0",
        "max_k x_k | x_j | perhaps not smooth where x_j - max(k=1..n, k != j, x_k) = 0",
        "sum_i floor(x_i) | x_k | jumps where x_k is a whole number, and has no derivative there",
        "sum_i sum_j abs(x_i - x_j) | x_k | perhaps not smooth where x_k - x_l = 0 for some l != k",
      })
  void tellsKinksInsideOfSums(String expression, String variable, String expected) {
    assertThat(conditions(expression, variable)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum_i abs(y_i)*x_i | x_k",
        "sum_i abs(x_i)^3 | x_k",
        "sum_i x_i*abs(x_i) | x_k",
      })
  void tellsNoKinkWhereTheVariableMeetsNone(String expression, String variable) {
    assertThat(conditions(expression, variable)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log(x) | -0.4 | x > 0",
        "acosh(x) | -1.7 | x > 1",
        "atanh(x) | 1.3 | x < 1",
        "asin(x) + acos(x) | 2.5 | x < 1",
        "exp(log(x)) | -1 | x > 0",
        "log(log(x)) | 0.3 | x > 1",
        "log(x^3) | -1 | x > 0",
        "sqrt(x) | 0 | x > 0",
        "x^(3/2) | 0 | x > 0",
        "x/x | 0 | x != 0",
      })
  void hasNoValueOutsideOfTheDomain(String expression, String x, String condition) {
    Value value = value(expression, "x", at("x", x));

    assertThat(value.number()).isNull();
    assertThat(value.error()).isEqualTo("outside the domain: " + condition + " does not hold");
  }

  @ParameterizedTest
  @CsvSource({"x^2, 1e200, 2e200", "5, 0.3, 0", "e^pi, 0.3, 0", "'x^(-3)', -2, -0.1875"})
  void hasValuesElsewhere(String expression, String x, double expected) {
    assertThat(value(expression, "x", at("x", x)).number()).isEqualTo(expected);
  }

  @Test
  void tiesOfAFamilyAreKinks() {
    List<BigDecimal> three = List.of(new BigDecimal(3), new BigDecimal(0), new BigDecimal(3));

    Value value = value("max_k x_k", "x_j", Map.of("x", three, "j", new BigDecimal(3)));

    assertThat(value.error())
        .isEqualTo("a kink: the left derivative is 0, the right derivative is 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x < 1", "x = 0 or x > 2"})
  void conditionsAreNoNumbers(String condition) {
    assertThatThrownBy(() -> engine().evaluate(condition, List.of(at("x", "0"))))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("a condition is no number");
    assertThatThrownBy(() -> engine().differentiate(condition, List.of("x"), 1, List.of()))
        .isInstanceOf(ParseException.class);
  }

  @Test
  void claimsAreNumbersAndNotTheAnswer() {
    assertThatThrownBy(() -> engine().check("x^2", List.of("x"), 1, "2x = 0"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("did you mean 2*x");
    CheckAnswer refuted = engine().check("x^2", List.of("x"), 1, "3x");
    assertThat(refuted.check().verdict()).isEqualTo(CheckResult.Verdict.REFUTED);
    assertThat(refuted.result()).isEqualTo("2*x");
  }

  @Test
  void boundIndicesAreNoVariables() {
    assertThatThrownBy(() -> conditions("sum_k x_k^2", "k"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("is an index");
  }

  @Test
  void namesThatLookLikeCallsAreAsked() {
    assertThat(engine().differentiate("sinx", List.of("x"), 1, List.of()).notes())
        .contains("`sinx` is one name; did you mean sin(x)?");
  }

  @Test
  void aVariableNamedTwiceIsAnsweredTwice() {
    assertThat(engine().gradient("x^2", List.of("x", "x"), List.of())).hasSize(2);
  }

  @Test
  void errorsOfAssumptionsPointIntoTheTextAsSent() {
    for (String[] each : new String[][] {{"x +", "4"}, {"x", "1"}}) {
      assertThatThrownBy(
              () ->
                  new DerivingEngine(
                      new Problem(List.of(), List.of(each[0])),
                      new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(20))))
          .isInstanceOfSatisfying(
              ParseException.class,
              failure -> {
                assertThat(failure.column()).isEqualTo(Integer.parseInt(each[1]));
                assertThat(failure.sourceLine()).isEqualTo(each[0]);
              });
    }
  }

  @Test
  void statementsThatContradictThemselvesAreNamed() {
    for (List<String> each : Arrays.asList(List.of("y = z", "z = y"), List.of("y = 1", "y = 2"))) {
      assertThatThrownBy(() -> engine(each.toArray(String[]::new)))
          .isInstanceOf(ParseException.class)
          .hasMessageStartingWith("`y` is defined");
    }
  }

  @Test
  void aModelShowsItsStatements() {
    assertThat(Chainrule.model("h_0 = 0", "h_t = sigma(h_{t-1})"))
        .hasToString("h_0 = 0\nh_t = sigma(h_{t-1})");
  }

  @Test
  void aValueThatIsTakenForZeroSaysSo() {
    for (String text : List.of("sin(x)^2 + cos(x)^2 - 1", "exp(log(x)) - x", "exp(-x*10^11)")) {
      ValueAnswer answer = engine().evaluate(text, List.of(at("x", "0.7")));
      assertThat(answer.values()).containsExactly(Value.of(0));
      assertThat(answer.notes()).as(text).hasSize(1);
      assertThat(answer.notes().get(0)).contains("the value is taken for 0");
    }
    for (String text : List.of("x - 0.7", "floor(x)", "0*exp(x)", "exp(-1000*x)")) {
      assertThat(engine().evaluate(text, List.of(at("x", "0.7"))).notes()).as(text).isEmpty();
    }
  }

  @Test
  void aChoiceAtKinksWithoutADerivativeSaysThatItDoesNothing() {
    Engine left =
        new DerivingEngine(
            new Problem(List.of(), List.of()),
            new Options(Format.TEXT, AtKinks.LEFT, 1, Duration.ofSeconds(20)));
    assertThat(left.evaluate("abs(x)", List.of(at("x", "0"))).notes())
        .containsExactly(
            "what is chosen at kinks does nothing here: the expression has no derivative in it");
    ValueAnswer derived = left.evaluate("diff(abs(x), x)", List.of(at("x", "0")));
    assertThat(derived.values()).containsExactly(Value.of(-1));
    assertThat(derived.notes()).isEmpty();
  }
}
