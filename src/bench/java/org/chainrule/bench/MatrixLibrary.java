package org.chainrule.bench;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.chainrule.workloads.Multiplication;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The multiplications of libraries, what they return copied to where it belongs. */
enum MatrixLibrary implements Multiplication {
  EJML {
    @Override
    void multiply(Factor a, Factor b, double[] c, int c0) {
      DMatrixRMaj product = new DMatrixRMaj(1, 1);
      if (a.isTurned()) {
        CommonOps_DDRM.multTransA(a.ejml(), b.ejml(), product);
      } else if (b.isTurned()) {
        CommonOps_DDRM.multTransB(a.ejml(), b.ejml(), product);
      } else {
        CommonOps_DDRM.mult(a.ejml(), b.ejml(), product);
      }
      System.arraycopy(product.data, 0, c, c0, product.getNumElements());
    }
  },

  /** Of what does not change between calls, matrices are made once. */
  COMMONS_MATH {
    private final Map<double[], Map<Integer, RealMatrix>> known = new IdentityHashMap<>();

    @Override
    void multiply(Factor a, Factor b, double[] c, int c0) {
      double[][] product = matrix(a).multiply(matrix(b)).getData();
      for (int i = 0; i < product.length; i++) {
        System.arraycopy(product[i], 0, c, c0 + i * product[i].length, product[i].length);
      }
    }

    private RealMatrix matrix(Factor factor) {
      RealMatrix plain =
          factor.isFixed()
              ? known
                  .computeIfAbsent(factor.array(), key -> new HashMap<>())
                  .computeIfAbsent(factor.start(), key -> factor.blocks())
              : factor.blocks();
      return factor.isTurned() ? plain.transpose() : plain;
    }
  },

  /** In Java, by vectors where the module is there. */
  NETLIB {
    private final BLAS blas = JavaBLAS.getInstance();

    @Override
    void multiply(Factor a, Factor b, double[] c, int c0) {
      // By columns, where each matrix is its transpose: the factors change places.
      int rows = a.isTurned() ? a.columns() : a.rows();
      int columns = b.isTurned() ? b.rows() : b.columns();
      int terms = a.isTurned() ? a.rows() : a.columns();
      blas.dgemm(
          b.isTurned() ? "T" : "N",
          a.isTurned() ? "T" : "N",
          columns,
          rows,
          terms,
          1,
          b.array(),
          b.start(),
          b.columns(),
          a.array(),
          a.start(),
          a.columns(),
          0,
          c,
          c0,
          columns);
    }
  };

  /** A matrix by rows, from a place on. */
  record Factor(
      double[] array, int start, int rows, int columns, boolean isTurned, boolean isFixed) {
    DMatrixRMaj ejml() {
      double[] own = start == 0 ? array : Arrays.copyOfRange(array, start, start + rows * columns);
      return DMatrixRMaj.wrap(rows, columns, own);
    }

    RealMatrix blocks() {
      double[][] data = new double[rows][];
      for (int i = 0; i < rows; i++) {
        int row = start + i * columns;
        data[i] = Arrays.copyOfRange(array, row, row + columns);
      }
      return new BlockRealMatrix(data);
    }
  }

  /** An array is fixed that is longer than any that the workloads make in a call. */
  private static final int LONGEST_MADE = 8_192;

  abstract void multiply(Factor a, Factor b, double[] c, int c0);

  private static Factor factor(double[] array, int start, int rows, int columns, boolean isTurned) {
    return new Factor(array, start, rows, columns, isTurned, array.length > LONGEST_MADE);
  }

  @Override
  public void product(
      double[] a, int a0, double[] b, int b0, double[] c, int c0, int m, int n, int p) {
    multiply(factor(a, a0, m, p, false), factor(b, b0, p, n, false), c, c0);
  }

  @Override
  public void turnedFirst(
      double[] a, int a0, double[] b, int b0, double[] c, int c0, int m, int n, int p) {
    multiply(factor(a, a0, p, m, true), factor(b, b0, p, n, false), c, c0);
  }

  @Override
  public void turnedSecond(
      double[] a, int a0, double[] b, int b0, double[] c, int c0, int m, int n, int p) {
    multiply(factor(a, a0, m, p, false), factor(b, b0, n, p, true), c, c0);
  }
}
