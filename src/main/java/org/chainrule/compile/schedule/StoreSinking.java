package org.chainrule.compile.schedule;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Node;
import org.chainrule.error.Interruption;

/**
 * The pass that moves what is put into arrays, and not used before the scope is over, to the last
 * loop of its axis, where that needs little to be made twice: two loops become one.
 */
final class StoreSinking {
  /** The most steps that are made in both loops. */
  private static final int MOST = 4;

  private final Levels levels;
  private final Map<Node, Set<Node>> users = new HashMap<>();
  private final Map<Axis, Integer> last = new HashMap<>();
  private final Set<Buffer> loaded = new HashSet<>();

  StoreSinking(Levels levels) {
    this.levels = levels;
    levels
        .instances()
        .forEach(
            (node, instance) -> {
              if (instance.axis() != null) {
                last.merge(instance.axis(), instance.level(), Math::max);
              }
              if (node.kind == Node.Kind.LOAD) {
                loaded.add(node.buffer());
              }
              for (Node each : levels.dependencies(node)) {
                users.computeIfAbsent(each, key -> new HashSet<>()).add(node);
              }
            });
  }

  void apply() {
    Map<Axis, Set<Node>> needed = new HashMap<>();
    for (List<Node> component : levels.components()) {
      Node effect = component.get(0);
      Axis axis = levels.instance(effect).axis();
      if (component.size() == 1
          && axis != null
          && effect.kind.isEffect()
          && !loaded.contains(effect.buffer())
          && levels.instance(effect).level() < Objects.requireNonNull(last.get(axis))) {
        Levels.Instance target = new Levels.Instance(axis, Objects.requireNonNull(last.get(axis)));
        Set<Node> there = needed.computeIfAbsent(axis, key -> neededIn(target));
        if (isCheap(effect, there)) {
          levels.move(effect, target);
          addAll(effect, there);
        }
      }
    }
  }

  private Set<Node> neededIn(Levels.Instance target) {
    Set<Node> needed = new HashSet<>();
    levels
        .instances()
        .forEach(
            (node, instance) -> {
              if (instance.equals(target)) {
                addAll(node, needed);
              }
            });
    return needed;
  }

  /** Adds a node and all that it is made of inside loops. */
  private void addAll(Node root, Set<Node> needed) {
    Deque<Node> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Node node = pending.pop();
      if (levels.instance(node).axis() != null && needed.add(node)) {
        levels.dependencies(node).forEach(pending::push);
      }
    }
  }

  /** Whether few steps that other nodes need too would be made again in the later loop. */
  private boolean isCheap(Node effect, Set<Node> there) {
    Set<Node> moving = new HashSet<>(List.of(effect));
    Set<Node> seen = new HashSet<>();
    // What uses a node comes before it.
    PriorityQueue<Node> pending =
        new PriorityQueue<>(Comparator.comparingInt((Node node) -> -node.id));
    pending.addAll(levels.dependencies(effect));
    int again = 0;
    while (!pending.isEmpty()) {
      Interruption.poll();
      Node node = pending.poll();
      if (!seen.add(node) || there.contains(node) || levels.instance(node).axis() == null) {
        continue;
      }
      if (node.kind.isEffect()) {
        return false;
      }
      if (!levels.isAnchor(node) && moving.containsAll(users.getOrDefault(node, Set.of()))) {
        moving.add(node);
      } else {
        again += cost(node);
      }
      if (again > MOST) {
        return false;
      }
      pending.addAll(levels.dependencies(node));
    }
    return true;
  }

  private int cost(Node node) {
    if (levels.isLeaf(node)) {
      return 1;
    }
    return switch (node.kind) {
      case INDEX -> 0;
      case LOAD, ADD, SUBTRACT, MULTIPLY, NEGATE, DETACH, TO_DOUBLE, SELECT, ELEMENT -> 1;
      default -> node.kind.isWhole() || node.kind.isCondition() ? 1 : MOST + 1;
    };
  }
}
