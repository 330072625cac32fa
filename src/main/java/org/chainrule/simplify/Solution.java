package org.chainrule.simplify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;

/**
 * An equation solved for a part of it: the power of a kernel is the replacement, for all values of
 * the indices in their ranges.
 *
 * @param kernel what is replaced
 * @param power which power of it is known, 1 or above
 * @param replacement what the power is
 * @param indices the symbols that stand for any index, with their ranges
 */
record Solution(Expr kernel, int power, Expr replacement, Map<Symbol, IndexRange> indices) {
  /** What the power of a node is, where the node is the kernel for some values of the indices. */
  Optional<Expr> at(Expr node, Facts facts) {
    if (node == kernel && indices.isEmpty()) {
      return Optional.of(replacement);
    }
    if (indices.isEmpty() || node.getClass() != kernel.getClass()) {
      return Optional.empty();
    }
    for (Map<Expr, Expr> binding : bindings(node)) {
      Optional<Expr> found = isInRange(binding, facts) ? at(node, binding) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What a node is, where the kernel is it for these indices and both have a value there. */
  private Optional<Expr> at(Expr node, Map<Expr, Expr> binding) {
    Substitution substitution = Substitution.of(binding);
    try {
      return substitution.apply(kernel) == node
          ? Optional.of(substitution.apply(replacement))
          : Optional.empty();
    } catch (DomainException none) {
      return Optional.empty();
    }
  }

  /**
   * A product with the kernel replaced where that is a product whose factors all stand in it too.
   */
  Optional<Expr> dividing(Product product, Facts facts) {
    if (power != 1 || !(kernel instanceof Product wanted) || wanted.size() < 2) {
      return Optional.empty();
    }
    for (Map<Expr, Expr> binding : bindings(product)) {
      Optional<Expr> found =
          isInRange(binding, facts) ? dividing(product, binding) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Expr> dividing(Product product, Map<Expr, Expr> binding) {
    Substitution substitution = Substitution.of(binding);
    try {
      return substitution.apply(kernel) instanceof Product part
              && part.factors().stream().allMatch(each -> holds(product, each))
          ? Optional.of(Product.of(product.dividedBy(part), substitution.apply(replacement)))
          : Optional.empty();
    } catch (DomainException none) {
      return Optional.empty();
    }
  }

  /** Whether a product holds a factor, perhaps to a higher power. */
  private static boolean holds(Product product, Product.Factor factor) {
    Expr exponent = product.exponentOf(factor.base());
    return exponent == factor.exponent()
        || exponent instanceof RationalNumber present
            && factor.exponent() instanceof RationalNumber wanted
            && present.value().signum() * wanted.value().signum() > 0
            && present.value().abs().compareTo(wanted.value().abs()) > 0;
  }

  /** The same without indices that do not occur in the kernel. */
  Solution withoutIdleIndices() {
    Map<Symbol, IndexRange> told = new LinkedHashMap<>(indices);
    told.keySet().removeIf(index -> !Occurrence.of(index, kernel));
    return new Solution(kernel, power, replacement, told);
  }

  private boolean isInRange(Map<Expr, Expr> binding, Facts facts) {
    for (Map.Entry<Symbol, IndexRange> index : indices.entrySet()) {
      Expr value = binding.get(index.getKey());
      if (value == null) {
        return false;
      }
      IndexRange range = index.getValue();
      boolean above = holds(Relation.greaterOrEqual(value, range.lower()), facts);
      boolean below =
          range.upper() == NamedConstant.INFINITY
              || holds(Relation.lessOrEqual(value, range.upper()), facts);
      if (!above || !below) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Expr relation, Facts facts) {
    return facts.decide(relation).orElse(false);
  }

  /** The values of the indices at which the kernel may be the node. */
  private List<Map<Expr, Expr>> bindings(Expr node) {
    Map<Expr, Set<Expr>> candidates = new HashMap<>();
    List<IndexedSymbol> offered = elements(node);
    for (IndexedSymbol wanted : elements(kernel)) {
      for (IndexedSymbol element : offered) {
        if (element.family().equals(wanted.family())) {
          addCandidates(wanted.indices(), element.indices(), candidates);
        }
      }
    }
    if (kernel instanceof Apply wanted
        && node instanceof Apply element
        && element.function().equals(wanted.function())) {
      addCandidates(wanted.arguments(), element.arguments(), candidates);
    }
    long most = Limit.NAMING_INDICES.most();
    List<Map<Expr, Expr>> bindings = new ArrayList<>(List.of(Map.of()));
    for (Symbol index : indices.keySet()) {
      List<Map<Expr, Expr>> extended = new ArrayList<>();
      for (Map<Expr, Expr> binding : bindings) {
        for (Expr value : candidates.getOrDefault(index, Set.of())) {
          if (extended.size() >= most) {
            Limit.NAMING_INDICES.stop();
            break;
          }
          Map<Expr, Expr> more = new HashMap<>(binding);
          more.put(index, value);
          extended.add(more);
        }
      }
      bindings = extended;
    }
    return bindings;
  }

  /** Adds what the indices are where expressions stand in the place of patterns. */
  private void addCandidates(
      List<Expr> patterns, List<Expr> offered, Map<Expr, Set<Expr>> candidates) {
    for (int position = 0; position < Math.min(patterns.size(), offered.size()); position++) {
      for (Symbol index : indices.keySet()) {
        Expr shift = Sum.of(patterns.get(position), index.negate());
        if (!Occurrence.of(index, shift)
            && !(offered.get(position) instanceof BoundIndex)
            && !(offered.get(position) instanceof Elements)) {
          candidates
              .computeIfAbsent(index, key -> new LinkedHashSet<>())
              .add(offered.get(position).minus(shift));
        }
      }
    }
  }

  /** The elements of families in an expression; those of bound indices hold these bound. */
  static List<IndexedSymbol> elements(Expr expression) {
    List<IndexedSymbol> elements = new ArrayList<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node)) {
        if (node instanceof IndexedSymbol element) {
          elements.add(element);
        }
        node.children().forEach(pending::push);
      }
    }
    return elements;
  }

  /** The power to a whole multiple of the exponent in the kernel: {@code 2^(2*x)} by 2^x. */
  Optional<Expr> multiple(Expr exponent, UnaryOperator<Expr> raising, Facts facts) {
    if (!(kernel instanceof Power one)) {
      return Optional.empty();
    }
    Rational times = coefficient(exponent).dividedBy(coefficient(one.exponent()));
    if (!times.isInteger() || times.isOne()) {
      return Optional.empty();
    }
    Expr once = Product.of(Expr.of(times.reciprocal()), exponent);
    return at(raising.apply(once), facts).map(known -> known.power(Expr.of(times)));
  }

  private static Rational coefficient(Expr expression) {
    return expression instanceof Product product ? product.coefficient() : Rational.ONE;
  }

  /**
   * A base to an exponent, where the base's power is known; empty where that says nothing of it.
   */
  Optional<Expr> raised(Expr base, Rational exponent, Facts facts) {
    return at(base, facts).flatMap(known -> raised(base, known, exponent));
  }

  /**
   * A base to an exponent that is a whole multiple of the one in a kernel such as a square root.
   */
  Optional<Expr> rooted(Expr base, Rational exponent, Facts facts) {
    if (kernel instanceof Power root
        && root.exponent() instanceof RationalNumber number
        && !number.value().isInteger()) {
      Rational times = exponent.dividedBy(number.value());
      if (times.isInteger()) {
        return at(base.power(number), facts).map(known -> known.power(Expr.of(times)));
      }
    }
    return Optional.empty();
  }

  private Optional<Expr> raised(Expr base, Expr known, Rational exponent) {
    if (!exponent.isInteger()) {
      return power == 1 ? Optional.of(known.power(Expr.of(exponent))) : Optional.empty();
    }
    Rational times = Rational.of(exponent.dividedBy(Rational.of(power)).floor());
    if (times.isZero()) {
      return Optional.empty();
    }
    Rational rest = exponent.minus(times.times(Rational.of(power)));
    return Optional.of(known.power(Expr.of(times)).times(base.power(Expr.of(rest))));
  }
}
