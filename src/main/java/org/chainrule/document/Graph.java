package org.chainrule.document;

import java.util.List;

/**
 * A computation as a graph, from what goes in to what comes out.
 *
 * @param nodes in order of computation
 * @param edges from what is used to what uses it
 */
public record Graph(List<Node> nodes, List<Edge> edges) {
  public Graph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    for (Edge each : edges) {
      if (each.from < 0 || each.from >= each.to || each.to >= nodes.size()) {
        throw new IllegalArgumentException("not from an earlier node to a later one: " + each);
      }
    }
  }

  /**
   * A quantity.
   *
   * @param value its value, or nothing
   * @param adjoint the derivative of the last quantity by it, as a number, or nothing
   * @param text what it is computed by, for those that ask or listen
   */
  public record Node(Formula name, Kind kind, String value, String adjoint, String text) {
    /** What a quantity is in the computation. */
    public enum Kind {
      INPUT,
      INNER,
      OUTPUT
    }
  }

  /**
   * A use.
   *
   * @param from the place among the nodes of what is used
   * @param to the place among the nodes of what uses it
   * @param label the derivative of the one by the other, or nothing
   */
  public record Edge(int from, int to, List<Formula> label) {
    public Edge {
      label = List.copyOf(label);
    }
  }
}
