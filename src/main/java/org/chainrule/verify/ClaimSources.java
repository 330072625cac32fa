package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.Singularities;
import org.chainrule.differences.Check;
import org.chainrule.differences.Counterexample;
import org.chainrule.differences.ValueSource;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.error.NamesException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.KernelValues;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.PreparedEvaluation;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Substitution;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The function that a claim is about, and the claim, as what can be computed at points. */
final class ClaimSources {
  private static final int MOST_ROUNDS = 8;

  private final Claim claim;
  private final Question question;
  private final Context<Syntax> trees;
  private final Context<Expr> expressions;
  private final TellingScales scales;

  /** Whether 0 is taken to some power, which has a value at 0 where that is a whole number. */
  private final boolean hasPowersOfZero;

  /** Whether derivatives stand in the question, which have values only as they are carried out. */
  private final boolean isCarriedOut;

  /** Whether some function jumps at all whole numbers. */
  private final boolean isJagged;

  /** The names of points as they are read. */
  private final Point.Names read = new Point.Names();

  /** What functions are worth where the question and the claim both take them. */
  private final KernelValues computed = new KernelValues();

  private final Coordinates coordinates = new Coordinates();

  private final PreparedEvaluation.Translations<Expr> translations =
      PreparedEvaluation.translations();

  private @Nullable ReadyTree readyTree;

  ClaimSources(Claim claim) {
    this.claim = claim;
    question = claim.question();
    Set<String> independent =
        claim.by().stream()
            .map(CanonicalNames::canonicalName)
            .filter(name -> !question.localNames().contains(name))
            .collect(Collectors.toUnmodifiableSet());
    isJagged =
        Singularities.of(question).stream()
            .anyMatch(each -> each.everyInteger() && each.kind() == Function.Break.JUMP);
    List<Expr> all = new ArrayList<>(question.definedValues());
    all.add(question.value());
    all.add(claim.steps());
    scales = TellingScales.of(all);
    hasPowersOfZero = scales.hasPowersOfZero();
    isCarriedOut =
        question.isText()
            && (question.syntax().filter(claim::hasDerivative).isPresent()
                || DomainConditions.hasDerivatives(question));
    trees = claim.trees(independent);
    expressions = claim.expressions(independent);
  }

  /** What the numbers of the question and the claim ask of points and digits. */
  TellingScales scales() {
    return scales;
  }

  /** Whether what is computed is the question with its derivatives carried out. */
  boolean isCarriedOut() {
    return isCarriedOut;
  }

  /** What holds of points: assumptions and other conditions, at chosen whole numbers. */
  Assumptions assuming(
      List<Expr> conditions, Pair pair, Map<String, BigInteger> whole, Collection<String> names) {
    return new Assumptions(
        conditions,
        pair.context(),
        whole,
        new LinkedHashSet<>(names),
        question.declarations().symmetric(),
        read);
  }

  /** Whether conditions may hold together at chosen whole numbers. */
  boolean mayHold(List<Expr> conditions, Map<String, BigInteger> whole, long seed) {
    return new Assumptions(conditions, expressions, whole, Set.of(), Set.of(), read).mayHold(seed);
  }

  /** A comparison of both sources by variables at numbers of their indices. */
  interface Comparing {
    Check check(Pair pair, List<String> names);
  }

  /** The function and the claim, made ready for some choice of whole numbers. */
  record Pair(ValueSource function, ValueSource derivative, Context<Expr> context) {
    Set<String> names() {
      Set<String> names = new LinkedHashSet<>(function.names());
      names.addAll(derivative.names());
      return names;
    }
  }

  /** Compares the function and the claim at chosen whole numbers. */
  Check compare(Map<String, BigInteger> whole, Comparing comparing, long end) {
    Substitution substitution = Claim.numbers(whole);
    List<String> names = new ArrayList<>();
    for (Expr variable : claim.by()) {
      names.add(
          CanonicalNames.canonicalName(whole.isEmpty() ? variable : substitution.apply(variable)));
    }
    Set<String> hidden = new LinkedHashSet<>();
    // As numbers the indices are seen to be whole, so that 0^(t-t) is 1.
    Expr numbered = whole.isEmpty() ? claim.expression() : substitution.apply(claim.expression());
    numbered = claim.isAnswer() ? StepsAsCases.of(numbered) : numbered;
    for (int round = 1; ; round++) {
      try {
        Pair pair = pair(numbered, names, whole, hidden, end);
        return withWhole(comparing.check(pair, names), whole);
      } catch (NamesException exception) {
        // A case that no point reached before uses more names.
        if (round == MOST_ROUNDS || !hidden.addAll(exception.missing())) {
          throw exception;
        }
      }
    }
  }

  private Pair pair(
      Expr numbered, List<String> by, Map<String, BigInteger> whole, Set<String> hidden, long end) {
    Context<Expr> timed = during(expressions(by), end, whole);
    boolean isWritten = !isCarriedOut && !(hasPowersOfZero && !whole.isEmpty());
    ValueSource function =
        question
            .syntax()
            .filter(tree -> isWritten)
            .map(tree -> source(evaluation(tree, during(trees(by), end, whole)), whole, hidden))
            .orElseGet(() -> of(Claim.numbers(whole).apply(claim.asked()), whole, hidden, timed));
    // What the claim asks for is mostly what the function does.
    Set<String> asked = new LinkedHashSet<>(hidden);
    asked.addAll(function.names());
    return new Pair(function, of(numbered, whole, asked, timed), timed);
  }

