package org.chainrule.laws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;

/**
 * A check of derivations that knows no rule: what the steps lead to is replayed, and both sides of
 * each step are valued at points at which its conditions hold.
 */
final class TraceChecker {
  private static final int ATTEMPTS = 60;
  private static final int ENOUGH = 2;
  private static final int LARGEST_INDEX = 4;
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

  private final List<String> faults = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private final Set<Trace> seen = new HashSet<>();
  private int steps;
  private long seed = 1;

  /**
   * A check within a problem.
   *
   * @param declarations its declarations, what is assumed among them
   */
  TraceChecker(Definitions definitions, Declarations declarations) {
    this.definitions = definitions;
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

  /** What is around a derivation: relations that hold, and the binders of open indices. */
  private record Around(List<Expr> given, Map<Symbol, Expr> binders, boolean isPartial) {
    Around inside(Trace trace) {
      List<Expr> more = new ArrayList<>(given);
      more.addAll(trace.given());
      return new Around(more, binders, isPartial || trace.isPartial());
    }

    Around inside(Sweep sweep) {
      Map<Symbol, Expr> more = new LinkedHashMap<>(binders);
      Map<Symbol, Expr> own = new LinkedHashMap<>();
      sweep.indices().forEach((binder, index) -> own.putIfAbsent(index, binder));
      more.putAll(own);
      return new Around(given, more, isPartial);
    }
  }

  private void collectWhole(Expr expression) {
    for (Expr child : expression.children()) {
      if (expression instanceof IndexedSymbol && child instanceof IndexedSymbol index) {
        whole.add(index.family());
      }
      collectWhole(child);
    }
  }

  /** Checks a derivation and all that it rests on. */
  void check(Trace trace) {
    collectWhole(trace.before());
    collect(trace.before(), letters);
    check(trace, new Around(List.of(), Map.of(), false));
  }

  private void check(Trace trace, Around around) {
    if (!seen.add(trace)) {
      return;
    }
    if (trace.replayed() != trace.after()) {
      faults.add(trace.before() + " is replayed to " + trace.replayed() + ", not " + trace.after());
    }
    Around here = around.inside(trace);
    for (Sweep sweep : trace.sweeps()) {
      Around inside = here.inside(sweep);
      for (TraceStep step : sweep.steps()) {
        check(step, inside);
        step.parts().forEach(part -> check(part, inside));
      }
    }
  }

  private void check(TraceStep step, Around around) {
    steps++;
    int compared = 0;
    Random random = new Random(step.before().toString().hashCode());
    for (int attempt = 0; attempt < ATTEMPTS && compared < ENOUGH; attempt++) {
      seed++;
      Optional<Map<Expr, Expr>> numbers = indices(step, around, random);
      if (numbers.isEmpty()) {
        continue;
      }
      try {
        Substitution indices = Substitution.of(numbers.get());
        Expr before = indices.apply(step.before());
        Expr after = indices.apply(step.after());
        TracePoint point = new TracePoint(definitions, seed, numbers.get(), whole);
        TracePoint all = around.isPartial() ? point.partial() : point;
        all.value(before);
        all.value(after);
        point = adjusted(point, numbers.get());
        all = around.isPartial() ? point.partial() : point;
        if (!holds(step, around, numbers.get(), point)) {
          continue;
        }
        double left = all.value(before);
        double right = all.value(after);
        if (Double.isFinite(left) && Double.isFinite(right)) {
          compared++;
          double scale = Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
          if (Math.abs(left - right) > TOLERANCE * scale) {
            faults.add(
                "%s %s: %s = %s, but %s and %s at %s"
                    .formatted(
                        step.rule(), step.subject(), before, after, left, right, point.drawn()));
            return;
          }
        }
      } catch (ChainruleException none) {
        // These indices give no value.
      }
    }
    if (compared == 0) {
      undecided.add(step.rule() + ": " + step.before() + " = " + step.after());
    }
  }

  private boolean holds(TraceStep step, Around around, Map<Expr, Expr> numbers, TracePoint point) {
    Substitution indices = Substitution.of(numbers);
    List<Expr> conditions = new ArrayList<>(around.given());
    conditions.addAll(step.conditions());
    for (Expr condition : conditions) {
      if (!assumptions.contains(condition) && !point.holds(indices.apply(condition))) {
        return false;
      }
    }
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
  private Optional<Map<Expr, Expr>> indices(TraceStep step, Around around, Random random) {
    Set<Symbol> symbols = new LinkedHashSet<>(indices);
    symbols.addAll(letters);
    symbols.addAll(around.binders().keySet());
    collect(step.before(), symbols);
    collect(step.after(), symbols);
    around.given().forEach(each -> collect(each, symbols));
    step.conditions().forEach(each -> collect(each, symbols));
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
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<Expr, Expr> numbers = new HashMap<>();
      // Lengths have room for what is drawn for elements that stand for indices; where they are the
      // same, most indices are in their ranges.
      int most = LARGEST_WHOLE + random.nextInt(LARGEST_INDEX + 1 - LARGEST_WHOLE);
      boolean areSame = attempt % 3 > 0;
      for (Symbol each : symbols) {
        int least = indices.contains(each) ? LARGEST_WHOLE : 1;
        int own = least + random.nextInt(most + 1 - least);
        numbers.put(each, Expr.of(areSame && indices.contains(each) ? most : own));
      }
      try {
        if (areInRange(around, numbers, symbols)) {
          return Optional.of(numbers);
        }
      } catch (ChainruleException none) {
        // A range or a relation has no value at these.
      }
    }
    return Optional.empty();
  }

  private boolean areInRange(Around around, Map<Expr, Expr> numbers, Set<Symbol> symbols) {
    TracePoint point = new TracePoint(definitions, 1, numbers, whole);
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
    if (expression instanceof Symbol symbol) {
      symbols.add(symbol);
    }
    boolean isPlain = !(expression instanceof IndexedSymbol);
    for (Expr child : expression.children()) {
      isPlain &= addSymbols(child, symbols);
    }
    return isPlain;
  }

  /** Adds what stands for an index: in subscripts, bounds, deltas and where functions want one. */
  private static void collect(Expr expression, Set<Symbol> symbols) {
    Set<Expr> visited = new LinkedHashSet<>();
    List<Expr> pending = new ArrayList<>(List.of(expression));
    while (!pending.isEmpty()) {
      Expr node = pending.remove(pending.size() - 1);
      if (!visited.add(node)) {
        continue;
      }
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
      pending.addAll(node.children());
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
    if (expression instanceof Binder binder) {
      addSymbols(binder.lower(), lengths);
      addSymbols(binder.upper(), lengths);
    }
    expression.children().forEach(each -> collectLengths(each, lengths));
  }

  /** The point with values changed such that assumed equalities hold, each linear in a name. */
  private TracePoint adjusted(TracePoint given, Map<Expr, Expr> numbers) {
    TracePoint point = given;
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

  private TracePoint solved(Expr surplus, TracePoint given, Set<Expr> pinned) {
    TracePoint point = given.anew();
    if (Math.abs(point.value(surplus)) < 1e-13) {
      return point;
    }
    List<Expr> names = new ArrayList<>(point.drawn().keySet());
    Collections.reverse(names);
    for (Expr name : names) {
      double before = point.drawn().get(name);
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

  private static double at(TracePoint point, Expr name, double value, Expr surplus) {
    point.drawn().put(name, value);
    return point.anew().value(surplus);
  }

  List<String> faults() {
    return faults;
  }

  /** The steps for which no point was found. */
  List<String> undecided() {
    return undecided;
  }

  int steps() {
    return steps;
  }
}
