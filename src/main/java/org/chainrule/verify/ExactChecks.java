package org.chainrule.verify;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.differences.Check;
import org.chainrule.differences.DerivativeCheck;
import org.chainrule.differences.Domain;
import org.chainrule.differences.Settings;
import org.chainrule.differences.ValueSource;
import org.chainrule.differences.Verdict;
import org.chainrule.error.ChainruleException;
import org.chainrule.evaluate.Context;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.model.CanonicalNames;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * The check where the sides of comparisons in a claim are equal, and of several at once, and no
 * decimal numbers meet that. Each has its turn once.
 */
final class ExactChecks {
  /** A check of few points is one of so many parts. */
  private static final int MANY_PARTS = 1_000;

  private final Claim claim;
  private final ClaimSources sources;
  private final PromisedDomain promised;
  private final Settings settings;

  /** The equations in the claim that have been met. */
  private final Set<Set<Expr>> met = new HashSet<>();

  /** The coordinates of a counterexample that are no decimal numbers. */
  private final Map<String, String> coordinates = new HashMap<>();

  ExactChecks(Claim claim, ClaimSources sources, PromisedDomain promised, Settings settings) {
    this.claim = claim;
    this.sources = sources;
    this.promised = promised;
    this.settings = settings;
  }

  /** The coordinates of the counterexample that are no decimal numbers, as they are written. */
  Map<String, String> coordinates() {
    return Collections.unmodifiableMap(coordinates);
  }

  /** The check at chosen whole numbers, if it refutes the claim there. */
  @Nullable Check refuting(Map<String, BigInteger> whole, long end) {
    if (claim.isAnswer()) {
      return null;
    }
    Substitution numbers = Claim.numbers(whole);
    for (Set<Expr> each : equations()) {
      List<Expr> equations =
          each.stream().map(one -> claim.withDefinitions(numbers.apply(one))).toList();
      List<Map<Expr, Expr>> places =
          met.contains(each)
              ? List.of()
              : ExactPlaces.of(equations, claim::realNames, claim.question().facts());
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
              (name, value) ->
                  coordinates.put(
                      CanonicalNames.canonicalName(name), Printer.text(value, Spelling.NONE)));
          return check;
        }
      }
    }
    return null;
  }

  /** The equations of single comparisons in the claim, and those of its branches. */
  private Set<Set<Expr>> equations() {
    Set<Set<Expr>> all = new LinkedHashSet<>();
    for (Relation each : Claim.comparisonsOf(List.of(claim.steps()))) {
      all.add(Set.of(Relation.equal(each.left(), each.right())));
    }
    for (Set<Relation> path : BranchPaths.of(claim.steps())) {
      Set<Expr> equations = new LinkedHashSet<>(path);
      equations.removeIf(each -> ((Relation) each).operator() != Relation.Operator.EQUAL);
      if (equations.size() > 1) {
        all.add(equations);
      }
    }
    return all;
  }

  private Check checkAt(Map<Expr, Expr> place, Map<String, BigInteger> whole, long end) {
    Substitution there = Substitution.of(place);
    Substitution numbers = Claim.numbers(whole);
    Settings few = Settings.DEFAULT.seeded(settings.seed()).trying(2).sharing(0, MANY_PARTS);
    try {
      Expr claimed = there.apply(claim.withDefinitions(numbers.apply(claim.expression())));
      Expr asked = there.apply(claim.withDefinitions(numbers.apply(claim.asked())));
      return sources.compare(
          whole,
          (pair, names) -> {
            Context<Expr> context = pair.context();
            Map<String, ValueSource> values = new LinkedHashMap<>();
            place.forEach(
                (name, value) ->
                    values.put(
                        CanonicalNames.canonicalName(name),
                        sources.of(value, whole, Set.of(), context)));
            ValueSource placed =
                new PlacedSource(
                    pair.derivative(), sources.of(claimed, whole, Set.of(), context), values);
            ValueSource function =
                new PlacedSource(
                    pair.function(), sources.of(asked, whole, Set.of(), context), values);
            Domain domain =
                sources
                    .assuming(claim.assumptions(whole), pair, whole, names)
                    .domain(placed.names())
                    .adjusted(point -> PlacedSource.put(point, values))
                    .where(point -> PlacedSource.isAt(point, values));
            return DerivativeCheck.run(
                function,
                placed,
                names,
                few.over(promised.within(domain, pair, whole, names))
                    .within(Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
          },
          end);
    } catch (ChainruleException failure) {
      return new Check(
          Verdict.UNDECIDED, 0, 0, settings.seed(), null, String.valueOf(failure.getMessage()));
    }
  }

  /** What is to be told of equations in the claim that no point was seen to meet. */
  String unmet() {
    List<String> texts = new ArrayList<>();
    for (Relation each :
        claim.isAnswer() ? Set.<Relation>of() : Claim.comparisonsOf(List.of(claim.steps()))) {
      boolean isEquation =
          each.operator() == Relation.Operator.EQUAL
              || each.operator() == Relation.Operator.NOT_EQUAL;
      Expr equation = Relation.equal(each.left(), each.right());
      if (isEquation && !met.contains(Set.of(equation)) && !isWhole(each)) {
        texts.add(Printer.text(equation, Spelling.NONE));
      }
    }
    return texts.isEmpty() ? "" : ", nothing compared where " + String.join(", nor where ", texts);
  }

  /** Whether all names in a comparison are whole numbers, or there are none. */
  private boolean isWhole(Relation relation) {
    Set<String> names = claim.integers().names();
    return claim.withDefinitions(relation) instanceof Relation real
        && claim.realNames(real).stream()
            .allMatch(name -> names.contains(CanonicalNames.canonicalName(name)));
  }
}
