package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.error.Budget;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.trace.Rule;

/**
 * The cheapest form of an expression in which names may stand for what they are. Each equation
 * between a name and its value is solved for the kernels in it, what is found is put into the
 * expression, and the result is kept where it is cheaper. It is an elimination: no shape of answer
 * is looked for.
 */
public final class NamedForm {
  private static final double DEAREST_MULTIPLIED_OUT = 100;

  private final long mostRounds = Limit.NAMING_ROUNDS.most();
  private final long mostTrials = Limit.NAMING_TRIALS.most();
  private final long mostSteps = Limit.NAMING_STEPS.most();

  private final List<Equation> equations;
  private List<Solution> solutions;
  private final List<OpenSolution> openSolutions;

  /** What each solution, closed or open, is a solution of. */
  private final Map<Record, Equation> sources;

  private final List<Solution> exchanges;
  private final Facts facts;
  private final Cost cost = new Cost();

  /** The limits at which the search for each form tried stopped. */
  private final Map<Expr, List<Limit>> stops = new HashMap<>();

  /**
   * A form in the names of equations.
   *
   * @param equations what the names are, and what is assumed to be equal
   */
  public NamedForm(Collection<Equation> equations, Facts facts) {
    this.facts = facts;
    this.equations = List.copyOf(equations);
    exchanges = Symmetry.exchanges(equations);
    openSolutions = new ArrayList<>();
    sources = new HashMap<>();
    Set<Solution> found = new LinkedHashSet<>();
    for (Equation equation : equations) {
      found.addAll(solutions(equation));
      for (OpenSolution open : Solver.openSolutions(equation)) {
        openSolutions.add(open);
        sources.putIfAbsent(open, equation);
      }
      Expr simplified = simplified(equation.right());
      if (simplified != equation.right()) {
        found.addAll(solutions(equation.with(equation.left(), simplified, equation.indices())));
      }
    }
    solutions = List.copyOf(found);
    for (Equation equation : equations) {
      totals(equation).forEach(total -> found.addAll(solutions(total)));
    }
    solutions = List.copyOf(found);
  }

  private NamedForm(NamedForm form, Facts facts) {
    this.facts = facts;
    equations = form.equations;
    solutions = form.solutions;
    openSolutions = form.openSolutions;
    sources = form.sources;
    exchanges = form.exchanges;
  }

  /** The same where some indices go through ranges. */
  public NamedForm within(Map<Symbol, IndexRange> indices) {
    return new NamedForm(this, facts.withRanges(indices));
  }

  private List<Solution> solutions(Equation equation) {
    List<Solution> found = Solver.solutions(equation);
    found.forEach(each -> sources.putIfAbsent(each, equation));
    return found;
  }

  /** The sums of a family over all values of an index that are numbers, such as a softmax's. */
  private List<Equation> totals(Equation equation) {
    List<Equation> totals = new ArrayList<>();
    equation
        .indices()
        .forEach(
            (index, range) -> {
              if (range.upper() == NamedConstant.INFINITY) {
                return;
              }
              Expr total = of(sum(index, range, equation.right()));
              if (total instanceof RationalNumber) {
                Map<Symbol, IndexRange> others = new LinkedHashMap<>(equation.indices());
                others.remove(index);
                totals.add(equation.with(total, sum(index, range, equation.left()), others));
              }
            });
    return totals;
  }

  private Expr sum(Expr index, IndexRange range, Expr body) {
    return Contraction.sum(index, range.lower(), range.upper(), Logical.TRUE, body, facts);
  }

  private Expr simplified(Expr expression) {
    return new Simplifier(facts).simplify(expression);
  }

  /** The one of two that costs a reader less; the second where they cost the same. */
  public Expr cheaper(Expr first, Expr second) {
    return cost.of(first) < cost.of(second) ? first : second;
  }

  /** An equal expression in the names, simplified. */
  public Expr of(Expr expression) {
    return of(expression, expression, TraceListener.NONE);
  }

  /**
   * An equal expression in the names, simplified.
   *
   * @param origin what it was derived from; of names that would do as well, those in it are taken
   * @param listener is told of the way to it
   */
  public Expr of(Expr expression, Expr origin, TraceListener listener) {
    Ways ways = new Ways(expression, listener);
    Expr form = of(expression, origin, ways);
    ways.tell(form);
    stops.getOrDefault(form, List.of()).forEach(Limit::stop);
    return form;
  }

