package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final List<Solution> exchanges;
  private final Facts facts;
  private final Cost cost = new Cost();

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
    Set<Solution> found = new LinkedHashSet<>();
    for (Equation equation : equations) {
      found.addAll(Solver.solutions(equation));
      openSolutions.addAll(Solver.openSolutions(equation));
      Expr simplified = simplified(equation.right());
      if (simplified != equation.right()) {
        found.addAll(
            Solver.solutions(new Equation(equation.left(), simplified, equation.indices())));
      }
    }
    solutions = List.copyOf(found);
    for (Equation equation : equations) {
      totals(equation).forEach(total -> found.addAll(Solver.solutions(total)));
    }
    solutions = List.copyOf(found);
  }

  private NamedForm(NamedForm form, Facts facts) {
    this.facts = facts;
    equations = form.equations;
    solutions = form.solutions;
    openSolutions = form.openSolutions;
    exchanges = form.exchanges;
  }

  /** The same where some indices go through ranges. */
  public NamedForm within(Map<Symbol, IndexRange> indices) {
    return new NamedForm(this, facts.withRanges(indices));
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
                totals.add(new Equation(total, sum(index, range, equation.left()), others));
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
    return of(expression, expression);
  }

  /**
   * An equal expression in the names, simplified.
   *
   * @param origin what it was derived from; of names that would do as well, those in it are taken
   */
  public Expr of(Expr expression, Expr origin) {
    Expr best = simplified(expression);
    Set<Expr> sources = new LinkedHashSet<>(List.of(expression, best));
    Expr spread = new Distribute(facts).apply(best);
    sources.add(spread);
    best = cheaper(simplified(spread), best);
    if (!exchanges.isEmpty()) {
      Expr ordered = Symmetry.ordered(spread, exchanges, facts);
      sources.add(ordered);
      best = cheaper(simplified(ordered), best);
    }
    if (cost.of(best) < DEAREST_MULTIPLIED_OUT) {
      sources.add(Distribute.multipliedOut(best));
    }
    Set<Solution> known = new LinkedHashSet<>(solutions);
    Set<IndexedSymbol> elements = new LinkedHashSet<>(Solution.elements(expression));
    openSolutions.forEach(each -> known.addAll(each.at(elements, facts)));
    Set<IndexedSymbol> near = Set.copyOf(Solution.elements(origin));
    Poles poles = new Poles(equations, facts, List.of(expression, best));
    int trials = 0;
    long steps = 0;
    for (int round = 0; round < mostRounds; round++) {
      Expr before = best;
      for (Solution solution : known) {
        for (Expr source : sources) {
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
            Expr candidate = simplified(replaced);
            if (isBetter(candidate, best, near)
                && poles.allows(candidate)
                && !introduces(solution, source, candidate)) {
              best = candidate;
            }
          }
        }
      }
      if (best == before) {
        return best;
      }
      sources = new LinkedHashSet<>(List.of(best, new Distribute(facts).apply(best)));
    }
    Limit.NAMING_ROUNDS.stop();
    return best;
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
