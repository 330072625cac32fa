package org.chainrule.compile.graph;

import org.chainrule.expr.Reduction;

/** The derivative of a product over an axis by one of its terms. */
public final class Products {
  private Products() {}

  /**
   * The product of all terms but one, also where terms are 0.
   *
   * <p>The sum of the terms that are 0 stands for a single one of them, so that the derivative of
   * this by any term is right too.
   */
  public static Node others(Node product, Graph graph) {
    Axis axis = product.over().axis();
    Node body = product.input(0);
    Node none = graph.number(0);
    Node one = graph.number(1);
    Node isZero = graph.compare(Node.Kind.EQUAL, body, none);
    Node zeros = graph.reduce(Reduction.Operator.SUM, axis, graph.select(isZero, one, none));
    Node single = graph.reduce(Reduction.Operator.SUM, axis, graph.select(isZero, body, none));
    Node rest = graph.reduce(Reduction.Operator.PRODUCT, axis, graph.select(isZero, one, body));
    Node hasNone = graph.compare(Node.Kind.EQUAL, zeros, none);
    Node hasOne = graph.compare(Node.Kind.EQUAL, zeros, one);
    Node hasTwo = graph.compare(Node.Kind.EQUAL, zeros, graph.number(2));
    Node other = graph.multiply(rest, graph.subtract(single, body));
    Node ofZero = graph.select(hasOne, rest, graph.select(hasTwo, other, none));
    Node divided = graph.divide(rest, graph.select(isZero, one, body));
    Node ofOther =
        graph.select(hasNone, divided, graph.select(hasOne, graph.multiply(divided, single), none));
    return graph.select(isZero, ofZero, ofOther);
  }
}
