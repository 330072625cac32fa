package org.chainrule.laws;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.Derivative;
import org.chainrule.Gradient;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.autograd.Tape;
import org.chainrule.condition.ConditionSimplifier;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.Singularities;
import org.chainrule.error.Budget;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Limit;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.Expr;
import org.chainrule.function.Functions;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.precise.PreciseElementary;
import org.chainrule.precise.PreciseGamma;
import org.chainrule.precise.PrecisePolygamma;
import org.chainrule.precise.PreciseTrigonometry;
import org.chainrule.resolve.Declarations;
import org.chainrule.result.CheckResult;
import org.chainrule.syntax.Syntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every limit is reached by some work within a small budget, and is named then. */
class LimitsTest {
  /** Work that stays within the standard budget, and a number within which it does not. */
  private record Trial(long number, Supplier<?> work) {}

  private static final MathContext DIGITS = new MathContext(20);
  private static final BigDecimal ONE_THIRD = new BigDecimal("0.333");
  private static final String CASES = "cases(x^2 + x if x > 0, sin(x) otherwise)";
  private static final String NEEDS =
      "cases(cases(log(x) if x > 1 and y > 1 and z > 1, x otherwise) if x > 0 and y > 0, 1"
          + " otherwise)";
  private static final String QUOTIENT = "(x^2 + 4*x + 3)/(x^2 + 5*x + 6)";
  private static final String[] LAYERS = {"u = x^2", "v = sin(u)", "w = exp(v)"};
  private static final String[] SIGMOID = {"s = sigma(x)"};
  private static final String[] SOFTMAX = {"y_i = exp(x_i)/sum(k=1..n, exp(x_k))"};
  private static final String[] RECURRENCE = {"h_0 = 0", "h_t = a*h_{t-1} + x_t"};

  private static final List<String> NINE =
      IntStream.rangeClosed(1, 9).mapToObj(i -> "x_" + (10 - i)).toList();

  private static final Map<Limit, Trial> REFUSALS =
      Map.ofEntries(
          entry(Limit.TIME, new Trial(1, () -> diff("sin(x)^99*exp(x)^50", "x,x,x,x,x,x,x,x"))),
          entry(Limit.TEXT_LENGTH, new Trial(6, () -> parse("x + y + z"))),
          entry(Limit.BRACKET_NESTING, new Trial(2, () -> parse("(((x)))"))),
          entry(
              Limit.SUM_NESTING,
              new Trial(1, () -> parse("sum(i=1..n, sum(j=1..n, sum(k=1..n, x_i*x_j*x_k)))"))),
          entry(Limit.NUMBER_DIGITS, new Trial(3, () -> parse("12345"))),
          entry(Limit.NUMBER_EXPONENT, new Trial(3, () -> parse("1e9"))),
          entry(Limit.ARRAY_NESTING, new Trial(1, () -> Points.of("W", new int[][] {{1, 2}}))),
          entry(Limit.DERIVATIVE_ORDER, new Trial(2, () -> parse("diff(sin(x), x, 3)"))),
          entry(
              Limit.INSERTED_TERMS,
              new Trial(3, () -> Chainrule.model("f(x) = x^2 + x + 1").diff("f(f(x))", "x"))),
          entry(
              Limit.RECURRENCE_STEPS,
              new Trial(5, () -> Chainrule.model(RECURRENCE).unroll("h_9"))),
          entry(
              Limit.WRITTEN_OUT_TERMS,
              new Trial(3, () -> Chainrule.model(RECURRENCE).unroll("sum(t=1..9, h_t)"))),
          entry(Limit.EVALUATION_STEPS, new Trial(10, () -> at("sum(i=1..99, i*x)"))),
          entry(Limit.EVALUATION_NODES, new Trial(3, () -> at("sin(x) + cos(x)"))),
          entry(Limit.CALL_NESTING, new Trial(0, () -> value("f(3)", "f(x) = x^2"))),
          entry(
              Limit.VALUE_DIGITS,
              new Trial(10, () -> Evaluator.precise(parse("pi"), point(), context(), 20))),
          entry(
              Limit.FUNCTION_DIGITS, new Trial(10, () -> PreciseElementary.exp(ONE_THIRD, DIGITS))),
          entry(Limit.SPECIAL_DIGITS, new Trial(10, () -> PreciseGamma.gamma(ONE_THIRD, DIGITS))),
          entry(
              Limit.WORKING_DIGITS, new Trial(10, () -> PreciseElementary.exp(ONE_THIRD, DIGITS))),
          entry(
              Limit.ARGUMENT_DIGITS, new Trial(2, () -> PreciseElementary.exp(ONE_THIRD, DIGITS))),
          entry(
              Limit.ANGLE_DIGITS,
              new Trial(2, () -> PreciseTrigonometry.sin(new BigDecimal(12345), DIGITS))),
          entry(
              Limit.POLYGAMMA_ORDER,
              new Trial(1, () -> PrecisePolygamma.polygamma(2, ONE_THIRD, DIGITS))),
          entry(
              Limit.DECIMAL_EXPONENT,
              new Trial(3, () -> PreciseElementary.exp(new BigDecimal(12), DIGITS))),
          entry(
              Limit.COMPUTED_TERMS,
              new Trial(3, () -> new Tape().run(parse("sum(i=1..9, i^2)"), Map.of()))),
          entry(
              Limit.COMPILED_TERMS,
              new Trial(3, () -> Chainrule.compile(parse("sum(i=1..9, x_i)"), NINE))),
          entry(Limit.PROGRAM_STEPS, new Trial(3, () -> compile("sin(x)*cos(x)*exp(x)"))),
          entry(
              Limit.PROGRAM_RANGES,
              new Trial(1, () -> compile("sum(i=1..n, x*i^2) + sum(i=1..m, sin(x*i))"))),
          entry(Limit.CLASS_CONSTANTS, new Trial(9, () -> compile("sin(x)*cos(x)*exp(x)"))),
          entry(Limit.PRINTED_LENGTH, new Trial(3, () -> parse("alpha + beta").toString())));

