package org.chainrule.compile;

/** The copying of points that lie row by row to and from columns of their numbers. */
final class Columns {
  /** The columns that are done in one go, so that the JIT checks the bounds of several at once. */
  private static final int TOGETHER = 4;

  private Columns() {}

  /** Copies rows from a place on to columns that are {@code stride} apart. */
  static void take(double[] rows, int start, int width, double[] columns, int stride, int count) {
    if (count == 1 && stride == 1) {
      System.arraycopy(rows, start, columns, 0, width);
      return;
    }
    int place = 0;
    for (; place + TOGETHER <= width; place += TOGETHER) {
      takeSome(rows, start + place, width, columns, place * stride, stride, count);
    }
    for (; place < width; place++) {
      takeOne(rows, start + place, width, columns, place * stride, count);
    }
  }

  private static void takeSome(
      double[] rows, int start, int width, double[] columns, int first, int stride, int count) {
    int second = first + stride;
    int third = second + stride;
    int fourth = third + stride;
    int row = start;
    for (int i = 0; i < count; i++) {
      columns[first + i] = rows[row];
      columns[second + i] = rows[row + 1];
      columns[third + i] = rows[row + 2];
      columns[fourth + i] = rows[row + 3];
      row += width;
    }
  }

  private static void takeOne(
      double[] rows, int start, int width, double[] columns, int first, int count) {
    int row = start;
    for (int i = 0; i < count; i++) {
      columns[first + i] = rows[row];
      row += width;
    }
  }

  /** Copies columns that are {@code stride} apart to rows from a place on. */
  static void give(double[] columns, int stride, double[] rows, int start, int width, int count) {
    if (count == 1 && stride == 1) {
      System.arraycopy(columns, 0, rows, start, width);
      return;
    }
    int place = 0;
    for (; place + TOGETHER <= width; place += TOGETHER) {
      giveSome(columns, place * stride, stride, rows, start + place, width, count);
    }
    for (; place < width; place++) {
      giveOne(columns, place * stride, rows, start + place, width, count);
    }
  }

  private static void giveSome(
      double[] columns, int first, int stride, double[] rows, int start, int width, int count) {
    int second = first + stride;
    int third = second + stride;
    int fourth = third + stride;
    int row = start;
    for (int i = 0; i < count; i++) {
      rows[row] = columns[first + i];
      rows[row + 1] = columns[second + i];
      rows[row + 2] = columns[third + i];
      rows[row + 3] = columns[fourth + i];
      row += width;
    }
  }

  private static void giveOne(
      double[] columns, int first, double[] rows, int start, int width, int count) {
    int row = start;
    for (int i = 0; i < count; i++) {
      rows[row] = columns[first + i];
      row += width;
    }
  }
}
