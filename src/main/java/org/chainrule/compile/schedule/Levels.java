package org.chainrule.compile.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Components;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.Node;
import org.chainrule.error.CompileException;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a scope in which each node is: the earliest that its dependencies allow, later where
 * only later loops use it.
 */
final class Levels {
  /**
   * A loop of the scope, or what is outside: levels count up, even ones outside loops, odd in them.
   */
  record Instance(@Nullable Axis axis, int level) {}

  private final Graph graph;
  private final long axes;
  private final Set<Node> members;
  private final Set<Node> leaves;
  private final Set<Node> anchors;
  private final List<List<Node>> components;
  private final Map<Node, Instance> instances = new LinkedHashMap<>();
  private final Map<Instance, Boolean> descending = new HashMap<>();

  /**
   * @param axes those whose loops the scope stands in
   * @param members what is to be done
   * @param leaves those of them that are known already
   * @param anchors those that must stay where they are made
   */
  Levels(Graph graph, long axes, Set<Node> members, Set<Node> leaves, Set<Node> anchors) {
    this.graph = graph;
    this.axes = axes;
    this.members = members;
    this.leaves = leaves;
    this.anchors = anchors;
    components = Components.of(members, this::dependencies);
    components.forEach(this::assign);
    new StoreSinking(this).apply();
    sink();
  }

  /** The nodes, each component after what it depends on. */
  List<List<Node>> components() {
    return components;
  }

  Map<Node, Instance> instances() {
    return instances;
  }

  Instance instance(Node node) {
    Instance instance = instances.get(node);
    if (instance == null) {
      throw new IllegalStateException("not scheduled: " + node);
    }
    return instance;
  }

  /** Puts a node into another loop. */
  void move(Node node, Instance instance) {
    instances.put(node, instance);
  }

  /** Whether the node is needed when the scope is over. */
  boolean isAnchor(Node node) {
    return anchors.contains(node);
  }

  boolean isLeaf(Node node) {
    return leaves.contains(node);
  }

  /** Whether a loop runs from its upper bound to its lower one. */
  boolean descends(Instance instance) {
    return descending.getOrDefault(instance, false);
  }

  /** What has to come before a node here. */
  List<Node> dependencies(Node node) {
    if (leaves.contains(node)) {
      return List.of();
    }
    List<Node> found = new ArrayList<>();
    for (Node each : Components.dependencies(node)) {
      boolean isCarried =
          each.kind.isEffect()
              && node.kind == Node.Kind.LOAD
              && each.detail == node.detail
              && carries(node, each) != 0;
      if (members.contains(each) && !isCarried) {
        found.add(each);
      }
    }
    return found;
  }

  /**
   * By how much the pass that makes an element comes before the one that loads it, along a loop
   * that runs here; 0 where they are the same pass.
   */
  private int carries(Node load, Node effect) {
    for (int i = 0; i < load.inputs.size(); i++) {
      Axis axis = sequentialAxis(effect.subscripts().get(i));
      if (axis != null && (axes & axis.bit()) != 0 && sequentialAxis(load.input(i)) == axis) {
        int distance = offset(effect.subscripts().get(i)) - offset(load.input(i));
        if (distance != 0) {
          return distance;
        }
      }
    }
    return 0;
  }

  private void assign(List<Node> component) {
    Axis lead = null;
    int level = 0;
    Set<Node> together = new HashSet<>(component);
    for (Node node : component) {
      // An array that is made as a whole stands outside the loops over its elements.
      long inside = node.isArray() && !leaves.contains(node) ? axes | node.ownAxes() : axes;
      Axis own = outermost(node.axes & ~inside);
      if (own != null && (lead == null || own.isOutside(lead))) {
        lead = own;
      }
    }
    for (Node node : component) {
      for (Node each : dependencies(node)) {
        if (!together.contains(each)) {
          level = Math.max(level, levelAfter(node, each, lead));
        }
      }
    }
    if (lead != null) {
      level |= 1;
    } else if ((level & 1) == 1) {
      level++;
    }
    Instance instance = new Instance(lead, level);
    for (Node node : component) {
      instances.put(node, instance);
    }
    if (component.size() > 1 && lead != null) {
      if (!lead.sequential) {
        throw new CompileException("a definition depends on itself in a way that no loop follows");
      }
      descending.put(instance, descends(component, lead, together));
    }
  }

