package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.MatrixFunction;
import org.jspecify.annotations.Nullable;

/** A product of matrices that is brought to normal form; see {@link FormAlgebra}. */
final class FormProduct {
  private final FormAlgebra algebra;
  private Expr front = RationalNumber.ONE;
  private final List<MatrixForm> numbers = new ArrayList<>();
  private final List<MatrixForm> matrices = new ArrayList<>();

  FormProduct(FormAlgebra algebra) {
    this.algebra = algebra;
  }

  MatrixForm multiplied(
      Expr factor, List<? extends MatrixForm> scalars, List<? extends MatrixForm> chain) {
    front = factor;
    List<MatrixForm> shaped = new ArrayList<>();
    for (MatrixForm each : chain) {
      if (!each.shape().isNumber()) {
        shaped.add(each);
      }
    }
    MatrixShape shape =
        shaped.isEmpty()
            ? MatrixShape.NUMBER
            : new MatrixShape(
                shaped.get(0).shape().rows(), shaped.get(shaped.size() - 1).shape().columns());
    scalars.forEach(this::addNumber);
    chain.forEach(this::add);
    while (rewriteOnce()) {
      Interruption.poll();
    }
    if (front.isZero()
        || numbers.stream().anyMatch(FormAlgebra::isZero)
        || matrices.stream().anyMatch(FormAlgebra::isZero)) {
      return FormAlgebra.zero(shape);
    }
    joinSoftmax();
    List<MatrixForm> powers = joinedNumbers();
    if (matrices.size() == 2
        && FormAlgebra.is(MatrixFunction.ONES, matrices.get(0))
        && matrices.get(1).equals(FormAlgebra.ones(matrices.get(1).shape()))
        && shape.columns().equals(matrices.get(1).shape().columns())) {
      matrices.clear();
      matrices.add(FormAlgebra.ones(shape));
    }
    return MatrixForm.Product.of(Content.settled(front), powers, matrices);
  }

  private void addNumber(MatrixForm form) {
    if (form instanceof MatrixForm.Scalar number) {
      front = front.times(number.value());
    } else if (form instanceof MatrixForm.Product product) {
      front = front.times(product.factor());
      numbers.addAll(product.scalars());
      if (!product.chain().isEmpty()) {
        numbers.add(Addend.chained(product.chain()));
      }
    } else if (form instanceof MatrixForm.Sum sum
        && algebra.withoutContent(sum) instanceof MatrixForm.Product product) {
      addNumber(product);
    } else {
      numbers.add(form);
    }
  }

  private void add(MatrixForm form) {
    if (form.shape().isNumber()) {
      addNumber(form);
    } else {
      matrices.addAll(flattened(form));
    }
  }

  /** The matrices of a form, when its numbers were brought to the front. */
  private List<MatrixForm> flattened(MatrixForm form) {
    if (form instanceof MatrixForm.Product product) {
      front = front.times(product.factor());
      product.scalars().forEach(this::addNumber);
      return product.chain();
    }
    if (form instanceof MatrixForm.Sum sum
        && algebra.withoutContent(sum) instanceof MatrixForm.Product product) {
      return flattened(product);
    }
    if (form instanceof MatrixForm.Transpose transpose
        && transpose.operand() instanceof MatrixForm.Sum sum
        && algebra.withoutContent(sum) instanceof MatrixForm.Product product) {
      return algebra.transposed(flattened(product));
    }
    return List.of(form);
  }

  private void replace(int from, int to, MatrixForm form) {
    List<MatrixForm> parts = List.of();
    if (form.shape().isNumber()) {
      addNumber(form);
    } else {
      parts = List.copyOf(flattened(form));
    }
    matrices.subList(from, to).clear();
    matrices.addAll(from, parts);
  }

  private boolean rewriteOnce() {
    for (int i = 0; i < matrices.size(); i++) {
      MatrixForm each = matrices.get(i);
      if (matrices.size() > 1 && FormAlgebra.is(MatrixFunction.IDENTITY, each)) {
        matrices.remove(i);
        return true;
      }
      if (matrices.size() > 1
          && FormAlgebra.is(MatrixFunction.ONES, each)
          && !each.shape().columns().isOne()) {
        matrices.set(i, FormAlgebra.ones(MatrixShape.column(each.shape().rows())));
        matrices.add(
            i + 1, FormAlgebra.ones(new MatrixShape(RationalNumber.ONE, each.shape().columns())));
        return true;
      }
      if (rewritePair(i) || cancel(i) || endAtDiagonal(i)) {
        return true;
      }
    }
    return takeNumber();
  }

