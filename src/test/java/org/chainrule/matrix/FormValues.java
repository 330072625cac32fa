package org.chainrule.matrix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;

/**
 * The values of forms in plain arrays, for tests: written apart from all that works on forms.
 *
 * @param numbers what numbers and lengths are
 * @param matrices what names are
 */
record FormValues(Map<String, Double> numbers, Map<String, double[][]> matrices)
    implements MatrixForm.Visitor<double[][]> {

  double[][] of(MatrixForm form) {
    return form.accept(this);
  }

  private double number(Expr value) {
    return value.at(known(value));
  }

  private Map<String, Object> known(Expr value) {
    Map<String, Object> known = new HashMap<>();
    value.variables().forEach(name -> known.put(name, numbers.get(name)));
    return known;
  }

  private static double[][] filled(int rows, int columns, double value) {
    return generated(rows, columns, (i, j) -> value);
  }

  private static double[][] generated(int rows, int columns, DoubleBinaryOperator element) {
    double[][] result = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[i][j] = element.applyAsDouble(i, j);
      }
    }
    return result;
  }

  private double[][] filled(MatrixShape shape, double value) {
    return filled((int) number(shape.rows()), (int) number(shape.columns()), value);
  }

  private static double[][] each(double[][] a, DoubleUnaryOperator function) {
    return generated(a.length, a[0].length, (i, j) -> function.applyAsDouble(a[(int) i][(int) j]));
  }

  /** Element by element, a number with all elements of the other. */
  private static double[][] each(double[][] a, double[][] b, DoubleBinaryOperator function) {
    boolean isNumberA = a.length == 1 && a[0].length == 1;
    boolean isNumberB = b.length == 1 && b[0].length == 1;
    double[][] shape = isNumberA ? b : a;
    return generated(
        shape.length,
        shape[0].length,
        (i, j) ->
            function.applyAsDouble(
                isNumberA ? a[0][0] : a[(int) i][(int) j],
                isNumberB ? b[0][0] : b[(int) i][(int) j]));
  }

  private static double[][] multiplied(double[][] a, double[][] b) {
    double[][] product = filled(a.length, b[0].length, 0);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] a) {
    return generated(a[0].length, a.length, (i, j) -> a[(int) j][(int) i]);
  }

  private static double sum(double[][] a) {
    double sum = 0;
    for (double[] row : a) {
      for (double value : row) {
        sum += value;
      }
    }
    return sum;
  }

  @Override
  public double[][] visit(MatrixForm.Scalar number) {
    return filled(1, 1, number(number.value()));
  }

  @Override
  public double[][] visit(MatrixForm.Name name) {
    return matrices.get(((IndexedSymbol) name.element()).family());
  }

  @Override
  public double[][] visit(MatrixForm.Sum sum) {
    double[][] result = of(sum.terms().get(0));
    for (MatrixForm term : sum.terms().subList(1, sum.terms().size())) {
      result = each(result, of(term), Double::sum);
    }
    return result;
  }

  @Override
  public double[][] visit(MatrixForm.Product product) {
    double factor = number(product.factor());
    for (MatrixForm scalar : product.scalars()) {
      factor *= of(scalar)[0][0];
    }
    if (product.chain().isEmpty()) {
      return filled(1, 1, factor);
    }
    double[][] result = of(product.chain().get(0));
    for (MatrixForm matrix : product.chain().subList(1, product.chain().size())) {
      result = multiplied(result, of(matrix));
    }
    double scale = factor;
    return each(result, value -> scale * value);
  }

  @Override
  public double[][] visit(MatrixForm.Hadamard product) {
    double[][] result = of(product.factors().get(0));
    for (MatrixForm factor : product.factors().subList(1, product.factors().size())) {
      result = each(result, of(factor), (a, b) -> a * b);
    }
    return result;
  }

  @Override
  public double[][] visit(MatrixForm.Transpose transpose) {
    return transposed(of(transpose.operand()));
  }

  @Override
  public double[][] visit(MatrixForm.Power power) {
    return each(of(power.base()), of(power.exponent()), Math::pow);
  }

  @Override
  public double[][] visit(MatrixForm.Elementwise function) {
    double[][] argument = of(function.arguments().get(0));
    Expr applied = Apply.of(function.function(), List.of(Expr.symbol("t")));
    return each(argument, value -> applied.at("t", value));
  }

  @Override
  public double[][] visit(MatrixForm.Operation operation) {
    if (operation.arguments().isEmpty()) {
      return switch (operation.function()) {
        case IDENTITY -> diagonal(filled(new MatrixShape(operation.shape().rows(), Expr.of(1)), 1));
        case ONES -> filled(operation.shape(), 1);
        default -> filled(operation.shape(), 0);
      };
    }
    double[][] a = of(operation.arguments().get(0));
    return switch (operation.function()) {
      case TRACE -> filled(1, 1, sum(each(a, diagonal(filled(a.length, 1, 1)), (x, y) -> x * y)));
      case DIAGONAL_MATRIX -> diagonal(a);
      case DIAGONAL -> generated(a.length, 1, (i, j) -> a[(int) i][(int) i]);
      case SUM -> filled(1, 1, sum(a));
      case MEAN -> filled(1, 1, sum(a) / (a.length * a[0].length));
      case NORM -> filled(1, 1, Math.sqrt(sum(each(a, x -> x * x))));
      case INVERSE -> inverse(a);
      case DETERMINANT -> filled(1, 1, determinant(a));
      case LOG_DETERMINANT -> filled(1, 1, Math.log(determinant(a)));
      case LOG_SUM_EXP -> filled(1, 1, Math.log(sum(each(a, Math::exp))));
      case SOFTMAX -> {
        double[][] powers = each(a, Math::exp);
        double[][] sums = multiplied(filled(1, a.length, 1), powers);
        yield generated(
            a.length, a[0].length, (i, j) -> powers[(int) i][(int) j] / sums[0][(int) j]);
      }
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static double[][] diagonal(double[][] column) {
    return generated(column.length, column.length, (i, j) -> i == j ? column[(int) i][0] : 0);
  }

  /** By cofactors. */
  private static double determinant(double[][] a) {
    if (a.length == 1) {
      return a[0][0];
    }
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (j % 2 == 0 ? 1 : -1) * a[0][j] * determinant(minor(a, 0, j));
    }
    return sum;
  }

  private static double[][] minor(double[][] a, int row, int column) {
    return generated(
        a.length - 1,
        a.length - 1,
        (i, j) ->
            a[(int) i < row ? (int) i : (int) i + 1][(int) j < column ? (int) j : (int) j + 1]);
  }

  private static double[][] inverse(double[][] a) {
    double determinant = determinant(a);
    return a.length == 1
        ? filled(1, 1, 1 / determinant)
        : generated(
            a.length,
            a.length,
            (i, j) ->
                ((i + j) % 2 == 0 ? 1 : -1)
                    * determinant(minor(a, (int) j, (int) i))
                    / determinant);
  }

  @Override
  public double[][] visit(MatrixForm.Total total) {
    throw new UnsupportedOperationException("a sum over members");
  }

  @Override
  public double[][] visit(MatrixForm.Cases cases) {
    throw new UnsupportedOperationException("cases");
  }
}
