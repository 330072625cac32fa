package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.Chainrule;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.explain.Detail;
import org.chainrule.explain.Explanation;
import org.chainrule.explain.Step;
import org.chainrule.expr.Apply;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.model.Derivations;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.resolve.ReadingVariable;
import org.chainrule.result.CheckResult;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.simplify.Identities;
import org.chainrule.simplify.Simplifier;
import org.chainrule.simplify.WrittenIdentity;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;
import org.chainrule.verify.StepChecker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The trace of a derivation is whole and right: taking its steps gives the answer, which is the
 * same as without a listener, and both sides of each step have the same value. A step that is wrong
 * is found.
 */
class TraceLawTest {
  private static final Expr X = Symbol.of("x");

  /** One in so many of the questions is asked in the gate. */
  private static final int EACH = 5;

  /** So many of a hundred steps may have no point at which they can be valued. */
  private static final int MOST_UNDECIDED = 10;

  /** A question within a problem. */
  private record Asked(List<String> statements, String expression, String variable) {}

  /** What the traces of many questions told. */
  private static final class Account {
    private final List<String> faults = new ArrayList<>();
    private final List<String> undecided = new ArrayList<>();
    private final Map<Rule, Integer> rules = new EnumMap<>(Rule.class);
    private int steps;

    void add(Asked asked) {
      Question question =
          new Question(
              asked.expression(), List.of(asked.variable()), Declarations.of(asked.statements()));
      List<Expr> by =
          question.variables(asked.variable()).stream().map(ReadingVariable::variable).toList();
      Expr derivative = new Derivations(question, by).derivative();
      Trace trace = new Derivations(question, by).trace();
      if (trace.after() != derivative) {
        faults.add(asked + " is " + derivative + ", traced " + trace.after());
      }
      Expr wanted = question.expression();
      for (Expr variable : by) {
        wanted = DerivativeTerm.of(wanted, variable);
      }
      if (trace.before() != wanted) {
        faults.add(asked + " is traced from " + trace.before());
      }
      check(trace, question);
    }

    void check(Trace trace, Question question) {
      TraceChecker checker =
          new TraceChecker(question.definitions(), question.declarations(), trace);
      faults.addAll(checker.faults());
      undecided.addAll(checker.undecided());
      steps += checker.steps();
      checkSteps(trace, question);
      for (Trace each : trace.withParts()) {
        each.steps().forEach(step -> rules.merge(step.rule(), 1, Integer::sum));
      }
    }

    /**
     * The derivative of what a name stands for, where an expression is the derivative of a name.
     */
    private static @Nullable Expr defined(Expr expression, Question question) {
      if (!(expression instanceof DerivativeTerm derivative)) {
        return null;
      }
      Expr value = question.definitions().valueOf(derivative.body()).orElse(derivative.body());
      for (DerivativeTerm.Variable each : derivative.by()) {
        for (int i = 0; i < each.order(); i++) {
          value = DerivativeTerm.of(value, each.variable());
        }
      }
      return value;
    }

    /** What a reader is told of it leads from its beginning to its end, and each line holds. */
    private void checkSteps(Trace trace, Question question) {
      for (Detail detail : Detail.values()) {
        Expr reached = trace.before();
        for (Step step : Explanation.of(trace, detail)) {
          if (step.depth() == 0) {
            boolean isOfThat = step.of() == trace.before() || step.of() == reached;
            if (!isOfThat
                || step.before() != reached && step.before() != defined(reached, question)) {
              faults.add(detail + " goes on with " + step + " after " + reached);
            }
            reached = step.after();
          }
        }
        if (reached != trace.after()) {
          faults.add(detail + " ends with " + reached + ", not " + trace.after());
        }
      }
      StepChecker checker =
          new StepChecker(question.definitions(), question.declarations(), trace.before());
      for (Step step : Explanation.of(trace, Detail.RULES)) {
        CheckResult result =
            checker.check(step.of(), step.after(), step.conditions(), step.around());
        if (result.verdict() == CheckResult.Verdict.REFUTED) {
          faults.add(step.of() + " = " + step.after() + ": " + result);
        }
      }
    }

