package org.chainrule.function;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Field;

/**
 * Gaussian elimination in a square matrix by Bareiss's rule: each new element is a determinant of
 * elements of the matrix, and the division in it leaves no rest.
 *
 * <p>So it is exact where the arithmetic is, whole numbers stay whole all the way, and with
 * rounding it is as good as the usual rule, whose elements are these divided by others. Rows are
 * exchanged so that each divisor is the largest that there is.
 *
 * @param <T> the numbers
 */
final class GaussianElimination<T> {
  private final Field<T> field;
  private final int size;

  /** The rows of the matrix, with those of the identity beside them where the inverse is asked. */
  private final List<List<T>> rows = new ArrayList<>();

  private boolean isExchanged;

  private GaussianElimination(List<List<T>> matrix, Field<T> field) {
    this.field = field;
    size = matrix.size();
    matrix.forEach(row -> rows.add(new ArrayList<>(row)));
  }

  /** The determinant, as the only element of a list. */
  static <T> List<T> determinant(List<List<T>> matrix, Field<T> field) {
    GaussianElimination<T> elimination = new GaussianElimination<>(matrix, field);
    T last = elimination.eliminate(false);
    return List.of(elimination.isExchanged ? field.negate(last) : last);
  }

  /**
   * The elements of the inverse, row by row.
   *
   * @throws DomainException if there is none
   */
  static <T> List<T> inverse(List<List<T>> matrix, Field<T> field) {
    GaussianElimination<T> elimination = new GaussianElimination<>(matrix, field);
    int size = elimination.size;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        elimination.rows.get(i).add(field.of(i == j ? 1 : 0));
      }
    }
    T last = elimination.eliminate(true);
    List<T> inverse = new ArrayList<>(size * size);
    try {
      for (List<T> row : elimination.rows) {
        row.subList(size, 2 * size).forEach(each -> inverse.add(field.divide(each, last)));
      }
    } catch (DomainException singular) {
      throw singular.withMessage("the matrix has the determinant 0, so it has no inverse");
    }
    return inverse;
  }

  /**
   * Eliminates below the diagonal, or above it too; gives the last divisor, which is the
   * determinant but for its sign, and 0 where the columns are found to depend on each other.
   */
  private T eliminate(boolean isAbove) {
    T last = field.of(1);
    for (int k = 0; k < size; k++) {
      Interruption.poll();
      int largest = largest(k);
      if (largest < 0) {
        return rows.get(k).get(k);
      }
      if (largest > k) {
        Collections.swap(rows, k, largest);
        isExchanged = !isExchanged;
      }
      for (int i = isAbove ? 0 : k + 1; i < size; i++) {
        if (i != k) {
          eliminate(rows.get(i), rows.get(k), k, last);
        }
      }
      last = rows.get(k).get(k);
    }
    return last;
  }

  private void eliminate(List<T> row, List<T> by, int k, T last) {
    T factor = field.negate(row.get(k));
    for (int j = k + 1; j < row.size(); j++) {
      T crossed =
          field.add(field.multiply(row.get(j), by.get(k)), field.multiply(factor, by.get(j)));
      row.set(j, k == 0 ? crossed : field.divide(crossed, last));
    }
  }

  /** The row from the diagonal on with the largest element in a column; -1 where all are 0. */
  private int largest(int k) {
    int largest = k;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = k; i < size; i++) {
      double each = field.size(rows.get(i).get(k));
      if (each > most) {
        most = each;
        largest = i;
      }
    }
    // What may be 0 is no divisor, but in the last column nothing is divided by it.
    for (int i = k; i < size && most == Double.NEGATIVE_INFINITY && k < size - 1; i++) {
      if (!field.vanishes(rows.get(i).get(k))) {
        return i;
      }
      largest = -1;
    }
    return largest;
  }
}
