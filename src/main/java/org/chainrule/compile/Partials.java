package org.chainrule.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;

/** The derivatives of functions by their arguments, from the rows of the table. */
final class Partials {
  private final Graph graph;
  private final Lowering lowering;
  private final Map<Node, Map<Integer, @Nullable Node>> known = new HashMap<>();

  Partials(Graph graph, Lowering lowering) {
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
    if (function == Functions.EXP) {
      return call;
    }
    if (function == Functions.POW) {
      return power(call, argument);
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

  private static Expr placeholder(Node node, Map<Symbol, Node> placeholders) {
    Symbol symbol = Symbol.opened(Graph.MOST_AXES + 1 + node.id);
    placeholders.put(symbol, node);
    return symbol;
  }

  /** Of a power: by its base without dividing by it, so that 0 has a derivative too. */
  private Node power(Node call, int argument) {
    Node base = call.input(0);
    Node exponent = call.input(1);
    if (argument == 0) {
      Node lower = graph.subtract(exponent, graph.number(1));
      Node less =
          lower.kind == Node.Kind.NUMBER
              ? graph.power(base, lower.number())
              : graph.call(Functions.POW, List.of(base, lower));
      return graph.multiply(exponent, less);
    }
    Node none = graph.number(0);
    Node logarithm = graph.call(Functions.LOG, List.of(base));
    return graph.select(
        graph.compare(Node.Kind.EQUAL, base, none), none, graph.multiply(call, logarithm));
  }
}
