package org.chainrule.matrix;

import java.util.HashMap;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;

/** The indices of rows and columns, those of sums among them, and how far each runs. */
final class IndexLengths {
  private final Map<Symbol, Expr> lengths = new HashMap<>();

  void put(Symbol index, Expr length) {
    lengths.put(index, length);
  }

  boolean has(Expr index) {
    return index instanceof Symbol symbol && lengths.containsKey(symbol);
  }

  Expr of(Symbol index) {
    Expr length = lengths.get(index);
    if (length == null) {
      throw new IllegalArgumentException("no index of rows or columns: " + index);
    }
    return length;
  }
}
