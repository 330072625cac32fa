package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
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
  private static final int MOST_ROUNDS = 6;
  private static final int MOST_TRIALS = 200;

  /** Nodes to visit in looking for kernels; what is found until then stands. */
  private static final long MOST_STEPS = 400_000;

  private final List<Equation> equations;
  private List<Solution> solutions;
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
    Set<Solution> found = new LinkedHashSet<>();
    for (Equation equation : equations) {
      found.addAll(Solver.solutions(equation));
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
                Map<Symbol, Facts.Range> others = new LinkedHashMap<>(equation.indices());
                others.remove(index);
                totals.add(new Equation(total, sum(index, range, equation.left()), others));
              }
            });
    return totals;
  }

  private Expr sum(Expr index, Facts.Range range, Expr body) {
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
    Expr best = simplified(expression);
    Set<Expr> sources = new LinkedHashSet<>(List.of(expression, best));
    Expr spread = new Spread(facts).apply(best);
    sources.add(spread);
    best = cheaper(simplified(spread), best);
    Poles poles = new Poles(expression, best);
    int trials = 0;
    long steps = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Expr before = best;
      for (Solution solution : solutions) {
        for (Expr source : sources) {
          if (steps > MOST_STEPS) {
            return best;
          }
          Elimination elimination = new Elimination(solution, facts);
          Expr replaced = elimination.apply(source);
          steps += elimination.steps();
          if (replaced != source && trials++ < MOST_TRIALS) {
            Expr candidate = simplified(replaced);
            if (cost.of(candidate) < cost.of(best) && poles.allows(candidate)) {
              best = candidate;
            }
          }
        }
      }
      if (best == before) {
        return best;
      }
      sources = new LinkedHashSet<>(List.of(best, new Spread(facts).apply(best)));
    }
    return best;
  }

  /** Where an expression divides: a form in names may divide by nothing else that can be zero. */
  private final class Poles {
    private final Set<Expr> known = new HashSet<>();

    Poles(Expr... expressions) {
      for (Expr each : expressions) {
        known.addAll(divisors(each));
      }
    }

    boolean allows(Expr candidate) {
      return divisors(candidate).stream().allMatch(each -> isAllowed(each, MOST_ROUNDS));
    }

    private boolean isAllowed(Expr divisor, int depth) {
      if (known.contains(divisor)
          || facts.isPositive(divisor)
          || facts.isPositive(divisor.negate())) {
        return true;
      }
      if (depth == 0) {
        return false;
      }
      if (divisor instanceof Product product) {
        return product.factors().stream().allMatch(each -> isAllowed(each.base(), depth - 1));
      }
      if (divisor instanceof Power power) {
        return isAllowed(power.base(), depth - 1);
      }
      return value(divisor).map(value -> isAllowed(value, depth - 1)).orElse(false);
    }

    /** What a name stands for. */
    private Optional<Expr> value(Expr name) {
      for (Equation equation : equations) {
        if (Solver.isName(equation.left())) {
          Optional<Expr> value =
              new Solution(equation.left(), 1, equation.right(), equation.indices())
                  .at(name, facts);
          if (value.isPresent()) {
            return value;
          }
        }
      }
      return Optional.empty();
    }
  }

  /** The bases of powers whose exponents are not known to be zero or above. */
  private Set<Expr> divisors(Expr expression) {
    Set<Expr> divisors = new HashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Product product) {
          product.factors().forEach(each -> add(each.base(), each.exponent()));
        } else if (node instanceof Power power) {
          add(power.base(), power.exponent());
        }
        return true;
      }

      private void add(Expr base, Expr exponent) {
        if (!facts.isNotNegative(exponent)) {
          divisors.add(base);
        }
      }
    }.apply(expression);
    return divisors;
  }
}
