package org.chainrule.matrix;

import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;

/**
 * The shape of a form: a number is 1 by 1, a column of length n is n by 1, a row 1 by n.
 *
 * @param rows the number of rows
 * @param columns the number of columns
 */
public record MatrixShape(Expr rows, Expr columns) {
  public static final MatrixShape NUMBER = new MatrixShape(RationalNumber.ONE, RationalNumber.ONE);

  public static MatrixShape column(Expr length) {
    return new MatrixShape(length, RationalNumber.ONE);
  }

  public MatrixShape transposed() {
    return new MatrixShape(columns, rows);
  }

  public boolean isNumber() {
    return rows.isOne() && columns.isOne();
  }

  /** Whether it has one column and more than one row, as far as is known. */
  public boolean isColumn() {
    return columns.isOne() && !rows.isOne();
  }

  public boolean isRow() {
    return rows.isOne() && !columns.isOne();
  }

  public boolean isSquare() {
    return rows == columns;
  }

  @Override
  public String toString() {
    return rows + " x " + columns;
  }
}
