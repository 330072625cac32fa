package org.chainrule.matrix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.notation.MatrixFunction;

/** A generator of formulas of matrices whose shapes fit. */
final class FormGenerator {
  static final Expr ONE = RationalNumber.ONE;
  static final List<Expr> LENGTHS = List.of(Symbol.named("m"), Symbol.named("n"));
  private static final List<String> NAMES = List.of("A", "B");

  private final Random random;
  private final Map<String, List<IndexRange>> families = new HashMap<>();

  FormGenerator(long seed) {
    random = new Random(seed);
  }

  /** The ranges of the axes of the names so far. */
  Map<String, List<IndexRange>> families() {
    return families;
  }

  Expr length() {
    return LENGTHS.get(random.nextInt(LENGTHS.size()));
  }

  MatrixForm form(Expr rows, Expr columns, int depth) {
    boolean isNumber = rows.isOne() && columns.isOne();
    if (depth == 0) {
      return isNumber ? number() : name(rows, columns);
    }
    return switch (random.nextInt(9)) {
      case 0, 1 -> product(rows, columns, depth);
      case 2 -> sum(rows, columns, depth);
      case 3 ->
          MatrixForms.hadamard(
              List.of(form(rows, columns, depth - 1), form(rows, columns, depth - 1)));
      case 4 -> MatrixForm.Transpose.of(form(columns, rows, depth - 1));
      case 5 ->
          MatrixForm.Elementwise.of(
              random.nextBoolean() ? Functions.TANH : Functions.EXP,
              List.of(form(rows, columns, depth - 1)));
      case 6 ->
          MatrixForm.Product.of(
              Expr.of(2 + random.nextInt(3)),
              List.of(form(ONE, ONE, depth - 1)),
              List.of(form(rows, columns, depth - 1)));
      default -> operation(rows, columns, depth);
    };
  }

  private MatrixForm product(Expr rows, Expr columns, int depth) {
    Expr inner = length();
    return MatrixForm.Product.chain(form(rows, inner, depth - 1), form(inner, columns, depth - 1));
  }

  private MatrixForm sum(Expr rows, Expr columns, int depth) {
    return MatrixForm.Sum.of(
        List.of(
            form(rows, columns, depth - 1),
            MatrixForm.Product.scaled(Expr.of(-1), form(rows, columns, depth - 1))));
  }

  private MatrixForm operation(Expr rows, Expr columns, int depth) {
    Expr length = length();
    if (rows.isOne() && columns.isOne()) {
      return switch (random.nextInt(3)) {
        case 0 -> MatrixForms.trace(form(length, length, depth - 1));
        case 1 -> MatrixForms.squaredNorm(form(length, length(), depth - 1));
        default -> MatrixForms.total(form(length, ONE, depth - 1));
      };
    }
    if (columns.isOne()) {
      return switch (random.nextInt(3)) {
        case 0 -> MatrixForms.diagonal(form(rows, rows, depth - 1));
        case 1 -> MatrixForms.ones(rows);
        default ->
            MatrixForms.operation(
                MatrixFunction.SOFTMAX, form(rows, ONE, depth - 1), MatrixShape.column(rows));
      };
    }
    if (rows == columns) {
      return random.nextInt(3) == 0
          ? MatrixForms.identity(rows)
          : MatrixForms.diagonalMatrix(form(rows, ONE, depth - 1));
    }
    return product(rows, columns, depth);
  }

  private MatrixForm number() {
    return MatrixForms.number(random.nextBoolean() ? Symbol.named("c") : Expr.of(1, 2));
  }

  private MatrixForm name(Expr rows, Expr columns) {
    if (rows.isOne()) {
      return MatrixForm.Transpose.of(name(columns, ONE));
    }
    String base = NAMES.get(random.nextInt(NAMES.size()));
    IndexRange down = new IndexRange(ONE, rows);
    if (columns.isOne()) {
      String column = (base.equals("A") ? "x" : "y") + "_of_" + rows;
      families.put(column, List.of(down));
      return new MatrixForm.Name(
          IndexedSymbol.of(column, Slot.ROW.symbol()), MatrixShape.column(rows));
    }
    String matrix = base + "_of_" + rows + columns;
    families.put(matrix, List.of(down, new IndexRange(ONE, columns)));
    return new MatrixForm.Name(
        IndexedSymbol.of(matrix, Slot.ROW.symbol(), Slot.COLUMN.symbol()),
        new MatrixShape(rows, columns));
  }
}
