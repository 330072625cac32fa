package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.MatrixFunction;

/** Forms that are put together in the way that is shortest for what they consist of. */
final class MatrixForms {
  /** What multiplies before what divides, and what is shorter first. */
  static final Comparator<MatrixForm> FACTOR_ORDER =
      Comparator.comparing(MatrixForms::divides)
          .thenComparing(FormSize::of)
          .thenComparing(MatrixForm::toString);

  private static final Comparator<MatrixForm> SUM_ORDER =
      Comparator.comparing(MatrixForms::isSubtracted)
          .thenComparing(FormSize::isNumber)
          .thenComparing(MatrixForm::toString);

  private MatrixForms() {}

  static MatrixForm number(Expr value) {
    return new MatrixForm.Scalar(value);
  }

  static MatrixForm operation(MatrixFunction function, MatrixForm argument, MatrixShape shape) {
    return new MatrixForm.Operation(function, List.of(argument), shape);
  }

  private static boolean is(MatrixFunction function, MatrixForm form) {
    return form instanceof MatrixForm.Operation operation && operation.function() == function;
  }

  static MatrixForm ones(Expr length) {
    return ones(MatrixShape.column(length));
  }

  static MatrixForm ones(MatrixShape shape) {
    return shape.isNumber()
        ? MatrixForm.Scalar.ONE
        : new MatrixForm.Operation(MatrixFunction.ONES, List.of(), shape);
  }

  static MatrixForm identity(Expr length) {
    return new MatrixForm.Operation(
        MatrixFunction.IDENTITY, List.of(), new MatrixShape(length, length));
  }

  static MatrixForm zeros(MatrixShape shape) {
    return shape.isNumber()
        ? number(RationalNumber.ZERO)
        : new MatrixForm.Operation(MatrixFunction.ZEROS, List.of(), shape);
  }

  /** The matrix of a column on its diagonal. */
  static MatrixForm diagonalMatrix(MatrixForm column) {
    if (column instanceof MatrixForm.Product product) {
      MatrixForm bare = diagonalMatrix(product.withoutNumbers(), column.shape().rows());
      return MatrixForm.Product.of(product.factor(), product.scalars(), List.of(bare));
    }
    return diagonalMatrix(column, column.shape().rows());
  }

  private static MatrixForm diagonalMatrix(MatrixForm bare, Expr length) {
    return is(MatrixFunction.ONES, bare)
        ? identity(length)
        : operation(MatrixFunction.DIAGONAL_MATRIX, bare, new MatrixShape(length, length));
  }

  /** The column of what is on a matrix's diagonal. */
  static MatrixForm diagonal(MatrixForm matrix) {
    if (matrix instanceof MatrixForm.Product product
        && !(product.factor().isOne() && product.scalars().isEmpty())) {
      return MatrixForm.Product.of(
          product.factor(), product.scalars(), List.of(diagonal(product.withoutNumbers())));
    }
    if (is(MatrixFunction.DIAGONAL_MATRIX, matrix)) {
      return ((MatrixForm.Operation) matrix).arguments().get(0);
    }
    return is(MatrixFunction.IDENTITY, matrix)
        ? ones(matrix.shape().rows())
        : operation(MatrixFunction.DIAGONAL, matrix, MatrixShape.column(matrix.shape().rows()));
  }

  static MatrixForm trace(MatrixForm matrix) {
    return withNumbersInFront(MatrixFunction.TRACE, matrix);
  }

  static MatrixForm shorter(MatrixForm first, MatrixForm second) {
    return FormSize.of(second) < FormSize.of(first) ? second : first;
  }

  /** The trace of a product, which may begin with any of its factors and go either way. */
  static MatrixForm traceOfRing(List<MatrixForm> ring) {
    List<MatrixForm> backwards = new ArrayList<>();
    ring.forEach(each -> backwards.add(0, Transposition.of(each)));
    return shorter(trace(turned(ring)), trace(turned(backwards)));
  }

  /** The product that is framed, as {@code X^T*A*X} is, or begins with the first name. */
  private static MatrixForm turned(List<MatrixForm> ring) {
    int size = ring.size();
    int start = 0;
    int best = -1;
    for (int i = 0; i < size; i++) {
      MatrixForm first = ring.get(i);
      MatrixForm last = ring.get((i + size - 1) % size);
      int rank = first instanceof MatrixForm.Transpose ? 1 : 0;
      rank = last instanceof MatrixForm.Transpose ? 0 : rank;
      rank += size > 2 && first.equals(Transposition.of(last)) ? 2 : 0;
      boolean isEarlier =
          rank == best && first.toString().compareTo(ring.get(start).toString()) < 0;
      if (rank > best || isEarlier) {
        start = i;
        best = rank;
      }
    }
    List<MatrixForm> turned = new ArrayList<>(ring.subList(start, size));
    turned.addAll(ring.subList(0, start));
    return MatrixForm.Product.of(RationalNumber.ONE, List.of(), turned);
  }

  private static MatrixForm withNumbersInFront(MatrixFunction function, MatrixForm form) {
    if (form instanceof MatrixForm.Product product) {
      MatrixForm inner = operation(function, product.withoutNumbers(), MatrixShape.NUMBER);
      return MatrixForm.Product.of(product.factor(), product.scalars(), List.of(inner));
    }
    return operation(function, form, MatrixShape.NUMBER);
  }

