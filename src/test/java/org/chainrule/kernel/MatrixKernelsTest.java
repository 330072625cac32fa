package org.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of matrices against their definition, in all orders of rows and columns. */
class MatrixKernelsTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "4, 4, 4", "5, 7, 3", "3, 2, 9", "9, 13, 70", "6, 600, 150", "0, 3, 2"})
  void multiplies(int rows, int columns, int terms) {
    for (int order = 0; order < 8; order++) {
      boolean turnsA = (order & 1) != 0;
      boolean turnsB = (order & 2) != 0;
      boolean turnsC = (order & 4) != 0;
      double[] a = numbers(rows * terms, 1);
      double[] b = numbers(terms * columns, 2);
      double[] c = numbers(2 + rows * columns, 3);
      double[] before = c.clone();
      int aRow = turnsA ? 1 : terms;
      int aTerm = turnsA ? rows : 1;
      int bTerm = turnsB ? 1 : columns;
      int bColumn = turnsB ? terms : 1;
      int cRow = turnsC ? 1 : columns;
      int cColumn = turnsC ? rows : 1;

      MatrixKernels.multiply(
          a, 0, aRow, aTerm, b, 0, bTerm, bColumn, c, 1, cRow, cColumn, rows, columns, terms);

      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (int k = 0; k < terms; k++) {
            sum += a[i * aRow + k * aTerm] * b[k * bTerm + j * bColumn];
          }
          assertThat(c[1 + i * cRow + j * cColumn]).isCloseTo(sum, within(1e-13 * (1 + terms)));
        }
      }
      assertThat(c[0]).isEqualTo(before[0]);
      assertThat(c[c.length - 1]).isEqualTo(before[c.length - 1]);
    }
  }

  private static double[] numbers(int count, int seed) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = Math.sin(i * 1.7 + seed);
    }
    return numbers;
  }
}
