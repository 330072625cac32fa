package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.condition.ConditionSimplifier;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.Singularities;
import org.chainrule.differences.Check;
import org.chainrule.differences.Counterexample;
import org.chainrule.differences.DerivativeCheck;
import org.chainrule.differences.Domain;
import org.chainrule.differences.Settings;
import org.chainrule.differences.ValueSource;
import org.chainrule.differences.Verdict;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.error.NamesException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.PreparedEvaluation;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.LinearForm;
import org.chainrule.model.Question;
import org.chainrule.model.UnevaluatedDerivatives;
import org.chainrule.model.UniversalIndices;
import org.chainrule.number.Rational;
import org.chainrule.print.PrintedNumbers;
import org.chainrule.result.CheckResult;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/**
 * The check of a claimed derivative: finite differences of the expression as it was written, which
 * share no derivative and no constructor with the claim. Indices and lengths are given several
 * whole values each, and the claim is checked for every choice.
 */
public final class Verification {
  private static final int POINTS = 24;

  /** The points of all choices of indices and lengths, and those of each at least. */
  private static final int SHARED_POINTS = 60;

  private static final int LEAST_POINTS = 2;

  /** If time is up, one in so many of the choices, the first of which show most, must be done. */
  private static final int LEAST_PART = 3;

  private static final int SHOWN_DIGITS = 6;

  /** Two values that differ only beyond so many digits are told by their difference. */
  private static final int MOST_SHOWN_DIGITS = 24;

  /** Numbers beyond this power of ten, either way, are shown with their exponent. */
  private static final int PLAIN_EXPONENT = 20;

  private static final int MOST_ROUNDS = 8;
  private static final int MOST_MEETINGS = 8;

  /** A check of few points is one of so many parts. */
  private static final int MANY_PARTS = 1_000;

  private static final BigDecimal BESIDE = new BigDecimal("1e-3");

  /** The digits of a counterexample's coordinates, which an assumption may have made long. */
  private static final MathContext SHOWN = new MathContext(20);

  private final Question question;
  private final Expr claim;
  private final UnknownFunctions unknown;
  private final UnevaluatedDerivatives remaining;
  private final Context<Syntax> trees;
  private final Context<Expr> expressions;
  private final Settings settings;
  private final List<Expr> by;
  private final Expr steps;
  private final Set<Relation> comparisons;

  /** Whether the claim is an answer, which says nothing at the places of jumps. */
  private final boolean isAnswer;

  /** The equations in the claim that have been met. */
  private final Set<Set<Expr>> met = new HashSet<>();

  /** The coordinates of a counterexample that are no decimal numbers. */
  private final Map<String, String> exact = new HashMap<>();

  /** The numbers at which the question or the claim may change its ways. */
  private final List<BigDecimal> landmarks;

  /** Whether 0 is taken to some power, which has a value at 0 where that is a whole number. */
  private final boolean hasPowersOfZero;

  /** Whether derivatives stand in the question, which have values only as they are carried out. */
  private final boolean isCarriedOut;

  /** Whether some function jumps at all whole numbers. */
  private final boolean isJagged;

  /** What the numbers of the question and the claim ask of points and digits. */
  private final TellingScales scales;

  /** The names of points as they are read. */
  private final Point.Names read = new Point.Names();

  private final Map<Map<String, BigInteger>, List<Expr>> conditionsAt = new HashMap<>();
  private @Nullable List<DomainConditions.Condition> domainConditions;

  /**
   * The check of a claimed derivative by variables in turn, which are independent even where they
   * are defined.
   */
  public Verification(Question question, Expr claim, Settings settings, List<Expr> by) {
    this(question, claim, settings, by, false);
  }

