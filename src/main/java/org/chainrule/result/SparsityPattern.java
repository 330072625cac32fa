package org.chainrule.result;

import java.util.Arrays;
import java.util.Objects;
import org.chainrule.error.BudgetException;

/**
 * The places of a matrix of derivatives that may be other than 0: all that are, and others where it
 * is not seen that a derivative vanishes. Immutable. Values that belong to it stand in an array row
 * by row, each row's in the order of their columns.
 */
public final class SparsityPattern {
  private final int[][] columns;
  private final int width;
  private final int[] starts;

  /**
   * @param width the number of columns
   * @param columns of each row the columns that it has, ascending; rows that are alike may share an
   *     array
   * @throws BudgetException if there are more places than an array has elements
   */
  public SparsityPattern(int width, int[][] columns) {
    this.width = width;
    this.columns = Objects.requireNonNull(columns).clone();
    starts = new int[columns.length + 1];
    long count = 0;
    for (int row = 0; row < columns.length; row++) {
      count += columns[row].length;
      if (count > Integer.MAX_VALUE) {
        throw new BudgetException("a matrix with more places than an array has elements");
      }
      starts[row + 1] = (int) count;
    }
  }

  /** The number of rows. */
  public int rows() {
    return columns.length;
  }

  /** The number of columns. */
  public int columns() {
    return width;
  }

  /** The number of places. */
  public int count() {
    return starts[columns.length];
  }

  /** The columns that a row has, ascending; a new array. */
  public int[] columnsOf(int row) {
    return columns[row].clone();
  }

  /**
   * Where each row begins among the values, and where the last one ends: the first array of the
   * compressed sparse row format.
   */
  public int[] rowStarts() {
    return starts.clone();
  }

  /**
   * The columns of all places, row by row: the second array of the compressed sparse row format.
   */
  public int[] columnIndices() {
    int[] all = new int[count()];
    for (int row = 0; row < columns.length; row++) {
      System.arraycopy(columns[row], 0, all, starts[row], columns[row].length);
    }
    return all;
  }

  /** Where the value of a place stands, or a number below 0 where there is none. */
  public int find(int row, int column) {
    int place = Arrays.binarySearch(columns[row], column);
    return place < 0 ? -1 : starts[row] + place;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparsityPattern that
        && width == that.width
        && Arrays.deepEquals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.deepHashCode(columns);
  }

  @Override
  public String toString() {
    return count() + " places of " + rows() + " x " + columns();
  }
}