  private static final Map<Limit, Trial> STOPS =
      Map.ofEntries(
          entry(
              Limit.BOUND_BOXES,
              new Trial(
                  1,
                  () ->
                      new DerivingEngine(new Problem(List.of(), List.of(), false), Options.DEFAULT)
                          .bound("sin(x)*x", List.of(), List.of("x in -6..6")))),
          entry(Limit.SIMPLIFYING_ROUNDS, new Trial(0, () -> diff("x^2", "x"))),
          entry(Limit.SIMPLIFYING_STEPS, new Trial(0, () -> diff("x^2", "x"))),
          entry(Limit.SIMPLIFIED_COST, new Trial(1, () -> diff("x^2*y", "x"))),
          entry(Limit.SIMPLIFIED_CASES_COST, new Trial(1, () -> diff(CASES, "x"))),
          entry(Limit.SIMPLIFIED_CASES_NESTING, new Trial(0, () -> diff(CASES, "x"))),
          entry(Limit.NAMING_ROUNDS, new Trial(0, () -> diff("s^2", "x", SIGMOID))),
          entry(Limit.NAMING_TRIALS, new Trial(0, () -> diff("sigma(x)^2", "x", SIGMOID))),
          entry(Limit.NAMING_STEPS, new Trial(0, () -> diff("s^2", "x", SIGMOID))),
          entry(Limit.NAMING_INDICES, new Trial(0, () -> diff("y_i", "x_j", SOFTMAX))),
          entry(Limit.NAMING_OPEN_INDICES, new Trial(0, () -> diff("y_i", "x_j", SOFTMAX))),
          entry(Limit.POLYNOMIAL_TERMS, new Trial(1, () -> diff("x*(x + y)*(x - y)", "x"))),
          entry(Limit.POLYNOMIAL_PRODUCTS, new Trial(1, () -> diff("(x + y)^2*(x - y)^3", "x"))),
          entry(Limit.POLYNOMIAL_POWER, new Trial(1, () -> diff("(x + y)^3", "x"))),
          entry(Limit.DIVISOR_TERMS, new Trial(1, () -> diff(QUOTIENT, "x"))),
          entry(Limit.DIVISOR_VARIABLES, new Trial(0, () -> diff(QUOTIENT, "x"))),
          entry(Limit.DIVISOR_DEGREE, new Trial(1, () -> diff(QUOTIENT, "x"))),
          entry(Limit.DIVISOR_BITS, new Trial(0, () -> diff(QUOTIENT, "x"))),
          entry(Limit.DIVISOR_STEPS, new Trial(0, () -> parse(QUOTIENT).simplify())),
          entry(Limit.BACKWARD_NAMES, new Trial(1, () -> diff("w*v", "x", LAYERS))),
          entry(Limit.NEED_CONDITIONS, new Trial(1, () -> derive(NEEDS, "x").conditions())),
          entry(Limit.DEFINITION_ROUNDS, new Trial(0, () -> derive("w", "x", LAYERS).conditions())),
          entry(
              Limit.CONDITION_ROUNDS,
              new Trial(0, () -> derive("log(w)", "x", LAYERS).conditions())),
          entry(Limit.ROOT_CHOICES, new Trial(0, () -> derive("abs(max(x, y))", "x").kinks())),
          entry(
              Limit.CHECKED_DEFINITIONS,
              new Trial(
                  0,
                  () ->
                      ConditionSimplifier.expanded(
                          question("w", LAYERS), parse("w"), Limit.CHECKED_DEFINITIONS))),
          entry(Limit.CHECKED_CHOICES, new Trial(1, () -> derive("y_i", "x_j", SOFTMAX).check())),
          entry(
              Limit.CHECKED_CANDIDATES, new Trial(1, () -> derive("y_i", "x_j", SOFTMAX).check())),
          entry(Limit.CHECKED_BRANCHES, new Trial(1, () -> derive("y_i", "x_j", SOFTMAX).check())),
          entry(
              Limit.CHECKED_BRANCH_PAIRS,
              new Trial(1, () -> derive("y_i", "x_j", SOFTMAX).check())),
          entry(Limit.CHECKED_PATHS, new Trial(1, () -> check(NEEDS, "x", NEEDS))),
          entry(Limit.CHECKED_PATH_STEPS, new Trial(1, () -> check(NEEDS, "x", NEEDS))),
          entry(
              Limit.CHECKED_PARTS,
              new Trial(1, () -> Singularities.writtenOut(parse("sum(i=1..3, abs(x_i))")))),
          entry(Limit.CHECKED_INSTANCES, new Trial(1, LimitsTest::instances)));