  private Verification(
      Question question, Expr claim, Settings settings, List<Expr> by, boolean isAnswer) {
    this.question = question;
    this.isAnswer = isAnswer;
    this.settings = settings;
    this.by = List.copyOf(by);
    remaining = new UnevaluatedDerivatives(question);
    unknown = new UnknownFunctions(question, claim, settings.seed());
    this.claim = unknown.concrete(remaining.asFamilies(claim));
    Set<String> independent =
        by.stream()
            .map(CanonicalNames::canonicalName)
            .filter(name -> !question.localNames().contains(name))
            .collect(Collectors.toUnmodifiableSet());
    // A step says by its jump where it compares.
    steps = StepsAsCases.of(this.claim);
    comparisons = comparisons(question, steps);
    isJagged =
        Stream.concat(Stream.of(question.value()), question.definedValues().stream())
            .flatMap(each -> Singularities.of(each).stream())
            .anyMatch(each -> each.everyInteger() && each.kind() == Function.Break.JUMP);
    List<Expr> all = new ArrayList<>(question.definedValues());
    all.add(question.value());
    all.add(steps);
    scales = TellingScales.of(all);
    landmarks = Breakpoints.of(List.of(steps, question.expression()));
    hasPowersOfZero = scales.hasPowersOfZero();
    isCarriedOut =
        question.isText()
            && (hasDerivative(question.reading().syntax())
                || DomainConditions.hasDerivatives(question));
    trees =
        EvaluationBindings.ofTrees(question, independent)
            .withFunctions(unknown.lookup())
            .strictly();
    expressions = expressionsWith(independent);
  }

  /**
   * The check of an answer, in which a jump has no value at its place; that of an index alone is a
   * number there.
   */
  public static Verification ofAnswer(
      Question question, Expr answer, Settings settings, List<Expr> by) {
    return new Verification(question, answer, settings, by, true);
  }

  /** What names stand for; derivatives of recurrences are carried out at numbers. */
  private Context<Expr> expressionsWith(Set<String> independent) {
    return remaining
        .within(EvaluationBindings.ofExpressions(question, unknown::concrete, independent))
        .strictly();
  }

  /** Checks the claim. */
  public CheckResult check() {
    List<Expr> assumed = new ArrayList<>(question.facts().relations());
    assumed.addAll(question.rangeConditions());
    IntegerNames numbers = new IntegerNames(question, claim, by);
    IntegerBranches branches = new IntegerBranches(numbers.names()::contains);
    List<Map<String, BigInteger>> choices =
        IntegerChoices.of(
            numbers,
            branches.of(claim),
            branches.of(question.value(), by),
            Assumptions.allowing(assumed),
            this::isFeasible,
            settings.seed());
    List<Check> checks = new ArrayList<>();
    List<Map<String, BigInteger>> compared = new ArrayList<>();
    List<Map<String, BigInteger>> empty = new ArrayList<>();
    int unpromised = 0;
    String late = "";
    long end = System.nanoTime() + settings.limit().toNanos();
    for (Map<String, BigInteger> choice : choices) {
      Settings part =
          settings
              .seeded(settings.seed() + checks.size())
              .trying(Math.max(LEAST_POINTS, Math.min(POINTS, SHARED_POINTS / choices.size())))
              .sharing(checks.size(), choices.size());
      Check check = checkOne(choice, part, end);
      boolean isLate = check.verdict() == Verdict.UNDECIDED && System.nanoTime() >= end;
      if (isLate && LEAST_PART * checks.size() >= choices.size()) {
        late =
            ", time was up after "
                + checks.size()
                + " of "
                + choices.size()
                + " choices of lengths and indices";
        break;
      }
      Check exact = check.verdict() == Verdict.REFUTED ? null : atExactPlaces(choice, end);
      checks.add(exact == null ? check : exact);
      if (exact != null || check.verdict() == Verdict.REFUTED) {
        break;
      }
      if (isCompared(check)) {
        compared.add(choice);
      } else {
        empty.add(choice);
        unpromised += conditions(choice).contains(Logical.FALSE) ? 1 : 0;
      }
    }
    late += unmet();
    int promised = (late.isEmpty() ? choices.size() : checks.size()) - unpromised;
    List<Check> some = checks.stream().filter(Verification::isCompared).toList();
    return some.size() < checks.size() && !some.isEmpty() && 2 * some.size() >= promised
        ? summary(some, compared, IntegerChoices.untold(empty, compared) + late)
        : summary(checks, compared, late);
  }

  /** Whether there was anything to compare, which for the shortest lengths there may not be. */
  private static boolean isCompared(Check check) {
    return check.verdict() != Verdict.UNDECIDED || check.points() > 0;
  }

