package org.chainrule.compile.jvm;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Function;
import org.chainrule.kernel.MatrixKernels;

/** The methods that compiled code calls. */
final class Helpers {
  /** After so many multiplications of a product of matrices it looks whether it is to stop. */
  private static final long MULTIPLICATIONS_PER_POLL = 1 << 22;

  private Helpers() {}

  /** Stops where the thread is asked to, as all long work does. */
  static void poll() {
    Interruption.poll();
  }

  /** The product, 0 where the adjoint is, so that branches not taken contribute nothing. */
  static double guarded(double adjoint, double partial) {
    return adjoint == 0 ? 0 : adjoint * partial;
  }

  /**
   * Puts the product of a and b into c, some rows after each other, between which it may be told to
   * stop.
   */
  static void multiply(
      double[] a,
      int a0,
      int aRow,
      int aTerm,
      double[] b,
      int b0,
      int bTerm,
      int bColumn,
      double[] c,
      int c0,
      int cRow,
      int cColumn,
      int rows,
      int columns,
      int terms,
      boolean isGuarded) {
    long row = Math.max(1, (long) columns * terms);
    int together = (int) Math.max(4, Math.min(rows, MULTIPLICATIONS_PER_POLL / row / 4 * 4));
    for (int i = 0; i < rows; i += together) {
      int some = Math.min(together, rows - i);
      int left = a0 + i * aRow;
      int at = c0 + i * cRow;
      MatrixKernels.multiply(
          a, left, aRow, aTerm, b, b0, bTerm, bColumn, c, at, cRow, cColumn, some, columns, terms);
      if (isGuarded) {
        MatrixKernels.guard(
            a, left, aRow, aTerm, b, b0, bTerm, bColumn, c, at, cRow, cColumn, some, columns,
            terms);
      }
      poll();
    }
  }

  static void invert(
      double[] a,
      int a0,
      int aRow,
      int aColumn,
      double[] c,
      int c0,
      int cRow,
      int cColumn,
      int size) {
    MatrixKernels.invert(a, a0, aRow, aColumn, c, c0, cRow, cColumn, size);
    poll();
  }

  static void fill(double[] array, int from, int to, double value) {
    Arrays.fill(array, from, to, value);
  }

  /** Fills the places from one to another of several points, which are a stride apart. */
  static void fill(
      double[] array, int from, int to, double value, int lanes, int stride, int point) {
    for (int place = from; place < to; place++) {
      int start = place * stride + point;
      Arrays.fill(array, start, start + lanes, value);
    }
  }

  /** Replaces the numbers from a place on by their function's values. */
  static void each(DoubleUnaryOperator kernel, double[] array, int from, int lanes) {
    for (int i = from; i < from + lanes; i++) {
      array[i] = kernel.applyAsDouble(array[i]);
    }
  }

  /** The same with the second arguments behind the first. */
  static void each(DoubleBinaryOperator kernel, double[] array, int from, int lanes) {
    for (int i = from; i < from + lanes; i++) {
      array[i] = kernel.applyAsDouble(array[i], array[i + lanes]);
    }
  }

  /** The same with any number of arguments. */
  static void each(Function.Kernel kernel, double[] array, int from, int lanes, int count) {
    double[] arguments = new double[count];
    for (int i = from; i < from + lanes; i++) {
      for (int k = 0; k < count; k++) {
        arguments[k] = array[i + k * lanes];
      }
      array[i] = kernel.apply(arguments);
    }
  }
}
