package org.chainrule.compile.adjoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chainrule.compile.graph.Activity;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Bounds;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Choices;
import org.chainrule.compile.graph.Components;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.Inverses;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.graph.Products;
import org.chainrule.expr.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * Reverse accumulation: from the adjoints of outputs to those of the variables, each node once.
 *
 * <p>An adjoint has the axes of its node; what comes from nodes with more axes is summed over them.
 * Where the summed axis stands outside those that remain, the sum is gathered in an array.
 */
public final class Adjoints {
  private final Graph graph;
  private final Partials partials;
  private final Map<Node, Map<Long, Node>> contributions = new HashMap<>();
  private final Map<Buffer, Buffer> adjointArrays = new HashMap<>();
  private final Map<Buffer, Map<Node, List<Node>>> variableLoads = new LinkedHashMap<>();
  private Set<Node> active = Set.of();
  private final Set<Node> underSelect = new HashSet<>();

  public Adjoints(Graph graph, Partials partials) {
    this.graph = graph;
    this.partials = partials;
  }

  /**
   * Goes back from outputs with adjoints of their own, and gives the effects that put the
   * gradient's elements into the results' buffers, one for each buffer of variables.
   */
  public List<Node> gradient(Map<Node, Node> seeds, Map<Buffer, Buffer> results) {
    List<List<Node>> components = Components.of(seeds.keySet(), Components::dependencies);
    active = Activity.of(components, load -> load.buffer().role == Buffer.Role.VARIABLES);
    findUnderSelect(components);
    seeds.forEach((output, seed) -> contribute(output, seed, output.axes));
    for (int i = components.size() - 1; i >= 0; i--) {
      List<Node> component = components.get(i);
      if (component.size() > 1) {
        reverseLoop(component);
      } else {
        propagate(component.get(0));
      }
    }
    List<Node> effects = new ArrayList<>();
    results.forEach((variable, result) -> effects.addAll(results(variable, result)));
    return effects;
  }

  private void findUnderSelect(List<List<Node>> components) {
    for (int i = components.size() - 1; i >= 0; i--) {
      for (Node node : components.get(i)) {
        if (node.kind == Node.Kind.SELECT
            || underSelect.contains(node) && !Activity.isConstant(node)) {
          underSelect.addAll(node.inputs);
        }
      }
    }
  }

  /** Adds to the adjoint of a node what one of its users with certain axes contributes. */
  private void contribute(Node node, Node adjoint, long userAxes) {
    if (!active.contains(node) || adjoint.isNumber(0)) {
      return;
    }
    long axes = (userAxes | adjoint.axes) & ~node.axes;
    contributions
        .computeIfAbsent(node, key -> new LinkedHashMap<>())
        .merge(axes, adjoint, graph::add);
  }

  /** The adjoint of a node whose users have all contributed, or null where none has. */
  private @Nullable Node adjoint(Node node) {
    Map<Long, Node> parts = contributions.get(node);
    if (parts == null) {
      return null;
    }
    Node total = graph.number(0);
    for (Map.Entry<Long, Node> part : parts.entrySet()) {
      total = graph.add(total, summed(part.getValue(), part.getKey(), node.axes));
    }
    return total;
  }

  /** A node times the lengths of those axes that it does not depend on. */
  private Node counted(Node node, long over) {
    Node value = node;
    for (Axis axis : graph.axes()) {
      if ((over & axis.bit() & ~node.axes) != 0) {
        value = graph.multiply(graph.count(axis), value);
      }
    }
    return value;
  }

  /** The sum of a node over some axes, of which only others remain. */
  private Node summed(Node node, long over, long remaining) {
    Node value = counted(node, over);
    if (isGathered(value, over, remaining)) {
      Axis outermost = graph.inOrder(over & value.axes).get(0);
      List<Axis> inside = new ArrayList<>();
      long scope = 0;
      for (Axis axis : graph.inOrder(remaining)) {
        if (outermost.isOutside(axis)) {
          inside.add(axis);
        } else {
          scope |= axis.bit();
        }
      }
      return gathered(value, inside, scope);
    }
    List<Axis> axes = graph.inOrder(over & value.axes);
    for (int i = axes.size() - 1; i >= 0; i--) {
      value = graph.reduce(Reduction.Operator.SUM, axes.get(i), value);
    }
    return value;
  }

  /** Whether a summed axis stands outside one that remains. */
  private boolean isGathered(Node value, long over, long remaining) {
    List<Axis> axes = graph.inOrder(over & value.axes);
    return !axes.isEmpty()
        && graph.inOrder(remaining).stream().anyMatch(axis -> axes.get(0).isOutside(axis));
  }