  /** The first level at which a node may stand that depends on another. */
  private int levelAfter(Node node, Node dependency, @Nullable Axis lead) {
    Instance before = instance(dependency);
    if (before.axis() == null) {
      return before.level();
    }
    boolean sharesPass =
        before.axis() == lead
            && !isOver(before.axis(), node, dependency)
            && (!dependency.kind.isEffect() || isInsideLoop(node, dependency, before.axis()));
    return sharesPass ? before.level() : before.level() + 1;
  }

  /** Whether a loop must be over before an element of what it makes can be taken. */
  boolean isOver(@Nullable Axis axis, Node node, Node dependency) {
    return node.kind == Node.Kind.ELEMENT && dependency == node.input(0) && axis == node.along();
  }

  /** Whether a node may follow in the same pass of a loop that an effect is done in. */
  private boolean isInsideLoop(Node node, Node effect, Axis axis) {
    boolean isOfArray =
        node.detail == effect.detail
            || node.detail instanceof Buffer buffer && buffer.after == effect.buffer();
    return isOfArray && (effect.buffer().scope & axis.bit()) != 0;
  }

  private boolean descends(List<Node> component, Axis lead, Set<Node> together) {
    for (Node node : component) {
      if (node.kind == Node.Kind.LOAD) {
        for (Node effect : node.buffer().effects) {
          if (together.contains(effect)) {
            for (int i = 0; i < node.inputs.size(); i++) {
              Node target = effect.subscripts().get(i);
              if (sequentialAxis(target) == lead && sequentialAxis(node.input(i)) == lead) {
                int distance = offset(target) - offset(node.input(i));
                if (distance != 0) {
                  return distance < 0;
                }
              }
            }
          }
        }
      }
    }
    throw new CompileException("a recurrence depends on itself in a way that no loop follows");
  }

  /** Moves what only later loops use into them. */
  private void sink() {
    Map<Node, Integer> earliest = new HashMap<>();
    for (int i = components.size() - 1; i >= 0; i--) {
      List<Node> component = components.get(i);
      for (Node node : component) {
        Instance instance = instance(node);
        int use = earliest.getOrDefault(node, Integer.MIN_VALUE);
        boolean mayMove =
            component.size() == 1
                && instance.axis() != null
                && use > instance.level()
                && !node.kind.isEffect()
                && !anchors.contains(node)
                && (!(node.detail instanceof Buffer buffer) || (buffer.scope & ~axes) == 0);
        if (mayMove) {
          instances.put(node, new Instance(instance.axis(), use));
        }
      }
      for (Node node : component) {
        Instance instance = instance(node);
        for (Node each : dependencies(node)) {
          Instance before = instance(each);
          boolean follows =
              before.axis() != null
                  && before.axis() == instance.axis()
                  && !isOver(before.axis(), node, each);
          earliest.merge(each, follows ? instance.level() : before.level(), Math::min);
        }
      }
    }
  }

  private @Nullable Axis outermost(long mask) {
    Axis found = null;
    for (Axis axis : graph.axes()) {
      if ((mask & axis.bit()) != 0 && (found == null || axis.isOutside(found))) {
        found = axis;
      }
    }
    return found;
  }

  /** The axis of a recurrence that a subscript is up to a number, or null. */
  private static @Nullable Axis sequentialAxis(Node subscript) {
    Node index = subscript;
    if (subscript.kind == Node.Kind.WHOLE_ADD && subscript.input(1).kind == Node.Kind.WHOLE) {
      index = subscript.input(0);
    }
    return index.kind == Node.Kind.INDEX && ((Axis) index.detail).sequential
        ? (Axis) index.detail
        : null;
  }

  private static int offset(Node subscript) {
    return subscript.kind == Node.Kind.WHOLE_ADD ? subscript.input(1).whole() : 0;
  }
}
