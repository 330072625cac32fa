package org.chainrule.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chainrule.condition.ConditionSimplifier;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.NonsmoothPoints;
import org.chainrule.condition.Singularities;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.error.PointException;
import org.chainrule.error.UnknownNameException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Derivation;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.IndexBounds;
import org.chainrule.model.NumberedQuestion;
import org.chainrule.model.Question;
import org.chainrule.model.UnevaluatedDerivatives;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.resolve.ReadingVariable;
import org.chainrule.resolve.SideCondition;
import org.chainrule.result.AtKinks;
import org.chainrule.result.CheckAnswer;
import org.chainrule.result.CheckResult;
import org.chainrule.result.DerivativeAnswer;
import org.chainrule.result.Kink;
import org.chainrule.result.ReadingAnswer;
import org.chainrule.result.Value;
import org.chainrule.result.ValueAnswer;
import org.chainrule.syntax.Syntax;
import org.chainrule.verify.Verification;
import org.jspecify.annotations.Nullable;

/** The engine: reads, differentiates, simplifies, checks and prints within one problem. */
public final class DerivingEngine implements Engine {
  private final Declarations declarations;
  private final Options options;

  /**
   * An engine for a problem.
   *
   * @throws ChainruleException if a definition or an assumption cannot be read
   */
  public DerivingEngine(Problem problem, Options options) {
    declarations = Declarations.of(problem.defines(), problem.assumptions());
    this.options = options;
  }

  @Override
  public DerivativeAnswer differentiate(
      String expression, List<String> variables, int order, List<Map<String, Object>> points) {
    String list = String.join(",", variables);
    Question question = new Question(expression, List.of(list), declarations);
    Lowering.requireNumber(question.reading(), "no derivative", null);
    List<Expr> by = inTurn(question.variables(list), order);
    Expr derivative = question.derivative(by);
    List<Expr> assumptions = question.assumptionsOf(derivative, by);
    return answer(question, list, by, named(question, by, derivative), assumptions, points);
  }

  private static List<Expr> inTurn(List<ReadingVariable> variables, int order) {
    long highest = Limit.DERIVATIVE_ORDER.most();
    if (order > highest) {
      throw Limit.DERIVATIVE_ORDER.refusal(
          "derivatives of order above " + highest + " are not derived");
    }
    List<Expr> by = new ArrayList<>();
    for (ReadingVariable variable : variables) {
      for (int i = 0; i < order; i++) {
        by.add(variable.variable());
      }
    }
    return by;
  }

  @Override
  public List<DerivativeAnswer> gradient(
      String expression, List<String> variables, List<Map<String, Object>> points) {
    Question question = new Question(expression, variables, declarations);
    Lowering.requireNumber(question.reading(), "no derivative", null);
    Map<String, Expr> by = new LinkedHashMap<>();
    for (String variable : variables) {
      List<ReadingVariable> each = question.variables(variable);
      if (each.size() != 1) {
        throw new NoDerivativeException(
            "a gradient is by one variable each, and `" + variable + "` is a mixed derivative");
      }
      by.put(variable, each.get(0).variable());
    }
    Map<Expr, Expr> gradient = question.gradient(by.values().stream().distinct().toList());
    List<Expr> assumptions = question.assumptionsOf(gradient);
    List<DerivativeAnswer> answers = new ArrayList<>();
    for (String name : variables) {
      Expr variable = Objects.requireNonNull(by.get(name));
      Expr derivative = Objects.requireNonNull(gradient.get(variable));
      Expr asked = named(question, List.of(variable), derivative);
      answers.add(answer(question, name, List.of(variable), asked, assumptions, points));
    }
    return answers;
  }

  @Override
  public String javaClass(
      String expression, List<String> variables, List<String> parameters, String className) {
    Question question = new Question(expression, List.of(), declarations);
    Lowering.requireNumber(question.reading(), "no derivative", null);
    return new Compilation(List.of(question)).programs(variables, parameters).javaSource(className);
  }

  /** The derivative in the names that were asked for, if any were. */
  private Expr named(Question question, List<Expr> by, Expr derivative) {
    return requireDefined(question)
        .map(names -> Derivation.inTermsOf(question, by, names, derivative))
        .orElse(derivative);
  }

  /** The names that were asked for, if any were, all of them defined. */
  private Optional<Set<String>> requireDefined(Question question) {
    Set<String> names = options.names();
    if (names == null) {
      return Optional.empty();
    }
    for (String name : names) {
      boolean isDefined =
          question.declarations().definitions().stream()
              .anyMatch(each -> CanonicalNames.nameOf(each.target()).equals(name));
      if (!isDefined) {
        throw new UnknownNameException(
            "`" + name + "` is not defined, so nothing can be given in terms of it");
      }
    }
    return Optional.of(names);
  }