  /** What is told by the answer itself, in the place of what is not there. */
  private static final Map<Limit, Trial> TOLD =
      Map.of(
          Limit.CLOSED_FORM_NESTING,
          new Trial(0, () -> derive("h_t", "a", RECURRENCE).notes()),
          Limit.CLOSED_FORM_STARTS,
          new Trial(0, () -> derive("h_t", "a", "h_0 = 0", "h_1 = 1", RECURRENCE[1]).notes()),
          Limit.NONSMOOTH_PLACES,
          new Trial(1, () -> derive("abs(x) + abs(x - 1) + abs(x - 2)", "x").kinks()),
          Limit.CHECKED_ORDER,
          new Trial(1, () -> derive("x^5", "x,x").check()),
          Limit.COMPARED_DIGITS,
          new Trial(10, () -> derive("x^5", "x").check()),
          Limit.ASSUMPTION_INSTANCES,
          new Trial(
              1,
              () -> derive("sum(k=1..n, abs(x_k))", "x_j", "i in 1..n", "assume x_i > 0").check()));

  private static final Map<Limit, String> WORDS =
      Map.of(
          Limit.CLOSED_FORM_NESTING, "no closed form: recurrences are nested too deep",
          Limit.CLOSED_FORM_STARTS, "lie too far apart",
          Limit.NONSMOOTH_PLACES, "and more places where the expression is not smooth",
          Limit.CHECKED_ORDER, "derivatives of order above 1 are not checked",
          Limit.COMPARED_DIGITS, "between 1 and 10 digits can be computed",
          Limit.ASSUMPTION_INSTANCES, "assumption-instances");

  /**
   * What no question of Java reaches: {@code cli}, {@code worksheet} and {@code optimize} try it.
   */
  private static final Set<Limit> ELSEWHERE =
      EnumSet.of(Limit.INPUT_BYTES, Limit.TABLE_ROWS, Limit.DATA_VALUES, Limit.TRAINING_GRADIENTS);

  private static Expr parse(String text) {
    return Chainrule.parse(text);
  }

  private static Gradient compile(String text) {
    return Chainrule.compile(parse(text), List.of("x"), List.of("n", "m"));
  }