  private boolean rewritePair(int i) {
    if (i + 1 == matrices.size()) {
      return false;
    }
    MatrixForm left = matrices.get(i);
    MatrixForm right = matrices.get(i + 1);
    boolean isLeft = FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, left);
    boolean isRight = FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, right);
    if (isLeft && isRight) {
      MatrixForm u = FormAlgebra.argument(left);
      MatrixForm v = FormAlgebra.argument(right);
      replace(i, i + 2, algebra.diagonalMatrix(algebra.hadamard(List.of(u, v), u.shape())));
      return true;
    }
    MatrixForm softmax = isRight ? softmax(left, right) : isLeft ? softmax(right, left) : null;
    if (softmax != null) {
      replace(i, i + 2, isRight ? softmax : algebra.transposed(softmax));
      return true;
    }
    return false;
  }

  /** The softmax of each column where a matrix's exponentials are divided by their sums. */
  private @Nullable MatrixForm softmax(MatrixForm matrix, MatrixForm divisors) {
    if (!(matrix instanceof MatrixForm.Elementwise exponential)
        || !exponential.function().isExponential()
        || FormAlgebra.exponent(FormAlgebra.argument(divisors)).signum() >= 0) {
      return null;
    }
    boolean isByColumns = divisors.shape().rows().equals(matrix.shape().columns());
    MatrixForm columns = isByColumns ? matrix : algebra.transposed(matrix);
    MatrixForm base = ((MatrixForm.Power) FormAlgebra.argument(divisors)).base();
    MatrixForm sums =
        algebra.chain(
            algebra.transposed(columns),
            FormAlgebra.ones(MatrixShape.column(columns.shape().rows())));
    if (!FormAlgebra.exponent(FormAlgebra.argument(divisors)).negate().isOne()
        || !base.equals(sums)
        || !(columns instanceof MatrixForm.Elementwise each)) {
      return null;
    }
    return new MatrixForm.Operation(MatrixFunction.SOFTMAX, each.arguments(), columns.shape());
  }

  /** Cancels an inverse with what it is the inverse of. */
  private boolean cancel(int i) {
    MatrixForm inverse = matrices.get(i);
    boolean isTransposed = inverse instanceof MatrixForm.Transpose;
    MatrixForm bare =
        inverse instanceof MatrixForm.Transpose transpose ? transpose.operand() : inverse;
    if (!FormAlgebra.is(MatrixFunction.INVERSE, bare)) {
      return false;
    }
    MatrixForm of = FormAlgebra.argument(bare);
    MatrixForm matrix = isTransposed ? algebra.transposed(of) : of;
    List<MatrixForm> parts =
        matrix instanceof MatrixForm.Product product ? product.chain() : List.of(matrix);
    int length = parts.size();
    for (int start : new int[] {i + 1, i - length}) {
      if (start >= 0
          && start + length <= matrices.size()
          && matrices.subList(start, start + length).equals(parts)) {
        int from = Math.min(i, start);
        replace(from, from + length + 1, FormAlgebra.identity(matrix.shape().rows()));
        return true;
      }
    }
    return false;
  }

  /** Multiplies a column behind, or a row before, element by element. */
  private boolean endAtDiagonal(int i) {
    if (!FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, matrices.get(i))) {
      return false;
    }
    MatrixForm u = FormAlgebra.argument(matrices.get(i));
    for (int j = i + 1; j < matrices.size(); j++) {
      if (FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, matrices.get(j))) {
        break;
      }
      if (matrices.get(j).shape().columns().isOne()) {
        MatrixForm column = Addend.chained(matrices.subList(i + 1, j + 1));
        replace(i, j + 1, algebra.hadamard(List.of(u, column), u.shape()));
        return true;
      }
    }
    for (int j = i - 1; j >= 0; j--) {
      if (FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, matrices.get(j))) {
        break;
      }
      if (matrices.get(j).shape().rows().isOne()) {
        MatrixForm column = algebra.transposed(Addend.chained(matrices.subList(j, i)));
        MatrixForm product = algebra.hadamard(List.of(column, u), u.shape());
        replace(j, i + 1, algebra.transposed(product));
        return true;
      }
    }
    return false;
  }

  /** Brings a number that stands in the chain, a row times a column, to the front. */
  private boolean takeNumber() {
    int start = -1;
    for (int i = 0; i < matrices.size(); i++) {
      if (matrices.get(i).shape().rows().isOne()) {
        start = i;
      }
      if (start >= 0 && matrices.get(i).shape().columns().isOne()) {
        MatrixForm number = algebra.number(List.copyOf(matrices.subList(start, i + 1)));
        replace(start, i + 1, number);
        return true;
      }
    }
    return false;
  }

  private List<MatrixForm> joinedNumbers() {
    Map<MatrixForm, Expr> exponents = new LinkedHashMap<>();
    for (MatrixForm number : numbers) {
      if (number instanceof MatrixForm.Power power
          && power.exponent() instanceof MatrixForm.Scalar exponent) {
        exponents.merge(power.base(), exponent.value(), Expr::plus);
      } else {
        exponents.merge(number, RationalNumber.ONE, Expr::plus);
      }
    }
    return algebra.powers(exponents);
  }

  /** Joins exponentials with the sum of them that they are divided by. */
  private void joinSoftmax() {
    for (int i = 0; i < numbers.size(); i++) {
      if (FormAlgebra.exponent(numbers.get(i)).signum() < 0
          && numbers.get(i) instanceof MatrixForm.Power power
          && FormAlgebra.wholeExponent(power.exponent()) != null
          && power.base() instanceof MatrixForm.Product sum
          && sum.chain().size() == 2
          && sum.chain().get(1) instanceof MatrixForm.Elementwise exponential
          && exponential.function().isExponential()
          && sum.chain().get(0).equals(FormAlgebra.ones(sum.chain().get(0).shape()))) {
        MatrixForm softmax =
            new MatrixForm.Operation(
                MatrixFunction.SOFTMAX, exponential.arguments(), exponential.shape());
        if (replaceOne(exponential, softmax)) {
          MatrixForm.Scalar exponent = (MatrixForm.Scalar) power.exponent();
          numbers.set(
              i,
              algebra.power(
                  power.base(), new MatrixForm.Scalar(exponent.value().plus(RationalNumber.ONE))));
          i--;
        }
      }
    }
    numbers.removeIf(MatrixForm.Scalar.ONE::equals);
  }

  private boolean replaceOne(MatrixForm from, MatrixForm to) {
    for (int i = 0; i < matrices.size(); i++) {
      MatrixForm other = replaced(matrices.get(i), from, to);
      if (!other.equals(matrices.get(i))) {
        matrices.set(i, other);
        return true;
      }
    }
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i) instanceof MatrixForm.Product number && number.chain().size() > 1) {
        for (int j = 0; j < number.chain().size(); j++) {
          MatrixForm other = replaced(number.chain().get(j), from, to);
          if (!other.equals(number.chain().get(j))) {
            List<MatrixForm> chain = new ArrayList<>(number.chain());
            chain.set(j, other);
            numbers.set(i, algebra.product(RationalNumber.ONE, List.of(), chain));
            return true;
          }
        }
      }
    }
    return false;
  }

  /** A factor with another form in the place of one of its own factors. */
  private MatrixForm replaced(MatrixForm factor, MatrixForm from, MatrixForm to) {
    if (factor.equals(from)) {
      return to;
    }
    if (factor instanceof MatrixForm.Transpose transpose) {
      MatrixForm inner = replaced(transpose.operand(), from, to);
      return inner.equals(transpose.operand()) ? factor : algebra.transposed(inner);
    }
    if (FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, factor)) {
      MatrixForm inner = replaced(FormAlgebra.argument(factor), from, to);
      return inner.equals(FormAlgebra.argument(factor)) ? factor : algebra.diagonalMatrix(inner);
    }
    if (factor instanceof MatrixForm.Hadamard product && product.factors().contains(from)) {
      List<MatrixForm> factors = new ArrayList<>(product.factors());
      factors.set(factors.indexOf(from), to);
      return algebra.hadamard(factors, product.shape());
    }
    return factor;
  }
}
