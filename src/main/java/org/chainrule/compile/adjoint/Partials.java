package org.chainrule.compile.adjoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.GraphBuilder;
import org.chainrule.compile.graph.Node;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;

/** The derivatives of functions by their arguments, from the rows of the table. */
public final class Partials {
  private final Graph graph;
  private final GraphBuilder lowering;
  private final Map<Node, Map<Integer, @Nullable Node>> known = new HashMap<>();

  public Partials(Graph graph, GraphBuilder lowering) {
    this.graph = graph;
    this.lowering = lowering;
  }

  /** The derivative of a call by an argument, or null where the argument is a whole number. */
  @Nullable Node of(Node call, int argument) {
    Map<Integer, @Nullable Node> partials = known.computeIfAbsent(call, key -> new HashMap<>());
    if (!partials.containsKey(argument)) {
      partials.put(argument, make(call, argument));
    }
    return partials.get(argument);
  }

  private @Nullable Node make(Node call, int argument) {
    Function function = call.function();
    if (function.isExponential()) {
      return call;
    }
    if (function == Functions.POW && call.input(1).kind == Node.Kind.NUMBER && argument == 0) {
      return byBase(call);
    }
    Map<Symbol, Node> placeholders = new HashMap<>();
    List<Expr> arguments = new ArrayList<>();
    for (int i = 0; i < call.inputs.size(); i++) {
      arguments.add(placeholder(call.input(i), placeholders));
    }
    Expr result = placeholder(call, placeholders);
    return function
        .partialEverywhere(argument, arguments, result)
        .map(partial -> lowering.value(partial, placeholders))
        .orElse(null);
  }

  /**
   * The product of a derivative and a partial one; where cases say that an argument does not count,
   * it is 0, whatever the derivative.
   *
   * @param isGuarded whether the derivative, where it is 0, is that of a case not taken
   */
  static Node product(Node derivative, Node partial, boolean isGuarded, Graph graph) {
    if (partial.kind == Node.Kind.SELECT
        && (partial.input(1).isNumber(0) || partial.input(2).isNumber(0))) {
      return graph.select(
          partial.input(0),
          product(derivative, partial.input(1), isGuarded, graph),
          product(derivative, partial.input(2), isGuarded, graph));
    }
    return isGuarded ? graph.guarded(derivative, partial) : graph.multiply(derivative, partial);
  }

  private static Expr placeholder(Node node, Map<Symbol, Node> placeholders) {
    Symbol symbol = Symbol.opened((int) Limit.PROGRAM_RANGES.highest() + 1 + node.id);
    placeholders.put(symbol, node);
    return symbol;
  }

  /** Of a power with a number for its exponent, as short as it can be. */
  private Node byBase(Node call) {
    double exponent = call.input(1).number();
    return graph.multiply(graph.number(exponent), graph.power(call.input(0), exponent - 1));
  }
}