  private DerivativeAnswer answer(
      Question question,
      String variable,
      List<Expr> by,
      Expr derived,
      List<Expr> assumptions,
      List<Map<String, Object>> points) {
    Derived answer = new Derived(question, variable, by, derived, assumptions, options.names());
    return new DerivativeAnswer(
        variable,
        answer.printed(options.format()),
        answer.printed(Format.LATEX),
        values(question, derived, by, answer.domain(), points),
        answer.conditionsAndKinks(),
        answer.notes(points),
        options.verify() ? answer.check(options.checking()) : null);
  }

  /** For which indices a derivative holds. */
  static Set<Expr> spans(Question question, List<Expr> by, Expr derivative) {
    Set<Expr> spans = new LinkedHashSet<>(new IndexBounds(question, List.of()).conditions());
    spans.addAll(question.rangeConditions());
    spans.addAll(question.ends(by, () -> question.derivative(by)));
    boolean isStates = by.stream().anyMatch(question::isState);
    if (isStates && !derivative.isZero() && !UnevaluatedDerivatives.in(derivative)) {
      spans.addAll(question.begins(by));
    }
    return spans;
  }

  /** The value and its derivatives by the variables in turn, the last of which is at hand. */
  static List<Expr> derivatives(Question question, List<Expr> by, Expr last) {
    List<Expr> derivatives = new ArrayList<>(List.of(question.value()));
    boolean isSmooth =
        Singularities.of(question.value()).isEmpty()
            && question.definedValues().stream().allMatch(each -> Singularities.of(each).isEmpty());
    for (int i = 1; i < by.size(); i++) {
      derivatives.add(isSmooth ? last : question.derivative(by.subList(0, i)));
    }
    derivatives.add(last);
    return derivatives;
  }

  static List<String> written(List<DomainConditions.Condition> conditions, Presenter presenter) {
    return conditions.stream().map(presenter::condition).distinct().toList();
  }

  static List<String> notes(Question question, List<Map<String, Object>> points) {
    List<String> notes = new ArrayList<>();
    question.reading().notes().forEach(each -> notes.add(each.text()));
    Set<String> foreign = new LinkedHashSet<>();
    Set<String> names = question.allNames();
    Set<String> apart = new LinkedHashSet<>();
    for (Map<String, Object> point : points) {
      foreign.addAll(Points.foreign(point, names));
      apart.add(String.join(", ", lengthsApart(question, point)));
    }
    apart.remove("");
    apart.forEach(each -> notes.add("the arrays give the indices lengths of their own: " + each));
    if (!foreign.isEmpty()) {
      notes.add(
          "left aside, since the question has no such name: `%s`"
              .formatted(String.join("`, `", foreign)));
    }
    return notes;
  }

  private static List<String> lengthsApart(Question question, Map<String, Object> point) {
    try {
      return question.lengthsApart(Points.of(point));
    } catch (PointException told) {
      // It is told in the place of the value.
      return List.of();
    }
  }

  private List<Value> values(
      Question question,
      Expr derivative,
      List<Expr> by,
      List<DomainConditions.Condition> domain,
      List<Map<String, Object>> points) {
    if (points.isEmpty()) {
      return List.of();
    }
    DerivativeValue general = value(question, derivative, by, domain);
    Map<List<String>, DerivativeValue> others = new HashMap<>();
    List<Value> values = new ArrayList<>();
    for (Map<String, Object> given : points) {
      Interruption.poll();
      try {
        Point point = Points.of(given);
        Question there = question.at(point);
        Agreement.require(point, there, by, deadline(EvaluationBindings.ofExpressions(there)));
        Optional<NumberedQuestion> numbered = NumberedQuestion.at(point, there, by);
        DerivativeValue value =
            numbered.isPresent()
                ? value(numbered.get())
                : there == question
                    ? general
                    : others.computeIfAbsent(
                        question.lengthsApart(point), ranges -> value(there, by));
        values.add(value.at(point));
      } catch (ChainruleException failure) {
        values.add(Value.none(String.valueOf(failure.getMessage())));
      }
    }
    return values;
  }

  private DerivativeValue value(Question question, List<Expr> by) {
    List<DomainConditions.Condition> domain = DomainConditions.ofDerivative(question, by);
    return value(question, question.derivative(by), by, domain);
  }

  private DerivativeValue value(
      Question question, Expr derivative, List<Expr> by, List<DomainConditions.Condition> domain) {
    UnevaluatedDerivatives remaining = new UnevaluatedDerivatives(question);
    return value(question, remaining.asFamilies(derivative), by, by, remaining, domain);
  }

