package org.chainrule.answer;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic of columns and matrices in loops, for values to compare with. */
final class Loops {
  private Loops() {}

  static double[] column(Map<String, Object> point, String name) {
    return (double[]) point.get(name);
  }

  static double[][] matrix(Map<String, Object> point, String name) {
    return (double[][]) point.get(name);
  }

  static double number(Map<String, Object> point, String name) {
    return ((Number) point.get(name)).doubleValue();
  }

  static double[] times(double[][] matrix, double[] column) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < column.length; j++) {
        product[i] += matrix[i][j] * column[j];
      }
    }
    return product;
  }

  static double[][] times(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int k = 0; k < right.length; k++) {
        for (int j = 0; j < right[0].length; j++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }

  static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  static double[] plus(double[]... columns) {
    double[] sum = new double[columns[0].length];
    for (double[] each : columns) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += each[i];
      }
    }
    return sum;
  }

  static double[][] plus(double[][] left, double[][] right, double factor) {
    double[][] sum = new double[left.length][left[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < left[0].length; j++) {
        sum[i][j] = left[i][j] + factor * right[i][j];
      }
    }
    return sum;
  }

  static double[] minus(double[] left, double[] right) {
    return plus(left, map(right, x -> -x));
  }

  static double[] elementwise(double[] left, double[] right) {
    double[] product = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      product[i] = left[i] * right[i];
    }
    return product;
  }

  static double[] map(double[] column, DoubleUnaryOperator function) {
    double[] result = new double[column.length];
    for (int i = 0; i < column.length; i++) {
      result[i] = function.applyAsDouble(column[i]);
    }
    return result;
  }

  static double[][] map(double[][] matrix, DoubleUnaryOperator function) {
    double[][] result = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      result[i] = map(matrix[i], function);
    }
    return result;
  }

  static double sigma(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double square(double[] column) {
    return dot(column, column);
  }

  static double square(double[][] matrix) {
    double sum = 0;
    for (double[] row : matrix) {
      sum += square(row);
    }
    return sum;
  }

  static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  static double[] softmax(double[] column) {
    double[] exps = map(column, Math::exp);
    double sum = 0;
    for (double each : exps) {
      sum += each;
    }
    double total = sum;
    return map(exps, x -> x / total);
  }

  /** The inverse of a matrix of two rows. */
  static double[][] inverse(double[][] m) {
    double det = m[0][0] * m[1][1] - m[0][1] * m[1][0];
    return new double[][] {{m[1][1] / det, -m[0][1] / det}, {-m[1][0] / det, m[0][0] / det}};
  }

  /** Numbers that look like none in particular, of size about 1. */
  static double[] some(int seed, int length) {
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = Math.round(1000 * Math.sin(1.7 * seed + 2.3 * i + 0.4)) / 1000.0;
    }
    return numbers;
  }

  static double[][] some(int seed, int rows, int columns) {
    double[][] numbers = new double[rows][];
    for (int i = 0; i < rows; i++) {
      numbers[i] = some(seed + 11 * i, columns);
    }
    return numbers;
  }
}
