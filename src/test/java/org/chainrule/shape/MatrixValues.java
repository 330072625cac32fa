package org.chainrule.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.syntax.Syntax;

/**
 * Values of matrix notation by the definitions of matrix arithmetic, on arrays of numbers. It knows
 * no indices and no sums, and shares nothing with the way to elements.
 */
final class MatrixValues {
  private final Map<String, double[][]> names;

  MatrixValues(Map<String, double[][]> names) {
    this.names = names;
  }

  /** The value of a tree, a number as one row of one column. */
  double[][] of(Syntax tree) {
    if (tree instanceof Syntax.NumberLiteral number) {
      return number(number.value().doubleValue());
    } else if (tree instanceof Syntax.Name name) {
      return names.get(name.name());
    } else if (tree instanceof Syntax.Negate negate) {
      return each(of(negate.operand()), value -> -value);
    } else if (tree instanceof Syntax.Transpose transpose) {
      return transposed(of(transpose.operand()));
    } else if (tree instanceof Syntax.Binary binary) {
      return binary(binary);
    } else if (tree instanceof Syntax.Call call) {
      return call(call);
    } else if (tree instanceof Syntax.MatrixLiteral literal) {
      return blocks(literal);
    }
    throw new IllegalArgumentException(tree.toString());
  }

  private double[][] binary(Syntax.Binary binary) {
    if (binary.operator() == Syntax.Binary.Operator.POWER) {
      return power(binary);
    }
    double[][] left = of(binary.left());
    double[][] right = beside(left, binary.right());
    return switch (binary.operator()) {
      case ADD -> both(left, right, Double::sum);
      case SUBTRACT -> both(left, right, (one, other) -> one - other);
      case MULTIPLY, MATRIX_MULTIPLY ->
          left[0].length == right.length
              ? product(left, right)
              : both(left, right, (one, other) -> one * other);
      case DIVIDE, ELEMENTWISE_DIVIDE -> both(left, right, (one, other) -> one / other);
      case ELEMENTWISE_MULTIPLY -> both(left, right, (one, other) -> one * other);
      case ELEMENTWISE_POWER -> both(left, right, Math::pow);
      case POWER -> throw new IllegalArgumentException(binary.toString());
    };
  }

  /** The value of a tree, of an identity and a multiple of it in the size of what it is beside. */
  private double[][] beside(double[][] other, Syntax tree) {
    if (tree instanceof Syntax.Name name && name.name().equals("I")) {
      return identity(other.length);
    }
    boolean isMultiple =
        tree instanceof Syntax.Binary product
            && product.operator() == Syntax.Binary.Operator.MULTIPLY
            && product.right() instanceof Syntax.Name name
            && name.name().equals("I");
    return isMultiple
        ? both(of(((Syntax.Binary) tree).left()), identity(other.length), (one, two) -> one * two)
        : of(tree);
  }

  private double[][] power(Syntax.Binary power) {
    double[][] base = of(power.left());
    if (power.right() instanceof Syntax.Name) {
      return transposed(base);
    } else if (power.right() instanceof Syntax.Negate negate) {
      double[][] inverse = inverse(base);
      return negate.operand() instanceof Syntax.NumberLiteral number
          ? repeated(inverse, number)
          : transposed(inverse);
    }
    return repeated(base, (Syntax.NumberLiteral) power.right());
  }

  private static double[][] repeated(double[][] base, Syntax.NumberLiteral exponent) {
    double[][] product = base;
    int times = exponent.value().intValueExact();
    for (int i = 1; i < times; i++) {
      product = product(product, base);
    }
    return product;
  }

