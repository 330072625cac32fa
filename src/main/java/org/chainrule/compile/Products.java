package org.chainrule.compile;

/** The derivative of a product over an axis by one of its terms. */
final class Products {
  private Products() {}

  /** The product of all terms but one, also where terms are 0. */
  static Node others(Node product, Graph graph) {
    Axis axis = product.over().axis();
    Node body = product.input(0);
    Node zero = graph.number(0);
    Node one = graph.number(1);
    Node isZero = graph.compare(Node.Kind.EQUAL, body, zero);
    Node zeros = graph.reduce(Node.Fold.SUM, axis, graph.select(isZero, one, zero));
    Node rest = graph.reduce(Node.Fold.PRODUCT, axis, graph.select(isZero, one, body));
    Node isOnly = graph.both(isZero, graph.compare(Node.Kind.EQUAL, zeros, one));
    Node noZero = graph.compare(Node.Kind.EQUAL, zeros, zero);
    return graph.select(noZero, graph.divide(product, body), graph.select(isOnly, rest, zero));
  }
}
