package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;

/**
 * A builder of choices that have no value where what they compare has none: there neither a
 * condition nor its opposite holds.
 */
public final class Choices {
  private final Graph graph;

  /** The opposites of conditions that may be undecided. */
  private final Map<Node, Node> opposites = new HashMap<>();

  Choices(Graph graph) {
    this.graph = graph;
  }

  /** The value where a condition holds, else the rest. */
  Node of(Node condition, Node value, Node rest) {
    Node opposite = opposites.get(condition);
    return opposite == null
        ? graph.select(condition, value, rest)
        : graph.select(condition, value, graph.select(opposite, rest, graph.number(Double.NaN)));
  }

  Node relation(Relation.Operator operator, Node left, Node right) {
    Node less = graph.compare(Node.Kind.LESS, left, right);
    Node greater = graph.compare(Node.Kind.LESS, right, left);
    Node equal = graph.compare(Node.Kind.EQUAL, left, right);
    boolean isTotal = left.isTotal && right.isTotal;
    Node different = isTotal ? graph.not(equal) : graph.either(less, greater);
    return switch (operator) {
      case EQUAL -> with(equal, different, isTotal);
      case NOT_EQUAL -> with(different, equal, isTotal);
      case LESS -> with(less, graph.compare(Node.Kind.LESS_OR_EQUAL, right, left), isTotal);
      case LESS_OR_EQUAL ->
          with(graph.compare(Node.Kind.LESS_OR_EQUAL, left, right), greater, isTotal);
    };
  }

  Node joined(boolean all, Node left, Node right) {
    Node condition = all ? graph.both(left, right) : graph.either(left, right);
    Node first = opposites.get(left);
    Node second = opposites.get(right);
    if (first != null || second != null) {
      Node notLeft = first == null ? graph.not(left) : first;
      Node notRight = second == null ? graph.not(right) : second;
      Node opposite = all ? graph.either(notLeft, notRight) : graph.both(notLeft, notRight);
      return with(condition, opposite, false);
    }
    return condition;
  }

  private Node with(Node condition, Node opposite, boolean isTotal) {
    if (!isTotal) {
      opposites.put(condition, opposite);
    }
    return condition;
  }

  /** The largest or smallest of some nodes; the derivatives of those that tie are equal shares. */
  Node extremum(boolean largest, List<Node> nodes) {
    List<Node> distinct = nodes.stream().distinct().toList();
    if (distinct.size() == 1) {
      return distinct.get(0);
    }
    if (distinct.size() == 2) {
      return larger(largest, distinct.get(0), distinct.get(1));
    }
    Node found = distinct.get(0);
    for (Node next : distinct.subList(1, distinct.size())) {
      found = larger(largest, found, next);
    }
    Node none = graph.number(0);
    List<Node> counts = new ArrayList<>();
    List<Node> parts = new ArrayList<>();
    for (Node each : distinct) {
      Node isFound = graph.compare(Node.Kind.EQUAL, each, found);
      counts.add(graph.select(isFound, graph.number(1), none));
      parts.add(graph.select(isFound, each, none));
    }
    Node ties = PowerNodes.balanced(counts, none, graph::add);
    Node share = graph.divide(PowerNodes.balanced(parts, none, graph::add), ties);
    // Computed as a mean only where there is a tie, so that it is exact elsewhere.
    return graph.select(graph.compare(Node.Kind.EQUAL, ties, graph.number(1)), found, share);
  }

  private Node larger(boolean largest, Node left, Node right) {
    Node isLess = graph.compare(Node.Kind.LESS, left, right);
    Node isGreater = graph.compare(Node.Kind.LESS, right, left);
    Node half = graph.number(0.5);
    Node mean = graph.add(graph.multiply(half, left), graph.multiply(half, right));
    return largest
        ? graph.select(isLess, right, graph.select(isGreater, left, mean))
        : graph.select(isLess, left, graph.select(isGreater, right, mean));
  }

  /** How many terms of a reduction to the largest or the smallest are just that. */
  public static Node ties(Node extremum, Node isFound, Graph graph) {
    return graph.reduce(
        Reduction.Operator.SUM,
        extremum.over().axis(),
        graph.select(isFound, graph.number(1), graph.number(0)));
  }
}
