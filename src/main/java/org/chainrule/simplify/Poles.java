package org.chainrule.simplify;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;

/** The divisors of expressions: a form in names may divide by nothing else that can be zero. */
final class Poles {
  private static final int DEEPEST = 6;

  private final List<Equation> equations;
  private Facts facts;
  private final Set<Expr> known = new HashSet<>();
  private final Map<IndexRange, Integer> ranges = new HashMap<>();

  /** The poles of some expressions, in which names are what equations say. */
  Poles(List<Equation> equations, Facts facts, Collection<Expr> expressions) {
    this.equations = equations;
    this.facts = facts;
    for (Expr each : expressions) {
      known.addAll(divisors(each));
    }
  }

  /** Whether a candidate divides by nothing but what is known to be divided by or not zero. */
  boolean allows(Expr candidate) {
    return divisors(candidate).stream().allMatch(each -> isAllowed(each, DEEPEST));
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
            new Solution(equation.left(), 1, equation.right(), equation.indices()).at(name, facts);
        if (value.isPresent()) {
          return value;
        }
      }
    }
    return Optional.empty();
  }

  /** The bases of powers whose exponents are not known to be zero or above. */
  private Set<Expr> divisors(Expr expression) {
    Set<Expr> divisors = new HashSet<>();
    new Pass<Boolean>() {
      private final Map<Symbol, IndexRange> bound = new HashMap<>();

      @Override
      protected List<Expr> dependencies(Expr node) {
        if (node instanceof Binder binder) {
          bound.put(opened(binder).index(), binder.range());
        }
        return super.dependencies(node);
      }

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
          divisors.add(anywhere(base, bound));
        }
      }
    }.apply(expression);
    return divisors;
  }

  /** A divisor under binders, with indices that tell no more than their ranges. */
  private Expr anywhere(Expr divisor, Map<Symbol, IndexRange> bound) {
    if (Symbol.largestOpened(divisor) == 0) {
      return divisor;
    }
    Map<Integer, Symbol> found = new TreeMap<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(divisor));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node)) {
        if (node instanceof Symbol symbol && bound.containsKey(symbol)) {
          found.put(Symbol.largestOpened(symbol), symbol);
        }
        node.children().forEach(pending::push);
      }
    }
    Map<Expr, Expr> general = new HashMap<>();
    for (Symbol symbol : found.values()) {
      IndexRange range = bound.get(symbol);
      if (range != null) {
        Symbol index = Symbol.named("index " + general.size() + " in " + key(range));
        facts = facts.withRange(index, range);
        general.put(symbol, index);
      }
    }
    return Substitution.of(general).apply(divisor);
  }

  private int key(IndexRange range) {
    return ranges.computeIfAbsent(range, missing -> ranges.size());
  }
}