    void requireRight() {
      assertThat(faults).as(String.join("\n", faults)).isEmpty();
      assertThat(undecided)
          .as(String.join("\n", undecided))
          .hasSizeLessThanOrEqualTo(steps * MOST_UNDECIDED / 100);
      assertThat(rules).doesNotContainKeys(Rule.DERIVATIVE, Rule.SIMPLIFIED);
    }
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = TraceLawTest.class.getResourceAsStream(resource)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static List<Asked> textbook() throws IOException {
    List<Asked> all = new ArrayList<>();
    for (String line : lines("/org/chainrule/simplify/textbook-forms.txt")) {
      if (!line.startsWith("#")) {
        String[] parts = line.split(" ; ", -1);
        all.add(new Asked(List.of(), parts[0], parts[1]));
      }
    }
    return all;
  }

  private static List<Asked> classics() throws IOException {
    List<Asked> all = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    for (String line : lines("/org/chainrule/acceptance/classics.txt")) {
      if (line.startsWith("== ")) {
        statements.clear();
      } else if (line.startsWith("? ")) {
        String[] parts = line.substring(2).split(" ; ", -1);
        all.add(new Asked(List.copyOf(statements), parts[0], parts[1]));
      } else if (!line.isBlank() && !line.matches("[#>~] .*")) {
        statements.add(line);
      }
    }
    return all;
  }

  /** Generated questions about sums, products and cases over indices. */
  private static List<Asked> generated(int first, int end) {
    List<Asked> all = new ArrayList<>();
    for (int seed = first; seed < end; seed++) {
      IndexedQuestions questions = new IndexedQuestions(seed, false);
      questions.define(3);
      List<String> variables = List.of("a", "b", "x_k", "x_1");
      all.add(
          new Asked(
              questions.definitions(),
              questions.question().text(),
              variables.get(seed % variables.size())));
      all.add(new Asked(List.of(), new ScalarGenerator(seed).next().toString(), "x"));
    }
    return all;
  }

  private static List<Asked> some(List<Asked> all, int each) {
    List<Asked> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += each) {
      some.add(all.get(i));
    }
    return some;
  }

  private static Account account(List<Asked> questions) {
    Account account = new Account();
    questions.forEach(account::add);
    return account;
  }

  @Test
  void someTextbookDerivationsAreWholeAndRight() throws IOException {
    account(some(textbook(), EACH)).requireRight();
  }

  @Test
  void someClassicDerivationsAreWholeAndRight() throws IOException {
    Account account = account(some(classics(), EACH));

    account.requireRight();
    assertThat(account.rules)
        .containsKeys(Rule.CHAIN, Rule.ADJOINT, Rule.DELTA, Rule.INDEXED_SUM, Rule.NAMED);
  }

  @Test
  void rarerDerivationsAreWholeAndRight() {
    Account account =
        account(
            List.of(
                new Asked(List.of(), "max_k x_k^2", "x_j"),
                new Asked(List.of(), "sum(k=1..n, a*b)", "a"),
                new Asked(List.of(), "(y^2)^z*(x^2 + 1)", "x"),
                new Asked(
                    List.of("assume K_{i,j} = K_{j,i}"), "sum_i sum_j x_i*K_{i,j}*x_j", "x_k"),
                new Asked(List.of(), "prod(k=1..n, x_k)", "x_j"),
                new Asked(List.of(), "x^2*exp(x)*exp(-y)", "x")));

    account.requireRight();
    assertThat(account.rules)
        .containsKeys(Rule.EXTREMUM, Rule.SYMMETRY, Rule.INDEXED_PRODUCT, Rule.JOINED_EXPONENTIALS);
  }

  @Test
  void generatedDerivationsAreWholeAndRight() {
    account(generated(0, 60)).requireRight();
  }

  @Test
  @Tag("slow")
  void allDerivationsAreWholeAndRight() throws IOException {
    List<Asked> all = new ArrayList<>(textbook());
    all.addAll(classics());
    account(all).requireRight();
  }

  @Test
  @Tag("slow")
  void manyGeneratedDerivationsAreWholeAndRight() {
    account(generated(60, 600)).requireRight();
  }

  @Test
  void aWrongIdentityIsFound() {
    assertThat(simplified("1 - cos(x)^2 = sin(x)^2").faults).isEmpty();
    assertThat(simplified("1 - cos(x)^2 = -sin(x)^2").faults)
        .hasSize(3)
        .first()
        .asString()
        .startsWith("identity planted: ");
  }

  private static Account simplified(String rule) {
    Expr expression = read("3*(1 - cos(x)^2)*x");
    TraceRecorder recorder = new TraceRecorder();
    Identities identities = new Identities(new WrittenIdentity("planted", rule));
    Expr simple = new Simplifier(Facts.none(), identities, recorder).simplify(expression);
    assertThat(simple).isNotSameAs(expression);
    return checked(expression, simple, recorder);
  }