  /** The tree made ready, which is so for all choices of whole numbers if nothing else is. */
  private PreparedEvaluation<Syntax> evaluation(Syntax tree, Context<Syntax> context) {
    if (!context.definitions().names().isEmpty()) {
      return PreparedEvaluation.of(tree, context, computed);
    }
    ReadyTree ready = readyTree;
    if (ready == null
        || !ready.deadline().equals(context.deadline())
        || !ready.known().equals(context.known())) {
      ready =
          new ReadyTree(
              context.deadline(), context.known(), PreparedEvaluation.of(tree, context, computed));
      readyTree = ready;
    }
    return ready.evaluation();
  }

  /** A tree without definitions made ready, with what it may depend on. */
  private record ReadyTree(
      OptionalLong deadline, Set<String> known, PreparedEvaluation<Syntax> evaluation) {}

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
    return isNumbered(independent) ? claim.expressions(Set.copyOf(independent)) : expressions;
  }

  private Context<Syntax> trees(List<String> independent) {
    return isNumbered(independent)
        ? EvaluationBindings.independentOf(Set.copyOf(independent), trees)
        : trees;
  }

  /** Whether numbers took the place of indices in the variables, so that others are meant. */
  private boolean isNumbered(List<String> names) {
    return !names.equals(claim.by().stream().map(CanonicalNames::canonicalName).toList());
  }

  /** The context up to a moment, in which the whole numbers may go unused. */
  private static <N> Context<N> during(
      Context<N> context, long end, Map<String, BigInteger> whole) {
    Set<String> known = new LinkedHashSet<>(context.known());
    known.addAll(whole.keySet());
    return context.withDeadline(end).withKnown(known);
  }

  private Point point(Map<String, BigDecimal> given, Map<String, BigInteger> whole) {
    List<Rational> numbers = new ArrayList<>(given.size());
    given.forEach((name, value) -> numbers.add(coordinates.number(name, value)));
    return builder(given.keySet(), numbers, whole).build();
  }

  private Point.Builder builder(
      Set<String> names, List<Rational> numbers, Map<String, BigInteger> whole) {
    Point.Builder builder = Point.builder();
    int at = 0;
    for (String name : names) {
      builder.set(read, name, numbers.get(at++));
    }
    whole.forEach((name, value) -> builder.set(read, name, Rational.of(value)));
    return builder;
  }

  /** A tree made ready to be evaluated, for the check. */
  final class Source implements ValueSource {
    private final PreparedEvaluation<?> prepared;
    private final Set<String> names;
    private final Map<String, BigInteger> whole;
    private final List<Rational> wholeNumbers;

    /** A point that has all names, in their order and before the whole numbers. */
    private @Nullable Point template;

    private Source(
        PreparedEvaluation<?> prepared, Set<String> names, Map<String, BigInteger> whole) {
      this.prepared = prepared;
      this.names = names;
      this.whole = whole;
      wholeNumbers = whole.values().stream().map(Rational::of).toList();
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
    public Optional<Boolean> isDefinedAt(Map<String, BigDecimal> point) {
      return prepared.isDefinedAt(placed(point));
    }

    @Override
    public BigDecimal at(Map<String, BigDecimal> point, MathContext context) {
      try {
        return prepared.at(placed(point), context.getPrecision());
      } catch (KinkException kink) {
        throw new DomainException(String.valueOf(kink.getMessage()));
      }
    }

    private Point placed(Map<String, BigDecimal> point) {
      List<Rational> numbers = new ArrayList<>(names.size() + whole.size());
      for (String name : names) {
        BigDecimal value = point.get(name);
        if (value == null) {
          return point(restricted(point, names), whole);
        }
        numbers.add(coordinates.number(name, value));
      }
      Point known = template;
      if (known == null) {
        known = builder(names, numbers, whole).build();
        template = known;
        return known;
      }
      numbers.addAll(wholeNumbers);
      return known.withNumbers(numbers);
    }
  }

  /** An expression made ready. */
  Source of(
      Expr expression,
      Map<String, BigInteger> whole,
      Set<String> hidden,
      Context<Expr> expressions) {
    return source(
        PreparedEvaluation.of(expression, expressions, translations, computed), whole, hidden);
  }

  private Source source(
      PreparedEvaluation<?> prepared, Map<String, BigInteger> whole, Set<String> hidden) {
    return new Source(prepared, missing(prepared, whole, hidden), whole);
  }

  private static Map<String, BigDecimal> restricted(
      Map<String, BigDecimal> point, Set<String> names) {
    Map<String, BigDecimal> kept = new HashMap<>(point);
    kept.keySet().retainAll(names);
    return kept;
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
      PreparedEvaluation<?> evaluation, Map<String, BigInteger> whole, Set<String> hidden) {
    Set<String> names = new LinkedHashSet<>(hidden);
    Set<String> unknown = new LinkedHashSet<>();
    while (true) {
      try {
        evaluation.requireNames(point(ones(names), whole));
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
}
