package org.chainrule.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The replacement of one index by another, a bound one or a symbol, also inside closed binders. */
final class Renaming extends Rewriter {
  private final Expr from;
  private final Expr to;

  Renaming(Expr from, Expr to) {
    this.from = from;
    this.to = to;
  }

  @Override
  protected @Nullable Expr shortcut(Expr node) {
    if (node == from) {
      return to;
    }
    long bits = from.traits().names();
    return (node.traits().names() & bits) == bits ? null : node;
  }

  /** Both are atoms, so nothing can be captured and binders stay closed. */
  @Override
  protected List<Expr> dependencies(Expr node) {
    return node.children();
  }

  @Override
  public Expr visit(Reduction reduction) {
    return Reduction.of(
        reduction.operator(),
        BoundIndex.of(reduction.height()),
        result(reduction.lower()),
        result(reduction.upper()),
        result(reduction.condition()),
        result(reduction.body()));
  }

  @Override
  public Expr visit(Elements elements) {
    return Elements.of(
        BoundIndex.of(elements.height()),
        result(elements.lower()),
        result(elements.upper()),
        result(elements.body()));
  }
}
