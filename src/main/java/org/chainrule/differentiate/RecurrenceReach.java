package org.chainrule.differentiate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.definition.Uses;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;

/**
 * The reach of a recurrence: how far ahead of its own step an element can depend on the elements of
 * another family, {@code h_t = w*h_{t-1} + x_t} on none after {@code x_t}.
 */
final class RecurrenceReach {
  private final Definitions definitions;
  private final IndexedSymbol variable;
  private final Map<String, Optional<Furthest>> known = new HashMap<>();

  /**
   * The last element that is reached.
   *
   * @param from the place of the step among the indices of the recurrence
   * @param place the place of the step among the indices of the variable
   * @param shift how far ahead it lies
   */
  private record Furthest(int from, int place, Rational shift) {}

  /** A family on the way, the place of the step among its indices, and how far ahead it is used. */
  private record Part(String family, int place, Rational shift) {}

  RecurrenceReach(Definitions definitions, IndexedSymbol variable) {
    this.definitions = definitions;
    this.variable = variable;
  }

  /** Whether the variable is known to come too late for an element to depend on it. */
  boolean isTooLate(IndexedSymbol element, Facts facts) {
    Optional<Furthest> furthest = known.computeIfAbsent(element.family(), this::furthest);
    if (furthest.isEmpty() || !goesDown(element.family())) {
      return false;
    }
    Expr last = element.indices().get(furthest.get().from()).plus(Expr.of(furthest.get().shift()));
    return facts.isPositive(variable.indices().get(furthest.get().place()).minus(last));
  }

  private boolean goesDown(String family) {
    return definitions
        .recurrence(family)
        .filter(each -> each.axes().size() == 1)
        .map(each -> each.axes().values().iterator().next().goesDown())
        .orElse(false);
  }

  private Optional<Furthest> furthest(String family) {
    if (!goesDown(family) || family.equals(variable.family())) {
      return Optional.empty();
    }
    int from = definitions.recurrence(family).orElseThrow().axes().keySet().iterator().next();
    Dependence dependence = new Dependence(variable, definitions);
    Map<String, Part> furthest = new HashMap<>();
    Map<String, Integer> rounds = new HashMap<>();
    Set<String> families = new HashSet<>();
    Deque<Part> pending = new ArrayDeque<>();
    pending.add(new Part(family, from, Rational.ZERO));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Part part = pending.remove();
      Part before = furthest.get(part.family());
      if (before != null && before.place() != part.place()) {
        return Optional.empty();
      }
      if (before != null && before.shift().compareTo(part.shift()) >= 0) {
        continue;
      }
      furthest.put(part.family(), part);
      families.add(part.family());
      // It grows without end where a way around leads ahead.
      if (rounds.merge(part.family(), 1, Integer::sum) > families.size() + 1) {
        return Optional.empty();
      }
      for (Definitions.Definition each : definitions.definitionsOf(part.family())) {
        Expr own = ((IndexedSymbol) each.target()).indices().get(part.place());
        for (Uses.Use use : Uses.of(each.value())) {
          if (!dependence.of(use.node())) {
            continue;
          }
          Optional<Part> next = next(use, own, part, furthest);
          if (next.isEmpty()) {
            return Optional.empty();
          }
          pending.add(next.get());
        }
      }
    }
    return Optional.ofNullable(furthest.get(variable.family()))
        .map(last -> new Furthest(from, last.place(), last.shift()));
  }

  private static Optional<Part> next(
      Uses.Use use, Expr own, Part part, Map<String, Part> furthest) {
    if (!(use.node() instanceof IndexedSymbol used)
        || !(own instanceof Symbol || own instanceof RationalNumber)) {
      return Optional.empty();
    }
    Part known = furthest.get(used.family());
    for (int place = 0; place < used.indices().size(); place++) {
      if ((known == null || known.place() == place)
          && use.most(place).minus(own) instanceof RationalNumber shift) {
        return Optional.of(new Part(used.family(), place, part.shift().plus(shift.value())));
      }
    }
    return Optional.empty();
  }
}
