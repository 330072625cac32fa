package org.chainrule.notation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of matrices and vectors, and the matrices that have a name, where the problem gives
 * their names no other meaning.
 */
public enum MatrixFunction {
  /** The identity, of the size that its surroundings ask for or of a given one. */
  IDENTITY("I", 0, 1),
  /** The column, or matrix, whose elements are 1. */
  ONES("ones", 1, 2),
  /** The column, or matrix, whose elements are 0. */
  ZEROS("zeros", 1, 2),
  /** The trace, the sum of the diagonal. */
  TRACE("tr", 1, 1),
  /** The determinant. */
  DETERMINANT("det", 1, 1),
  /** The logarithm of a determinant that is above 0. */
  LOG_DETERMINANT("logdet", 1, 1),
  /** The inverse. */
  INVERSE("inv", 1, 1),
  /** The matrix with rows and columns exchanged. */
  TRANSPOSE("transpose", 1, 1),
  /** The Euclidean norm of a column, the Frobenius norm of a matrix. */
  NORM("norm", 1, 1),
  /** The sum of the absolute values of a column. */
  NORM_1("norm_1", 1, 1),
  /** The Euclidean norm of a column. */
  NORM_2("norm_2", 1, 1),
  /** The sum of the products of equal elements of two columns. */
  DOT("dot", 2, 2),
  /** The matrix of all products of an element of one column and an element of another. */
  OUTER("outer", 2, 2),
  /** The matrix with a column on its diagonal and 0 elsewhere. */
  DIAGONAL_MATRIX("diag", 1, 1),
  /** The column of what is on the diagonal of a matrix. */
  DIAGONAL("diagonal", 1, 1),
  /** The sum of all elements. */
  SUM("sum", 1, 1),
  /** The mean of all elements. */
  MEAN("mean", 1, 1),
  /** The largest element. */
  MAXIMUM("max", 1, 1),
  /** The smallest element. */
  MINIMUM("min", 1, 1),
  /** The columns of a matrix, one below another, as one column. */
  VECTORIZATION("vec", 1, 1),
  /** The Kronecker product: the second matrix times each element of the first, as blocks. */
  KRONECKER("kron", 2, 2),
  /** The softmax of a column, or of each column of a matrix. */
  SOFTMAX("softmax", 1, 1),
  /** The logarithm of the sum of the exponentials of all elements. */
  LOG_SUM_EXP("logsumexp", 1, 1),
  /** The exponential of a matrix as a series, which is refused. */
  MATRIX_EXPONENTIAL("expm", 1, 1);

  private static final Map<String, MatrixFunction> BY_NAME = new HashMap<>();

  static {
    for (MatrixFunction each : values()) {
      BY_NAME.put(each.plainName, each);
    }
  }

  private final String plainName;
  private final int least;
  private final int most;

  MatrixFunction(String plainName, int least, int most) {
    this.plainName = plainName;
    this.least = least;
    this.most = most;
  }

  /** The function of a name in plain notation, or null where there is none. */
  public static @Nullable MatrixFunction named(String name) {
    return BY_NAME.get(name);
  }

  /** The name in plain notation. */
  public String plainName() {
    return plainName;
  }

  /** The least number of arguments. */
  public int least() {
    return least;
  }

  /** The largest number of arguments. */
  public int most() {
    return most;
  }
}
