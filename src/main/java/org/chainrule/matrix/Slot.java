package org.chainrule.matrix;

import org.chainrule.expr.Expr;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Symbol;

/** The places of a row's and a column's index in the element of a {@link MatrixForm.Name}. */
public enum Slot {
  ROW(1),
  COLUMN(2);

  private final int number;

  Slot(int number) {
    this.number = number;
  }

  /** What stands in the element for the index; no text reads as it. */
  public Symbol symbol() {
    return Symbol.opened(number);
  }

  /** The largest number of an opened index that is taken. */
  static int largest() {
    return COLUMN.number;
  }

  /** Whether an element has an index of this kind. */
  public boolean isIn(Expr element) {
    return Occurrence.of(symbol(), element);
  }
}
