package org.chainrule.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.result.CheckResult;
import org.chainrule.result.CheckResult.Verdict;
import org.chainrule.trace.Circumstances;

/**
 * A check of single equalities of a derivation that knows no rule: both sides are valued at points
 * at which what the equality rests on holds. Indices and lengths are small whole numbers, and a
 * derivative that is not carried out is that of finite differences.
 */
public final class StepChecker {
  private static final int ATTEMPTS = 60;
  private static final int ENOUGH = 2;
  private static final int LARGEST_INDEX = 4;
  private static final int LARGEST_COMPARED = 50;
  private static final int LARGEST_WHOLE = 2;
  private static final double TOLERANCE = 2e-6;

  private final Definitions definitions;
  private final List<Relation> assumptions = new ArrayList<>();

  /** What stands for a number of its own in the problem: lengths, and indices of definitions. */
  private final Set<Symbol> indices = new LinkedHashSet<>();

  /** What else stands for an index anywhere. */
  private final Set<Symbol> letters = new LinkedHashSet<>();

  /** The families whose elements stand for indices. */
  private final Set<String> whole = new LinkedHashSet<>();

  /** The points at which equalities were compared so far. */
  private final Map<Place, Optional<StepPoint>> points = new HashMap<>();

  /**
   * A check within a problem.
   *
   * @param declarations its declarations, what is assumed among them
   * @param asked what is derived
   */
  public StepChecker(Definitions definitions, Declarations declarations, Expr asked) {
    this.definitions = definitions;
    collectWhole(asked);
    collect(asked, letters);
    for (Definition each : declarations.definitions()) {
      Set<Symbol> own = new LinkedHashSet<>();
      collect(each.value(), own);
      collectWhole(each.value());
      own.removeAll(each.target().children());
      indices.addAll(own);
    }
    declarations
        .familyRanges()
        .values()
        .forEach(
            axes ->
                axes.forEach(
                    axis -> {
                      addSymbols(axis.lower(), indices);
                      addSymbols(axis.upper(), indices);
                    }));
    declarations.indexRanges().keySet().forEach(each -> letters.add(Symbol.named(each)));
    for (Expr each : declarations.assumptions()) {
      if (each instanceof Relation relation) {
        assumptions.add(relation);
      }
    }
  }

  private void collectWhole(Expr expression) {
    for (Expr node : parts(expression)) {
      for (Expr child : node.children()) {
        if (node instanceof IndexedSymbol && child instanceof IndexedSymbol index) {
          whole.add(index.family());
        }
      }
    }
  }