  private static Expr diff(String text, String variable, String... statements) {
    return Chainrule.model(statements).diff(text, variable);
  }

  private static Derivative derive(String text, String variable, String... statements) {
    return Chainrule.model(statements).derive(text, variable);
  }

  private static Question question(String text, String... definitions) {
    return new Question(text, List.of(), Declarations.of(List.of(definitions)));
  }

  /** The conditions of a sum of logarithms, for five of them. */
  private static List<Expr> instances() {
    return DomainConditions.ofValue(question("sum(i=1..n, log(x_i))")).stream()
        .flatMap(each -> each.instances(Map.of("n", BigInteger.valueOf(5))).stream())
        .toList();
  }

  private static CheckResult check(
      String text, String variable, String claim, String... statements) {
    return Chainrule.model(statements).check(text, variable, claim);
  }

  /** The value of a text within a problem, as the tree is that was written. */
  private static Object value(String text, String... definitions) {
    Question question = question(text, definitions);
    Context<Syntax> trees = EvaluationBindings.ofTrees(question);
    return Evaluator.precise(question.syntax().orElseThrow(), point(), trees, 10);
  }

  private static double at(String text) {
    return parse(text).at("x", 1);
  }

  private static Point point() {
    return Point.EMPTY;
  }

  private static Context<Expr> context() {
    return Context.of(Functions::named);
  }

  static Stream<Limit> refusing() {
    return REFUSALS.keySet().stream().sorted();
  }

  static Stream<Limit> told() {
    return TOLD.keySet().stream().sorted();
  }

  static Stream<Limit> stopping() {
    return STOPS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("refusing")
  void aLimitThatRefusesIsNamedByTheFailure(Limit limit) {
    Trial trial = REFUSALS.get(limit);
    assertThat(limit.reach()).isEqualTo(Limit.Reach.REFUSES);

    ChainruleException failure =
        catchThrowableOfType(
            ChainruleException.class,
            () -> Budget.standard().with(limit, trial.number()).run(trial.work()));

    assertThat(failure).as("refused").isNotNull();
    assertThat(failure.limit()).as("%s", failure).contains(limit);
    if (limit != Limit.TIME) {
      trial.work().get();
    }
  }

  @ParameterizedTest
  @MethodSource("stopping")
  void aLimitThatStopsASearchIsNamedByTheSearch(Limit limit) {
    Trial trial = STOPS.get(limit);
    assertThat(limit.reach()).isNotEqualTo(Limit.Reach.REFUSES);

    Budget.Searched<?> small =
        Budget.standard().with(limit, trial.number()).run(() -> Budget.search(trial.work()));

    assertThat(small.stops()).contains(limit);
    assertThat(Budget.search(trial.work()).stops()).doesNotContain(limit);
  }

  @ParameterizedTest
  @MethodSource("told")
  void aLimitOfWhatIsToldStandsInItsPlace(Limit limit) {
    Trial trial = TOLD.get(limit);

    assertThat(Budget.standard().with(limit, trial.number()).run(trial.work()).toString())
        .contains(WORDS.get(limit));
    assertThat(trial.work().get().toString()).doesNotContain(WORDS.get(limit));
  }

  @Test
  void everyLimitIsTried() {
    Set<Limit> tried = EnumSet.copyOf(REFUSALS.keySet());
    tried.addAll(STOPS.keySet());
    tried.addAll(TOLD.keySet());
    tried.addAll(ELSEWHERE);

    assertThat(tried).containsExactlyInAnyOrder(Limit.values());
  }

  @ParameterizedTest
  @EnumSource(Limit.class)
  void aBudgetGoesNoHigherThanAFormatHolds(Limit limit) {
    Budget highest = Budget.standard().with(limit, limit.highest());

    assertThat(highest.most(limit)).isGreaterThanOrEqualTo(limit.standard());
    if (limit.highest() < Long.MAX_VALUE) {
      assertThatThrownBy(() -> highest.with(limit, limit.highest() + 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(limit.title());
    }
  }

  @Test
  void aBudgetShowsWhatItSets() {
    assertThat(Budget.standard()).hasToString("Budget[]");
    assertThat(Budget.standard().with(Limit.WRITTEN_OUT_TERMS, 1_000).toString())
        .startsWith("Budget[")
        .contains(Limit.WRITTEN_OUT_TERMS.title(), "1,000");
  }
}
