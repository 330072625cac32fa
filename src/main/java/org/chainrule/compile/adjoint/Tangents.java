package org.chainrule.compile.adjoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chainrule.compile.graph.Activity;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Choices;
import org.chainrule.compile.graph.Components;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.Inverses;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.graph.PowerNodes;
import org.chainrule.compile.graph.Products;
import org.chainrule.expr.Reduction;
import org.jspecify.annotations.Nullable;

/** Forward accumulation: the derivatives of nodes along a direction, each node once. */
public final class Tangents {
  private final Graph graph;
  private final Partials partials;
  private final Function<Node, Node> direction;
  private final Map<Node, Node> tangents = new HashMap<>();
  private final Map<Buffer, Buffer> arrays = new HashMap<>();
  private Set<Node> active = Set.of();

  /**
   * @param direction the derivative of a loaded variable; the number 0 where it is none
   */
  public Tangents(Graph graph, Partials partials, Function<Node, Node> direction) {
    this.graph = graph;
    this.partials = partials;
    this.direction = direction;
  }

  /** Computes the tangents of what some nodes and effects are made of. */
  public void follow(Collection<Node> roots) {
    List<List<Node>> components = Components.of(roots, Components::dependencies);
    active =
        Activity.of(
            components,
            load ->
                load.buffer().role == Buffer.Role.VARIABLES && !direction.apply(load).isNumber(0));
    for (List<Node> component : components) {
      if (component.size() == 1) {
        follow(component.get(0));
        continue;
      }
      Set<Node> members = new HashSet<>(component);
      Components.of(component, node -> node.inputs.stream().filter(members::contains).toList())
          .forEach(each -> follow(each.get(0)));
    }
  }

  /** The derivative of a node along the direction. */
  public Node of(Node node) {
    return tangents.getOrDefault(node, graph.number(0));
  }

  private void follow(Node node) {
    if (!active.contains(node)) {
      return;
    }
    if (node.kind.isEffect()) {
      if (node.buffer().role == Buffer.Role.SCRATCH) {
        Buffer array = array(node.buffer());
        if (node.kind == Node.Kind.INVERT) {
          invert(node, array);
        } else if (node.kind == Node.Kind.STORE) {
          graph.store(array, node.subscripts(), of(node.value()));
        } else {
          graph.accumulate(array, node.subscripts(), of(node.value()));
        }
      }
      return;
    }
    tangents.put(node, tangent(node));
  }

  private Buffer array(Buffer buffer) {
    return arrays.computeIfAbsent(
        buffer,
        key -> {
          double initial = buffer.isFilled() ? 0 : Double.NaN;
          Buffer array =
              new Buffer(
                  Buffer.Role.SCRATCH, buffer.name + "~", buffer.extents, buffer.scope, initial);
          array.after = buffer.after;
          return array;
        });
  }

  /** Stores the tangents of an inverse and of the determinant. */
  private void invert(Node inversion, Buffer array) {
    Buffer inverse = inversion.buffer();
    Node along = of(inversion.value());
    Node row = inversion.input(0);
    Node column = inversion.input(1);
    List<Axis> axes = List.of((Axis) row.detail, (Axis) column.detail);
    Node trace = graph.sum(axes, graph.multiply(graph.load(inverse, List.of(column, row)), along));
    Node determinant = Inverses.determinant(inverse, graph);
    graph.store(array, determinant.inputs, graph.multiply(determinant, trace));
    graph.store(array, Inverses.logarithm(inverse, graph).inputs, trace);
    Axis i = graph.another(axes.get(0), inversion.axes);
    Axis j = graph.another(axes.get(1), inversion.axes | i.bit());
    Node left = graph.load(inverse, List.of(graph.index(i), row));
    Node right = graph.load(inverse, List.of(column, graph.index(j)));
    Node sum = graph.sum(axes, graph.multiply(graph.multiply(left, along), right));
    graph.store(array, List.of(graph.index(i), graph.index(j)), graph.negate(sum));
  }

  private Node tangent(Node node) {
    return switch (node.kind) {
      case LOAD -> load(node);
      case ADD -> graph.add(of(node.input(0)), of(node.input(1)));
      case SUBTRACT -> graph.subtract(of(node.input(0)), of(node.input(1)));
      case NEGATE -> graph.negate(of(node.input(0)));
      case MULTIPLY ->
          graph.add(
              graph.multiply(of(node.input(0)), node.input(1)),
              graph.multiply(node.input(0), of(node.input(1))));
      case GUARDED_MULTIPLY ->
          graph.add(
              graph.guarded(of(node.input(0)), node.input(1)),
              graph.guarded(node.input(0), of(node.input(1))));
      case DIVIDE ->
          graph.divide(
              graph.subtract(of(node.input(0)), graph.multiply(node, of(node.input(1)))),
              node.input(1));
      case SQUARE_ROOT -> graph.divide(graph.multiply(graph.number(0.5), of(node.input(0))), node);
      case SELECT -> graph.select(node.input(0), of(node.input(1)), of(node.input(2)));
      case CALL -> call(node);
      case REDUCE -> reduction(node);
      default -> graph.number(0);
    };
  }

  private Node load(Node node) {
    return switch (node.buffer().role) {
      case VARIABLES -> direction.apply(node);
      case SCRATCH -> graph.load(array(node.buffer()), node.inputs);
      default -> graph.number(0);
    };
  }

  private Node call(Node node) {
    List<Node> terms = new ArrayList<>();
    for (int i = 0; i < node.inputs.size(); i++) {
      Node along = of(node.input(i));
      @Nullable Node partial = along.isNumber(0) ? null : partials.of(node, i);
      if (partial != null) {
        terms.add(Partials.product(along, partial, false, graph));
      }
    }
    return PowerNodes.balanced(terms, graph.number(0), graph::add);
  }

  private Node reduction(Node node) {
    Node body = node.input(0);
    Node along = of(body);
    Axis axis = node.over().axis();
    if (along.isNumber(0)) {
      return along;
    }
    return switch (node.over().fold()) {
      case SUM -> graph.reduce(Reduction.Operator.SUM, axis, along);
      case PRODUCT ->
          graph.reduce(
              Reduction.Operator.SUM, axis, graph.multiply(along, Products.others(node, graph)));
      case MAXIMUM, MINIMUM -> {
        Node chosen = graph.compare(Node.Kind.EQUAL, body, node);
        Node all =
            graph.reduce(
                Reduction.Operator.SUM, axis, graph.select(chosen, along, graph.number(0)));
        yield graph.divide(all, Choices.ties(node, chosen, graph));
      }
    };
  }
}
