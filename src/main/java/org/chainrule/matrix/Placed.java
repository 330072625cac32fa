package org.chainrule.matrix;

import java.util.List;
import org.chainrule.expr.Symbol;

/**
 * A form and the indices that it stands at: none of a number, one of a column, a row's and a
 * column's of a matrix.
 *
 * @param form the form
 * @param indices at most two, and not the same
 */
record Placed(MatrixForm form, List<Symbol> indices) {
  boolean touches(Symbol index) {
    return indices.contains(index);
  }

  /** The other one of a matrix's indices. */
  Symbol beside(Symbol index) {
    return indices.get(indices.get(0).equals(index) ? 1 : 0);
  }

  /** The matrix with the index for its rows. */
  MatrixForm from(Symbol row) {
    return indices.get(0).equals(row) ? form : Transposition.of(form);
  }

  /** Whether the matrix has the index for its rows without being transposed. */
  boolean startsAt(Symbol row) {
    return indices.get(0).equals(row);
  }
}