  /** The derivative at numbers for its indices, carried out there. */
  private DerivativeValue value(NumberedQuestion numbered) {
    Question question = numbered.question();
    UnevaluatedDerivatives remaining = new UnevaluatedDerivatives(question);
    return value(
        question,
        remaining.carriedOut(question.expression(), numbered.by()),
        numbered.by(),
        numbered.asked(),
        remaining,
        DomainConditions.ofDerivative(question, numbered.by()));
  }

  private DerivativeValue value(
      Question question,
      Expr derivative,
      List<Expr> by,
      List<Expr> known,
      UnevaluatedDerivatives remaining,
      List<DomainConditions.Condition> domain) {
    return new DerivativeValue(
        question,
        derivative,
        by,
        definitions(question, known, remaining, StepsAsCases::of),
        definitions(question, known, remaining, StepsAsCases::closed),
        deadline(
            remaining.within(
                EvaluationBindings.knowing(known, EvaluationBindings.ofExpressions(question)))),
        deadline(EvaluationBindings.knowing(known, EvaluationBindings.ofTrees(question))),
        domain,
        options.atKinks());
  }

  private Context<Expr> definitions(
      Question question,
      List<Expr> known,
      UnevaluatedDerivatives remaining,
      UnaryOperator<Expr> open) {
    Context<Expr> context = EvaluationBindings.ofExpressions(question, open, Set.of());
    return deadline(remaining.within(EvaluationBindings.knowing(known, context)));
  }

  private <N> Context<N> deadline(Context<N> context) {
    return context.withDeadline(System.nanoTime() + options.timeout().toNanos());
  }

  @Override
  public ValueAnswer evaluate(String expression, List<Map<String, Object>> points) {
    Question question = new Question(expression, List.of(), declarations);
    Lowering.requireNumber(question.reading(), "no value", null);
    Presenter presenter = new Presenter(question.spelling());
    List<Value> values = new ArrayList<>();
    Set<String> remarks = new LinkedHashSet<>();
    Valuation general = new Valuation(question, remarks);
    for (Map<String, Object> given : points) {
      Interruption.poll();
      try {
        Point point = Points.of(given);
        Question there = question.at(point);
        Agreement.require(
            point, there, List.of(), deadline(EvaluationBindings.ofExpressions(there)));
        values.add((there == question ? general : new Valuation(there, remarks)).at(point));
      } catch (ChainruleException failure) {
        values.add(Value.none(String.valueOf(failure.getMessage())));
      }
    }
    List<String> notes = new ArrayList<>(notes(question, points));
    notes.addAll(remarks);
    if (options.atKinks() != AtKinks.ERROR && !general.hasDerivatives()) {
      notes.add(
          "what is chosen at kinks does nothing here: the expression has no derivative in it");
    }
    return new ValueAnswer(
        presenter.print(question.expression(), options.format()),
        presenter.print(question.expression(), Format.LATEX),
        values,
        written(DomainConditions.ofValue(question), presenter),
        notes);
  }

  /** The value of a question's expression at points. */
  private final class Valuation {
    private final DerivativeTerms terms;
    private final Context<Syntax> trees;
    private final Context<Expr> expressions;
    private final Syntax tree;
    private final boolean hasWritten;
    private final Expr needed;
    private final Set<String> remarks;

    /**
     * @param remarks takes what there is to tell of the values
     */
    Valuation(Question question, Set<String> remarks) {
      this.remarks = remarks;
      terms = new DerivativeTerms(question, options.atKinks(), DerivingEngine.this::deadline);
      trees = deadline(EvaluationBindings.ofTrees(question));
      expressions = deadline(EvaluationBindings.ofExpressions(question));
      tree = question.reading().syntax();
      hasWritten = DomainConditions.hasDerivatives(question);
      needed =
          hasDerivatives() ? broken(DomainConditions.besideTerms(question)) : RationalNumber.ZERO;
    }

    boolean hasDerivatives() {
      return hasWritten || !terms.isEmpty();
    }

    Value at(Point point) {
      Context<Expr> within = terms.within(expressions, point);
      if (Evaluator.evaluate(needed, point, within) != 0) {
        throw new DomainException("outside the domain of a derivative in the expression");
      }
      terms.requireVanished(point, within);
      if (hasDerivatives()) {
        double number = Evaluator.evaluate(terms.expression(), point, within);
        if (number == 0) {
          told(Evaluator.boundOfZero(terms.expression(), point, within));
        }
        return Value.of(
            number, digits -> Evaluator.precise(terms.expression(), point, within, digits));
      }
      double number = Evaluator.evaluate(tree, point, trees);
      if (number == 0) {
        told(Evaluator.boundOfZero(tree, point, trees));
      }
      return Value.of(number, digits -> Evaluator.precise(tree, point, trees, digits));
    }

