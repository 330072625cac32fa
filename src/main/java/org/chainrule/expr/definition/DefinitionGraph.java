package org.chainrule.expr.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;

/** Definitions and the uses by which they lead to each other. */
public final class DefinitionGraph {
  private final List<Defined> defined;
  private final Map<Expr, Integer> exact = new HashMap<>();
  private final Map<String, List<Integer>> families = new HashMap<>();
  private final List<List<Edge>> edges = new ArrayList<>();

  /** A name, an element or all elements of a family, and what it is defined as. */
  public record Defined(Expr target, Expr value) {
    /** Whether it is for one name or element alone. */
    public boolean isSingle() {
      return !(target instanceof IndexedSymbol indexed)
          || indexed.indices().stream().allMatch(RationalNumber.class::isInstance);
    }
  }

  /** A definition that uses another one through a name or an element. */
  public record Edge(int from, int to, Uses.Use use) {}

  public DefinitionGraph(List<Defined> defined) {
    this.defined = List.copyOf(defined);
    for (int i = 0; i < defined.size(); i++) {
      Expr target = defined.get(i).target();
      exact.put(target, i);
      if (target instanceof IndexedSymbol indexed) {
        families.computeIfAbsent(indexed.family(), key -> new ArrayList<>()).add(i);
      }
    }
    for (int i = 0; i < defined.size(); i++) {
      List<Edge> own = new ArrayList<>();
      for (Uses.Use use : Uses.of(defined.get(i).value())) {
        addEdges(i, use, own);
      }
      edges.add(own);
    }
  }

  private void addEdges(int from, Uses.Use use, List<Edge> edgesOfOne) {
    Integer same = exact.get(use.node());
    if (same != null && defined.get(same).isSingle()) {
      edgesOfOne.add(new Edge(from, same, use));
      return;
    }
    if (use.node() instanceof IndexedSymbol indexed) {
      for (int to : families.getOrDefault(indexed.family(), List.of())) {
        if (use.mayMeet((IndexedSymbol) defined.get(to).target())) {
          edgesOfOne.add(new Edge(from, to, use));
        }
      }
    }
  }

  /** The uses along which definitions lead back to themselves, together where these meet. */
  public Collection<List<Edge>> cycles() {
    int[] component = components();
    Map<Integer, List<Edge>> inside = new HashMap<>();
    for (List<Edge> own : edges) {
      for (Edge edge : own) {
        if (component[edge.from()] == component[edge.to()]) {
          inside.computeIfAbsent(component[edge.from()], key -> new ArrayList<>()).add(edge);
        }
      }
    }
    return inside.values();
  }

  /** For each definition the number of its strongly connected component. */
  private int[] components() {
    int count = defined.size();
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
