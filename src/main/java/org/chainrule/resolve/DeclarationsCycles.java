package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.definition.DefinitionGraph;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The check that refuses definitions that lead back to themselves.
 *
 * <p>A recurrence is no cycle: somewhere around, an index moves, and nowhere does it move the other
 * way.
 */
final class DeclarationsCycles {
  private final List<Definition> definitions;
  private final DefinitionGraph graph;

  DeclarationsCycles(List<Definition> definitions) {
    this.definitions = definitions;
    graph =
        new DefinitionGraph(
            definitions.stream()
                .map(each -> new DefinitionGraph.Defined(each.target(), each.value()))
                .toList());
  }

  private static @Nullable Rational number(Expr expression) {
    return expression instanceof RationalNumber number ? number.value() : null;
  }

  void check() {
    for (List<DefinitionGraph.Edge> cycle : graph.cycles()) {
      if (!recurs(cycle)) {
        int first = cycle.stream().mapToInt(DefinitionGraph.Edge::from).min().orElseThrow();
        throw definitions
            .get(first)
            .refusal(
                definitions.get(first).span(),
                "`" + definitions.get(first).name() + "` is defined by itself",
                definitions.get(first).target() instanceof IndexedSymbol
                    ? "in a recurrence the index goes down, as in h_t = … h_{t-1} …"
                    : null);
      }
    }
  }

  /**
   * Whether an axis exists on which every way around goes down, or every way up; where some stay
   * level on it, whether that holds of these on another axis.
   */
  private boolean recurs(List<DefinitionGraph.Edge> cycle) {
    int axes = Integer.MAX_VALUE;
    for (DefinitionGraph.Edge edge : cycle) {
      Expr target = definitions.get(edge.from()).target();
      axes = Math.min(axes, target instanceof IndexedSymbol indexed ? indexed.indices().size() : 0);
    }
    List<DefinitionGraph.Edge> remaining = cycle;
    boolean fewer = true;
    while (fewer) {
      fewer = false;
      for (int axis = 0; axis < axes; axis++) {
        for (int direction = -1; direction <= 1; direction += 2) {
          List<DefinitionGraph.Edge> level = level(remaining, axis, direction);
          fewer |= level.size() < remaining.size();
          remaining = level;
        }
      }
    }
    return isAcyclic(remaining);
  }

  /** The uses that stay level on an axis where no other goes against the direction; else all. */
  private List<DefinitionGraph.Edge> level(
      List<DefinitionGraph.Edge> cycle, int axis, int direction) {
    List<DefinitionGraph.Edge> level = new ArrayList<>();
    for (DefinitionGraph.Edge edge : cycle) {
      Expr own = ((IndexedSymbol) definitions.get(edge.from()).target()).indices().get(axis);
      Expr end = direction < 0 ? edge.use().most(axis) : edge.use().least(axis);
      Rational shift = number(Sum.of(end, own.negate()));
      if (shift == null || shift.signum() * direction < 0) {
        return cycle;
      }
      if (shift.isZero()) {
        level.add(edge);
      }
    }
    return level;
  }

  private static boolean isAcyclic(List<DefinitionGraph.Edge> remaining) {
    Map<Integer, Integer> arriving = new HashMap<>();
    Map<Integer, List<Integer>> leaving = new HashMap<>();
    for (DefinitionGraph.Edge edge : remaining) {
      arriving.merge(edge.to(), 1, Integer::sum);
      leaving.computeIfAbsent(edge.from(), key -> new ArrayList<>()).add(edge.to());
    }
    Deque<Integer> free = new ArrayDeque<>();
    leaving.keySet().stream().filter(node -> !arriving.containsKey(node)).forEach(free::add);
    int removed = 0;
    while (!free.isEmpty()) {
      for (int to : leaving.getOrDefault(free.remove(), List.of())) {
        removed++;
        if (arriving.merge(to, -1, Integer::sum) == 0) {
          free.add(to);
        }
      }
    }
    return removed == remaining.size();
  }
}