  private double[][] call(Syntax.Call call) {
    double[][] first = of(call.arguments().get(0));
    int columns = first[0].length;
    return switch (call.function()) {
      case "tanh" -> each(first, Math::tanh);
      case "sin" -> each(first, Math::sin);
      case "exp" -> each(first, Math::exp);
      case "sigma" -> each(first, value -> 1 / (1 + Math.exp(-value)));
      case "transpose" -> transposed(first);
      case "inv" -> inverse(first);
      case "tr" -> {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
          sum += first[i][i];
        }
        yield number(sum);
      }
      case "det" -> number(determinant(first));
      case "sum" -> number(total(first));
      case "mean" -> number(total(first) / (first.length * columns));
      case "max" -> number(all(first).stream().mapToDouble(each -> each).max().orElseThrow());
      case "norm", "norm_2" -> number(Math.sqrt(total(each(first, value -> value * value))));
      case "norm_1" -> number(total(each(first, Math::abs)));
      case "logsumexp" -> number(Math.log(total(each(first, Math::exp))));
      case "dot" -> product(transposed(first), of(call.arguments().get(1)));
      case "outer" -> product(first, transposed(of(call.arguments().get(1))));
      case "diag" -> {
        double[][] matrix = new double[first.length][first.length];
        for (int i = 0; i < first.length; i++) {
          matrix[i][i] = first[i][0];
        }
        yield matrix;
      }
      case "diagonal" -> {
        double[][] column = new double[first.length][1];
        for (int i = 0; i < first.length; i++) {
          column[i][0] = first[i][i];
        }
        yield column;
      }
      case "vec" -> {
        double[][] column = new double[first.length * columns][1];
        for (int i = 0; i < column.length; i++) {
          column[i][0] = first[i % first.length][i / first.length];
        }
        yield column;
      }
      case "kron" -> kronecker(first, of(call.arguments().get(1)));
      case "softmax" -> {
        double[][] result = each(first, Math::exp);
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (double[] row : result) {
            sum += row[j];
          }
          for (double[] row : result) {
            row[j] /= sum;
          }
        }
        yield result;
      }
      default -> throw new IllegalArgumentException(call.toString());
    };
  }

  private double[][] blocks(Syntax.MatrixLiteral literal) {
    List<double[]> rows = new ArrayList<>();
    for (List<Syntax> row : literal.rows()) {
      List<double[][]> blocks = row.stream().map(this::of).toList();
      for (int i = 0; i < blocks.get(0).length; i++) {
        List<Double> line = new ArrayList<>();
        for (double[][] block : blocks) {
          for (double value : block[i]) {
            line.add(value);
          }
        }
        rows.add(line.stream().mapToDouble(each -> each).toArray());
      }
    }
    return rows.toArray(new double[0][]);
  }

  private static double[][] number(double value) {
    return new double[][] {{value}};
  }

  private static double[][] identity(int size) {
    double[][] identity = new double[size][size];
    for (int i = 0; i < size; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  private static List<Double> all(double[][] matrix) {
    List<Double> values = new ArrayList<>();
    for (double[] row : matrix) {
      for (double value : row) {
        values.add(value);
      }
    }
    return values;
  }

  private static double total(double[][] matrix) {
    return all(matrix).stream().mapToDouble(each -> each).sum();
  }

  private static double[][] each(double[][] matrix, DoubleUnaryOperator function) {
    double[][] result = new double[matrix.length][matrix[0].length];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result[i].length; j++) {
        result[i][j] = function.applyAsDouble(matrix[i][j]);
      }
    }
    return result;
  }

  /** An operation on each pair of elements, where a single one stands beside all. */
  private static double[][] both(
      double[][] left, double[][] right, DoubleBinaryOperator operation) {
    int rows = Math.max(left.length, right.length);
    int columns = Math.max(left[0].length, right[0].length);
    double[][] result = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[i][j] = operation.applyAsDouble(at(left, i, j), at(right, i, j));
      }
    }
    return result;
  }

  private static double at(double[][] matrix, int row, int column) {
    return matrix[matrix.length == 1 ? 0 : row][matrix[0].length == 1 ? 0 : column];
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  private static double[][] product(double[][] left, double[][] right) {
    double[][] result = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < right[0].length; j++) {
        for (int k = 0; k < right.length; k++) {
          result[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return result;
  }

  private static double[][] kronecker(double[][] left, double[][] right) {
    int height = right.length;
    int width = right[0].length;
    double[][] result = new double[left.length * height][left[0].length * width];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result[i].length; j++) {
        result[i][j] = left[i / height][j / width] * right[i % height][j % width];
      }
    }
    return result;
  }

  /** The determinant by its first row. */
  private static double determinant(double[][] matrix) {
    if (matrix.length == 1) {
      return matrix[0][0];
    }
    double sum = 0;
    for (int j = 0; j < matrix.length; j++) {
      sum += (j % 2 == 0 ? 1 : -1) * matrix[0][j] * determinant(without(matrix, 0, j));
    }
    return sum;
  }

  private static double[][] without(double[][] matrix, int row, int column) {
    double[][] smaller = new double[matrix.length - 1][matrix.length - 1];
    for (int i = 0; i < smaller.length; i++) {
      for (int j = 0; j < smaller.length; j++) {
        smaller[i][j] = matrix[i < row ? i : i + 1][j < column ? j : j + 1];
      }
    }
    return smaller;
  }

  /** The inverse by cofactors. */
  private static double[][] inverse(double[][] matrix) {
    double determinant = determinant(matrix);
    double[][] result = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        double minor = matrix.length == 1 ? 1 : determinant(without(matrix, j, i));
        result[i][j] = ((i + j) % 2 == 0 ? 1 : -1) * minor / determinant;
      }
    }
    return result;
  }
}
