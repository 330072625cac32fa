package org.chainrule.compile.schedule;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Bounds;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Components;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.graph.Replacements;
import org.chainrule.error.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * The parts of ranges that are made once for each index, not again for each value of another on
 * which the bounds depend: under {@code sum(r=1..p, … sum(s=1..r-1, … (x_s - m_s)))} a difference
 * is made p times, not p*(p-1)/2 times.
 *
 * <p>Such a part is made over a range that depends on nothing, and taken from there by {@link
 * Node.Kind#ELEMENT}. It must not load what the code itself stores, nor stand in a case alone,
 * which may keep it from being made where it has no value.
 */
public final class LoopInvariants {
  /** The fewest steps, loads among them, that are worth an array. */
  private static final int FEWEST = 3;

  private final Graph graph;
  private final Bounds bounds;
  private final List<Node> nodes;
  private final Set<Node> made;

  /** The axes whose indices occur in a node, not counting those in the bounds of ranges. */
  private final Map<Node, Long> indices = new HashMap<>();

  /** The nodes that load what is stored, or that carry a recurrence. */
  private final Set<Node> impure = new HashSet<>();

  private final Map<Node, Axis> found = new LinkedHashMap<>();

  private LoopInvariants(Graph graph, Collection<Node> roots) {
    this.graph = graph;
    bounds = new Bounds(graph);
    nodes = Replacements.inputsFirst(roots);
    made = madeAnyway(roots);
  }

  /** The nodes that take the place of some roots. */
  public static List<Node> apply(Graph graph, List<Node> roots) {
    if (graph.axes().stream().noneMatch(LoopInvariants::isRagged)) {
      return roots;
    }
    LoopInvariants tabulation = new LoopInvariants(graph, roots);
    tabulation.find();
    return tabulation.found.isEmpty() ? roots : tabulation.rebuilt(roots);
  }

  private static boolean isRagged(Axis axis) {
    return axis.axes != axis.bit() && !axis.sequential;
  }

  /** The nodes that are made whatever conditions hold. */
  private static Set<Node> madeAnyway(Collection<Node> roots) {
    Set<Node> reached = new HashSet<>();
    Deque<Node> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Node node = pending.pop();
      if (reached.add(node)) {
        if (node.kind == Node.Kind.SELECT) {
          pending.push(node.input(0));
        } else {
          pending.addAll(Components.dependencies(node));
        }
      }
    }
    return reached;
  }

  private void find() {
    for (Node node : nodes) {
      indices.put(node, indicesIn(node));
      if (isImpure(node)) {
        impure.add(node);
      }
      for (Node input : node.inputs) {
        Axis axis = axisOf(input);
        if (axis != null
            && made.contains(input)
            && axisOf(node) != axis
            && steps(input) >= FEWEST) {
          found.put(input, axis);
        }
      }
    }
  }

  private long indicesIn(Node node) {
    long all = 0;
    for (Node input : node.inputs) {
      all |= Objects.requireNonNull(indices.get(input));
    }
    if (node.kind == Node.Kind.INDEX) {
      all |= ((Axis) node.detail).bit();
    } else if (node.kind == Node.Kind.REDUCE) {
      Axis axis = node.over().axis();
      all = all & ~axis.bit() | axis.axes & ~axis.bit();
    }
    return all;
  }

  private boolean isImpure(Node node) {
    return node.kind.isEffect()
        || node.kind == Node.Kind.LOAD && node.buffer().role == Buffer.Role.SCRATCH
        || node.detail instanceof Axis axis && axis.sequential
        || node.kind == Node.Kind.REDUCE && isRagged(node.over().axis())
        || node.inputs.stream().anyMatch(impure::contains);
  }

  /** The ragged range of an index that the node depends on, and on none that its bounds have. */
  private @Nullable Axis axisOf(Node node) {
    if (node.kind.isWhole() || node.kind.isCondition() || impure.contains(node)) {
      return null;
    }
    long mask = indices.getOrDefault(node, 0L);
    for (Axis axis : graph.axes()) {
      if ((mask & axis.bit()) != 0
          && isRagged(axis)
          && (mask & axis.axes & ~axis.bit()) == 0
          && isPlain(axis.lower)
          && isPlain(axis.upper)
          && graph.axes().stream()
              .noneMatch(
                  other ->
                      other != axis
                          && (mask & other.bit()) != 0
                          && (other.axes & axis.bit()) != 0)) {
        return axis;
      }
    }
    return null;
  }

  /** Whether a bound moves by one where its index does, so that no index is made in vain. */
  private boolean isPlain(Node bound) {
    return bounds.isBounded(bound)
        && bound.kind != Node.Kind.WHOLE_MULTIPLY
        && bound.inputs.stream().allMatch(this::isPlain);
  }

  /** The number of loads and operations, up to as many as count. */
  private static int steps(Node node) {
    if (node.kind.isWhole() || node.kind == Node.Kind.NUMBER) {
      return 0;
    }
    int steps = node.kind == Node.Kind.CALL || node.kind == Node.Kind.REDUCE ? FEWEST : 1;
    if (node.kind == Node.Kind.LOAD) {
      return steps;
    }
    for (Node input : node.inputs) {
      if (steps >= FEWEST) {
        return steps;
      }
      steps += steps(input);
    }
    return steps;
  }

  private List<Node> rebuilt(List<Node> roots) {
    Replacements replacements = new Replacements(graph);
    for (Node node : nodes) {
      Axis axis = found.get(node);
      if (axis != null) {
        replacements.put(node, element(node, axis));
      } else {
        replacements.renew(node);
      }
    }
    return replacements.finish(roots);
  }

  private Node element(Node node, Axis axis) {
    Node lower = bounds.extreme(axis.lower, false);
    Node upper = bounds.extreme(axis.upper, true);
    long own = Objects.requireNonNull(indices.get(node));
    long others = graph.withBounds(own & ~axis.bit());
    for (Axis wide : graph.axes()) {
      if (wide.axes == wide.bit()
          && !wide.sequential
          && (others & wide.bit()) == 0
          && isWithin(lower, upper, wide)) {
        Node known = moved(node, axis, wide, false);
        if (known != null && made.contains(known)) {
          return graph.element(known, wide, graph.index(axis));
        }
      }
    }
    Axis wide = graph.axis(lower, upper, own | axis.axes);
    Node table = Objects.requireNonNull(moved(node, axis, wide, true));
    return graph.element(table, wide, graph.index(axis));
  }

  private static boolean isWithin(Node lower, Node upper, Axis axis) {
    return isAtMost(axis.lower, lower) && isAtMost(upper, axis.upper);
  }

  private static boolean isAtMost(Node left, Node right) {
    if (left.kind == Node.Kind.WHOLE && right.kind == Node.Kind.WHOLE) {
      return left.whole() <= right.whole();
    }
    boolean isLess =
        left.kind == Node.Kind.WHOLE_ADD
            && left.input(0) == right
            && left.input(1).kind == Node.Kind.WHOLE
            && left.input(1).whole() <= 0;
    return left == right || isLess;
  }

  /**
   * The node with one index in the place of another.
   *
   * @param makes whether nodes are made for it; if not, it is null where there is no such node
   */
  private @Nullable Node moved(Node node, Axis from, Axis to, boolean makes) {
    Map<Node, Node> known = new HashMap<>();
    known.put(graph.index(from), graph.index(to));
    Deque<Node> pending = new ArrayDeque<>();
    pending.push(node);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Node next = pending.peek();
      if (known.containsKey(next)
          || (Objects.requireNonNull(indices.get(next)) & from.bit()) == 0) {
        pending.pop();
        continue;
      }
      int before = pending.size();
      for (Node input : next.inputs) {
        if ((Objects.requireNonNull(indices.get(input)) & from.bit()) != 0
            && !known.containsKey(input)) {
          pending.push(input);
        }
      }
      if (pending.size() > before) {
        continue;
      }
      List<Node> inputs = next.inputs.stream().map(each -> known.getOrDefault(each, each)).toList();
      Node other = makes ? graph.again(next, inputs) : graph.known(next, inputs);
      if (other == null) {
        return null;
      }
      known.put(next, other);
    }
    return known.get(node);
  }
}