  /** Checks the claim at given points only. */
  public CheckResult check(List<Map<String, Object>> points) {
    long end = System.nanoTime() + settings.limit().toNanos();
    IntegerNames wholeNumbers = new IntegerNames(question, claim, by);
    List<Check> checks = new ArrayList<>();
    for (Map<String, Object> point : points) {
      GivenPoint given = GivenPoint.of(point, wholeNumbers.names(), question.declarations());
      checks.add(
          checkOne(
              given.whole(),
              (sources, names) -> {
                Set<String> needed = new LinkedHashSet<>(sources.names());
                needed.addAll(names);
                Map<String, BigDecimal> values = given.valuesOf(needed);
                return DerivativeCheck.at(
                    sources.function(),
                    sources.derivative(),
                    names,
                    values,
                    promised(Domain.REALS, sources, given.whole(), names),
                    settings.seed());
              },
              end));
    }
    return summary(checks, List.of(), "");
  }

  /** A comparison of both sources by variables at numbers of their indices. */
  private interface Comparing {
    Check check(Sources sources, List<String> names);
  }

  /** The function and the claim, made ready for some choice of whole numbers. */
  private record Sources(Source function, Source derivative, Context<Expr> context) {
    Set<String> names() {
      Set<String> names = new LinkedHashSet<>(function.names());
      names.addAll(derivative.names());
      return names;
    }
  }

  private Check checkOne(Map<String, BigInteger> whole, Settings settings, long end) {
    try {
      return checkOne(whole, (sources, names) -> survey(sources, names, whole, settings, end), end);
    } catch (ChainruleException failure) {
      return new Check(
          Verdict.UNDECIDED, 0, 0, settings.seed(), null, String.valueOf(failure.getMessage()));
    }
  }

  private Check survey(
      Sources sources,
      List<String> names,
      Map<String, BigInteger> whole,
      Settings settings,
      long end) {
    Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    Domain domain =
        new Assumptions(
                assumptions(whole), sources.context(), whole, new LinkedHashSet<>(names), read)
            .domain(sources.names())
            .near(landmarks)
            .around(scales.exponents())
            .meeting(meetings(sources, whole, names));
    domain = promised(domain, sources, whole, names);
    return DerivativeCheck.run(
        sources.function(), sources.derivative(), names, settings.over(domain).within(left));
  }

  private List<Expr> assumptions(Map<String, BigInteger> whole) {
    return new UniversalIndices(question.declarations())
        .instances(question.declarations().assumptions(), whole);
  }

  /** Whether the assumptions may hold together at chosen whole numbers. */
  private boolean isFeasible(Map<String, BigInteger> whole) {
    List<Expr> assumptions;
    try {
      assumptions = assumptions(whole);
    } catch (BudgetException tooMany) {
      return false;
    }
    return assumptions.size() < 2
        || new Assumptions(assumptions, expressions, whole, Set.of(), read)
            .mayHold(settings.seed());
  }

  /** Ways to points at which the sides of a comparison are equal. */
  private List<UnaryOperator<Map<String, BigDecimal>>> meetings(
      Sources sources, Map<String, BigInteger> whole, List<String> names) {
    Substitution numbers = Substitution.of(numbers(whole));
    Set<Expr> equations = new LinkedHashSet<>();
    for (Relation each : comparisons) {
      Expr equation = numbers.apply(Relation.equal(each.left(), each.right()));
      if (equation instanceof Relation && equations.size() < MOST_MEETINGS) {
        equations.add(equation);
      }
    }
    List<UnaryOperator<Map<String, BigDecimal>>> meetings = new ArrayList<>();
    for (Expr equation : equations) {
      Assumptions met =
          new Assumptions(
              List.of(equation), sources.context(), whole, new LinkedHashSet<>(names), read);
      meetings.add(met::met);
      Relation relation = (Relation) equation;
      if (LinearForm.of(relation.left().minus(relation.right())).isEmpty()) {
        // Nothing else tells where its sides begin.
        meetings.add(point -> Assumptions.beyond(point, met.met(point), BESIDE));
        meetings.add(point -> Assumptions.beyond(point, met.met(point), BESIDE.negate()));
      }
    }
    for (Set<Relation> path : isAnswer ? List.<Set<Relation>>of() : BranchPaths.of(steps)) {
      List<Expr> conditions = path.stream().map(numbers::apply).toList();
      if (!conditions.contains(Logical.FALSE)) {
        Assumptions together =
            new Assumptions(conditions, sources.context(), whole, new LinkedHashSet<>(names), read);
        meetings.add(together::satisfied);
      }
    }
    return meetings;
  }

