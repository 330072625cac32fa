package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.chainrule.differences.Check;
import org.chainrule.differences.DerivativeCheck;
import org.chainrule.differences.Domain;
import org.chainrule.differences.Settings;
import org.chainrule.differences.Verdict;
import org.chainrule.error.Budget;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.LinearForm;
import org.chainrule.model.Question;
import org.chainrule.result.CheckResult;

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

  private static final int MOST_MEETINGS = 8;
  private static final BigDecimal BESIDE = new BigDecimal("1e-3");

  private final Question question;
  private final Claim claim;
  private final ClaimSources sources;
  private final PromisedDomain promised;
  private final ExactChecks exact;
  private final Settings settings;

  /** The comparisons in the question, in definitions and in the claim, outside of sums. */
  private final Set<Relation> comparisons;

  /** The numbers at which the question or the claim may change its ways. */
  private final List<BigDecimal> landmarks;

  /**
   * The check of a claimed derivative by variables in turn, which are independent even where they
   * are defined.
   */
  public Verification(Question question, Expr claim, Settings settings, List<Expr> by) {
    this(new Claim(question, claim, by, false, settings.seed()), settings);
  }

  private Verification(Claim claim, Settings settings) {
    this.claim = claim;
    this.settings = settings;
    question = claim.question();
    sources = new ClaimSources(claim);
    promised = new PromisedDomain(claim, sources);
    exact = new ExactChecks(claim, sources, promised, settings);
    List<Expr> all = new ArrayList<>(List.of(question.value()));
    all.addAll(question.definedValues());
    all.add(claim.steps());
    comparisons = Claim.comparisonsOf(all);
    landmarks = Breakpoints.of(List.of(claim.steps(), question.expression()));
  }

  /**
   * The check of an answer, in which a jump has no value at its place; that of an index alone is a
   * number there.
   */
  public static Verification ofAnswer(
      Question question, Expr answer, Settings settings, List<Expr> by) {
    return new Verification(new Claim(question, answer, by, true, settings.seed()), settings);
  }

  /** Checks the claim. */
  public CheckResult check() {
    Budget.Searched<CheckResult> found = Budget.search(this::checked);
    CheckResult check = found.told();
    String stopped =
        found.stops().stream()
            .filter(each -> each.reach() == Limit.Reach.CHECKS_LESS)
            .map(each -> ", stopped at " + each + " (" + each.most() + ")")
            .collect(Collectors.joining());
    return check.verdict() == CheckResult.Verdict.PROBABLE ? check.with(stopped) : check;
  }

  private CheckResult checked() {
    List<Expr> assumed = new ArrayList<>(question.facts().relations());
    assumed.addAll(question.rangeConditions());
    IntegerNames numbers = claim.integers();
    IntegerBranches branches = new IntegerBranches(numbers.names()::contains);
    List<Map<String, BigInteger>> choices =
        IntegerChoices.of(
            numbers,
            branches.of(claim.expression()),
            branches.of(question.value(), claim.by()),
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
      Check other = check.verdict() == Verdict.REFUTED ? null : exact.refuting(choice, end);
      checks.add(other == null ? check : other);
      if (other != null || check.verdict() == Verdict.REFUTED) {
        break;
      }
      if (isCompared(check)) {
        compared.add(choice);
      } else {
        empty.add(choice);
        unpromised += promised.conditions(choice).contains(Logical.FALSE) ? 1 : 0;
      }
    }
    late += exact.unmet();
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
    Set<String> wholeNumbers = claim.integers().names();
    Set<String> lengths = occurring(wholeNumbers);
    List<Check> checks = new ArrayList<>();
    for (Map<String, Object> point : points) {
      GivenPoint given = GivenPoint.of(point, wholeNumbers, lengths, question.declarations());
      checks.add(
          sources.compare(
              given.whole(),
              (pair, names) -> {
                Set<String> needed = new LinkedHashSet<>(pair.names());
                needed.addAll(names);
                Map<String, BigDecimal> values = given.valuesOf(needed);
                return DerivativeCheck.at(
                    pair.function(),
                    pair.derivative(),
                    names,
                    values,
                    promised.within(Domain.REALS, pair, given.whole(), names),
                    settings.seed());
              },
              end));
    }
    return summary(checks, List.of(), "");
  }

  /**
   * Those of some names that occur: the length of a family with numbers alone for indices may not.
   */
  private Set<String> occurring(Set<String> names) {
    List<Expr> all = new ArrayList<>(question.definedValues());
    all.addAll(List.of(question.value(), question.expression(), claim.expression()));
    all.addAll(claim.by());
    Set<String> occurring = new LinkedHashSet<>();
    for (String name : names) {
      Symbol symbol = Symbol.named(name);
      if (all.stream().anyMatch(each -> Occurrence.of(symbol, each))) {
        occurring.add(name);
      }
    }
    return occurring;
  }

  private Check checkOne(Map<String, BigInteger> whole, Settings settings, long end) {
    try {
      return sources.compare(
          whole, (pair, names) -> survey(pair, names, whole, settings, end), end);
    } catch (ChainruleException failure) {
      return new Check(
          Verdict.UNDECIDED, 0, 0, settings.seed(), null, String.valueOf(failure.getMessage()));
    }
  }

  private Check survey(
      ClaimSources.Pair pair,
      List<String> names,
      Map<String, BigInteger> whole,
      Settings settings,
      long end) {
    Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    Domain domain =
        sources
            .assuming(claim.assumptions(whole), pair, whole, names)
            .domain(pair.names())
            .near(landmarks)
            .around(sources.scales().exponents())
            .meeting(meetings(pair, whole, names));
    domain = promised.within(domain, pair, whole, names);
    return DerivativeCheck.run(
        pair.function(), pair.derivative(), names, settings.over(domain).within(left));
  }

  /** Whether the assumptions may hold together at chosen whole numbers. */
  private boolean isFeasible(Map<String, BigInteger> whole) {
    List<Expr> assumptions;
    try {
      assumptions = claim.assumptions(whole);
    } catch (BudgetException tooMany) {
      tooMany.stop();
      return false;
    }
    return assumptions.size() < 2 || sources.mayHold(assumptions, whole, settings.seed());
  }

  /** Ways to points at which the sides of a comparison are equal. */
  private List<UnaryOperator<Map<String, BigDecimal>>> meetings(
      ClaimSources.Pair pair, Map<String, BigInteger> whole, List<String> names) {
    Substitution numbers = Claim.numbers(whole);
    Set<Expr> equations = new LinkedHashSet<>();
    for (Relation each : comparisons) {
      Expr equation = numbers.apply(Relation.equal(each.left(), each.right()));
      if (equation instanceof Relation && equations.size() < MOST_MEETINGS) {
        equations.add(equation);
      }
    }
    List<UnaryOperator<Map<String, BigDecimal>>> meetings = new ArrayList<>();
    for (Expr equation : equations) {
      Assumptions met = sources.assuming(List.of(equation), pair, whole, names);
      meetings.add(met::met);
      Relation relation = (Relation) equation;
      if (LinearForm.of(relation.left().minus(relation.right())).isEmpty()) {
        // Nothing else tells where its sides begin.
        meetings.add(point -> Assumptions.beyond(point, met.met(point), BESIDE));
        meetings.add(point -> Assumptions.beyond(point, met.met(point), BESIDE.negate()));
      }
    }
    for (Set<Relation> path :
        claim.isAnswer() ? List.<Set<Relation>>of() : BranchPaths.of(claim.steps())) {
      List<Expr> conditions = path.stream().map(numbers::apply).toList();
      if (!conditions.contains(Logical.FALSE)) {
        Assumptions together = sources.assuming(conditions, pair, whole, names);
        meetings.add(together::satisfied);
      }
    }
    return meetings;
  }

  private CheckResult summary(
      List<Check> checks, List<Map<String, BigInteger>> compared, String remark) {
    return new CheckSummary(claim, sources.isCarriedOut(), settings.seed(), exact.coordinates())
        .of(checks, compared, remark);
  }
}
