package org.chainrule.compile.graph;

import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Symbol;

/** The axes whose indices occur in an expression, as the bits of their numbers. */
final class FreeAxes extends Pass<Long> {
  @Override
  protected List<Expr> dependencies(Expr node) {
    return node.children();
  }

  @Override
  protected Long compute(Expr node) {
    if (node instanceof Symbol symbol && symbol.isOpened()) {
      return 1L << Symbol.largestOpened(symbol) - 1;
    }
    long all = 0;
    for (Expr child : node.children()) {
      all |= result(child);
    }
    return all;
  }
}
