package org.chainrule.syntax;

import java.util.ArrayList;
import java.util.List;

/** The rebuilding of trees with other parts. */
public final class SyntaxRebuild {
  private SyntaxRebuild() {}

  /**
   * A node with other parts in the place of its own.
   *
   * @param parts as many as the node has children, in their order; the names of families and of
   *     bound indices stay as they are
   */
  public static Syntax of(Syntax node, List<Syntax> parts) {
    if (parts.equals(node.children())) {
      return node;
    }
    if (node instanceof Syntax.Subscripted subscripted) {
      return new Syntax.Subscripted(
          node.span(),
          subscripted.family(),
          parts.subList(1, parts.size()),
          subscripted.bracketed());
    }
    if (node instanceof Syntax.Element element) {
      return new Syntax.Element(
          node.span(), parts.get(0), parts.subList(1, parts.size()), element.bracketed());
    }
    if (node instanceof Syntax.Negate) {
      return new Syntax.Negate(node.span(), parts.get(0));
    }
    if (node instanceof Syntax.Binary binary) {
      return new Syntax.Binary(
          node.span(), binary.operator(), parts.get(0), parts.get(1), binary.implicit());
    }
    if (node instanceof Syntax.Call call) {
      return new Syntax.Call(
          node.span(), call.function(), call.spelling(), call.primes(), call.places(), parts);
    }
    if (node instanceof Syntax.Reduction reduction) {
      boolean bounded = reduction.lower() != null;
      return new Syntax.Reduction(
          node.span(),
          reduction.operator(),
          reduction.index(),
          bounded ? parts.get(1) : null,
          bounded ? parts.get(2) : null,
          reduction.condition() == null ? null : parts.get(bounded ? 3 : 1),
          parts.get(parts.size() - 1));
    }
    if (node instanceof Syntax.Cases cases) {
      List<Syntax.Cases.Case> branches = new ArrayList<>();
      for (int i = 0; i < cases.cases().size(); i++) {
        branches.add(new Syntax.Cases.Case(parts.get(2 * i), parts.get(2 * i + 1)));
      }
      return new Syntax.Cases(
          node.span(), branches, cases.otherwise() == null ? null : parts.get(parts.size() - 1));
    }
    if (node instanceof Syntax.Comparison comparison) {
      return new Syntax.Comparison(node.span(), parts, comparison.operators());
    }
    if (node instanceof Syntax.Logical logical) {
      return new Syntax.Logical(node.span(), logical.operator(), parts);
    }
    if (node instanceof Syntax.Not) {
      return new Syntax.Not(node.span(), parts.get(0));
    }
    if (node instanceof Syntax.Delta) {
      return new Syntax.Delta(node.span(), parts.get(0), parts.get(1));
    }
    if (node instanceof Syntax.Derivative derivative) {
      return new Syntax.Derivative(
          node.span(), parts.get(0), parts.subList(1, parts.size()), derivative.orders());
    }
    if (node instanceof Syntax.Transpose) {
      return new Syntax.Transpose(node.span(), parts.get(0));
    }
    if (node instanceof Syntax.MatrixLiteral literal) {
      List<List<Syntax>> rows = new ArrayList<>();
      int next = 0;
      for (List<Syntax> row : literal.rows()) {
        rows.add(parts.subList(next, next + row.size()));
        next += row.size();
      }
      return new Syntax.MatrixLiteral(node.span(), rows);
    }
    if (node instanceof Syntax.Array array) {
      return array(array, parts, parts.get(parts.size() - 1));
    }
    return node;
  }

  /** An array with other lengths, which are every other of the parts, and another body. */
  static Syntax array(Syntax.Array array, List<Syntax> parts, Syntax body) {
    List<Syntax> lengths = new ArrayList<>();
    for (int i = 0; i < array.lengths().size(); i++) {
      lengths.add(parts.get(2 * i + 1));
    }
    return new Syntax.Array(array.span(), array.indices(), lengths, body);
  }
}
