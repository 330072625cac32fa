package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.number.Rational;

/**
 * Families whose elements are defined through others of them, and where that begins.
 *
 * @param families the families that lead to each other
 * @param axes the axes along which they do, by their places among the indices
 */
public record Recurrence(Set<String> families, Map<Integer, Axis> axes) {
  /** The first element that a general definition without a start is taken to define. */
  private static final Rational CONVENTIONAL_FIRST = Rational.ONE;

  public Recurrence {
    families = Set.copyOf(families);
    axes = Map.copyOf(axes);
  }

  /**
   * One axis.
   *
   * @param goesDown whether an element is defined by those with a smaller index
   * @param steps the differences of the indices, above 0
   * @param numbers the indices for which there are definitions of their own
   */
  public record Axis(boolean goesDown, SortedSet<Rational> steps, SortedSet<Rational> numbers) {
    /** The index from which everything follows, where there is one. */
    public Optional<Rational> start() {
      return numbers.isEmpty()
          ? Optional.empty()
          : Optional.of(goesDown ? numbers.first() : numbers.last());
    }

    /** What an index is where the general definition holds: after the start, and not given. */
    private List<Expr> general(Expr index) {
      Rational step = goesDown ? Rational.ONE : Rational.MINUS_ONE;
      List<Expr> conditions = new ArrayList<>();
      if (start().isEmpty() && !goesDown) {
        return conditions;
      }
      Rational next = start().map(each -> each.plus(step)).orElse(CONVENTIONAL_FIRST);
      while (numbers.contains(next)) {
        next = next.plus(step);
      }
      Expr first = Expr.of(next);
      conditions.add(
          goesDown ? Relation.greaterOrEqual(index, first) : Relation.lessOrEqual(index, first));
      for (Rational number : numbers) {
        if ((number.compareTo(next) > 0) == goesDown) {
          conditions.add(Relation.notEqual(index, Expr.of(number)));
        }
      }
      return conditions;
    }

    private boolean isBefore(Rational index) {
      if (start().isPresent()) {
        int order = index.compareTo(start().get());
        return goesDown ? order <= 0 : order >= 0;
      }
      return goesDown && index.compareTo(CONVENTIONAL_FIRST) < 0;
    }
  }

  /** What the indices of an element are where its general definition holds. */
  List<Expr> general(IndexedSymbol element) {
    List<Expr> conditions = new ArrayList<>();
    axes.forEach(
        (place, axis) -> {
          if (place < element.indices().size()) {
            conditions.addAll(axis.general(element.indices().get(place)));
          }
        });
    return conditions;
  }

  /** Whether one of the axes along which it goes has no start. */
  public boolean isWithoutStart() {
    return axes.values().stream().anyMatch(axis -> axis.start().isEmpty());
  }

  /**
   * Whether an element is not reached by a definition: it lies at or before the start and has no
   * number of its own in the definition, or below 1 where no start is given.
   *
   * @param target the target of the definition
   */
  boolean isBeforeStart(IndexedSymbol element, IndexedSymbol target) {
    for (Map.Entry<Integer, Axis> each : axes.entrySet()) {
      int place = each.getKey();
      if (place < element.indices().size()
          && element.indices().get(place) instanceof RationalNumber index
          && !(target.indices().get(place) instanceof RationalNumber)
          && each.getValue().isBefore(index.value())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the recurrence goes up from the element, and nothing says where that ends. */
  boolean isEndless(IndexedSymbol element, IndexedSymbol target) {
    for (Map.Entry<Integer, Axis> each : axes.entrySet()) {
      Axis axis = each.getValue();
      int place = each.getKey();
      if (place < element.indices().size()
          && element.indices().get(place) instanceof RationalNumber
          && !(target.indices().get(place) instanceof RationalNumber)
          && !axis.goesDown()
          && axis.start().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The families, as an error names them. */
  String names() {
    return String.join(", ", families.stream().sorted().toList());
  }

  /** Whether an element belongs to the recurrence. */
  boolean holds(Expr element) {
    return element instanceof IndexedSymbol indexed && families.contains(indexed.family());
  }
}