  private boolean hasDerivative(Syntax tree) {
    List<Syntax> found = new ArrayList<>();
    SyntaxWalk.forEach(
        tree,
        node -> {
          boolean isOfTable =
              node instanceof Syntax.Call call
                  && call.primes() > 0
                  && !unknown.names().contains(call.function());
          if (node instanceof Syntax.Derivative || isOfTable) {
            found.add(node);
          }
        });
    return !found.isEmpty();
  }

  /**
   * The check where the sides of a comparison in the claim are equal, and of several at once, and
   * no decimal numbers meet that, if it refutes the claim there. Each has its turn once.
   */
  private @Nullable Check atExactPlaces(Map<String, BigInteger> whole, long end) {
    if (isAnswer) {
      return null;
    }
    Substitution numbers = Substitution.of(numbers(whole));
    for (Set<Expr> each : equations()) {
      List<Expr> equations = each.stream().map(one -> withDefinitions(numbers.apply(one))).toList();
      List<Map<Expr, Expr>> places =
          met.contains(each)
              ? List.of()
              : ExactPlaces.of(equations, this::realNames, question.facts());
      if (places.isEmpty()) {
        continue;
      }
      met.add(each);
      for (Map<Expr, Expr> place : places) {
        boolean isDecimal =
            place.size() == 1
                && place.values().iterator().next() instanceof RationalNumber number
                && number.value().isTerminating();
        Check check = isDecimal ? null : checkAt(place, whole, end);
        if (check != null && check.verdict() == Verdict.REFUTED) {
          place.forEach(
              (name, value) -> exact.put(CanonicalNames.canonicalName(name), value.toString()));
          return check;
        }
      }
    }
    return null;
  }

  /** The equations of single comparisons in the claim, and those of its branches. */
  private Set<Set<Expr>> equations() {
    Set<Set<Expr>> all = new LinkedHashSet<>();
    for (Relation each : comparisonsOf(List.of(steps))) {
      all.add(Set.of(Relation.equal(each.left(), each.right())));
    }
    for (Set<Relation> path : BranchPaths.of(steps)) {
      Set<Expr> equations = new LinkedHashSet<>(path);
      equations.removeIf(each -> ((Relation) each).operator() != Relation.Operator.EQUAL);
      if (equations.size() > 1) {
        all.add(equations);
      }
    }
    return all;
  }

  /** An expression with definitions in their places, unless a variable is defined. */
  private Expr withDefinitions(Expr expression) {
    return by.stream().anyMatch(question.definitions()::isDefined)
        ? expression
        : ConditionSimplifier.expanded(question, expression, MOST_ROUNDS);
  }