  private Node gathered(Node value, List<Axis> axes, long scope) {
    List<Buffer.Extent> extents = new ArrayList<>();
    List<Node> places = new ArrayList<>();
    Bounds bounds = new Bounds(graph);
    for (Axis axis : axes) {
      extents.add(
          new Buffer.Extent(bounds.extreme(axis.lower, false), bounds.extreme(axis.upper, true)));
      places.add(graph.index(axis));
    }
    Buffer buffer = new Buffer(Buffer.Role.SCRATCH, "sum" + value.id, extents, scope, 0);
    graph.accumulate(buffer, places, value);
    return graph.load(buffer, places);
  }

  /** Goes back through a recurrence, whose elements depend on earlier ones. */
  private void reverseLoop(List<Node> component) {
    Set<Node> members = new HashSet<>(component);
    for (Node node : component) {
      if (node.kind.isEffect() && active.contains(node)) {
        adjointArray(node.buffer());
      }
    }
    Function<Node, List<Node>> within =
        node -> node.inputs.stream().filter(members::contains).toList();
    List<List<Node>> order = Components.of(component, within);
    for (int i = order.size() - 1; i >= 0; i--) {
      propagate(order.get(i).get(0));
    }
  }

  private Buffer adjointArray(Buffer array) {
    return adjointArrays.computeIfAbsent(
        array,
        key -> {
          Buffer adjoint =
              new Buffer(Buffer.Role.SCRATCH, array.name + "'", array.extents, array.scope, 0);
          adjoint.after = array;
          return adjoint;
        });
  }

  private void propagate(Node node) {
    if (!active.contains(node)) {
      return;
    }
    if (node.kind.isEffect()) {
      Buffer adjoint = adjointArrays.get(node.buffer());
      if (adjoint != null && node.kind == Node.Kind.INVERT) {
        contribute(node.value(), byMatrix(node, adjoint), node.axes);
      } else if (adjoint != null) {
        contribute(node.value(), graph.load(adjoint, node.subscripts()), node.axes);
      }
      return;
    }
    if (node.kind == Node.Kind.LOAD) {
      loaded(node);
      return;
    }
    Node adjoint = adjoint(node);
    if (adjoint != null && !adjoint.isNumber(0)) {
      spread(node, adjoint);
    }
  }

  /** The adjoint of an element of a matrix, from those of the inverse and of the determinant. */
  private Node byMatrix(Node inversion, Buffer adjoints) {
    Buffer inverse = inversion.buffer();
    Node row = inversion.input(0);
    Node column = inversion.input(1);
    Node crossed = graph.load(inverse, List.of(column, row));
    Node determinant = Inverses.determinant(inverse, graph);
    Node logarithm = Inverses.logarithm(inverse, graph);
    Node total = graph.number(0);
    if (contributions.containsKey(determinant)) {
      Node share = graph.multiply(graph.load(adjoints, determinant.inputs), determinant);
      total = product(inversion.value(), share, crossed);
    }
    if (contributions.containsKey(logarithm)) {
      Node share = graph.load(adjoints, logarithm.inputs);
      total = graph.add(total, product(inversion.value(), share, crossed));
    }
    boolean hasElements =
        contributions.keySet().stream()
            .anyMatch(
                each ->
                    each.kind == Node.Kind.LOAD
                        && each.buffer() == inverse
                        && each != determinant
                        && each != logarithm);
    if (!hasElements) {
      return total;
    }
    Axis i = graph.another((Axis) row.detail, inversion.axes);
    Axis j = graph.another((Axis) column.detail, inversion.axes | i.bit());
    Node left = graph.load(inverse, List.of(graph.index(i), row));
    Node right = graph.load(inverse, List.of(column, graph.index(j)));
    Node adjoint = graph.load(adjoints, List.of(graph.index(i), graph.index(j)));
    Node sum =
        graph.sum(List.of(i, j), product(inversion.value(), adjoint, graph.multiply(left, right)));
    return graph.subtract(total, sum);
  }

  /** Puts the adjoint of a loaded element where the array's is: what is gathered, right there. */
  private void loaded(Node load) {
    Map<Long, Node> parts = contributions.get(load);
    if (parts == null) {
      return;
    }
    List<Node> adjoints = new ArrayList<>();
    Node total = graph.number(0);
    for (Map.Entry<Long, Node> part : parts.entrySet()) {
      Node value = counted(part.getValue(), part.getKey());
      if (isGathered(value, part.getKey(), load.axes)) {
        adjoints.add(value);
      } else {
        total = graph.add(total, summed(value, part.getKey() & value.axes, load.axes));
      }
    }
    if (!total.isNumber(0)) {
      adjoints.add(total);
    }
    if (load.buffer().role == Buffer.Role.SCRATCH) {
      Buffer array = adjointArray(load.buffer());
      adjoints.forEach(adjoint -> graph.accumulate(array, load.inputs, adjoint));
    } else {
      variableLoads
          .computeIfAbsent(load.buffer(), key -> new LinkedHashMap<>())
          .put(load, adjoints);
    }
  }

