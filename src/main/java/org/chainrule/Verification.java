package org.chainrule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.NamesException;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.BudgetException;
import org.chainrule.number.ChainruleException;
import org.chainrule.number.DomainException;
import org.chainrule.number.Rational;
import org.chainrule.parse.IndexRange;
import org.chainrule.print.Numbers;
import org.chainrule.syntax.Syntax;
import org.chainrule.verify.Check;
import org.chainrule.verify.Counterexample;
import org.chainrule.verify.DerivativeCheck;
import org.chainrule.verify.Domain;
import org.chainrule.verify.Kind;
import org.chainrule.verify.Settings;
import org.chainrule.verify.ValueSource;
import org.chainrule.verify.Verdict;

/**
 * The check of a claimed derivative: finite differences of the expression as it was written, which
 * share no derivative and no constructor with the claim. Indices and lengths are given several
 * whole values each, and the claim is checked for every choice.
 */
final class Verification {
  private static final int POINTS = 24;
  private static final int LARGEST_LENGTH = 4;

  private final Question question;
  private final Context<Syntax> trees;
  private final Context<Expr> expressions;
  private final Options options;

  Verification(Question question, List<String> defines, Options options) {
    this.question = question;
    this.options = options;
    trees = Contexts.ofTrees(question, defines);
    expressions = Contexts.ofExpressions(question);
  }

  /** Checks the claim as the derivative by variables in turn. */
  CheckResult check(Expr claim, List<Expr> by) {
    Set<String> indices = new LinkedHashSet<>(question.reading().freeIndices().keySet());
    for (Expr variable : by) {
      if (variable instanceof IndexedSymbol element) {
        element
            .indices()
            .forEach(
                each -> {
                  if (each instanceof Symbol symbol) {
                    indices.add(symbol.name());
                  }
                });
      }
    }
    List<Map<String, BigInteger>> choices = choices(indices);
    List<Check> checks = new ArrayList<>();
    for (Map<String, BigInteger> choice : choices) {
      Check check = checkOne(claim, by, choice, Math.max(6, POINTS / choices.size()));
      checks.add(check);
      if (check.verdict() == Verdict.REFUTED) {
        break;
      }
    }
    return summary(checks);
  }

  private Check checkOne(Expr claim, List<Expr> by, Map<String, BigInteger> whole, int points) {
    try {
      Map<Expr, Expr> values = new HashMap<>();
      whole.forEach((name, value) -> values.put(Symbol.of(name), Expr.of(Rational.of(value))));
      Substitution substitution = Substitution.of(values);
      List<String> names = new ArrayList<>();
      for (Expr variable : by) {
        names.add(
            Questions.canonicalName(values.isEmpty() ? variable : substitution.apply(variable)));
      }
      ValueSource function =
          question.isText() ? new Trees(whole) : new Expressions(question.expression(), whole);
      ValueSource derivative = new Expressions(claim, whole);
      Settings settings =
          Settings.DEFAULT
              .over(domain(function.names()))
              .seeded(options.seed())
              .trying(points)
              .within(options.timeout().dividedBy(2));
      return DerivativeCheck.run(function, derivative, names, settings);
    } catch (ChainruleException failure) {
      return new Check(
          Verdict.UNDECIDED, 0, 0, options.seed(), null, String.valueOf(failure.getMessage()));
    }
  }

  /** The domain that the assumptions on single names leave. */
  private Domain domain(Set<String> names) {
    Domain domain = Domain.REALS;
    for (Expr assumption : question.declarations().assumptions()) {
      if (assumption instanceof Relation relation
          && relation.operator() == Relation.Operator.LESS
          && relation.left() == RationalNumber.ZERO
          && names.contains(Questions.canonicalName(relation.right()))) {
        domain = domain.with(Questions.canonicalName(relation.right()), Kind.POSITIVE);
      }
      domain = domain.where(point -> holds(assumption, point));
    }
    return domain.near(Questions.landmarks(question.expression()));
  }

  private boolean holds(Expr assumption, Map<String, BigDecimal> point) {
    if (!(assumption instanceof Relation relation)) {
      return true;
    }
    try {
      Expr difference = relation.left().minus(relation.right());
      BigDecimal value = Evaluator.precise(difference, point(point, Map.of()), expressions, 20);
      return relation.operator().holds(value.signum());
    } catch (ChainruleException unknown) {
      // The assumption speaks of names that this point does not give: it cannot be tested here.
      return true;
    }
  }