  /** The sum of all elements of a form. */
  static MatrixForm total(MatrixForm form) {
    MatrixForm bare = form instanceof MatrixForm.Product product ? product.withoutNumbers() : form;
    if (form instanceof MatrixForm.Product product && !bare.equals(form)) {
      return MatrixForm.Product.of(product.factor(), product.scalars(), List.of(total(bare)));
    }
    if (form.shape().isNumber()) {
      return form;
    }
    if (form instanceof MatrixForm.Power power
        && power.exponent().equals(number(RationalNumber.TWO))) {
      return squaredNorm(power.base());
    }
    if (is(MatrixFunction.DIAGONAL, form)) {
      return trace(((MatrixForm.Operation) form).arguments().get(0));
    }
    if (is(MatrixFunction.ONES, form)) {
      return number(form.shape().rows().times(form.shape().columns()));
    }
    return withNumbersInFront(MatrixFunction.SUM, form);
  }

  static MatrixForm squaredNorm(MatrixForm form) {
    return MatrixForm.Power.of(
        operation(MatrixFunction.NORM, form, MatrixShape.NUMBER), RationalNumber.TWO);
  }

  /** A power, taken of each factor that is a norm, which is no less than 0. */
  static MatrixForm power(MatrixForm base, MatrixForm exponent) {
    if (!(exponent instanceof MatrixForm.Scalar outer)) {
      return MatrixForm.Power.of(base, exponent);
    }
    if (base instanceof MatrixForm.Power power
        && is(MatrixFunction.NORM, power.base())
        && power.exponent() instanceof MatrixForm.Scalar inner) {
      return MatrixForm.Power.of(power.base(), inner.value().times(outer.value()));
    }
    if (base instanceof MatrixForm.Product product
        && product.scalars().size() == 1
        && product.chain().isEmpty()) {
      MatrixForm scalar = product.scalars().get(0);
      MatrixForm power = power(scalar, exponent);
      if (power instanceof MatrixForm.Power taken && !taken.base().equals(scalar)) {
        return MatrixForm.Product.scaled(product.factor().power(outer.value()), power);
      }
    }
    return MatrixForm.Power.of(base, exponent);
  }

  /** The product element by element, of what multiplies before what divides. */
  static MatrixForm hadamard(List<MatrixForm> factors) {
    if (factors.size() == 1) {
      return factors.get(0);
    }
    Map<MatrixForm, Integer> powers = new LinkedHashMap<>();
    factors.forEach(each -> powers.merge(each, 1, Integer::sum));
    List<MatrixForm> distinct = new ArrayList<>();
    powers.forEach((form, times) -> distinct.add(power(form, number(Expr.of(times)))));
    distinct.sort(FACTOR_ORDER);
    return MatrixForm.Hadamard.of(distinct);
  }

  /**
   * The sum, of each form as many as there are, in an order to read: what is subtracted last, and
   * before it numbers.
   */
  static MatrixForm sum(List<MatrixForm> terms) {
    Map<MatrixForm, Expr> numbers = new LinkedHashMap<>();
    for (MatrixForm term : terms) {
      if (term instanceof MatrixForm.Scalar number) {
        numbers.merge(MatrixForm.Scalar.ONE, number.value(), Expr::plus);
      } else if (term instanceof MatrixForm.Product product) {
        MatrixForm bare =
            MatrixForm.Product.of(RationalNumber.ONE, product.scalars(), product.chain());
        numbers.merge(bare, product.factor(), Expr::plus);
      } else {
        numbers.merge(term, RationalNumber.ONE, Expr::plus);
      }
    }
    List<MatrixForm> distinct = new ArrayList<>();
    numbers.forEach(
        (form, number) -> {
          if (!number.isZero() && !is(MatrixFunction.ZEROS, form)) {
            distinct.add(MatrixForm.Product.scaled(number, form));
          }
        });
    distinct.sort(SUM_ORDER);
    return distinct.isEmpty() ? zeros(terms.get(0).shape()) : MatrixForm.Sum.of(distinct);
  }

  private static boolean isSubtracted(MatrixForm term) {
    Expr number = RationalNumber.ONE;
    if (term instanceof MatrixForm.Scalar plain) {
      number = plain.value();
    } else if (term instanceof MatrixForm.Product product) {
      number = product.factor();
    }
    return number instanceof RationalNumber rational && rational.value().signum() < 0
        || number instanceof Product product && product.coefficient().signum() < 0;
  }

  private static boolean divides(MatrixForm form) {
    return form instanceof MatrixForm.Power power
        && power.exponent() instanceof MatrixForm.Scalar number
        && number.value() instanceof RationalNumber exponent
        && exponent.value().signum() < 0;
  }

  /** The sum over one index of columns multiplied with each other. */
  static MatrixForm dot(List<MatrixForm> columns) {
    if (columns.size() == 1) {
      return total(columns.get(0));
    }
    if (columns.size() == 2 && columns.get(0).equals(columns.get(1))) {
      return squaredNorm(columns.get(0));
    }
    MatrixForm shortest = total(hadamard(columns));
    for (int i = 0; i < columns.size(); i++) {
      List<MatrixForm> others = new ArrayList<>(columns);
      MatrixForm row = others.remove(i);
      MatrixForm column = hadamard(others);
      for (MatrixForm across : List.of(MatrixForm.Transpose.of(row), Transposition.of(row))) {
        MatrixForm product = MatrixForm.Product.chain(across, column);
        if (FormSize.of(product) <= FormSize.of(shortest)) {
          shortest =
              FormSize.of(product) == FormSize.of(shortest) && !isTotal(shortest)
                  ? shortest
                  : product;
        }
      }
    }
    return shortest;
  }

  private static boolean isTotal(MatrixForm form) {
    MatrixForm bare = form instanceof MatrixForm.Product product ? product.withoutNumbers() : form;
    return is(MatrixFunction.SUM, bare)
        || form instanceof MatrixForm.Product scaled
            && scaled.scalars().stream().anyMatch(each -> is(MatrixFunction.SUM, each));
  }
}
