package org.chainrule.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.chainrule.error.DomainException;
import org.chainrule.number.Rational;
import org.junit.jupiter.api.Test;

class GaussianEliminationTest {
  private static List<List<Rational>> rows(int[][] matrix) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.stream(row).mapToObj(Rational::of).toList())
        .toList();
  }

  private static Rational determinant(int[][] matrix) {
    return GaussianElimination.determinant(rows(matrix), RationalField.RATIONALS).get(0);
  }

  private static int[][] random(int size, Random random) {
    int[][] matrix = new int[size][size];
    for (int[] row : matrix) {
      Arrays.setAll(row, i -> random.nextInt(7) - 3);
    }
    return matrix;
  }

  @Test
  void theDeterminantIsWhatCommonsMathFindsInDoubles() {
    Random random = new Random(1);
    for (int size = 1; size <= 12; size++) {
      double[][] matrix = new double[size][size];
      for (double[] row : matrix) {
        Arrays.setAll(row, i -> random.nextGaussian());
      }
      LUDecomposition expected = new LUDecomposition(MatrixUtils.createRealMatrix(matrix));
      List<List<Double>> rows = new ArrayList<>();
      for (double[] row : matrix) {
        rows.add(Arrays.stream(row).boxed().toList());
      }
      assertThat(GaussianElimination.determinant(rows, DoubleField.DOUBLES).get(0))
          .isCloseTo(
              expected.getDeterminant(), within(1e-11 * Math.abs(expected.getDeterminant())));
      List<Double> inverse = GaussianElimination.inverse(rows, DoubleField.DOUBLES);
      double[][] other = expected.getSolver().getInverse().getData();
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          assertThat(inverse.get(i * size + j)).isCloseTo(other[i][j], within(1e-10));
        }
      }
    }
  }

  @Test
  void theInverseTimesTheMatrixIsTheIdentity() {
    Random random = new Random(2);
    int regular = 0;
    for (int trial = 0; trial < 200; trial++) {
      int size = 1 + trial % 5;
      int[][] matrix = random(size, random);
      if (determinant(matrix).isZero()) {
        assertThatThrownBy(() -> GaussianElimination.inverse(rows(matrix), RationalField.RATIONALS))
            .isInstanceOf(DomainException.class)
            .hasMessageContaining("determinant 0");
        continue;
      }
      regular++;
      List<Rational> inverse = GaussianElimination.inverse(rows(matrix), RationalField.RATIONALS);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          Rational sum = Rational.ZERO;
          for (int k = 0; k < size; k++) {
            sum = sum.plus(inverse.get(i * size + k).times(Rational.of(matrix[k][j])));
          }
          assertThat(sum).isEqualTo(i == j ? Rational.ONE : Rational.ZERO);
        }
      }
    }
    assertThat(regular).isBetween(100, 190);
  }

  @Test
  void rowsAreExchangedWhereTheDiagonalIsZero() {
    assertThat(determinant(new int[][] {{0, 2}, {3, 0}})).isEqualTo(Rational.of(-6));
    assertThat(determinant(new int[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}})).isEqualTo(Rational.ONE);
    assertThat(determinant(new int[][] {{0, 0, 1}, {0, 1, 0}, {1, 0, 0}}))
        .isEqualTo(Rational.MINUS_ONE);
  }

  @Test
  void theDeterminantOfDependentColumnsIsZero() {
    assertThat(determinant(new int[][] {{1, 2, 3}, {2, 4, 6}, {3, 6, 9}})).isEqualTo(Rational.ZERO);
    assertThat(determinant(new int[][] {{0, 2, 3}, {0, 5, 6}, {0, 8, 9}})).isEqualTo(Rational.ZERO);
    assertThat(determinant(new int[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}})).isEqualTo(Rational.ZERO);
  }

  @Test
  void theDeterminantOfNothingIsOne() {
    assertThat(determinant(new int[0][0])).isEqualTo(Rational.ONE);
  }
}