  /** The names in an equation that have values of their own, the variables first. */
  private List<Expr> realNames(Expr equation) {
    Set<Expr> names = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        boolean isName =
            node instanceof Symbol symbol && !symbol.isOpened()
                || node instanceof IndexedSymbol && Symbol.largestOpened(node) == 0;
        return isName && !question.definitions().isDefined(node) && names.add(node);
      }
    }.apply(equation);
    List<Expr> sorted = new ArrayList<>(by.stream().filter(names::contains).toList());
    names.stream().filter(name -> !by.contains(name)).forEach(sorted::add);
    return sorted;
  }

  private Check checkAt(Map<Expr, Expr> place, Map<String, BigInteger> whole, long end) {
    Substitution there = Substitution.of(place);
    Substitution numbers = Substitution.of(numbers(whole));
    Settings few = Settings.DEFAULT.seeded(settings.seed()).trying(2).sharing(0, MANY_PARTS);
    try {
      Expr claimed = there.apply(withDefinitions(numbers.apply(claim)));
      Expr asked =
          there.apply(withDefinitions(numbers.apply(unknown.concrete(question.expression()))));
      return checkOne(
          whole,
          (sources, names) -> {
            Context<Expr> context = sources.context();
            Map<String, ValueSource> values = new LinkedHashMap<>();
            place.forEach(
                (name, value) ->
                    values.put(
                        CanonicalNames.canonicalName(name), of(value, whole, Set.of(), context)));
            ValueSource placed =
                new PlacedSource(
                    sources.derivative(), of(claimed, whole, Set.of(), context), values);
            ValueSource function =
                new PlacedSource(sources.function(), of(asked, whole, Set.of(), context), values);
            Domain domain =
                new Assumptions(
                        assumptions(whole), context, whole, new LinkedHashSet<>(names), read)
                    .domain(placed.names())
                    .adjusted(point -> PlacedSource.put(point, values))
                    .where(point -> PlacedSource.isAt(point, values));
            return DerivativeCheck.run(
                function,
                placed,
                names,
                few.over(promised(domain, sources, whole, names))
                    .within(Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
          },
          end);
    } catch (ChainruleException failure) {
      return new Check(
          Verdict.UNDECIDED, 0, 0, settings.seed(), null, String.valueOf(failure.getMessage()));
    }
  }

  /** What is to be told of equations in the claim that no point was seen to meet. */
  private String unmet() {
    List<String> texts = new ArrayList<>();
    for (Relation each : isAnswer ? Set.<Relation>of() : comparisonsOf(List.of(steps))) {
      boolean isEquation =
          each.operator() == Relation.Operator.EQUAL
              || each.operator() == Relation.Operator.NOT_EQUAL;
      Expr equation = Relation.equal(each.left(), each.right());
      if (isEquation && !met.contains(Set.of(equation)) && !isWhole(each)) {
        texts.add(equation.toString());
      }
    }
    return texts.isEmpty() ? "" : ", nothing compared where " + String.join(", nor where ", texts);
  }

  /** The comparisons in the question, in definitions and in the claim, outside of sums. */
  private static Set<Relation> comparisons(Question question, Expr claim) {
    List<Expr> all = new ArrayList<>(List.of(question.value()));
    all.addAll(question.definedValues());
    all.add(claim);
    return comparisonsOf(all);
  }

  private static Set<Relation> comparisonsOf(List<Expr> expressions) {
    Set<Relation> comparisons = new LinkedHashSet<>();
    Pass<Boolean> collector =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            if (node instanceof Relation relation && Symbol.largestOpened(relation) == 0) {
              comparisons.add(relation);
            }
            return true;
          }
        };
    expressions.forEach(collector::apply);
    return comparisons;
  }

  /** The domain with the conditions that are told of the derivative, at chosen whole numbers. */
  private Domain promised(
      Domain domain, Sources sources, Map<String, BigInteger> whole, List<String> names) {
    List<Assumptions> told = new ArrayList<>();
    return domain.promised(
        point -> {
          List<Expr> conditions = conditions(whole);
          if (told.isEmpty()) {
            told.add(
                new Assumptions(
                    conditions, sources.context(), whole, new LinkedHashSet<>(names), read));
          }
          return !conditions.contains(Logical.FALSE) && told.get(0).hold(point);
        });
  }

  /** What is told of the places where there is a derivative, at chosen whole numbers. */
  private List<Expr> conditions(Map<String, BigInteger> whole) {
    return conditionsAt.computeIfAbsent(whole, this::conditionsOf);
  }

  private List<Expr> conditionsOf(Map<String, BigInteger> whole) {
    List<DomainConditions.Condition> domain = domainConditions;
    if (domain == null) {
      domain = DomainConditions.ofDerivative(question, by);
      domainConditions = domain;
    }
    List<Expr> conditions = new ArrayList<>();
    domain.forEach(each -> conditions.addAll(each.instances(whole)));
    // Nor is there one promised at kinks, where max(x_i, x_j) is for j = i whatever x is.
    Substitution numbers = Substitution.of(numbers(whole));
    for (Function.Singularity each : Singularities.of(question.value())) {
      if (!each.everyInteger() && Symbol.largestOpened(each.locus()) == 0) {
        conditions.add(Relation.notEqual(numbers.apply(each.locus()), RationalNumber.ZERO));
      }
    }
    try {
      Expr asked = numbers.apply(withDefinitions(question.value()));
      for (Function.Singularity each : Singularities.writtenOut(asked)) {
        if (!each.everyInteger()) {
          conditions.add(Relation.notEqual(each.locus(), RationalNumber.ZERO));
        }
      }
    } catch (DomainException nowhere) {
      conditions.add(Logical.FALSE);
    }
    return conditions;
  }

  private static Map<Expr, Expr> numbers(Map<String, BigInteger> whole) {
    Map<Expr, Expr> numbers = new HashMap<>();
    whole.forEach((name, value) -> numbers.put(Symbol.named(name), Expr.of(Rational.of(value))));
    return numbers;
  }

  /** Whether all names in a comparison are whole numbers, or there are none. */
  private boolean isWhole(Relation relation) {
    Set<String> names = new IntegerNames(question, claim, by).names();
    return withDefinitions(relation) instanceof Relation real
        && realNames(real).stream()
            .allMatch(name -> names.contains(CanonicalNames.canonicalName(name)));
  }

  private Check checkOne(Map<String, BigInteger> whole, Comparing comparing, long end) {
    Map<Expr, Expr> values = numbers(whole);
    Substitution substitution = Substitution.of(values);
    List<String> names = new ArrayList<>();
    for (Expr variable : by) {
      names.add(
          CanonicalNames.canonicalName(values.isEmpty() ? variable : substitution.apply(variable)));
    }
    Set<String> hidden = new LinkedHashSet<>();
    // As numbers the indices are seen to be whole, so that 0^(t-t) is 1.
    Expr numbered = values.isEmpty() ? claim : substitution.apply(claim);
    numbered = isAnswer ? StepsAsCases.of(numbered) : numbered;
    for (int round = 1; ; round++) {
      try {
        Sources sources = sources(numbered, names, whole, hidden, end);
        return withWhole(comparing.check(sources, names), whole);
      } catch (NamesException exception) {
        // A case that no point reached before uses more names.
        if (round == MOST_ROUNDS || !hidden.addAll(exception.missing())) {
          throw exception;
        }
      }
    }
  }

  private Sources sources(
      Expr numbered, List<String> by, Map<String, BigInteger> whole, Set<String> hidden, long end) {
    Context<Expr> timed = during(expressions(by), end, whole);
    boolean isWritten =
        question.isText() && !isCarriedOut && !(hasPowersOfZero && !whole.isEmpty());
    Source function =
        isWritten
            ? written(whole, hidden, during(trees(by), end, whole))
            : of(
                Substitution.of(numbers(whole)).apply(unknown.concrete(question.expression())),
                whole,
                hidden,
                timed);
    return new Sources(function, of(numbered, whole, hidden, timed), timed);
  }

  /** The check with the whole numbers in its counterexample, if it has one. */
  private static Check withWhole(Check check, Map<String, BigInteger> whole) {
    Counterexample counterexample = check.counterexample();
    if (counterexample == null || whole.isEmpty()) {
      return check;
    }
    Map<String, BigDecimal> point = new LinkedHashMap<>();
    whole.forEach((name, value) -> point.put(name, new BigDecimal(value)));
    point.putAll(counterexample.point());
    return new Check(
        check.verdict(),
        check.maximalError(),
        check.points(),
        check.seed(),
        new Counterexample(point, counterexample.claimed(), counterexample.expected()),
        check.note());
  }

  /** What names stand for where the variables, at numbers of their indices, are independent. */
  private Context<Expr> expressions(List<String> independent) {
    return isNumbered(independent) ? expressionsWith(Set.copyOf(independent)) : expressions;
  }

  private Context<Syntax> trees(List<String> independent) {
    return isNumbered(independent)
        ? EvaluationBindings.independentOf(Set.copyOf(independent), trees)
        : trees;
  }

  /** Whether numbers took the place of indices in the variables, so that others are meant. */
  private boolean isNumbered(List<String> names) {
    return !names.equals(by.stream().map(CanonicalNames::canonicalName).toList());
  }

  /** The context up to a moment, in which the whole numbers may go unused. */
  private static <N> Context<N> during(
      Context<N> context, long end, Map<String, BigInteger> whole) {
    Set<String> known = new LinkedHashSet<>(context.known());
    known.addAll(whole.keySet());
    return context.withDeadline(end).withKnown(known);
  }

  private Point point(Map<String, BigDecimal> numbers, Map<String, BigInteger> whole) {
    Point.Builder builder = Point.builder();
    numbers.forEach((name, value) -> builder.set(read, name, Rational.of(value)));
    whole.forEach((name, value) -> builder.set(read, name, Rational.of(value)));
    return builder.build();
  }

  /** A tree made ready to be evaluated, for the check. */
  private final class Source implements ValueSource {
    private final PreparedEvaluation<?> prepared;
    private final Set<String> names;
    private final Map<String, BigInteger> whole;

    Source(PreparedEvaluation<?> prepared, Set<String> names, Map<String, BigInteger> whole) {
      this.prepared = prepared;
      this.names = names;
      this.whole = whole;
    }

    @Override
    public Set<String> names() {
      return names;
    }

    @Override
    public boolean mayJumpAnywhere() {
      return isJagged;
    }

    @Override
    public boolean mayOscillate() {
      return scales.oscillates();
    }

    @Override
    public List<BigDecimal> turning() {
      return prepared.turning();
    }

    @Override
    public int tellingDigits() {
      return scales.tellingDigits();
    }

    @Override
    public BigDecimal at(Map<String, BigDecimal> point, MathContext context) {
      try {
        return prepared.at(point(restricted(point, names), whole), context.getPrecision());
      } catch (KinkException kink) {
        throw new DomainException(String.valueOf(kink.getMessage()));
      }
    }
  }

  /** The function as it was written. */
  private Source written(Map<String, BigInteger> whole, Set<String> hidden, Context<Syntax> trees) {
    Syntax tree = question.reading().syntax();
    Set<String> names = missing(point -> Evaluator.precise(tree, point, trees, 20), whole, hidden);
    return new Source(PreparedEvaluation.of(tree, point(ones(names), whole), trees), names, whole);
  }

  private Source of(
      Expr expression,
      Map<String, BigInteger> whole,
      Set<String> hidden,
      Context<Expr> expressions) {
    Set<String> names =
        missing(point -> Evaluator.precise(expression, point, expressions, 20), whole, hidden);
    return new Source(PreparedEvaluation.of(expression, expressions), names, whole);
  }

  private static Map<String, BigDecimal> restricted(
      Map<String, BigDecimal> point, Set<String> names) {
    Map<String, BigDecimal> kept = new HashMap<>(point);
    kept.keySet().retainAll(names);
    return kept;
  }

  private interface Evaluation {
    BigDecimal at(Point point);
  }

  private static Map<String, BigDecimal> ones(Set<String> names) {
    Map<String, BigDecimal> ones = new HashMap<>();
    names.forEach(name -> ones.put(name, BigDecimal.ONE));
    return ones;
  }

  /**
   * The names that an evaluation at nothing but the whole numbers finds missing.
   *
   * @param hidden the names that were found missing elsewhere, some of which may be unknown here
   */
  private Set<String> missing(
      Evaluation evaluation, Map<String, BigInteger> whole, Set<String> hidden) {
    Set<String> names = new LinkedHashSet<>(hidden);
    Set<String> unknown = new LinkedHashSet<>();
    while (true) {
      try {
        evaluation.at(point(ones(names), whole));
        return names;
      } catch (NamesException absent) {
        boolean changed = names.removeAll(absent.unknown());
        unknown.addAll(absent.unknown());
        for (String name : absent.missing()) {
          changed |= !unknown.contains(name) && names.add(name);
        }
        if (!changed) {
          return names;
        }
      } catch (DomainException | BudgetException | KinkException outside) {
        // All the names are there, only this point has no value.
        return names;
      }
    }
  }

  private CheckResult summary(
      List<Check> checks, List<Map<String, BigInteger>> compared, String remark) {
    int points = 0;
    double error = 0;
    @Nullable String undecided = null;
    boolean isOpen = UnevaluatedDerivatives.in(claim);
    for (Check check : checks) {
      points += check.points();
      error = Math.max(error, check.maximalError());
      Counterexample counterexample = check.counterexample();
      if (counterexample != null && counterexample.claimed() == null && isOpen) {
        undecided = "the claim holds a derivative that is not carried out, and has no value";
        continue;
      }
      if (counterexample != null) {
        return refuted(counterexample, points, error);
      }
      if (check.verdict() == Verdict.UNDECIDED) {
        undecided = check.note();
      }
    }
    if (undecided == null && points == 0) {
      undecided = "no lengths and indices were found that the assumptions allow";
    }
    if (undecided != null) {
      return new CheckResult(
          CheckResult.Verdict.UNDECIDED,
          null,
          points,
          null,
          "UNDECIDED: could not check: " + undecided);
    }
    boolean isShort = remark.isEmpty() && checks.stream().anyMatch(each -> !each.note().isEmpty());
    String sentence =
        "PROBABLE: agrees with finite differences at "
            + (points == 1 ? "1 point" : points + " points")
            + ", largest relative error "
            + PrintedNumbers.text(rounded(error))
            + ", seed "
            + settings.seed()
            + (unknown.names().isEmpty()
                ? ""
                : ", sums of sines standing for " + String.join(", ", unknown.names()))
            + (isCarriedOut ? ", the derivatives in the question as they are carried out" : "")
            + IntegerChoices.told(compared)
            + remark
            + (isShort ? ", time was up before all points" : "");
    return new CheckResult(CheckResult.Verdict.PROBABLE, error, points, null, sentence);
  }

  private static double rounded(double error) {
    return new BigDecimal(error).round(new MathContext(2)).doubleValue();
  }

  private CheckResult refuted(Counterexample counterexample, int points, double error) {
    StringBuilder at = new StringBuilder();
    counterexample
        .point()
        .forEach(
            (name, value) ->
                at.append(at.length() == 0 ? "" : ",")
                    .append(name)
                    .append('=')
                    .append(exact.getOrDefault(name, placeText(value.round(SHOWN)))));
    String place = at.length() == 0 ? "" : " at " + at;
    return new CheckResult(
        CheckResult.Verdict.REFUTED,
        error,
        points,
        at.toString(),
        "REFUTED" + place + ": " + values(counterexample.claimed(), counterexample.expected()));
  }

  /** Both values, in as few digits as tell them apart. */
  private static String values(@Nullable BigDecimal claimed, BigDecimal expected) {
    if (claimed == null) {
      return "the claim has no value, finite differences give "
          + text(expected.round(new MathContext(SHOWN_DIGITS)));
    }
    MathContext context = new MathContext(SHOWN_DIGITS);
    while (context.getPrecision() < claimed.precision()
        && claimed.round(context).compareTo(expected.round(context)) == 0) {
      context = new MathContext(context.getPrecision() + 2);
    }
    if (context.getPrecision() > MOST_SHOWN_DIGITS) {
      BigDecimal more = expected.subtract(claimed);
      return "the claim is "
          + text(claimed.round(new MathContext(SHOWN_DIGITS)))
          + ", finite differences give "
          + text(more.abs().round(new MathContext(2)))
          + (more.signum() > 0 ? " more" : " less");
    }
    return "the claim is "
        + text(claimed.round(context))
        + ", finite differences give "
        + text(expected.round(context));
  }

  /** The number, with its exponent where it has many zeros. */
  private static String text(BigDecimal value) {
    return isPlain(value) ? PrintedNumbers.text(value) : placeText(value);
  }

  /** The number in all its digits, with its exponent where it has many zeros. */
  private static String placeText(BigDecimal value) {
    BigDecimal number = value.stripTrailingZeros();
    long exponent = (long) number.precision() - number.scale() - 1;
    return isPlain(value)
        ? number.toPlainString()
        : number.scaleByPowerOfTen((int) -exponent).toPlainString() + "e" + exponent;
  }

  private static boolean isPlain(BigDecimal value) {
    long exponent = (long) value.precision() - value.scale() - 1;
    return value.signum() == 0 || Math.abs(exponent) <= PLAIN_EXPONENT;
  }
}