  private void spread(Node node, Node adjoint) {
    switch (node.kind) {
      case ADD -> {
        contribute(node.input(0), adjoint, node.axes);
        contribute(node.input(1), adjoint, node.axes);
      }
      case SUBTRACT -> {
        contribute(node.input(0), adjoint, node.axes);
        contribute(node.input(1), graph.negate(adjoint), node.axes);
      }
      case NEGATE -> contribute(node.input(0), graph.negate(adjoint), node.axes);
      case MULTIPLY, GUARDED_MULTIPLY -> {
        if (node.input(0) == node.input(1)) {
          Node twice = graph.multiply(graph.number(2), adjoint);
          contribute(node.input(0), product(node, twice, node.input(0)), node.axes);
          return;
        }
        contribute(node.input(0), product(node, adjoint, node.input(1)), node.axes);
        contribute(node.input(1), product(node, adjoint, node.input(0)), node.axes);
      }
      case DIVIDE -> {
        Node share = quotient(node, adjoint, node.input(1));
        contribute(node.input(0), share, node.axes);
        contribute(node.input(1), graph.negate(product(node, share, node)), node.axes);
      }
      case SQUARE_ROOT -> {
        Node half = graph.multiply(graph.number(0.5), adjoint);
        contribute(node.input(0), quotient(node, half, node), node.axes);
      }
      case SELECT -> {
        Node condition = node.input(0);
        Node none = graph.number(0);
        contribute(node.input(1), graph.select(condition, adjoint, none), node.axes);
        contribute(node.input(2), graph.select(condition, none, adjoint), node.axes);
      }
      case CALL -> {
        for (int i = 0; i < node.inputs.size(); i++) {
          Node partial = active.contains(node.input(i)) ? partials.of(node, i) : null;
          if (partial != null) {
            contribute(node.input(i), product(node, adjoint, partial), node.axes);
          }
        }
      }
      case REDUCE -> spreadReduction(node, adjoint);
      default -> {}
    }
  }

  private void spreadReduction(Node node, Node adjoint) {
    Node body = node.input(0);
    Node none = graph.number(0);
    long axes = node.axes | node.over().axis().axes;
    switch (node.over().fold()) {
      case SUM -> contribute(body, adjoint, axes);
      case MAXIMUM, MINIMUM -> {
        Node chosen = graph.compare(Node.Kind.EQUAL, body, node);
        Node share = graph.divide(adjoint, Choices.ties(node, chosen, graph));
        contribute(body, graph.select(chosen, share, none), axes);
      }
      case PRODUCT -> contribute(body, product(node, adjoint, Products.others(node, graph)), axes);
    }
  }

  /** The product of an adjoint and a partial derivative of a node. */
  private Node product(Node node, Node adjoint, Node partial) {
    return Partials.product(adjoint, partial, underSelect.contains(node), graph);
  }

  private Node quotient(Node node, Node adjoint, Node divisor) {
    if (!underSelect.contains(node)) {
      return graph.divide(adjoint, divisor);
    }
    return graph.guarded(adjoint, graph.divide(graph.number(1), divisor));
  }

  private Collection<Node> results(Buffer variable, Buffer result) {
    Map<Node, List<Node>> loads = variableLoads.getOrDefault(variable, Map.of());
    boolean areSingle =
        loads.entrySet().stream()
            .allMatch(each -> each.getValue().size() == 1 && stays(each.getKey(), each.getValue()));
    boolean isWhole =
        areSingle && loads.size() == 1 && loads.keySet().iterator().next().isOfWholeBuffer();
    if (areSingle && !isWhole) {
      Coverage coverage = Coverage.of(loads.keySet(), variable, graph);
      areSingle = coverage.isSingle();
      isWhole = coverage.isWhole();
    }
    if (!isWhole) {
      result.initial = 0;
    }
    List<Node> effects = new ArrayList<>();
    for (Map.Entry<Node, List<Node>> each : loads.entrySet()) {
      List<Node> places = each.getKey().inputs;
      for (Node adjoint : each.getValue()) {
        effects.add(
            areSingle
                ? graph.store(result, places, adjoint)
                : graph.accumulate(result, places, adjoint));
      }
    }
    return effects;
  }

  /** Whether each element gets its adjoint at once. */
  private static boolean stays(Node load, List<Node> adjoints) {
    return adjoints.stream().allMatch(adjoint -> (adjoint.axes & ~load.axes) == 0);
  }
}