  /** Whole values for the free indices and for the lengths that are names. */
  private List<Map<String, BigInteger>> choices(Set<String> indices) {
    Set<String> lengths = new LinkedHashSet<>();
    question
        .declarations()
        .familyRanges()
        .values()
        .forEach(axes -> axes.forEach(range -> addLength(range, lengths)));
    question.reading().freeIndices().values().forEach(range -> addLength(range, lengths));
    question.declarations().indexRanges().values().forEach(range -> addLength(range, lengths));
    lengths.removeIf(name -> question.definitions().isDefined(Symbol.of(name)));
    if (indices.isEmpty() && lengths.isEmpty()) {
      return List.of(Map.of());
    }
    Random random = new Random(options.seed());
    Set<Map<String, BigInteger>> choices = new LinkedHashSet<>();
    for (int i = 0; i < 8; i++) {
      int length = lengths.isEmpty() ? LARGEST_LENGTH : 1 + i % LARGEST_LENGTH;
      Map<String, BigInteger> choice = new TreeMap<>();
      lengths.forEach(name -> choice.put(name, BigInteger.valueOf(length)));
      int common = 1 + random.nextInt(length);
      for (String index : indices) {
        int value = i % 3 == 0 ? common : 1 + random.nextInt(length);
        choice.putIfAbsent(index, BigInteger.valueOf(value));
      }
      choices.add(choice);
    }
    return List.copyOf(choices);
  }

  private static void addLength(IndexRange range, Set<String> lengths) {
    if (range.upper() instanceof Symbol symbol) {
      lengths.add(symbol.name());
    }
  }

  private static Point point(Map<String, BigDecimal> numbers, Map<String, BigInteger> whole) {
    Point.Builder builder = Point.builder();
    numbers.forEach((name, value) -> builder.set(name, Rational.of(value)));
    whole.forEach((name, value) -> builder.set(name, Rational.of(value)));
    return builder.build();
  }

  /** The function as it was written. */
  private final class Trees implements ValueSource {
    private final Map<String, BigInteger> whole;
    private final Set<String> names;

    Trees(Map<String, BigInteger> whole) {
      this.whole = whole;
      names =
          missing(point -> Evaluator.precise(question.reading().syntax(), point, trees, 20), whole);
    }

    @Override
    public Set<String> names() {
      return names;
    }

    @Override
    public BigDecimal at(Map<String, BigDecimal> point, MathContext context) {
      return Evaluator.precise(
          question.reading().syntax(),
          point(restricted(point, names), whole),
          trees,
          context.getPrecision());
    }
  }

  /** The claim. */
  private final class Expressions implements ValueSource {
    private final Expr claim;
    private final Map<String, BigInteger> whole;
    private final Set<String> names;

    Expressions(Expr claim, Map<String, BigInteger> whole) {
      this.claim = claim;
      this.whole = whole;
      names = missing(point -> Evaluator.precise(claim, point, expressions, 20), whole);
    }

    @Override
    public Set<String> names() {
      return names;
    }

    @Override
    public BigDecimal at(Map<String, BigDecimal> point, MathContext context) {
      return Evaluator.precise(
          claim, point(restricted(point, names), whole), expressions, context.getPrecision());
    }
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

  /** The names that an evaluation at nothing but the whole numbers finds missing. */
  private static Set<String> missing(Evaluation evaluation, Map<String, BigInteger> whole) {
    Set<String> names = new LinkedHashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      Map<String, BigDecimal> trial = new HashMap<>();
      names.forEach(name -> trial.put(name, BigDecimal.ONE));
      try {
        evaluation.at(point(trial, whole));
      } catch (NamesException absent) {
        more = names.addAll(absent.missing());
      } catch (DomainException | BudgetException outside) {
        // All the names are there, only this point has no value.
        more = false;
      }
    }
    return names;
  }

  private CheckResult summary(List<Check> checks) {
    int points = 0;
    double error = 0;
    Verdict verdict = Verdict.PROBABLE;
    String note = "";
    for (Check check : checks) {
      points += check.points();
      error = Math.max(error, check.maximalError());
      Counterexample counterexample = check.counterexample();
      if (counterexample != null) {
        return refuted(counterexample, points, error);
      }
      if (check.verdict() == Verdict.UNDECIDED) {
        verdict = Verdict.UNDECIDED;
        note = check.note();
      }
    }
    if (verdict == Verdict.UNDECIDED) {
      return new CheckResult(
          CheckResult.Verdict.UNDECIDED, null, points, null, "could not check: " + note);
    }
    String sentence =
        "checked against finite differences: PROBABLE, %d points, largest relative error %s, seed %d"
            .formatted(points, Numbers.text(rounded(error)), options.seed());
    return new CheckResult(CheckResult.Verdict.PROBABLE, error, points, null, sentence);
  }

  private static double rounded(double error) {
    return new BigDecimal(error).round(new MathContext(2)).doubleValue();
  }

  private static CheckResult refuted(Counterexample counterexample, int points, double error) {
    StringBuilder at = new StringBuilder();
    counterexample
        .point()
        .forEach(
            (name, value) ->
                at.append(at.length() == 0 ? "" : ", ")
                    .append(name)
                    .append('=')
                    .append(value.toPlainString()));
    BigDecimal claimed = counterexample.claimed();
    String values =
        (claimed == null ? "the claim has no value" : "the claim is " + shortened(claimed))
            + ", finite differences give "
            + shortened(counterexample.expected());
    return new CheckResult(
        CheckResult.Verdict.REFUTED,
        error,
        points,
        at.toString(),
        "REFUTED at %s: %s".formatted(at, values));
  }

  private static String shortened(BigDecimal value) {
    return Numbers.text(value.doubleValue());
  }
}