  @Test
  void aWrongRowIsFound() {
    assertThat(differentiated("1 + tan(x)^2").faults).isEmpty();
    assertThat(differentiated("1 - tan(x)^2").faults)
        .hasSize(3)
        .first()
        .asString()
        .startsWith("function tangent: ");
  }

  private static Account differentiated(String derivativeAtX) {
    Function tangent =
        Function.function("tangent")
            .unaryKernel(Math::tan)
            .derivative(
                (argument, result) -> Substitution.of(X, argument).apply(read(derivativeAtX)))
            .build();
    Expr expression = Apply.of(tangent, X.power(2)).times(X).plus(X.power(3));
    TraceRecorder recorder = new TraceRecorder();
    Expr derivative =
        new Differentiator(X, Definitions.none(), Facts.none(), recorder).differentiate(expression);
    return checked(DerivativeTerm.of(expression, X), derivative, recorder);
  }

  private static Account checked(Expr before, Expr after, TraceRecorder recorder) {
    Account account = new Account();
    account.check(
        new Trace(before, after, List.of(), false, TraceRecorder.sweeps(recorder)),
        new Question("x", List.of(), Declarations.NONE));
    return account;
  }

  private static Expr read(String text) {
    return Lowering.read(text, Declarations.NONE).expression();
  }

  /** Of each kind of rule steps are broken, so that they claim a little more. */
  @Test
  void everyStepThatIsBrokenIsFound() {
    Set<Rule> found = EnumSet.noneOf(Rule.class);
    String[] network = {"p = sigma(w*x + b)", "L = (p - y)^2 + w*sin(w) + w/(1 + w^2) + 2^w"};
    found.addAll(broken(trace("L", "w", network), "L", "w", network));
    String[] softmax = {
      "y_i = exp(x_i)/sum_k exp(x_k)", "L = -sum_k t_k*log(y_k)", "assume sum_k t_k = 1"
    };
    found.addAll(broken(trace("L", "x_j", softmax), "L", "x_j", softmax));
    String[] cases = {"r = y - f", "h = cases(r^2/2 if abs(r) <= 1, abs(r) - 1/2 otherwise)"};
    found.addAll(broken(trace("h", "f", cases), "h", "f", cases));
    found.addAll(broken(trace("log(sin(x))*prod(k=1..3, a_k*x)", "x"), "x", "x"));
    String[] recurrence = {"h_0 = 0", "h_t = tanh(w*x_t + u*h_{t-1})"};
    Trace closed = Chainrule.model(recurrence).derive("h_t", "u").closedFormTrace().orElseThrow();
    found.addAll(broken(closed, "h_t", "u", recurrence));

    assertThat(found)
        .contains(
            Rule.SUM,
            Rule.CONSTANT_FACTOR,
            Rule.PRODUCT,
            Rule.QUOTIENT,
            Rule.POWER,
            Rule.EXPONENT,
            Rule.FUNCTION,
            Rule.ELEMENT,
            Rule.INDEXED_SUM,
            Rule.INDEXED_PRODUCT,
            Rule.CASES,
            Rule.DEFINITION,
            Rule.CHAIN,
            Rule.PARTIAL,
            Rule.ADJOINT,
            Rule.DELTA,
            Rule.NAMED,
            Rule.ASSUMPTION,
            Rule.IDENTITY,
            Rule.FACTORED,
            Rule.LINEAR_RECURRENCE,
            Rule.START,
            Rule.UNROLLED,
            Rule.INDUCTION,
            Rule.CLOSED_FORM);
  }

  private static Trace trace(String expression, String variable, String... statements) {
    return Chainrule.model(statements).derive(expression, variable).trace();
  }

  /** The rules of which steps are found to be broken; all are, but those that have no values. */
  private static Set<Rule> broken(
      Trace trace, String expression, String variable, String... statements) {
    Set<Rule> found = EnumSet.noneOf(Rule.class);
    Question question =
        new Question(expression, List.of(variable), Declarations.of(List.of(statements)));
    for (Trace each : trace.withParts()) {
      for (Sweep sweep : each.sweeps()) {
        for (TraceStep step : sweep.steps()) {
          TraceChecker right = checked(step, step.after(), each, sweep, question);
          assertThat(right.faults()).isEmpty();
          if (right.undecided().isEmpty()) {
            Expr more = step.after().plus(Expr.of(1, 1000));
            assertThat(checked(step, more, each, sweep, question).faults())
                .as("%s", step)
                .hasSize(1);
            found.add(step.rule());
          }
        }
      }
    }
    return found;
  }