  private Expr of(Expr expression, Expr origin, Ways ways) {
    Expr best = simplified(expression, ways);
    Set<Expr> forms = new LinkedHashSet<>(List.of(expression, best));
    Expr spread = distributed(best, ways);
    forms.add(spread);
    best = cheaper(simplified(spread, ways), best);
    if (!exchanges.isEmpty()) {
      Expr ordered = Symmetry.ordered(spread, exchanges, facts);
      ways.add(Rule.SYMMETRY, spread, ordered);
      forms.add(ordered);
      best = cheaper(simplified(ordered, ways), best);
    }
    if (cost.of(best) < DEAREST_MULTIPLIED_OUT) {
      Expr expanded = Distribute.multipliedOut(best);
      ways.add(Rule.EXPANDED, best, expanded);
      forms.add(expanded);
    }
    Set<Solution> known = new LinkedHashSet<>(solutions);
    Set<IndexedSymbol> elements = new LinkedHashSet<>(Solution.elements(expression));
    Map<Solution, Equation> instances = new HashMap<>();
    for (OpenSolution open : openSolutions) {
      for (Solution each : open.at(elements, facts)) {
        known.add(each);
        instances.put(each, sources.get(open));
      }
    }
    Set<IndexedSymbol> near = Set.copyOf(Solution.elements(origin));
    Poles poles = new Poles(equations, facts, List.of(expression, best));
    int trials = 0;
    long steps = 0;
    for (int round = 0; round < mostRounds; round++) {
      Expr before = best;
      for (Solution solution : known) {
        for (Expr source : forms) {
          if (steps > mostSteps) {
            Limit.NAMING_STEPS.stop();
            return best;
          }
          Elimination elimination = new Elimination(solution, facts);
          Expr replaced = elimination.apply(source);
          steps += elimination.steps();
          if (replaced == source) {
            continue;
          }
          if (trials++ >= mostTrials) {
            Limit.NAMING_TRIALS.stop();
          } else {
            TraceListener apart = ways.apart();
            Expr candidate = simplified(replaced, apart);
            if (isBetter(candidate, best, near)
                && poles.allows(candidate)
                && !introduces(solution, source, candidate)) {
              best = candidate;
              if (apart.isListening()) {
                Equation used = sources.getOrDefault(solution, instances.get(solution));
                ways.add(Objects.requireNonNull(used).step(source, replaced));
                ways.add(replaced, candidate, apart);
              }
            }
          }
        }
      }
      if (best == before) {
        return best;
      }
      forms = new LinkedHashSet<>(List.of(best, distributed(best, ways)));
    }
    Limit.NAMING_ROUNDS.stop();
    return best;
  }

  private Expr simplified(Expr expression, Ways ways) {
    TraceListener apart = ways.apart();
    Expr result = simplified(expression, apart);
    ways.add(expression, result, apart);
    return result;
  }

  private Expr simplified(Expr expression, TraceListener apart) {
    Budget.Searched<Expr> found =
        Budget.search(() -> new Simplifier(facts, apart).simplify(expression));
    stops.put(found.result(), found.stops());
    return found.result();
  }

  private Expr distributed(Expr expression, Ways ways) {
    Expr result = new Distribute(facts).apply(expression);
    ways.add(Rule.DISTRIBUTED, expression, result);
    return result;
  }

  /** Whether a form is cheaper, or else as cheap and the only one with a name that is near. */
  private boolean isBetter(Expr candidate, Expr best, Set<IndexedSymbol> near) {
    int order = Double.compare(cost.of(candidate), cost.of(best));
    return order < 0
        || order == 0
            && Collections.disjoint(near, Solution.elements(best))
            && !Collections.disjoint(near, Solution.elements(candidate));
  }

  /** Whether a form has a function that a solution brought in: a log for a name, for instance. */
  private static boolean introduces(Solution solution, Expr source, Expr candidate) {
    Set<Function> brought = functions(solution.replacement());
    brought.removeAll(functions(source));
    brought.removeIf(Function::isExponential);
    brought.retainAll(functions(candidate));
    return !brought.isEmpty();
  }

  private static Set<Function> functions(Expr expression) {
    Set<Function> functions = new HashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Apply apply && functions.add(apply.function());
      }
    }.apply(expression);
    return functions;
  }
}
