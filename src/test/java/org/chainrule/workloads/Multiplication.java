package org.chainrule.workloads;

/**
 * A way to multiply matrices that lie in flat arrays by rows, from places on. The target is
 * overwritten; m, n and p are its rows, its columns and the number of terms.
 */
public interface Multiplication {
  /** What a person writes: loops in the order in which memory is read and written. */
  Multiplication BY_HAND = new Loops();

  /** The product of a and b. */
  void product(double[] a, int a0, double[] b, int b0, double[] c, int c0, int m, int n, int p);

  /** The product of a matrix of p rows, turned, and b. */
  void turnedFirst(double[] a, int a0, double[] b, int b0, double[] c, int c0, int m, int n, int p);

  /** The product of a and a matrix of n rows, turned. */
  void turnedSecond(
      double[] a, int a0, double[] b, int b0, double[] c, int c0, int m, int n, int p);

  /** The loops. */
  final class Loops implements Multiplication {
    @Override
    public void product(
        double[] a, int a0, double[] b, int b0, double[] c, int c0, int m, int n, int p) {
      for (int i = 0; i < m; i++) {
        int row = c0 + i * n;
        for (int j = 0; j < n; j++) {
          c[row + j] = 0;
        }
        for (int k = 0; k < p; k++) {
          double factor = a[a0 + i * p + k];
          int right = b0 + k * n;
          for (int j = 0; j < n; j++) {
            c[row + j] += factor * b[right + j];
          }
        }
      }
    }

    @Override
    public void turnedFirst(
        double[] a, int a0, double[] b, int b0, double[] c, int c0, int m, int n, int p) {
      for (int i = 0; i < m; i++) {
        int row = c0 + i * n;
        for (int j = 0; j < n; j++) {
          c[row + j] = 0;
        }
        for (int k = 0; k < p; k++) {
          double factor = a[a0 + k * m + i];
          int right = b0 + k * n;
          for (int j = 0; j < n; j++) {
            c[row + j] += factor * b[right + j];
          }
        }
      }
    }

    @Override
    public void turnedSecond(
        double[] a, int a0, double[] b, int b0, double[] c, int c0, int m, int n, int p) {
      for (int i = 0; i < m; i++) {
        int left = a0 + i * p;
        for (int j = 0; j < n; j++) {
          int right = b0 + j * p;
          double sum = 0;
          for (int k = 0; k < p; k++) {
            sum += a[left + k] * b[right + k];
          }
          c[c0 + i * n + j] = sum;
        }
      }
    }
  }
}
