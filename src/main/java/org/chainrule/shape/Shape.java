package org.chainrule.shape;

import java.util.List;

/**
 * The shape of a value: a number, a column or a matrix.
 *
 * @param lengths none for a number, that of a column, or the numbers of rows and columns
 */
public record Shape(List<Length> lengths) {
  /** The shape of a number. */
  static final Shape NUMBER = new Shape(List.of());

  public Shape {
    lengths = List.copyOf(lengths);
  }

  static Shape column(Length length) {
    return of(length, Length.ONE);
  }

  /** The shape of so many rows and columns: one column is a column, and one element a number. */
  static Shape of(Length rows, Length columns) {
    if (!columns.isOne()) {
      return new Shape(List.of(rows, columns));
    }
    return rows.isOne() ? NUMBER : new Shape(List.of(rows));
  }

  /** The shape of a declared array. */
  static Shape of(List<Length> declared) {
    return declared.isEmpty()
        ? NUMBER
        : of(declared.get(0), declared.size() == 1 ? Length.ONE : declared.get(1));
  }

  /** Whether this is a number. */
  public boolean isNumber() {
    return lengths.isEmpty();
  }

  boolean isColumn() {
    return lengths.size() == 1;
  }

  /** Whether this is a matrix of one row. */
  boolean isRow() {
    return lengths.size() == 2 && lengths.get(0).isOne();
  }

  boolean isMatrix() {
    return lengths.size() == 2;
  }

  Length rows() {
    return isNumber() ? Length.ONE : lengths.get(0);
  }

  Length columns() {
    return isMatrix() ? lengths.get(1) : Length.ONE;
  }

  Shape transposed() {
    return of(columns(), rows());
  }

  /** The lengths as a declaration says them. */
  String dimensions() {
    String text = isColumn() ? lengths.get(0).toString() : rows() + " x " + columns();
    return text.length() == 1 ? text : "{" + text + "}";
  }

  @Override
  public String toString() {
    if (isNumber()) {
      return "a number";
    }
    return isColumn() ? "a column of " + lengths.get(0) : rows() + " x " + columns();
  }
}