    private void told(OptionalLong power) {
      if (power.isPresent()) {
        String note = "the value is taken for 0: no digit of it is found down to 1e";
        remarks.add(note + power.getAsLong());
      }
    }
  }

  /** Whether a condition is of a derivative, which the evaluation itself meets. */
  private static boolean holdsDerivative(Expr condition) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(condition));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (node instanceof DerivativeTerm) {
        return true;
      }
      if (seen.add(node)) {
        node.children().forEach(pending::push);
      }
    }
    return false;
  }

  /** How many conditions are broken at a point, for all values of their indices. */
  private static Expr broken(List<DomainConditions.Condition> conditions) {
    List<Expr> counts = new ArrayList<>();
    for (DomainConditions.Condition each : conditions) {
      if (holdsDerivative(each.holds())) {
        continue;
      }
      Expr count =
          Piecewise.of(
              List.of(new Piecewise.Branch(RationalNumber.ZERO, each.holds())), RationalNumber.ONE);
      for (SideCondition.Bound bound : each.bounds()) {
        count =
            Reduction.of(
                Reduction.Operator.SUM,
                bound.index(),
                bound.range().lower(),
                bound.range().upper(),
                Logical.TRUE,
                count);
      }
      counts.add(count);
    }
    return Sum.of(counts.toArray(Expr[]::new));
  }

  @Override
  public CheckAnswer check(
      String expression,
      List<String> variables,
      int order,
      String claim,
      List<Map<String, Object>> points) {
    String list = String.join(",", variables);
    Declarations all = declarations.among(List.of(expression, claim), List.of(list));
    Question question = new Question(expression, List.of(list), all);
    Question claimed = new Question(claim, List.of(list), question.declarations());
    Lowering.requireNames(claimed.reading(), question.allNames(), claimed.localNames().size());
    Presenter presenter = new Presenter(question.spelling());
    Lowering.requireNumber(
        claimed.reading(), "no derivative", meant(claimed.reading().expression(), presenter));
    List<Expr> by = inTurn(question.variables(list), order);
    Set<List<String>> apart = new LinkedHashSet<>();
    points.forEach(point -> apart.add(lengthsApart(claimed, point)));
    Verification verification =
        new Verification(question, claimed.expression(), options.checking(), by);
    if (apart.size() == 1 && !apart.contains(List.<String>of())) {
      Question there = new Question(expression, List.of(list), all.plus(apart.iterator().next()));
      Expr same = new Question(claim, List.of(list), there.declarations()).expression();
      verification = new Verification(there, same, options.checking(), by);
    }
    CheckResult result = points.isEmpty() ? verification.check() : verification.check(points);
    List<DomainConditions.Condition> domain = DomainConditions.ofDerivative(question, by);
    Set<String> conditions = new LinkedHashSet<>(written(domain, presenter));
    Expr derivative = named(question, by, question.derivative(by));
    CountedRanges counted = CountedRanges.of(derivative, question.facts());
    Expr shown = counted.expression();
    // Nothing is compared at a kink, whatever the claim is there.
    conditions.addAll(
        NonsmoothPoints.breaks(question, by, derivatives(question, by, shown), domain).stream()
            .map(Kink::text)
            .toList());
    counted.conditions().forEach(each -> conditions.add("for " + presenter.text(each)));
    // What the claim needs as it was written tells where it was compared.
    written(ConditionSimplifier.beyond(domain, DomainConditions.ofValue(claimed)), presenter)
        .forEach(each -> conditions.add("of the claim: " + each));
    return new CheckAnswer(
        presenter.print(shown, options.format()),
        presenter.print(shown, Format.LATEX),
        List.copyOf(conditions),
        notes(question, points),
        result);
  }

  /** The number that a claim written as an equation says. */
  private static @Nullable String meant(Expr claim, Presenter presenter) {
    if (!(claim instanceof Relation relation)
        || relation.operator() != Relation.Operator.EQUAL
        || !(relation.left().isZero() || relation.right().isZero())) {
      return null;
    }
    Expr side = relation.left().isZero() ? relation.right() : relation.left();
    return "did you mean " + presenter.text(side) + "?";
  }

  @Override
  public ReadingAnswer parse(String text, boolean explain) {
    Question question = new Question(text, List.of(), declarations);
    Presenter presenter = new Presenter(question.spelling());
    Expr expression = question.reading().expression();
    Expr read =
        requireDefined(question)
            .map(names -> Derivation.writtenOut(question, names, expression))
            .orElse(expression);
    return new ReadingAnswer(
        presenter.print(read, options.format()),
        presenter.print(read, Format.LATEX),
        notes(question, List.of()),
        explain ? question.reading().explanation() : List.of());
  }
}
