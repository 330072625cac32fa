package org.chainrule.model;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;

/**
 * The indices for all of whose values assumptions hold: those that have a declared range and stand
 * as subscripts of families alone. An index that is related to a number or to another index, as in
 * {@code i != j}, is a particular one.
 */
public final class UniversalIndices {
  private final Map<Symbol, IndexRange> ranges = new LinkedHashMap<>();

  public UniversalIndices(Declarations declarations) {
    Set<Expr> particular = new HashSet<>();
    for (Expr assumption : declarations.assumptions()) {
      particular.addAll(symbols(assumption, false));
    }
    declarations
        .indexRanges()
        .forEach(
            (name, range) -> {
              Symbol index = Symbol.named(name);
              if (!particular.contains(index)) {
                ranges.put(index, range);
              }
            });
    for (Expr assumption : declarations.assumptions()) {
      if (assumption instanceof Relation relation
          && relation.operator() == Relation.Operator.EQUAL) {
        addExchanged(relation, declarations, particular);
      }
    }
  }

  /**
   * Adds the indices that an equation exchanges, as {@code K_{i,j} = K_{j,i}} does: it says how the
   * whole family is, so they need no declared range.
   */
  private void addExchanged(Relation equation, Declarations declarations, Set<Expr> particular) {
    List<IndexedSymbol> sides = new ArrayList<>();
    for (Expr side : List.of(equation.left(), equation.right())) {
      Expr positive = side instanceof Product product ? product.withoutCoefficient() : side;
      if (positive instanceof IndexedSymbol element) {
        sides.add(element);
      }
    }
    if (sides.size() < 2) {
      return;
    }
    IndexedSymbol first = sides.get(0);
    List<IndexRange> axes = declarations.familyRanges().getOrDefault(first.family(), List.of());
    boolean isExchange =
        first.family().equals(sides.get(1).family())
            && Set.copyOf(first.indices()).equals(Set.copyOf(sides.get(1).indices()))
            && axes.size() == first.indices().size();
    for (int i = 0; isExchange && i < axes.size(); i++) {
      if (first.indices().get(i) instanceof Symbol index && !particular.contains(index)) {
        ranges.putIfAbsent(index, axes.get(i));
      }
    }
  }

  /** The indices for all of whose values an assumption holds, with their ranges. */
  public Map<Symbol, IndexRange> of(Expr assumption) {
    Map<Symbol, IndexRange> found = new LinkedHashMap<>();
    Set<Expr> present = symbols(assumption, true);
    ranges.forEach(
        (index, range) -> {
          if (present.contains(index)) {
            found.put(index, range);
          }
        });
    return found;
  }

  /**
   * Assumptions with each that is general written for the values of its indices.
   *
   * @param whole the numbers that lengths and other indices are
   * @throws org.chainrule.error.BudgetException where they are too many to be written
   */
  public List<Expr> instances(List<Expr> assumptions, Map<String, BigInteger> whole) {
    Map<Expr, Expr> values = new HashMap<>();
    whole.forEach((name, value) -> values.put(Symbol.named(name), Expr.of(Rational.of(value))));
    Substitution substitution = Substitution.of(values);
    Set<Expr> instances = new LinkedHashSet<>();
    long most = Limit.ASSUMPTION_INSTANCES.most();
    for (Expr assumption : assumptions) {
      List<Expr> known = List.of(assumption);
      for (Map.Entry<Symbol, IndexRange> index : of(assumption).entrySet()) {
        List<Expr> extended = new ArrayList<>();
        for (Expr each : known) {
          for (Expr value : values(index.getValue(), substitution, most)) {
            if (extended.size() >= most) {
              throw Limit.ASSUMPTION_INSTANCES.refusal(
                  "an assumption for more than " + most + " values of its indices");
            }
            extended.add(Substitution.of(Map.of(index.getKey(), value)).apply(each));
          }
        }
        known = extended.isEmpty() ? known : extended;
      }
      instances.addAll(known);
    }
    return List.copyOf(instances);
  }

  /** The numbers from a bound to another; none where these are no numbers. */
  private static List<Expr> values(IndexRange range, Substitution substitution, long most) {
    List<Expr> values = new ArrayList<>();
    if (substitution.apply(range.lower()) instanceof RationalNumber lower
        && substitution.apply(range.upper()) instanceof RationalNumber upper) {
      Rational value = lower.value();
      while (value.compareTo(upper.value()) <= 0 && values.size() <= most) {
        values.add(Expr.of(value));
        value = value.plus(Rational.ONE);
      }
    }
    return values;
  }

  /** The free names within the subscripts of families, or else outside of these. */
  private static Set<Expr> symbols(Expr expression, boolean within) {
    Set<Expr> found = new HashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    Deque<Expr> subscripts = new ArrayDeque<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof IndexedSymbol) {
        node.children().forEach(subscripts::push);
      } else if (node instanceof Symbol && !within) {
        found.add(node);
      } else {
        node.children().forEach(pending::push);
      }
    }
    if (!within) {
      return found;
    }
    while (!subscripts.isEmpty()) {
      Expr node = subscripts.pop();
      if (node instanceof Symbol) {
        found.add(node);
      } else if (seen.add(node)) {
        node.children().forEach(subscripts::push);
      }
    }
    return found;
  }
}
