package org.chainrule.compile.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Interruption;

/** The nodes of a graph with those that take their places, inputs before what uses them. */
public final class Replacements {
  private final Graph graph;
  private final Map<Node, Node> replaced = new HashMap<>();
  private final Set<Buffer> buffers = new LinkedHashSet<>();

  public Replacements(Graph graph) {
    this.graph = graph;
  }

  /** All nodes that the roots lead to, each after its inputs. */
  public static List<Node> inputsFirst(Collection<Node> roots) {
    Set<Node> members = new LinkedHashSet<>();
    Deque<Node> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Node node = pending.pop();
      if (members.add(node)) {
        pending.addAll(Components.dependencies(node));
      }
    }
    // Inputs are made before what uses them.
    List<Node> all = new ArrayList<>(members);
    all.sort((left, right) -> Integer.compare(left.id, right.id));
    return all;
  }

  /** What stands in a node's place now. */
  public Node now(Node node) {
    return replaced.getOrDefault(node, node);
  }

  public void put(Node node, Node other) {
    replaced.put(node, other);
    if (node.kind.isEffect()) {
      buffers.add(node.buffer());
    }
  }

  /** Replaces a node of which inputs have been replaced by the same of the new ones. */
  public void renew(Node node) {
    List<Node> inputs = node.inputs.stream().map(this::now).toList();
    if (!inputs.equals(node.inputs)) {
      put(node, graph.again(node, inputs));
    }
  }

  /** Has arrays know of the new effects, and gives what stands in the places of roots. */
  public List<Node> finish(List<Node> roots) {
    for (Buffer buffer : buffers) {
      List<Node> effects = buffer.effects.stream().map(this::now).toList();
      buffer.effects.clear();
      buffer.effects.addAll(effects);
    }
    return roots.stream().map(this::now).toList();
  }
}
