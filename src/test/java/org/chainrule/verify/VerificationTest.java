package org.chainrule.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.CheckAnswer;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.error.ChainruleException;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
  private static DerivingEngine engine(long seed, String... defines) {
    return new DerivingEngine(
        new Problem(List.of(defines), List.of()),
        new Options(Format.TEXT, AtKinks.ERROR, seed, Duration.ofSeconds(20)));
  }

  private static Stream<List<String>> lines(String resource) {
    try (InputStream stream = VerificationTest.class.getResourceAsStream(resource)) {
      assertThat(stream).isNotNull();
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> Arrays.asList(line.split(" \\| ")));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  static Stream<List<String>> rightDerivatives() {
    return lines("right-derivatives.txt");
  }

  static Stream<List<String>> wrongDerivatives() {
    return lines("wrong-derivatives.txt");
  }

  @ParameterizedTest
  @MethodSource("rightDerivatives")
  void rightDerivativeAgrees(List<String> line) {
    DerivativeAnswer answer =
        engine(1).differentiate(line.get(0), List.of(line.get(1)), 1, List.of());
    CheckResult check = answer.check();
    assertThat(check).isNotNull();
    assertThat(check.verdict())
        .as("%s: %s: %s", line, answer.result(), check)
        .isEqualTo(CheckResult.Verdict.PROBABLE);
    assertThat(check.maxError()).isLessThan(1e-12);
    assertThat(check.points()).isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("wrongDerivatives")
  void wrongClaimIsRefuted(List<String> line) {
    CheckAnswer answer = engine(1).check(line.get(0), List.of(line.get(1)), 1, line.get(2));
    assertThat(answer.check().verdict())
        .as("%s: %s", line, answer.check())
        .isEqualTo(CheckResult.Verdict.REFUTED);
    assertThat(answer.check().sentence()).startsWith("REFUTED at ");
  }

  static Stream<List<String>> rightClaims() {
    return lines("right-claims.txt");
  }

  static Stream<List<String>> wrongClaims() {
    return lines("wrong-claims.txt");
  }

  /** Derivatives in forms that no simplifier would find equal. */
  @ParameterizedTest
  @MethodSource("rightClaims")
  void rightClaimInAnotherFormAgrees(List<String> line) {
    CheckResult check = check(line);
    assertThat(check.verdict()).as("%s: %s", line, check).isEqualTo(CheckResult.Verdict.PROBABLE);
    assertThat(check.maxError()).isLessThan(1e-12);
  }

  /** Claims that are wrong by little, in a small region, at single points or for single lengths. */
  @ParameterizedTest
  @MethodSource("wrongClaims")
  void claimThatIsAlmostRightIsRefuted(List<String> line) {
    CheckResult check = check(line);
    assertThat(check.verdict()).as("%s: %s", line, check).isEqualTo(CheckResult.Verdict.REFUTED);
  }

  private static CheckResult check(List<String> line) {
    return engine(1)
        .check(line.get(0), Arrays.asList(line.get(1).split(",")), 1, line.get(2))
        .check();
  }

  @Test
  void sentenceTellsPointsErrorAndSeed() {
    CheckResult check = engine(3).check("x^2", List.of("x"), 1, "2*x").check();
    assertThat(check.sentence())
        .matches(
            "PROBABLE: agrees with finite differences at \\d+ points,"
                + " largest relative error [0-9.e-]+, seed 3");
  }

  @Test
  void refutationTellsAShortPointAndBothValues() {
    CheckResult check = engine(1).check("x^2", List.of("x"), 1, "3*x").check();
    assertThat(check.counterexample()).matches("x=-?[0-9.]{1,4}");
    assertThat(check.sentence())
        .matches(
            "REFUTED at x=-?[0-9.]+: the claim is -?[0-9.]+, finite differences give -?[0-9.]+");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x^2 + sin(z)                | x   | x             | x=-?[0-9.]+
          x^2 + y^2*w + cos(w)        | x   | 2*x + 1       | x=-?[0-9.]+
          x*y + exp(z)*0.01           | x   | y + y^2       | y=-?[0-9.]+
          x*y + z                     | z   | 2             | z=-?[0-9.]+
          cases(x*y if z > 0, x if z <= 0) | x | y | .*z=.*
          max(x, a) + b               | x   | cases(2 if x > a, 0 otherwise) | a=.*,x=[^b]*
          """)
  void refutationShowsTheCoordinatesThatMatter(
      String expression, String variable, String claim, String coordinates) {
    CheckResult check = engine(1).check(expression, List.of(variable), 1, claim).check();
    assertThat(check.verdict()).isEqualTo(CheckResult.Verdict.REFUTED);
    assertThat(check.counterexample()).matches(coordinates);
  }

  @Test
  void expressionWithoutARealValueIsUndecided() {
    CheckResult check = engine(1).check("log(-1-x^2)", List.of("x"), 1, "2*x/(1+x^2)").check();
    assertThat(check.verdict()).isEqualTo(CheckResult.Verdict.UNDECIDED);
    assertThat(check.sentence()).startsWith("UNDECIDED: could not check: no point");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          f(x)^2           | 2*f(x)*f'(x)                      | 2*f(x)*f(x)
          f(2*x)           | 2*f'(2*x)                         | f'(2*x)
          f(f(x))          | f'(f(x))*f'(x)                    | f'(x)^2
          x*f(z)           | f(z)                              | f'(z)
          exp(f(x))/f(x)   | exp(f(x))*f'(x)*(f(x)-1)/f(x)^2   | exp(f(x))*f'(x)/f(x)
          y^2              | 2*f(x)*f'(x)                      | 0
          k(x)             | 2*x*f'(x^2)                       | f'(x^2)
          x*f'(x)          | f'(x) + x*f''(x)                  | f'(x) + x*f(x)
          """)
  void unknownFunctionsAreReplacedByConcreteOnes(String expression, String right, String wrong) {
    DerivingEngine engine = engine(1, "f : R -> R", "g : R^2 -> R", "y = f(x)", "k(x) = f(x^2)");
    CheckResult refuted = engine.check(expression, List.of("x"), 1, wrong).check();
    assertThat(refuted.verdict()).as("%s", refuted).isEqualTo(CheckResult.Verdict.REFUTED);
    CheckResult agrees = engine.check(expression, List.of("x"), 1, right).check();
    assertThat(agrees.verdict()).as("%s", agrees).isEqualTo(CheckResult.Verdict.PROBABLE);
    CheckResult own = engine.differentiate(expression, List.of("x"), 1, List.of()).check();
    assertThat(own).isNotNull();
    assertThat(own.verdict()).as("%s", own).isEqualTo(CheckResult.Verdict.PROBABLE);
    assertThat(own.sentence()).endsWith("sums of sines standing for f");
  }

  @Test
  void partialDerivativesOfUnknownFunctionsAreChecked() {
    CheckResult check =
        engine(1, "g : R^2 -> R").differentiate("x*g(x,z)", List.of("x"), 1, List.of()).check();
    assertThat(check).isNotNull();
    assertThat(check.verdict()).as("%s", check).isEqualTo(CheckResult.Verdict.PROBABLE);
  }

  @Test
  void definitionsAreEvaluatedAsWritten() {
    String[] network = {
      "x_5 = sigma(w_1*x_1 + w_2*x_2)", "x_6 = tanh(w_3*x_5 + w_4*x_1)", "L = (x_6 - t)^2",
    };
    CheckResult right = engine(1, network).differentiate("L", List.of("w_1"), 1, List.of()).check();
    assertThat(right).isNotNull();
    assertThat(right.verdict()).as("%s", right).isEqualTo(CheckResult.Verdict.PROBABLE);
    CheckResult wrong =
        engine(1, network)
            .check("L", List.of("w_1"), 1, "2*(x_6 - t)*(1 - x_6^2)*w_3*x_5*x_1")
            .check();
    assertThat(wrong.verdict()).as("%s", wrong).isEqualTo(CheckResult.Verdict.REFUTED);
  }

  private static CheckResult check(
      List<String> defines, String expression, String variable, String claim) {
    return engine(1, defines.toArray(new String[0]))
        .check(expression, List.of(variable), 1, claim)
        .check();
  }

  /** What cancels exactly is zero; what only might be is not taken for it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log(x+1)-log1p(x)      | 0      | PROBABLE
          log(x+1)-log1p(x)      | 1e-30  | REFUTED
          sin(x)^2+cos(x)^2      | 0      | PROBABLE
          sin(x)^2+cos(x)^2      | 1e-90  | REFUTED
          tanh(x)-sinh(x)/cosh(x)| 0      | PROBABLE
          """)
  void zeroIsToldFromLostDigits(String expression, String claim, CheckResult.Verdict verdict) {
    CheckResult check = check(List.of(), expression, "x", claim);
    assertThat(check.verdict()).as("%s", check).isEqualTo(verdict);
  }

  /** Of lengths that are too large for all indices to be tried, some are tried at the end. */
  @ParameterizedTest
  @ValueSource(strings = {"0^((n-k)^2)", "0^((n-k-1)^2)"})
  void indicesAreTriedWhereLongRangesEnd(String excess) {
    for (int n : new int[] {8, 12}) {
      CheckResult check =
          check(List.of("assume n >= " + n), "sum(i=1..n, x_i^2)", "x_k", "2*x_k + " + excess);
      assertThat(check.verdict()).as("%s", check).isEqualTo(CheckResult.Verdict.REFUTED);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x where x = y     | y | 1       | 0
          u*x where u = x^2 | x | 3*x^2   | x^2
          """)
  void namesBehindWhereAreNoVariables(
      String expression, String variable, String right, String wrong) {
    assertThat(check(List.of(), expression, variable, right).verdict())
        .isEqualTo(CheckResult.Verdict.PROBABLE);
    assertThat(check(List.of(), expression, variable, wrong).verdict())
        .isEqualTo(CheckResult.Verdict.REFUTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          assume x = 3         | x^2       | 6     | 7
          assume x = y         | x^2 + y^2 | 2*y   | 3*y
          assume x^2 + y^2 = 1 | x^2 + y^2 | 2*x   | 2*y
          assume exp(x) = y    | exp(x)    | y     | x
          """)
  void variablesMayBeConstrained(String assumption, String expression, String right, String wrong) {
    CheckResult agrees = check(List.of(assumption), expression, "x", right);
    assertThat(agrees.verdict()).as("%s", agrees).isEqualTo(CheckResult.Verdict.PROBABLE);
    CheckResult refuted = check(List.of(assumption), expression, "x", wrong);
    assertThat(refuted.verdict()).as("%s", refuted).isEqualTo(CheckResult.Verdict.REFUTED);
  }

  /** An index that nothing declares runs to n, whatever the length of the families. */
  @Test
  void impliedRangesAreThoseOfTheNotation() {
    List<String> defines = List.of("i in 1..m", "y_i = x_i^2", "z = sum_k x_k^2");
    DerivativeAnswer answer =
        engine(1, defines.toArray(new String[0])).differentiate("z", List.of("x_j"), 1, List.of());
    assertThat(answer.check()).isNotNull();
    assertThat(answer.check().verdict()).isEqualTo(CheckResult.Verdict.PROBABLE);
  }

  @Test
  void counterexampleTellsIndicesAndLengths() {
    CheckResult check =
        check(List.of("y_i = exp(x_i)/sum_k exp(x_k)"), "y_i", "x_j", "y_i*delta(i,j)");
    assertThat(check.counterexample()).matches("i=\\d,j=\\d,n=\\d,x_1=.*");
  }

  @Test
  void checksAtGivenPointsOnly() {
    DerivingEngine engine = engine(1, "y_i = exp(x_i)/sum_k exp(x_k)");
    List<Number> x = List.of(0.5, 1, 2);
    Map<String, Object> apart = Map.of("i", 1, "j", 2, "x", x);
    Map<String, Object> same = Map.of("i", 1, "j", 1, "x", x);
    CheckResult agrees = engine.check("y_i", List.of("x_j"), 1, "-y_i*y_j", List.of(apart)).check();
    assertThat(agrees.verdict()).isEqualTo(CheckResult.Verdict.PROBABLE);
    assertThat(agrees.points()).isEqualTo(1);
    CheckResult refuted =
        engine.check("y_i", List.of("x_j"), 1, "-y_i*y_j", List.of(apart, same)).check();
    assertThat(refuted.counterexample()).isEqualTo("i=1,j=1,n=3,x_1=0.5,x_2=1,x_3=2");
    assertThatThrownBy(() -> engine.check("y_i", List.of("x_j"), 1, "0", List.of(Map.of("x", x))))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining("i, j");
  }

  /** One number deviates from its mean by nothing, which the answer's condition tells. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x_k     | mu = sum(j=1..n, x_j)/n           | s = sqrt(sum(i=1..n, (x_i - mu)^2)/n)             | s
          x_{i,j} | mu_i = sum(j=1..n, x_{i,j})/n     | s_i = sqrt(sum(j=1..n, (x_{i,j} - mu_i)^2)/n)     | s_i
          """)
  void conditionThatFailsForTheShortestLengthIsNoRefutation(
      String variable, String mean, String deviation, String expression) {
    DerivingEngine engine = engine(1, "i in 1..m", "j, k in 1..n", mean, deviation);
    CheckResult check = engine.differentiate(expression, List.of(variable), 1, List.of()).check();
    assertThat(check).isNotNull();
    assertThat(check.verdict()).as("%s", check).isEqualTo(CheckResult.Verdict.PROBABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (x_k - mu)/(n*s)     | PROBABLE
          (x_k - mu)/((n-1)*s) | REFUTED
          (x_k - mu)/s         | REFUTED
          """)
  void claimsAreJudgedWhereTheConditionHolds(String claim, CheckResult.Verdict verdict) {
    List<String> defines =
        List.of("mu = sum(j=1..n, x_j)/n", "s = sqrt(sum(i=1..n, (x_i - mu)^2)/n)");
    CheckResult check = check(defines, "s", "x_k", claim);
    assertThat(check.verdict()).as("%s", check).isEqualTo(verdict);
  }

  @Test
  void claimWithoutAValueWhereTheDerivativeIsPromisedIsRefuted() {
    CheckResult check = check(List.of(), "x^2", "x", "cases(2*x if x > 0)");
    assertThat(check.verdict()).as("%s", check).isEqualTo(CheckResult.Verdict.REFUTED);
  }
}
