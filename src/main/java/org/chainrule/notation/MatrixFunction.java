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
  IDENTITY("I", 0, 1, "I_{#1}"),
  /** The column, or matrix, whose elements are 1. */
  ONES("ones", 1, 2, "\\mathbf{1}_{#*}"),
  /** The column, or matrix, whose elements are 0. */
  ZEROS("zeros", 1, 2, "\\mathbf{0}_{#*}"),
  /** The trace, the sum of the diagonal. */
  TRACE("tr", 1, 1, "\\operatorname{tr}\\left(#1\\right)"),
  /** The determinant. */
  DETERMINANT("det", 1, 1, "\\det\\left(#1\\right)"),
  /** The logarithm of a determinant that is above 0. */
  LOG_DETERMINANT("logdet", 1, 1, "\\log\\det\\left(#1\\right)"),
  /** The inverse. */
  INVERSE("inv", 1, 1, "\\left(#1\\right)^{-1}"),
  /** The matrix with rows and columns exchanged. */
  TRANSPOSE("transpose", 1, 1, "\\left(#1\\right)^{\\top}"),
  /** The Euclidean norm of a column, the Frobenius norm of a matrix. */
  NORM("norm", 1, 1, "\\left\\lVert #1\\right\\rVert"),
  /** The sum of the absolute values of a column. */
  NORM_1("norm_1", 1, 1, "\\left\\lVert #1\\right\\rVert_{1}"),
  /** The Euclidean norm of a column. */
  NORM_2("norm_2", 1, 1, "\\left\\lVert #1\\right\\rVert_{2}"),
  /** The sum of the products of equal elements of two columns. */
  DOT("dot", 2, 2, "\\left\\langle #*\\right\\rangle"),
  /** The matrix of all products of an element of one column and an element of another. */
  OUTER("outer", 2, 2, "\\operatorname{outer}\\left(#*\\right)"),
  /** The matrix with a column on its diagonal and 0 elsewhere. */
  DIAGONAL_MATRIX("diag", 1, 1, "\\operatorname{diag}\\left(#1\\right)"),
  /** The column of what is on the diagonal of a matrix. */
  DIAGONAL("diagonal", 1, 1, "\\operatorname{diagonal}\\left(#1\\right)"),
  /** The sum of all elements. */
  SUM("sum", 1, 1, "\\operatorname{sum}\\left(#1\\right)"),
  /** The mean of all elements. */
  MEAN("mean", 1, 1, "\\operatorname{mean}\\left(#1\\right)"),
  /** The largest element. */
  MAXIMUM("max", 1, 1, "\\max\\left(#1\\right)"),
  /** The smallest element. */
  MINIMUM("min", 1, 1, "\\min\\left(#1\\right)"),
  /** The columns of a matrix, one below another, as one column. */
  VECTORIZATION("vec", 1, 1, "\\operatorname{vec}\\left(#1\\right)"),
  /** The Kronecker product: the second matrix times each element of the first, as blocks. */
  KRONECKER("kron", 2, 2, "\\operatorname{kron}\\left(#*\\right)"),
  /** The softmax of a column, or of each column of a matrix. */
  SOFTMAX("softmax", 1, 1, "\\operatorname{softmax}\\left(#1\\right)"),
  /** The logarithm of the sum of the exponentials of all elements. */
  LOG_SUM_EXP("logsumexp", 1, 1, "\\operatorname{logsumexp}\\left(#1\\right)"),
  /** The exponential of a matrix as a series, which is refused. */
  MATRIX_EXPONENTIAL("expm", 1, 1, "\\operatorname{expm}\\left(#1\\right)");

  private static final Map<String, MatrixFunction> BY_NAME = new HashMap<>();

  static {
    for (MatrixFunction each : values()) {
      BY_NAME.put(each.plainName, each);
    }
    BY_NAME.put("trace", TRACE);
  }

  private final String plainName;
  private final int least;
  private final int most;
  private final String latex;

  MatrixFunction(String plainName, int least, int most, String latex) {
    this.plainName = plainName;
    this.least = least;
    this.most = most;
    this.latex = latex;
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

  /** The LaTeX, with {@code #1} for the first argument and {@code #*} for all. */
  public String latex() {
    return latex;
  }
}