  private static TraceChecker checked(
      TraceStep step, Expr after, Trace trace, Sweep sweep, Question question) {
    TraceStep claimed =
        new TraceStep(
            step.rule(), step.subject(), step.before(), after, step.conditions(), List.of());
    Sweep alone =
        new Sweep(
            Sweep.Strategy.BOTTOM_UP, step.before(), after, List.of(claimed), sweep.indices());
    return new TraceChecker(
        question.definitions(),
        question.declarations(),
        new Trace(step.before(), after, trace.given(), trace.isPartial(), List.of(alone)));
  }

  /** A derivative in closed form, by all that it rests on. */
  private static Account closed(String expression, String variable, String... statements) {
    Trace trace =
        Chainrule.model(statements).derive(expression, variable).closedFormTrace().orElseThrow();
    Account account = new Account();
    account.check(
        trace, new Question(expression, List.of(variable), Declarations.of(List.of(statements))));
    return account;
  }

  @Test
  void aClosedFormIsProvedFromTheRecurrence() {
    String[] network = {"h_0 = 0", "h_t = tanh(w*x_t + u*h_{t-1})"};
    Account account = closed("h_t", "u", network);

    account.requireRight();
    assertThat(account.rules)
        .containsKeys(
            Rule.DEFINITION,
            Rule.FUNCTION,
            Rule.LINEAR_RECURRENCE,
            Rule.START,
            Rule.UNROLLED,
            Rule.INDUCTION,
            Rule.CLOSED_FORM);
  }

  @Test
  void closedFormsOfManyKindsAreWholeAndRight() {
    String[] network = {"h_0 = 0", "h_t = tanh(w*x_t + u*h_{t-1})"};
    closed("h_T", "x_k", network).requireRight();
    closed("h_t", "h_k", network).requireRight();
    closed("L", "w", "h_0 = 0", "h_t = tanh(w*x_t + u*h_{t-1})", "L = sum(t=1..T, (h_t - y_t)^2)")
        .requireRight();
    closed("a_n", "q", "a_0 = 1", "a_n = q*a_{n-1}").requireRight();
    closed("h_t", "w", "h_0 = w^2", "h_1 = sin(w)", "h_t = w*h_{t-1} + x_t").requireRight();
  }

  @Test
  void aRecurrenceWithinARecurrenceIsToldToo() {
    closed(
            "w_t",
            "beta",
            "v_0 = 0",
            "w_0 = 1",
            "v_t = beta*v_{t-1} + (1 - beta)*g_t",
            "w_t = w_{t-1} - eta*v_t")
        .requireRight();
  }

  /** Each link uses the one below three times, which as text would be 3^500 times as long. */
  @Test
  void stepsAreAsManyAsTheNodesAndCostNoStack() {
    int links = 2_000;
    Expr link = X;
    for (int i = 0; i < links; i++) {
      link = Apply.of(Functions.SIN, link).times(link).plus(link);
    }
    TraceRecorder recorder = new TraceRecorder();
    Expr derivative =
        new Differentiator(X, Definitions.none(), Facts.none(), recorder).differentiate(link);
    Trace trace =
        new Trace(
            DerivativeTerm.of(link, X),
            derivative,
            List.of(),
            false,
            TraceRecorder.sweeps(recorder));

    assertThat(trace.replayed()).isSameAs(derivative);
    assertThat(trace.steps()).hasSizeBetween(3 * links - 1, 3 * links);
    assertThat(trace.steps()).extracting(TraceStep::rule).doesNotContain(Rule.DERIVATIVE);
  }

  @Test
  void aStepThatIsMissingIsMissed() {
    Trace trace = Chainrule.model().derive("x^2*sin(x)", "x").trace();
    for (Sweep sweep : trace.sweeps()) {
      for (TraceStep step : sweep.steps()) {
        List<TraceStep> others = new ArrayList<>(sweep.steps());
        others.remove(step);
        Sweep shorter =
            new Sweep(sweep.strategy(), sweep.before(), sweep.after(), others, sweep.indices());
        assertThat(shorter.replayed()).as("%s", step).isNotSameAs(sweep.after());
      }
    }
  }
}
