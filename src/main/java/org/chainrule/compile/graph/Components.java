package org.chainrule.compile.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Nodes in an order in which each comes after what it depends on, those that depend on each other
 * together: the strongly connected components of Tarjan (1972), without recursion.
 */
public final class Components {
  private static final class State {
    final Node node;
    final List<Node> next;
    int place;
    int index;
    int low;
    boolean onStack;

    State(Node node, List<Node> next, int index) {
      this.node = node;
      this.next = next;
      this.index = index;
      this.low = index;
      this.onStack = true;
    }
  }

  private final Function<Node, List<Node>> dependencies;
  private final Map<Node, State> states = new HashMap<>();
  private final Deque<State> stack = new ArrayDeque<>();
  private final List<List<Node>> found = new ArrayList<>();

  private Components(Function<Node, List<Node>> dependencies) {
    this.dependencies = dependencies;
  }

  /** The components that the roots lead to. */
  public static List<List<Node>> of(
      Collection<Node> roots, Function<Node, List<Node>> dependencies) {
    Components components = new Components(dependencies);
    for (Node root : roots) {
      if (!components.states.containsKey(root)) {
        components.visit(root);
      }
    }
    return components.found;
  }

  /**
   * What a node depends on: its inputs, and what fills the array that it loads from. What is added
   * to an array that lives inside a loop comes in the pass in which it is loaded.
   */
  public static List<Node> dependencies(Node node) {
    if (node.kind == Node.Kind.ACCUMULATE
        && node.buffer().scope != 0
        && node.buffer().after != null) {
      List<Node> all = new ArrayList<>(node.inputs);
      all.addAll(node.buffer().after.effects);
      return all;
    }
    if (node.kind != Node.Kind.LOAD || node.buffer().role != Buffer.Role.SCRATCH) {
      return node.inputs;
    }
    List<Node> all = new ArrayList<>(node.inputs);
    all.addAll(node.buffer().effects);
    if (node.buffer().after != null) {
      all.addAll(node.buffer().after.effects);
    }
    return all;
  }

  private State enter(Node node) {
    State state = new State(node, dependencies.apply(node), states.size());
    states.put(node, state);
    stack.push(state);
    return state;
  }

  private void visit(Node root) {
    Deque<State> path = new ArrayDeque<>();
    path.push(enter(root));
    while (!path.isEmpty()) {
      State state = path.peek();
      if (state.place < state.next.size()) {
        State next = states.get(state.next.get(state.place));
        if (next == null) {
          path.push(enter(state.next.get(state.place)));
          state.place++;
          continue;
        }
        state.place++;
        if (next.onStack) {
          state.low = Math.min(state.low, next.index);
        }
        continue;
      }
      path.pop();
      if (!path.isEmpty()) {
        path.peek().low = Math.min(path.peek().low, state.low);
      }
      if (state.low == state.index) {
        close(state);
      }
    }
  }

  private void close(State root) {
    List<Node> members = new ArrayList<>();
    State member;
    do {
      member = stack.pop();
      member.onStack = false;
      members.add(member.node);
    } while (member != root);
    found.add(members);
  }
}
