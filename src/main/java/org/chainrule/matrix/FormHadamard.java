package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.MatrixFunction;

/** A product element by element that is brought to normal form; see {@link FormAlgebra}. */
final class FormHadamard {
  private final FormAlgebra algebra;
  private final MatrixShape shape;
  private Expr front = RationalNumber.ONE;
  private final List<MatrixForm> numbers = new ArrayList<>();
  private final Map<MatrixForm, Expr> exponents = new LinkedHashMap<>();

  /** The columns that multiply the rows of the rest, and those that multiply its columns. */
  private final List<MatrixForm> left = new ArrayList<>();

  private final List<MatrixForm> right = new ArrayList<>();

  /** The columns on the diagonal, where all else is 0. */
  private final List<MatrixForm> onDiagonal = new ArrayList<>();

  private boolean isOuter;
  private boolean isDiagonal;
  private boolean isZero;

  FormHadamard(FormAlgebra algebra, MatrixShape shape) {
    this.algebra = algebra;
    this.shape = shape;
  }

  MatrixForm multiplied(List<? extends MatrixForm> factors) {
    factors.forEach(this::add);
    if (isZero) {
      return FormAlgebra.zero(shape);
    }
    MatrixForm rest = rest();
    List<MatrixForm> chain = new ArrayList<>();
    if (isDiagonal) {
      List<MatrixForm> columns = new ArrayList<>(onDiagonal);
      columns.addAll(left);
      columns.addAll(right);
      columns.add(algebra.diagonal(rest));
      MatrixShape column = MatrixShape.column(shape.rows());
      chain.add(algebra.diagonalMatrix(algebra.hadamard(columns, column)));
    } else if (isOuter && FormAlgebra.is(MatrixFunction.ONES, rest)) {
      chain.add(column(left, shape.rows()));
      chain.add(algebra.transposed(column(right, shape.columns())));
    } else {
      if (!left.isEmpty()) {
        chain.add(algebra.diagonalMatrix(column(left, shape.rows())));
      }
      chain.add(rest);
      if (!right.isEmpty()) {
        chain.add(algebra.diagonalMatrix(column(right, shape.columns())));
      }
    }
    return algebra.product(front, numbers, chain);
  }

  private MatrixForm column(List<MatrixForm> factors, Expr length) {
    MatrixShape column = MatrixShape.column(length);
    return factors.isEmpty() ? FormAlgebra.ones(column) : algebra.hadamard(factors, column);
  }

  private MatrixForm rest() {
    List<MatrixForm> powers = algebra.powers(exponents);
    return powers.isEmpty()
        ? FormAlgebra.ones(shape)
        : powers.size() == 1 ? powers.get(0) : new MatrixForm.Hadamard(powers);
  }

  private void add(MatrixForm form) {
    if (form.shape().isNumber()) {
      numbers.add(form);
    } else if (form instanceof MatrixForm.Product product) {
      front = front.times(product.factor());
      numbers.addAll(product.scalars());
      addChain(product.chain());
    } else if (form instanceof MatrixForm.Hadamard product) {
      product.factors().forEach(this::add);
    } else if (form instanceof MatrixForm.Sum sum
        && algebra.withoutContent(sum) instanceof MatrixForm.Product product) {
      add(product);
    } else if (form instanceof MatrixForm.Power power
        && power.exponent() instanceof MatrixForm.Scalar exponent) {
      exponents.merge(power.base(), exponent.value(), Expr::plus);
    } else if (FormAlgebra.is(MatrixFunction.IDENTITY, form)) {
      isDiagonal = true;
    } else if (FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, form)) {
      isDiagonal = true;
      onDiagonal.add(FormAlgebra.argument(form));
    } else if (FormAlgebra.isZero(form)) {
      isZero = true;
    } else if (!FormAlgebra.is(MatrixFunction.ONES, form)) {
      exponents.merge(form, RationalNumber.ONE, Expr::plus);
    }
  }

  private void addChain(List<MatrixForm> chain) {
    if (chain.size() == 1) {
      add(chain.get(0));
      return;
    }
    int cut = shape.isColumn() ? -1 : FormAlgebra.cut(chain);
    if (cut > 0) {
      isOuter = true;
      left.add(Addend.chained(chain.subList(0, cut)));
      right.add(algebra.transposed(Addend.chained(chain.subList(cut, chain.size()))));
      return;
    }
    int from = 0;
    int to = chain.size();
    if (FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, chain.get(0))) {
      left.add(FormAlgebra.argument(chain.get(0)));
      from++;
    }
    if (to - from > 1 && FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, chain.get(to - 1))) {
      right.add(FormAlgebra.argument(chain.get(to - 1)));
      to--;
    }
    if (to - from == 1) {
      add(chain.get(from));
    } else {
      exponents.merge(Addend.chained(chain.subList(from, to)), RationalNumber.ONE, Expr::plus);
    }
  }
}
