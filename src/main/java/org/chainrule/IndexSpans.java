package org.chainrule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.chainrule.differentiate.Recurrence;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/**
 * The whole numbers that a free index may be where its expression follows from the definitions of
 * recurrences: after their starts.
 */
final class IndexSpans {
  private static final int MOST = 1_000_000;

  private final Map<String, Rational> least = new LinkedHashMap<>();
  private final Map<String, Rational> most = new LinkedHashMap<>();
  private final Map<String, Set<Rational>> given = new LinkedHashMap<>();
  private final Set<String> indices = new LinkedHashSet<>();

  /** The spans of the indices in a question and in its variables. */
  IndexSpans(Question question, Iterable<Expr> by) {
    Pass<Boolean> pass =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            if (node instanceof IndexedSymbol element) {
              element.indices().forEach(index -> collect(index));
              question
                  .definitions()
                  .recurrence(element.family())
                  .ifPresent(recurrence -> restrict(element, recurrence));
            }
            return true;
          }
        };
    pass.apply(question.expression());
    by.forEach(pass::apply);
  }

  private void collect(Expr index) {
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Symbol symbol && !symbol.isOpened()) {
          indices.add(symbol.name());
        }
        return true;
      }
    }.apply(index);
  }

  private void restrict(IndexedSymbol element, Recurrence recurrence) {
    recurrence
        .axes()
        .forEach(
            (place, axis) -> {
              if (place < element.indices().size()) {
                restrict(element.indices().get(place), axis);
              }
            });
  }

  /** The last of the elements at the start that are given. */
  private static Rational given(Recurrence.Axis axis) {
    Rational last = axis.start().orElse(Rational.ZERO);
    Rational step = axis.goesDown() ? Rational.ONE : Rational.MINUS_ONE;
    while (axis.numbers().contains(last.plus(step))) {
      last = last.plus(step);
    }
    return last;
  }

  /** Where the index is a name and a number, bounds the name. */
  private void restrict(Expr index, Recurrence.Axis axis) {
    Rational start = given(axis);
    for (String name : Set.copyOf(indices)) {
      if (index.minus(Symbol.of(name)) instanceof RationalNumber shift) {
        Rational end = start.minus(shift.value());
        for (Rational number : axis.numbers()) {
          boolean isLater = number.compareTo(start) * (axis.goesDown() ? 1 : -1) > 0;
          if (isLater) {
            given.computeIfAbsent(name, key -> new TreeSet<>()).add(number.minus(shift.value()));
          }
        }
        if (axis.goesDown()) {
          least.merge(
              name, end.plus(Rational.ONE), BinaryOperator.maxBy(Comparator.naturalOrder()));
        } else {
          most.merge(
              name, end.minus(Rational.ONE), BinaryOperator.minBy(Comparator.naturalOrder()));
        }
      }
    }
  }

  /** The names of the free indices. */
  Set<String> names() {
    return indices;
  }

  /** What an index must be where that is more than to be 1 or above. */
  List<Expr> conditions() {
    List<Expr> conditions = new ArrayList<>();
    least.forEach(
        (name, number) -> {
          if (number.compareTo(Rational.ONE) > 0) {
            conditions.add(Relation.greaterOrEqual(Symbol.of(name), Expr.of(number)));
          }
        });
    most.forEach(
        (name, number) -> conditions.add(Relation.lessOrEqual(Symbol.of(name), Expr.of(number))));
    given.forEach(
        (name, numbers) ->
            numbers.forEach(
                number -> conditions.add(Relation.notEqual(Symbol.of(name), Expr.of(number)))));
    return conditions;
  }

  /** The least number, 1 or above, that all the indices may be. */
  int least() {
    return least.values().stream().mapToInt(IndexSpans::clamped).max().orElse(1);
  }

  /** The number nearest to the given one that an index may be. */
  BigInteger nearest(String index, BigInteger number) {
    Rational low = least.get(index);
    Rational high = most.get(index);
    BigInteger lifted = low == null ? number : number.max(low.floor());
    BigInteger nearest = high == null ? lifted : lifted.min(high.floor());
    BigInteger step = high == null ? BigInteger.ONE : BigInteger.ONE.negate();
    while (given.getOrDefault(index, Set.of()).contains(Rational.of(nearest))) {
      nearest = nearest.add(step);
    }
    return nearest;
  }

  private static int clamped(Rational number) {
    return number.compareTo(Rational.ONE) < 0
        ? 1
        : number.compareTo(Rational.of(MOST)) > 0 ? MOST : number.floor().intValueExact();
  }
}
