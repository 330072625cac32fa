package org.chainrule.matrix;

import org.chainrule.expr.Expr;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Symbol;

/** The places of a row's and a column's index in the element of a {@link MatrixForm.Name}. */
public enum Slot {
  ROW(1),
  COLUMN(2);

  private final Symbol symbol;

  Slot(int number) {
    symbol = Symbol.opened(number);
  }

  /** What stands in the element for the index; no text reads as it. */
  public Symbol symbol() {
    return symbol;
  }

  /** Whether an element has an index of this kind. */
  public boolean isIn(Expr element) {
    return Occurrence.of(symbol, element);
  }
}
