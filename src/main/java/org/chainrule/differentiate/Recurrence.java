package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.chainrule.error.Limit;
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
   * @param courses what is so for each family alone
   */
  public record Axis(
      boolean goesDown,
      SortedSet<Rational> steps,
      SortedSet<Rational> numbers,
      Map<String, Course> courses) {
    public Axis {
      courses = Map.copyOf(courses);
    }

    /** The indices for which a family has definitions of its own. */
    public SortedSet<Rational> numbersOf(String family) {
      return course(family).numbers();
    }

    private Course course(String family) {
      return courses.getOrDefault(family, Course.NONE);
    }

    /** The index from which everything follows, where there is one. */
    public Optional<Rational> start() {
      return numbers.isEmpty()
          ? Optional.empty()
          : Optional.of(goesDown ? numbers.first() : numbers.last());
    }

    /**
     * The first element of a family that its general definition defines where nothing says how the
     * recurrence starts: all that it leads to are then free names from 0 on, and it begins after
     * one of its own.
     */
    public Rational firstAfterFree(String family) {
      Rational reach = course(family).reach();
      return reach.compareTo(Rational.ONE) < 0 ? Rational.ONE : reach;
    }

    /** The first element that the general definition of a family defines. */
    public Rational firstGeneral(String family) {
      if (start().isEmpty()) {
        return firstAfterFree(family);
      }
      Rational step = goesDown ? Rational.ONE : Rational.MINUS_ONE;
      Rational next = isOfSameStep(family) ? start().get() : start().get().plus(step);
      while (course(family).numbers().contains(next)) {
        next = next.plus(step);
      }
      return next;
    }

    /** What an index is where the general definition holds: after the start, and not given. */
    private List<Expr> general(String family, Expr index) {
      List<Expr> conditions = new ArrayList<>();
      if (start().isEmpty() && !goesDown) {
        return conditions;
      }
      Rational next = firstGeneral(family);
      Expr first = Expr.of(next);
      conditions.add(
          goesDown ? Relation.greaterOrEqual(index, first) : Relation.lessOrEqual(index, first));
      for (Rational number : course(family).numbers()) {
        if ((number.compareTo(next) > 0) == goesDown) {
          conditions.add(Relation.notEqual(index, Expr.of(number)));
        }
      }
      return conditions;
    }

    /**
     * Whether the general definition of a family leads to elements at the same index alone, as that
     * of an output does: it then holds at the start too.
     */
    private boolean isOfSameStep(String family) {
      return course(family).reach().signum() == 0;
    }

    private boolean isBefore(String family, Rational index) {
      if (start().isPresent()) {
        int order = goesDown ? index.compareTo(start().get()) : start().get().compareTo(index);
        return isOfSameStep(family) ? order < 0 : order <= 0;
      }
      return goesDown && index.compareTo(firstAfterFree(family)) < 0;
    }
  }

  /**
   * The course of one of the families along an axis.
   *
   * @param reach how far back its general definition goes
   * @param numbers the indices for which there are definitions of its own
   */
  record Course(Rational reach, SortedSet<Rational> numbers) {
    private static final Course NONE =
        new Course(Rational.ONE, Collections.unmodifiableSortedSet(new TreeSet<>()));
  }

  /** What the indices of an element are where its general definition holds. */
  List<Expr> general(IndexedSymbol element) {
    List<Expr> conditions = new ArrayList<>();
    axes.forEach(
        (place, axis) -> {
          if (place < element.indices().size()) {
            conditions.addAll(axis.general(element.family(), element.indices().get(place)));
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
   * number of its own in the definition, or is a free name where no start is given.
   *
   * @param target the target of the definition
   */
  boolean isBeforeStart(IndexedSymbol element, IndexedSymbol target) {
    for (Map.Entry<Integer, Axis> each : axes.entrySet()) {
      int place = each.getKey();
      if (place < element.indices().size()
          && element.indices().get(place) instanceof RationalNumber index
          && !(target.indices().get(place) instanceof RationalNumber)
          && each.getValue().isBefore(element.family(), index.value())) {
        return true;
      }
    }
    return false;
  }

  /** Whether an element is one of those from 0 on that a recurrence without a start begins with. */
  boolean isFreeStart(IndexedSymbol element) {
    return isWithoutStart()
        && axes.keySet().stream()
            .noneMatch(
                place ->
                    element.indices().get(place) instanceof RationalNumber index
                        && index.value().signum() < 0);
  }

  /**
   * Refuses an element so far from the start that what lies between would fill the memory.
   *
   * @throws org.chainrule.error.BudgetException with that
   */
  void requireNear(IndexedSymbol element) {
    Rational steps = Rational.ONE;
    for (Map.Entry<Integer, Axis> each : axes.entrySet()) {
      if (each.getKey() < element.indices().size()
          && element.indices().get(each.getKey()) instanceof RationalNumber index) {
        Rational start = each.getValue().start().orElse(Rational.ZERO);
        Rational distance = index.value().minus(start).abs();
        steps = steps.times(distance.compareTo(Rational.ONE) < 0 ? Rational.ONE : distance);
      }
    }
    Rational most = Rational.of(Limit.RECURRENCE_STEPS.most());
    if (steps.compareTo(most) > 0) {
      throw Limit.RECURRENCE_STEPS.refusal(
          "%s is %s steps from the start of its recurrence, and %s at most are taken"
              .formatted(element, steps, most));
    }
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
