package org.chainrule.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.function.Functions;
import org.chainrule.notation.MatrixFunction;
import org.junit.jupiter.api.Test;

/** What holds of every form that is shortened: value and shape stay, and it is short at once. */
class FactoringLawTest {
  private static final int CASES = 250;
  private static final int[][] SIZES = {{2, 3, 4}, {3, 2, 1}, {4, 4, 2}};

  private final Expr m = Expr.symbol("m");
  private final Expr n = Expr.symbol("n");
  private final Expr k = Expr.symbol("k");
  private final List<Expr> lengths = List.of(m, n, k);

  private static boolean isSymmetric(MatrixForm.Name name) {
    return name.element() instanceof IndexedSymbol indexed && indexed.family().startsWith("S");
  }

  @Test
  void valuesStay() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      MatrixForm form = new Generated(random).form();
      MatrixForm shortest = Factoring.shortest(form, FactoringLawTest::isSymmetric);

      assertThat(shortest.shape()).as("seed %s: %s", seed, form).isEqualTo(form.shape());
      for (int[] sizes : SIZES) {
        requireEqual(seed, form, shortest, values(random, sizes));
      }
    }
  }

  @Test
  void theShortestFormIsItsOwn() {
    FormCost cost = new FormCost();
    for (int seed = 0; seed < CASES; seed++) {
      MatrixForm form = new Generated(new Random(seed)).form();
      MatrixForm shortest = Factoring.shortest(form, FactoringLawTest::isSymmetric);

      assertThat(cost.of(shortest)).as(form.toString()).isLessThanOrEqualTo(cost.of(form) + 1e-9);
      assertThat(Factoring.shortest(shortest, FactoringLawTest::isSymmetric))
          .as(form.toString())
          .isEqualTo(shortest);
    }
  }

  private static void requireEqual(
      int seed, MatrixForm form, MatrixForm shortest, FormValues values) {
    double[][] expected = values.of(form);
    double[][] actual = values.of(shortest);
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[0].length; j++) {
        double size = Math.max(1, Math.abs(expected[i][j]));
        if (Double.isFinite(size) && size < 1e8) {
          assertThat(actual[i][j])
              .as("seed %s: %s as %s at %s, %s", seed, form, shortest, i, j)
              .isCloseTo(expected[i][j], within(1e-6 * size));
        }
      }
    }
  }

  private FormValues values(Random random, int[] sizes) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, Integer> size = new HashMap<>();
    for (int i = 0; i < sizes.length; i++) {
      String length = lengths.get(i).toString();
      numbers.put(length, (double) sizes[i]);
      size.put(length, sizes[i]);
    }
    numbers.put("c", 1.3);
    numbers.put("d", 0.7);
    Map<String, double[][]> matrices = new HashMap<>();
    for (Expr rows : lengths) {
      int r = size.get(rows.toString());
      for (String name : List.of("x", "y")) {
        matrices.put(name + rows, random(random, r, 1));
      }
      double[][] a = random(random, r, r);
      double[][] symmetric = new double[r][r];
      for (int i = 0; i < r; i++) {
        for (int j = 0; j < r; j++) {
          symmetric[i][j] = a[i][j] + a[j][i];
        }
      }
      matrices.put("S" + rows, symmetric);
      for (Expr columns : lengths) {
        for (String name : List.of("A", "B")) {
          matrices.put(name + rows + columns, random(random, r, size.get(columns.toString())));
        }
      }
    }
    return new FormValues(numbers, matrices);
  }

  private static double[][] random(Random random, int rows, int columns) {
    double[][] result = new double[rows][columns];
    for (double[] row : result) {
      for (int j = 0; j < columns; j++) {
        row[j] = 0.2 + random.nextDouble();
      }
    }
    return result;
  }

  /** Forms of all kinds. */
  private final class Generated {
    private final Random random;

    Generated(Random random) {
      this.random = random;
    }

    private Expr length() {
      return lengths.get(random.nextInt(lengths.size()));
    }

    private MatrixShape shape() {
      return switch (random.nextInt(4)) {
        case 0 -> MatrixShape.NUMBER;
        case 1, 2 -> MatrixShape.column(length());
        default -> new MatrixShape(length(), length());
      };
    }

    MatrixForm form() {
      return form(shape(), 4);
    }

    private MatrixForm leaf(MatrixShape shape) {
      if (shape.isNumber()) {
        return new MatrixForm.Scalar(
            switch (random.nextInt(5)) {
              case 0 -> Expr.symbol("c");
              case 1 -> Expr.symbol("d");
              case 2 -> Expr.symbol("c").dividedBy(n);
              default -> Expr.of(1 + random.nextInt(3));
            });
      }
      int choice = random.nextInt(8);
      if (shape.isRow()) {
        return MatrixForm.Transpose.of(leaf(shape.transposed()));
      }
      if (choice == 0) {
        return new MatrixForm.Operation(MatrixFunction.ONES, List.of(), shape);
      }
      if (shape.isColumn()) {
        return new MatrixForm.Name(
            IndexedSymbol.of((choice < 4 ? "x" : "y") + shape.rows(), Slot.ROW.symbol()), shape);
      }
      if (choice == 1 && shape.isSquare()) {
        return new MatrixForm.Operation(MatrixFunction.IDENTITY, List.of(), shape);
      }
      if (choice == 2 && shape.isSquare()) {
        return name("S" + shape.rows(), shape);
      }
      MatrixForm name = name((choice < 5 ? "A" : "B") + shape.rows() + shape.columns(), shape);
      return choice == 7
          ? MatrixForm.Transpose.of(name("A" + shape.columns() + shape.rows(), shape.transposed()))
          : name;
    }

    private MatrixForm name(String name, MatrixShape shape) {
      return new MatrixForm.Name(
          IndexedSymbol.of(name, Slot.ROW.symbol(), Slot.COLUMN.symbol()), shape);
    }

    private MatrixForm form(MatrixShape shape, int depth) {
      if (depth == 0 || random.nextInt(5) == 0) {
        return leaf(shape);
      }
      return switch (random.nextInt(9)) {
        case 0, 1, 2 -> sum(shape, depth);
        case 3, 4 -> chain(shape, depth);
        case 5 -> MatrixForm.Hadamard.of(List.of(form(shape, depth - 1), form(shape, depth - 1)));
        case 6 -> MatrixForm.Transpose.of(form(shape.transposed(), depth - 1));
        case 7 -> function(shape, depth);
        default -> operation(shape, depth);
      };
    }

    private MatrixForm sum(MatrixShape shape, int depth) {
      if (random.nextInt(4) == 0) {
        return related(shape, depth);
      }
      List<MatrixForm> terms = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(2); i++) {
        MatrixForm term =
            form(i > 0 && random.nextInt(6) == 0 ? MatrixShape.NUMBER : shape, depth - 1);
        terms.add(random.nextInt(3) == 0 ? MatrixForm.Product.scaled(Expr.of(-1), term) : term);
      }
      return MatrixForm.Sum.of(terms);
    }

    /** A sum of terms that have a factor in common, or mirror each other. */
    private MatrixForm related(MatrixShape shape, int depth) {
      MatrixForm one = form(shape, depth - 1);
      if (shape.isSquare() && random.nextBoolean()) {
        MatrixForm sum = MatrixForm.Sum.of(List.of(one, MatrixForm.Transpose.of(one)));
        return random.nextBoolean() ? sum : MatrixForm.Product.scaled(Expr.of(-2), sum);
      }
      MatrixForm common = form(new MatrixShape(shape.rows(), length()), depth - 1);
      MatrixShape rest = new MatrixShape(common.shape().columns(), shape.columns());
      MatrixForm first = MatrixForm.Product.chain(common, form(rest, depth - 1));
      MatrixForm second = MatrixForm.Product.chain(common, form(rest, depth - 1));
      return MatrixForm.Sum.of(List.of(first, MatrixForm.Product.scaled(Expr.of(-1), second), one));
    }

    private MatrixForm chain(MatrixShape shape, int depth) {
      List<MatrixForm> chain = new ArrayList<>();
      Expr rows = shape.rows();
      for (int i = 0; i < random.nextInt(3); i++) {
        Expr columns = random.nextInt(4) == 0 ? Expr.of(1) : length();
        chain.add(form(new MatrixShape(rows, columns), depth - 1));
        rows = columns;
      }
      chain.add(form(new MatrixShape(rows, shape.columns()), depth - 1));
      List<MatrixForm> scalars =
          random.nextInt(3) == 0 ? List.of(form(MatrixShape.NUMBER, depth - 1)) : List.of();
      return MatrixForm.Product.of(
          random.nextInt(3) == 0 ? Expr.symbol("c") : Expr.of(1), scalars, chain);
    }

    private MatrixForm function(MatrixShape shape, int depth) {
      return switch (random.nextInt(4)) {
        case 0 -> MatrixForm.Elementwise.of(Functions.SIGMOID, List.of(form(shape, depth - 1)));
        case 1 -> MatrixForm.Elementwise.of(Functions.EXP, List.of(leaf(shape)));
        case 2 -> MatrixForm.Power.of(form(shape, depth - 1), Expr.of(2));
        default -> MatrixForm.Power.of(leaf(shape), Expr.of(-1));
      };
    }

    private MatrixForm operation(MatrixShape shape, int depth) {
      if (shape.isNumber()) {
        Expr length = length();
        MatrixShape square = new MatrixShape(length, length);
        return switch (random.nextInt(5)) {
          case 0 -> operation(MatrixFunction.TRACE, form(square, depth - 1), shape);
          case 1 -> operation(MatrixFunction.SUM, form(shape(), depth - 1), shape);
          case 2 -> operation(MatrixFunction.NORM, form(shape(), depth - 1), shape);
          case 3 -> operation(MatrixFunction.MEAN, form(shape(), depth - 1), shape);
          default -> operation(MatrixFunction.DETERMINANT, leaf(square), shape);
        };
      }
      if (shape.isColumn()) {
        MatrixShape square = new MatrixShape(shape.rows(), shape.rows());
        return random.nextBoolean()
            ? operation(MatrixFunction.DIAGONAL, form(square, depth - 1), shape)
            : operation(MatrixFunction.SOFTMAX, form(shape, depth - 1), shape);
      }
      if (shape.isSquare() && !shape.isNumber()) {
        return random.nextBoolean()
            ? operation(
                MatrixFunction.DIAGONAL_MATRIX,
                form(MatrixShape.column(shape.rows()), depth - 1),
                shape)
            : operation(
                MatrixFunction.INVERSE, name("A" + shape.rows() + shape.rows(), shape), shape);
      }
      return leaf(shape);
    }

    private MatrixForm operation(MatrixFunction function, MatrixForm argument, MatrixShape shape) {
      return new MatrixForm.Operation(function, List.of(argument), shape);
    }
  }
}
