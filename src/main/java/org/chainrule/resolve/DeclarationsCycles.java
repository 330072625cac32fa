package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Refuses definitions that lead back to themselves.
 *
 * <p>A recurrence is no cycle: somewhere around, an index moves, and nowhere does it move the other
 * way.
 */
final class DeclarationsCycles {
  private final List<Definition> definitions;
  private final Map<Expr, Integer> exact = new HashMap<>();
  private final Map<String, List<Integer>> families = new HashMap<>();
  private final List<List<Edge>> edges = new ArrayList<>();

  /** A definition that uses another one through a symbol or an element. */
  private record Edge(int from, int to, DeclarationsUses.Use use) {}

  DeclarationsCycles(List<Definition> definitions) {
    this.definitions = definitions;
    for (int i = 0; i < definitions.size(); i++) {
      Expr target = definitions.get(i).target();
      exact.put(target, i);
      if (target instanceof IndexedSymbol indexed) {
        families.computeIfAbsent(indexed.family(), key -> new ArrayList<>()).add(i);
      }
    }
    for (int i = 0; i < definitions.size(); i++) {
      List<Edge> own = new ArrayList<>();
      for (DeclarationsUses.Use use : DeclarationsUses.of(definitions.get(i).value())) {
        addEdges(i, use, own);
      }
      edges.add(own);
    }
  }

  private void addEdges(int from, DeclarationsUses.Use use, List<Edge> edgesOfOne) {
    Integer same = exact.get(use.node());
    if (same != null && !hasLetters(same)) {
      edgesOfOne.add(new Edge(from, same, use));
      return;
    }
    if (use.node() instanceof IndexedSymbol indexed) {
      for (int to : families.getOrDefault(indexed.family(), List.of())) {
        if (mayMeet(use, indexed, (IndexedSymbol) definitions.get(to).target())) {
          edgesOfOne.add(new Edge(from, to, use));
        }
      }
    }
  }

  private boolean hasLetters(int definition) {
    return definitions.get(definition).target() instanceof IndexedSymbol indexed
        && !indexed.indices().stream().allMatch(RationalNumber.class::isInstance);
  }

  private static boolean mayMeet(
      DeclarationsUses.Use use, IndexedSymbol used, IndexedSymbol target) {
    for (int axis = 0; axis < target.indices().size(); axis++) {
      if (axis < used.indices().size()
          && target.indices().get(axis) instanceof RationalNumber number) {
        Rational least = number(Sum.of(use.least(axis), number.negate()));
        Rational most = number(Sum.of(use.most(axis), number.negate()));
        if (least != null && least.signum() > 0 || most != null && most.signum() < 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable Rational number(Expr expression) {
    return expression instanceof RationalNumber number ? number.value() : null;
  }

  void check() {
    int[] component = components();
    Map<Integer, List<Edge>> inside = new HashMap<>();
    for (List<Edge> own : edges) {
      for (Edge edge : own) {
        if (component[edge.from()] == component[edge.to()]) {
          inside.computeIfAbsent(component[edge.from()], key -> new ArrayList<>()).add(edge);
        }
      }
    }
    for (List<Edge> cycle : inside.values()) {
      if (!recurs(cycle)) {
        int first = cycle.stream().mapToInt(Edge::from).min().orElseThrow();
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
  private boolean recurs(List<Edge> cycle) {
    int axes = Integer.MAX_VALUE;
    for (Edge edge : cycle) {
      Expr target = definitions.get(edge.from()).target();
      axes = Math.min(axes, target instanceof IndexedSymbol indexed ? indexed.indices().size() : 0);
    }
    List<Edge> remaining = cycle;
    boolean fewer = true;
    while (fewer) {
      fewer = false;
      for (int axis = 0; axis < axes; axis++) {
        for (int direction = -1; direction <= 1; direction += 2) {
          List<Edge> level = level(remaining, axis, direction);
          fewer |= level.size() < remaining.size();
          remaining = level;
        }
      }
    }
    return isAcyclic(remaining);
  }

  /** The uses that stay level on an axis where no other goes against the direction; else all. */
  private List<Edge> level(List<Edge> cycle, int axis, int direction) {
    List<Edge> level = new ArrayList<>();
    for (Edge edge : cycle) {
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

  private static boolean isAcyclic(List<Edge> remaining) {
    Map<Integer, Integer> arriving = new HashMap<>();
    Map<Integer, List<Integer>> leaving = new HashMap<>();
    for (Edge edge : remaining) {
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

  /** For each definition the number of its strongly connected component. */
  private int[] components() {
    int count = definitions.size();
    List<Integer> finished = finished(count);
    List<List<Integer>> backwards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      backwards.add(new ArrayList<>());
    }
    edges.forEach(own -> own.forEach(edge -> backwards.get(edge.to()).add(edge.from())));
    int[] component = new int[count];
    Arrays.fill(component, -1);
    for (int i = count - 1; i >= 0; i--) {
      int root = finished.get(i);
      Deque<Integer> pending = new ArrayDeque<>(List.of(root));
      while (!pending.isEmpty()) {
        Interruption.poll();
        int node = pending.pop();
        if (component[node] < 0) {
          component[node] = root;
          backwards.get(node).forEach(pending::push);
        }
      }
    }
    return component;
  }

  /** The definitions in the order in which a search in depth leaves them. */
  private List<Integer> finished(int count) {
    List<Integer> finished = new ArrayList<>(count);
    int[] next = new int[count];
    Arrays.fill(next, -1);
    for (int root = 0; root < count; root++) {
      Deque<Integer> stack = new ArrayDeque<>();
      if (next[root] < 0) {
        next[root] = 0;
        stack.push(root);
      }
      while (!stack.isEmpty()) {
        Interruption.poll();
        int node = stack.element();
        if (next[node] == edges.get(node).size()) {
          finished.add(stack.pop());
          continue;
        }
        int to = edges.get(node).get(next[node]++).to();
        if (next[to] < 0) {
          next[to] = 0;
          stack.push(to);
        }
      }
    }
    return finished;
  }
}
