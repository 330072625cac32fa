package org.chainrule.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;

/**
 * The elements of a family that are the variable, which is one of it: {@code x_k} in a sum over k
 * is the variable {@code x_i} for k = i.
 */
public final class ElementMeetings {
  private ElementMeetings() {}

  /** The elements that are the variable for some values of indices, and these values. */
  static Map<Expr, Map<Expr, Expr>> of(Expr expression, Expr variable) {
    Map<Expr, Map<Expr, Expr>> meetings = new LinkedHashMap<>();
    if (variable instanceof IndexedSymbol element) {
      new Pass<Boolean>() {
        @Override
        protected Boolean compute(Expr node) {
          Map<Expr, Expr> matched =
              node instanceof IndexedSymbol other && node != variable
                  ? matched(other, element)
                  : Map.of();
          return !matched.isEmpty() && meetings.put(node, matched) == null;
        }
      }.apply(expression);
    }
    return meetings;
  }

  /** When elements that no sum goes through are the variable. */
  static Map<Expr, Expr> sameIndices(Expr expression, Expr variable, Facts facts) {
    Map<Expr, Expr> found = new LinkedHashMap<>();
    if (variable instanceof IndexedSymbol element) {
      new Pass<Boolean>() {
        @Override
        protected Boolean compute(Expr node) {
          boolean mayBeSame =
              node != element
                  && Symbol.largestOpened(node) == 0
                  && node instanceof IndexedSymbol other
                  && other.family().equals(element.family())
                  && other.indices().size() == element.indices().size();
          if (mayBeSame) {
            List<Expr> indices = ((IndexedSymbol) node).indices();
            List<Expr> equal = new ArrayList<>();
            for (int i = 0; i < indices.size(); i++) {
              equal.add(Relation.equal(indices.get(i), element.indices().get(i)));
            }
            Expr same = Logical.of(Logical.Operator.AND, equal);
            return !facts.decide(same).equals(Optional.of(false)) && found.put(node, same) == null;
          }
          return false;
        }
      }.apply(expression);
    }
    return found;
  }

  /**
   * A place inside of a sum over an index where it is met by the variable, which is an element of
   * the family that is summed: the place of x_i is that of x_k.
   */
  static Function.Singularity met(Function.Singularity singularity, Expr variable) {
    if (!(variable instanceof IndexedSymbol element)
        || Symbol.largestOpened(singularity.locus()) == 0
        || Occurrence.of(variable, singularity.locus())) {
      return singularity;
    }
    Optional<Expr> met =
        new Pass<Optional<Expr>>() {
          @Override
          protected List<Expr> dependencies(Expr node) {
            // Within other sums every element is met for some value of their indices.
            return node.children();
          }

          @Override
          protected Optional<Expr> compute(Expr node) {
            Map<Expr, Expr> matched =
                node instanceof IndexedSymbol other ? matched(other, element) : Map.of();
            if (!matched.isEmpty()) {
              return Optional.of(Substitution.of(matched).apply(singularity.locus()));
            }
            return dependencies(node).stream()
                .map(this::result)
                .flatMap(Optional::stream)
                .findFirst();
          }
        }.apply(singularity.locus());
    return met.map(
            locus ->
                new Function.Singularity(singularity.kind(), locus, singularity.everyInteger()))
        .orElse(singularity);
  }

  /**
   * What indices stand for where an element in an expression is the variable; none if it never is.
   */
  public static Map<Expr, Expr> met(Expr expression, List<Symbol> indices, Expr variable) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (variable instanceof IndexedSymbol wanted && !pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      Map<Expr, Expr> matched =
          node instanceof IndexedSymbol other
              ? matched(other, wanted, new HashSet<>(indices)::contains)
              : Map.of();
      if (!matched.isEmpty()) {
        return matched;
      }
      node.children().forEach(pending::push);
    }
    return Map.of();
  }

  /** What indices of sums stand for where an element is the variable; none where it never is. */
  private static Map<Expr, Expr> matched(IndexedSymbol other, IndexedSymbol variable) {
    return matched(other, variable, index -> ((Symbol) index).isOpened());
  }

  private static Map<Expr, Expr> matched(
      IndexedSymbol other, IndexedSymbol variable, Predicate<Expr> isBound) {
    Map<Expr, Expr> matched = new LinkedHashMap<>();
    boolean isSame =
        other.family().equals(variable.family())
            && other.indices().size() == variable.indices().size();
    for (int i = 0; isSame && i < other.indices().size(); i++) {
      Expr wanted = variable.indices().get(i);
      Expr index = other.indices().get(i);
      if (index instanceof Symbol symbol && isBound.test(symbol)) {
        isSame = matched.getOrDefault(symbol, wanted) == wanted;
        matched.put(symbol, wanted);
      } else {
        isSame = index == wanted || index instanceof BoundIndex;
      }
    }
    return isSame ? matched : Map.of();
  }
}