  /** All different parts of an expression, itself first. */
  private static Set<Expr> parts(Expr expression) {
    Set<Expr> parts = new LinkedHashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (parts.add(node)) {
        node.children().forEach(pending::push);
      }
    }
    return parts;
  }

  /**
   * The check of an equality.
   *
   * @param conditions what it makes use of
   * @param around under which circumstances it holds
   */
  public CheckResult check(Expr before, Expr after, List<Expr> conditions, Circumstances around) {
    List<Expr> given = new ArrayList<>(around.given());
    given.addAll(conditions);
    Step step = new Step(before, after, given, around);
    int compared = 0;
    double largest = 0;
    for (int seed = 1; seed <= ATTEMPTS && compared < ENOUGH; seed++) {
      Interruption.poll();
      Optional<Place> place = place(step, seed);
      OptionalDouble error = OptionalDouble.empty();
      if (place.isPresent()) {
        try {
          error = error(step, place.get());
        } catch (BudgetException stopped) {
          throw stopped;
        } catch (ChainruleException none) {
          // These indices give no value.
        }
        if (error.isPresent()) {
          compared++;
          largest = Math.max(largest, error.getAsDouble());
          if (largest > TOLERANCE) {
            return refuted(place.get(), largest, compared);
          }
        }
      }
    }
    return compared == 0
        ? new CheckResult(
            Verdict.UNDECIDED, null, 0, null, "UNDECIDED: no point was found with values of both")
        : new CheckResult(
            Verdict.PROBABLE,
            largest,
            compared,
            null,
            "PROBABLE: both sides agree at " + compared + " points");
  }

  private CheckResult refuted(Place place, double error, int points) {
    Map<String, String> all = new TreeMap<>();
    place.numbers().forEach((name, number) -> all.put(name.toString(), number.toString()));
    point(place)
        .ifPresent(
            point ->
                point.drawn().forEach((name, value) -> all.put(name.toString(), value.toString())));
    String counterexample =
        all.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(","));
    return new CheckResult(
        Verdict.REFUTED, error, points, counterexample, "REFUTED at " + counterexample);
  }

  /**
   * An equality to be checked.
   *
   * @param given all that it rests on
   */
  private record Step(Expr before, Expr after, List<Expr> given, Circumstances around) {}

  /**
   * Where equalities are compared. It is the same for all of a derivation that have the same
   * indices, so that what one of them needs is computed for all.
   *
   * @param numbers what stands for indices and lengths
   */
  private record Place(int seed, Map<Expr, Expr> numbers) {}

  /** The point at a place; nothing where what is assumed does not hold. */
  private Optional<StepPoint> point(Place place) {
    Optional<StepPoint> known = points.get(place);
    if (known == null) {
      known = Optional.of(new StepPoint(definitions, place.seed(), place.numbers(), whole));
      try {
        known = known.map(each -> adjusted(each, place.numbers()));
        known = known.filter(each -> isAsAssumed(each, place.numbers()));
      } catch (BudgetException stopped) {
        throw stopped;
      } catch (ChainruleException none) {
        known = Optional.empty();
      }
      points.put(place, known);
    }
    return known;
  }

  /** How far the sides are apart, beside 1 or the larger; nothing where they cannot be compared. */
  private OptionalDouble error(Step step, Place place) {
    Optional<StepPoint> found = point(place);
    Substitution indices = Substitution.of(place.numbers());
    if (found.isEmpty() || !holds(step, indices, found.get())) {
      return OptionalDouble.empty();
    }
    StepPoint point = found.get();
    Expr before = indices.apply(step.before());
    Expr after = indices.apply(step.after());
    boolean isPartial = step.around().isPartial();
    StepPoint all = isPartial ? point.partial() : point;
    double left = all.value(before);
    double right = all.value(after);
    if (!Double.isFinite(left) || !Double.isFinite(right)) {
      return OptionalDouble.empty();
    }
    double scale = Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
    StepPoint noisy = isPartial ? point.noisy().partial() : point.noisy();
    double lost = Math.abs(noisy.value(before) - left) + Math.abs(noisy.value(after) - right);
    return lost <= TOLERANCE / 2 * scale
        ? OptionalDouble.of(Math.abs(left - right) / scale)
        : OptionalDouble.empty();
  }

  private boolean holds(Step step, Substitution indices, StepPoint point) {
    for (Expr condition : step.given()) {
      if (!assumptions.contains(condition) && !point.holds(indices.apply(condition))) {
        return false;
      }
    }
    return true;
  }

  private boolean isAsAssumed(StepPoint point, Map<Expr, Expr> numbers) {
    for (Relation assumption : assumptions) {
      for (Substitution each : allIndices(assumption, numbers)) {
        if (!point.holds(each.apply(assumption)) && !isOfIndices(assumption)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whole numbers for all that stands for an index, within what is known of them. */
  private Optional<Place> place(Step step, int seed) {
    Circumstances around = step.around();
    Set<Symbol> symbols = new LinkedHashSet<>(indices);
    symbols.addAll(letters);
    symbols.addAll(around.binders().keySet());
    collect(step.before(), symbols);
    collect(step.after(), symbols);
    step.given().forEach(each -> collect(each, symbols));
    around
        .binders()
        .values()
        .forEach(
            binder -> {
              collect(((Binder) binder).lower(), symbols);
              collect(((Binder) binder).upper(), symbols);
              addSymbols(((Binder) binder).lower(), symbols);
              addSymbols(((Binder) binder).upper(), symbols);
            });
    int largest = largest(step);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<Expr, Expr> numbers = new HashMap<>();
      int number = seed * ATTEMPTS + attempt;
      Random random = StepPoint.random(number, "");
      // Lengths have room for what is drawn for elements that stand for indices; where they are the
      // same, most indices are in their ranges.
      int most = LARGEST_WHOLE + random.nextInt(largest + 1 - LARGEST_WHOLE);
      boolean areSame = attempt % 3 > 0;
      for (Symbol each : symbols) {
        int least = indices.contains(each) ? LARGEST_WHOLE : 1;
        int own = least + StepPoint.random(number, each.name()).nextInt(most + 1 - least);
        numbers.put(each, Expr.of(areSame && indices.contains(each) ? most : own));
      }
      try {
        if (areInRange(around, numbers, symbols)) {
          return Optional.of(new Place(seed, numbers));
        }
      } catch (ChainruleException none) {
        // A range or a relation has no value at these.
      }
    }
    return Optional.empty();
  }

  /** The largest number for an index: one more than those that it is compared with. */
  private static int largest(Step step) {
    int largest = LARGEST_INDEX;
    for (Expr relation : step.given()) {
      for (Expr part : parts(relation)) {
        if (part instanceof RationalNumber number
            && number.value().isInt()
            && number.value().intValueExact() < LARGEST_COMPARED) {
          largest = Math.max(largest, number.value().intValueExact() + 1);
        }
      }
    }
    return largest;
  }

  private boolean areInRange(Circumstances around, Map<Expr, Expr> numbers, Set<Symbol> symbols) {
    StepPoint point = new StepPoint(definitions, 1, numbers, whole);
    for (Map.Entry<Symbol, Expr> each : around.binders().entrySet()) {
      Binder binder = (Binder) each.getValue();
      double index = point.value(each.getKey());
      if (index < point.value(binder.lower())
          || index > point.value(binder.upper())
          || !point.holds(binder.open(each.getKey()).condition())) {
        return false;
      }
    }
    for (Expr each : around.given()) {
      if (each.children().stream().allMatch(side -> isOf(side, symbols)) && !point.holds(each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOf(Expr side, Set<Symbol> symbols) {
    Set<Symbol> own = new LinkedHashSet<>();
    boolean isPlain = addSymbols(side, own);
    return isPlain && symbols.containsAll(own);
  }

  /** Adds the symbols in an expression; tells whether there are no other names in it. */
  private static boolean addSymbols(Expr expression, Set<Symbol> symbols) {
    boolean isPlain = true;
    for (Expr node : parts(expression)) {
      if (node instanceof Symbol symbol) {
        symbols.add(symbol);
      }
      isPlain &= !(node instanceof IndexedSymbol);
    }
    return isPlain;
  }

  /** Adds what stands for an index: in subscripts, bounds, deltas and where functions want one. */
  private static void collect(Expr expression, Set<Symbol> symbols) {
    for (Expr node : parts(expression)) {
      if (node instanceof IndexedSymbol || node instanceof KroneckerDelta) {
        node.children().forEach(each -> addSymbols(each, symbols));
      } else if (node instanceof Binder binder) {
        addSymbols(binder.lower(), symbols);
        addSymbols(binder.upper(), symbols);
        addSymbols(binder.condition(), symbols);
      } else if (node instanceof Apply apply
          && apply.function().isDistribution()
          && apply.arguments().size() == 2) {
        addSymbols(apply.arguments().get(1), symbols);
      }
    }
  }

  private static boolean isOfIndices(Relation relation) {
    return relation.children().stream().allMatch(side -> addSymbols(side, new LinkedHashSet<>()));
  }

  /** All numbers for the indices of an assumption, which holds for every one; lengths are given. */
  private static List<Substitution> allIndices(Relation assumption, Map<Expr, Expr> numbers) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    collect(assumption, symbols);
    Set<Symbol> lengths = new LinkedHashSet<>();
    collectLengths(assumption, lengths);
    List<Map<Expr, Expr>> all = new ArrayList<>(List.of(Map.of()));
    for (Symbol symbol : symbols) {
      if (lengths.contains(symbol)) {
        all.replaceAll(
            each -> {
              Map<Expr, Expr> more = new HashMap<>(each);
              more.put(symbol, numbers.getOrDefault(symbol, Expr.of(LARGEST_INDEX)));
              return more;
            });
        continue;
      }
      List<Map<Expr, Expr>> extended = new ArrayList<>();
      for (Map<Expr, Expr> each : all) {
        for (int i = 1; i <= LARGEST_INDEX; i++) {
          Map<Expr, Expr> more = new HashMap<>(each);
          more.put(symbol, Expr.of(i));
          extended.add(more);
        }
      }
      all = extended;
    }
    return all.stream().map(Substitution::of).toList();
  }

  private static void collectLengths(Expr expression, Set<Symbol> lengths) {
    for (Expr node : parts(expression)) {
      if (node instanceof Binder binder) {
        addSymbols(binder.lower(), lengths);
        addSymbols(binder.upper(), lengths);
      }
    }
  }

  /** The point with values changed such that assumed equalities hold, each linear in a name. */
  private StepPoint adjusted(StepPoint given, Map<Expr, Expr> numbers) {
    StepPoint point = given;
    Set<Expr> pinned = new LinkedHashSet<>();
    for (Relation assumption : assumptions) {
      if (assumption.operator() != Relation.Operator.EQUAL || isOfIndices(assumption)) {
        continue;
      }
      for (Substitution each : allIndices(assumption, numbers)) {
        Expr surplus = each.apply(assumption.left().minus(assumption.right()));
        point = solved(surplus, point, pinned);
      }
    }
    return point;
  }

  private StepPoint solved(Expr surplus, StepPoint given, Set<Expr> pinned) {
    StepPoint point = given.anew();
    if (Math.abs(point.value(surplus)) < 1e-13) {
      return point;
    }
    List<Expr> names = new ArrayList<>(point.drawn().keySet());
    Collections.reverse(names);
    for (Expr name : names) {
      double before = Objects.requireNonNull(point.drawn().get(name));
      if (pinned.contains(name)) {
        continue;
      }
      double atZero = at(point, name, 0, surplus);
      double slope = at(point, name, 1, surplus) - atZero;
      double root = slope == 0 ? before : -atZero / slope;
      if (slope != 0 && Math.abs(at(point, name, root, surplus)) < 1e-12) {
        pinned.add(name);
        return point.anew();
      }
      point.drawn().put(name, before);
    }
    return point.anew();
  }

  private static double at(StepPoint point, Expr name, double value, Expr surplus) {
    point.drawn().put(name, value);
    return point.anew().value(surplus);
  }
}
