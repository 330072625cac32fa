package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The operations on forms in normal form, in which forms that are equal by the rules of matrices
 * are mostly the same. There
 *
 * <ul>
 *   <li>transposes stand at names, at columns, and at operations that cannot take them inside;
 *   <li>{@code sum(v)}, {@code norm(x)^2}, {@code mean(x)} are products with columns of ones or
 *       with itself, {@code sum(A .* B)} is a trace;
 *   <li>a number is no term of a sum of columns: it has a column of ones behind it;
 *   <li>diagonal matrices stand in chains, and are elementwise products where a column follows;
 *   <li>sums that are factors have no common factor, and their first term no minus.
 * </ul>
 *
 * <p>What is short for a reader is {@link WrittenForm}'s to know.
 */
final class FormAlgebra {
  private final Predicate<MatrixForm.Name> isSymmetric;
  private final Map<MatrixForm, String> texts = new HashMap<>();
  private final Map<MatrixForm, MatrixForm> withoutContent = new HashMap<>();

  FormAlgebra(Predicate<MatrixForm.Name> isSymmetric) {
    this.isSymmetric = isSymmetric;
  }

  // What forms are.

  static boolean is(MatrixFunction function, MatrixForm form) {
    return form instanceof MatrixForm.Operation operation && operation.function() == function;
  }

  static MatrixForm argument(MatrixForm operation) {
    return ((MatrixForm.Operation) operation).arguments().get(0);
  }

  static boolean isZero(MatrixForm form) {
    return is(MatrixFunction.ZEROS, form)
        || form instanceof MatrixForm.Scalar number && number.value().isZero();
  }

  static @Nullable Integer wholeExponent(MatrixForm exponent) {
    return exponent instanceof MatrixForm.Scalar number
            && number.value() instanceof RationalNumber rational
            && rational.value().isInt()
        ? Integer.valueOf(rational.value().intValueExact())
        : null;
  }

  private String text(MatrixForm form) {
    return texts.computeIfAbsent(form, MatrixForm::toString);
  }

  private List<MatrixForm> sorted(Collection<? extends MatrixForm> forms) {
    List<MatrixForm> sorted = new ArrayList<>(forms);
    sorted.sort((one, other) -> text(one).compareTo(text(other)));
    return sorted;
  }

  private MatrixForm first(MatrixForm one, MatrixForm other) {
    return text(one).compareTo(text(other)) <= 0 ? one : other;
  }

  // Simple forms.

  static MatrixForm ones(MatrixShape shape) {
    if (shape.isNumber()) {
      return MatrixForm.Scalar.ONE;
    }
    return shape.isRow()
        ? new MatrixForm.Transpose(ones(shape.transposed()))
        : new MatrixForm.Operation(MatrixFunction.ONES, List.of(), shape);
  }

  static MatrixForm zero(MatrixShape shape) {
    return shape.isNumber()
        ? new MatrixForm.Scalar(RationalNumber.ZERO)
        : new MatrixForm.Operation(MatrixFunction.ZEROS, List.of(), shape);
  }

  static MatrixForm identity(Expr length) {
    return length.isOne()
        ? MatrixForm.Scalar.ONE
        : new MatrixForm.Operation(
            MatrixFunction.IDENTITY, List.of(), new MatrixShape(length, length));
  }

  private static MatrixForm call(MatrixFunction function, MatrixForm argument, MatrixShape shape) {
    return new MatrixForm.Operation(function, List.of(argument), shape);
  }

  MatrixForm scaled(Expr factor, MatrixForm form) {
    return product(factor, List.of(), List.of(form));
  }

  MatrixForm chain(MatrixForm... forms) {
    return product(RationalNumber.ONE, List.of(), List.of(forms));
  }

  // Transposes.

  MatrixForm transposed(MatrixForm form) {
    if (form.shape().isNumber()) {
      return form;
    }
    if (form instanceof MatrixForm.Transpose transpose) {
      return transpose.operand();
    }
    if (form instanceof MatrixForm.Product product) {
      return product(product.factor(), product.scalars(), reversed(product.chain()));
    }
    if (form instanceof MatrixForm.Name name) {
      return isSymmetric.test(name) ? name : new MatrixForm.Transpose(name);
    }
    if (form instanceof MatrixForm.Operation operation) {
      return transposedOperation(operation);
    }
    MatrixShape shape = form.shape();
    if (shape.isColumn() || shape.isRow()) {
      return new MatrixForm.Transpose(form);
    }
    if (form instanceof MatrixForm.Sum sum) {
      return sum(transposed(sum.terms()), shape.transposed());
    }
    if (form instanceof MatrixForm.Hadamard product) {
      return hadamard(transposed(product.factors()), shape.transposed());
    }
    if (form instanceof MatrixForm.Power power) {
      return power(transposed(power.base()), transposed(power.exponent()));
    }
    if (form instanceof MatrixForm.Elementwise function) {
      return elementwise(function.function(), transposed(function.arguments()));
    }
    return new MatrixForm.Transpose(form);
  }

  List<MatrixForm> transposed(List<? extends MatrixForm> forms) {
    return forms.stream().map(this::transposed).toList();
  }

  List<MatrixForm> reversed(List<MatrixForm> chain) {
    List<MatrixForm> reversed = new ArrayList<>(transposed(chain));
    Collections.reverse(reversed);
    return reversed;
  }

  private MatrixForm transposedOperation(MatrixForm.Operation operation) {
    return switch (operation.function()) {
      case IDENTITY, DIAGONAL_MATRIX -> operation;
      case ONES -> ones(operation.shape().transposed());
      case ZEROS -> zero(operation.shape().transposed());
      case INVERSE -> {
        MatrixForm inner = operation.arguments().get(0);
        yield transposed(inner).equals(inner) ? operation : new MatrixForm.Transpose(operation);
      }
      default -> new MatrixForm.Transpose(operation);
    };
  }

  // Sums.

  /** The sum, like terms collected. */
  MatrixForm sum(List<? extends MatrixForm> terms, MatrixShape shape) {
    if (shape.isRow()) {
      return transposed(sum(transposed(List.copyOf(terms)), shape.transposed()));
    }
    Map<Addend, Expr> collected = new LinkedHashMap<>();
    for (MatrixForm term : terms) {
      collect(RationalNumber.ONE, term, shape, collected);
    }
    Map<MatrixForm, MatrixForm> kept = new LinkedHashMap<>();
    collected.forEach(
        (bare, factor) -> {
          if (!factor.isZero()) {
            kept.put(
                MatrixForm.Product.of(RationalNumber.ONE, bare.scalars(), bare.chain()),
                MatrixForm.Product.of(factor, bare.scalars(), bare.chain()));
          }
        });
    // In an order that no factor changes, so that a sum and its opposite are alike.
    List<MatrixForm> sorted = sorted(kept.keySet()).stream().map(kept::get).toList();
    return sorted.isEmpty()
        ? zero(shape)
        : sorted.size() == 1 ? sorted.get(0) : new MatrixForm.Sum(sorted);
  }

  private void collect(
      Expr factor, MatrixForm term, MatrixShape shape, Map<Addend, Expr> collected) {
    if (term.shape().isNumber() && !shape.isNumber()) {
      collect(factor, chain(term, ones(shape)), shape, collected);
      return;
    }
    if (isZero(term)) {
      return;
    }
    if (term instanceof MatrixForm.Sum sum) {
      sum.terms().forEach(each -> collect(factor, each, shape, collected));
      return;
    }
    Addend addend = Addend.of(term);
    List<MatrixForm> rest = addend.chain().isEmpty() ? addend.scalars() : addend.chain();
    boolean isBare = addend.chain().isEmpty() || addend.scalars().isEmpty();
    boolean isSign = addend.factor().isOne() || addend.factor() == RationalNumber.MINUS_ONE;
    if (isBare && isSign && rest.size() == 1 && rest.get(0) instanceof MatrixForm.Sum inner) {
      collect(factor.times(addend.factor()), inner, shape, collected);
    } else {
      collected.merge(addend.bare(), factor.times(addend.factor()), Expr::plus);
    }
  }

  /** A sum as a product of what its terms have in common and the rest, which begins with a plus. */
  MatrixForm withoutContent(MatrixForm.Sum sum) {
    MatrixForm known = withoutContent.get(sum);
    if (known == null) {
      known = withoutContentAnew(sum);
      withoutContent.put(sum, known);
    }
    return known;
  }

  /** The place of the term that has no minus: the number, where one is added to each element. */
  private static int signed(List<MatrixForm> terms) {
    for (int i = 0; i < terms.size(); i++) {
      Addend addend = Addend.of(terms.get(i));
      if (addend.scalars().isEmpty()
          && addend.chain().stream().allMatch(each -> is(MatrixFunction.ONES, each))) {
        return i;
      }
    }
    return 0;
  }

  private static MatrixForm withoutContentAnew(MatrixForm.Sum sum) {
    List<Expr> factors =
        sum.terms().stream().map(each -> Content.settled(Addend.of(each).factor())).toList();
    Expr content = Content.of(factors);
    boolean isNegative = FormOrder.isNegative(content);
    if (FormOrder.isNegative(factors.get(signed(sum.terms()))) != isNegative) {
      content = content.negate();
    }
    if (content.isOne()) {
      return sum;
    }
    List<MatrixForm> terms = new ArrayList<>();
    for (MatrixForm term : sum.terms()) {
      Addend addend = Addend.of(term);
      terms.add(
          MatrixForm.Product.of(
              Content.settled(addend.factor().dividedBy(content)),
              addend.scalars(),
              addend.chain()));
    }
    MatrixForm rest = new MatrixForm.Sum(terms);
    return rest.shape().isNumber()
        ? new MatrixForm.Product(content, List.of(rest), List.of())
        : new MatrixForm.Product(content, List.of(), List.of(rest));
  }

  // Products.

  MatrixForm product(
      Expr factor, List<? extends MatrixForm> scalars, List<? extends MatrixForm> chain) {
    return new FormProduct(this).multiplied(factor, scalars, chain);
  }

  /** The number that a row times a column is, or one with matrices between them. */
  MatrixForm number(List<MatrixForm> chain) {
    if (chain.size() == 2) {
      MatrixForm left = transposed(chain.get(0));
      MatrixForm right = chain.get(1);
      if (isElementwise(left) || isElementwise(right)) {
        return total(hadamard(List.of(left, right), right.shape()));
      }
    }
    if (chain.size() == 3 && isOnes(chain.get(0)) && isOnes(chain.get(2))) {
      MatrixForm middle = chain.get(1);
      if (isSquare(middle)) {
        MatrixForm base = ((MatrixForm.Power) middle).base();
        return trace(chain(transposed(base), base));
      }
      if (isProductOfTwo(middle)) {
        List<MatrixForm> factors = ((MatrixForm.Hadamard) middle).factors();
        return trace(chain(transposed(factors.get(0)), factors.get(1)));
      }
    }
    return eitherWay(chain);
  }

  private static boolean isOnes(MatrixForm form) {
    return form.equals(ones(form.shape()));
  }

  private static boolean isSquare(MatrixForm form) {
    return form instanceof MatrixForm.Power power
        && power.exponent().equals(new MatrixForm.Scalar(RationalNumber.TWO));
  }

  private static boolean isProductOfTwo(MatrixForm form) {
    return form instanceof MatrixForm.Hadamard product
        && product.factors().size() == 2
        && product.factors().stream().noneMatch(MatrixForm.Power.class::isInstance);
  }

  /** A number from its matrices in one of the two orders, a sum with its ones in front. */
  private MatrixForm eitherWay(List<MatrixForm> chain) {
    List<MatrixForm> reversed = reversed(chain);
    if (isOnes(chain.get(0)) != isOnes(reversed.get(0))) {
      return Addend.chained(isOnes(chain.get(0)) ? chain : reversed);
    }
    return first(Addend.chained(chain), Addend.chained(reversed));
  }

  private static boolean isElementwise(MatrixForm column) {
    return column instanceof MatrixForm.Hadamard
        || column instanceof MatrixForm.Power
        || is(MatrixFunction.ONES, column);
  }

  /** The sum of a column's elements. */
  private MatrixForm total(MatrixForm column) {
    if (column instanceof MatrixForm.Product product) {
      MatrixForm bare = Addend.chained(product.chain());
      if (!bare.equals(column)) {
        return product(product.factor(), product.scalars(), List.of(total(bare)));
      }
    }
    if (is(MatrixFunction.ONES, column)) {
      return new MatrixForm.Scalar(column.shape().rows());
    }
    if (is(MatrixFunction.SOFTMAX, column)) {
      return MatrixForm.Scalar.ONE;
    }
    if (is(MatrixFunction.DIAGONAL, column)) {
      return trace(argument(column));
    }
    List<MatrixForm> chain = new ArrayList<>();
    if (isSquare(column)) {
      MatrixForm base = ((MatrixForm.Power) column).base();
      chain.addAll(parts(transposed(base)));
      chain.addAll(parts(base));
    } else if (isProductOfTwo(column)) {
      List<MatrixForm> factors = ((MatrixForm.Hadamard) column).factors();
      chain.addAll(parts(transposed(factors.get(0))));
      chain.addAll(parts(factors.get(1)));
    } else {
      chain.add(ones(column.shape().transposed()));
      chain.addAll(parts(column));
    }
    return eitherWay(chain);
  }

  private static List<MatrixForm> parts(MatrixForm form) {
    return form instanceof MatrixForm.Product product ? product.chain() : List.of(form);
  }

  MatrixForm hadamard(List<? extends MatrixForm> factors, MatrixShape shape) {
    return shape.isRow()
        ? transposed(hadamard(transposed(List.copyOf(factors)), shape.transposed()))
        : new FormHadamard(this, shape).multiplied(factors);
  }

  /** Factors as powers in a fixed order, those with exponent 0 left out. */
  List<MatrixForm> powers(Map<MatrixForm, Expr> exponents) {
    List<MatrixForm> powers = new ArrayList<>();
    exponents.forEach(
        (base, exponent) -> {
          if (exponent.isOne()) {
            powers.add(base);
          } else if (!exponent.isZero()) {
            powers.add(new MatrixForm.Power(base, new MatrixForm.Scalar(exponent)));
          }
        });
    return sorted(powers);
  }

  // Powers and functions.

  MatrixForm power(MatrixForm base, MatrixForm exponent) {
    if (!(exponent instanceof MatrixForm.Scalar number) || base instanceof MatrixForm.Scalar) {
      return MatrixForm.Power.of(base, exponent);
    }
    if (number.value().isOne()) {
      return base;
    }
    MatrixShape shape = base.shape();
    if (number.value().isZero() || is(MatrixFunction.ONES, base)) {
      return ones(shape);
    }
    if (shape.isRow()) {
      return transposed(power(transposed(base), exponent));
    }
    Integer whole = wholeExponent(exponent);
    if (whole == null) {
      return new MatrixForm.Power(base, exponent);
    }
    if (base instanceof MatrixForm.Sum sum) {
      MatrixForm product = withoutContent(sum);
      return product.equals(base) ? new MatrixForm.Power(base, exponent) : power(product, exponent);
    }
    if (base instanceof MatrixForm.Power inner && inner.exponent() instanceof MatrixForm.Scalar n) {
      return power(inner.base(), new MatrixForm.Scalar(n.value().times(number.value())));
    }
    if (base instanceof MatrixForm.Hadamard product) {
      return hadamard(
          product.factors().stream().map(each -> power(each, exponent)).toList(), shape);
    }
    if (base instanceof MatrixForm.Product product) {
      List<MatrixForm> scalars = new ArrayList<>();
      product.scalars().forEach(each -> scalars.add(power(each, exponent)));
      List<MatrixForm> matrix = new ArrayList<>();
      if (!product.chain().isEmpty()) {
        matrix.add(new MatrixForm.Power(Addend.chained(product.chain()), exponent));
      }
      return product(product.factor().power(whole.longValue()), scalars, matrix);
    }
    return new MatrixForm.Power(base, exponent);
  }

  MatrixForm elementwise(Function function, List<? extends MatrixForm> arguments) {
    MatrixForm form = MatrixForm.Elementwise.of(function, arguments);
    if (form.shape().isRow()) {
      return new MatrixForm.Transpose(
          MatrixForm.Elementwise.of(function, transposed(List.copyOf(arguments))));
    }
    if (function.isLogarithm()
        && arguments.get(0) instanceof MatrixForm.Product product
        && product.factor().isOne()
        && product.scalars().isEmpty()
        && product.chain().size() == 2
        && product.chain().contains(ones(product.chain().get(0).shape()))
        && product.chain().get(1) instanceof MatrixForm.Elementwise exponential
        && exponential.function().isExponential()) {
      return call(MatrixFunction.LOG_SUM_EXP, exponential.arguments().get(0), MatrixShape.NUMBER);
    }
    if (function.isLogarithm() && is(MatrixFunction.DETERMINANT, arguments.get(0))) {
      return call(MatrixFunction.LOG_DETERMINANT, argument(arguments.get(0)), MatrixShape.NUMBER);
    }
    return form;
  }

  // Operations.

  MatrixForm operation(
      MatrixFunction function, List<? extends MatrixForm> arguments, MatrixShape shape) {
    if (arguments.isEmpty()) {
      return function == MatrixFunction.ONES
          ? ones(shape)
          : new MatrixForm.Operation(function, List.of(), shape);
    }
    MatrixForm argument = arguments.get(0);
    MatrixShape of = argument.shape();
    return switch (function) {
      case TRANSPOSE -> transposed(argument);
      case DOT -> chain(transposed(argument), arguments.get(1));
      case OUTER -> chain(argument, transposed(arguments.get(1)));
      case SUM -> sumOfElements(argument);
      case MEAN -> scaled(of.rows().times(of.columns()).power(-1), sumOfElements(argument));
      case NORM, NORM_2 -> power(squares(argument), new MatrixForm.Scalar(RationalNumber.HALF));
      case TRACE -> trace(argument);
      case DIAGONAL_MATRIX -> diagonalMatrix(argument);
      case DIAGONAL -> diagonal(argument);
      case INVERSE -> inverse(argument);
      case DETERMINANT, LOG_DETERMINANT ->
          argument.shape().isNumber()
              ? new MatrixForm.Operation(function, List.copyOf(arguments), shape)
              : call(function, first(argument, transposed(argument)), shape);
      default -> new MatrixForm.Operation(function, List.copyOf(arguments), shape);
    };
  }

  private MatrixForm sumOfElements(MatrixForm form) {
    MatrixShape shape = form.shape();
    return chain(
        ones(new MatrixShape(RationalNumber.ONE, shape.rows())),
        form,
        ones(MatrixShape.column(shape.columns())));
  }

  private MatrixForm squares(MatrixForm form) {
    return form.shape().isColumn()
        ? chain(transposed(form), form)
        : form.shape().isRow()
            ? chain(form, transposed(form))
            : trace(chain(transposed(form), form));
  }

  private MatrixForm hoisted(MatrixForm.Product product, UnaryOperator<MatrixForm> operation) {
    return product(
        product.factor(),
        product.scalars(),
        List.of(operation.apply(Addend.chained(product.chain()))));
  }

  private static boolean hasNumbers(MatrixForm form) {
    return form instanceof MatrixForm.Product product
        && !(product.factor().isOne() && product.scalars().isEmpty());
  }

  private MatrixForm contentInFront(MatrixForm form) {
    return form instanceof MatrixForm.Sum sum ? withoutContent(sum) : form;
  }

  MatrixForm trace(MatrixForm matrix) {
    MatrixForm form = contentInFront(matrix);
    if (hasNumbers(form)) {
      return hoisted((MatrixForm.Product) form, this::trace);
    }
    if (form.shape().isNumber()) {
      return form;
    }
    if (is(MatrixFunction.DIAGONAL_MATRIX, form)) {
      return sumOfElements(argument(form));
    }
    if (is(MatrixFunction.IDENTITY, form) || is(MatrixFunction.ONES, form)) {
      return new MatrixForm.Scalar(form.shape().rows());
    }
    if (isZero(form)) {
      return zero(MatrixShape.NUMBER);
    }
    if (!(form instanceof MatrixForm.Product product)) {
      return call(MatrixFunction.TRACE, first(form, transposed(form)), MatrixShape.NUMBER);
    }
    MatrixForm best = form;
    for (List<MatrixForm> chain : List.of(product.chain(), reversed(product.chain()))) {
      for (int i = 0; i < chain.size(); i++) {
        List<MatrixForm> rotated = new ArrayList<>(chain.subList(i, chain.size()));
        rotated.addAll(chain.subList(0, i));
        if (rotated.get(0).shape().rows().isOne()) {
          return chain(rotated.toArray(MatrixForm[]::new));
        }
        if (is(MatrixFunction.DIAGONAL_MATRIX, rotated.get(0))) {
          return chain(
              transposed(argument(rotated.get(0))),
              diagonal(chain(rotated.subList(1, rotated.size()).toArray(MatrixForm[]::new))));
        }
        MatrixForm again = chain(rotated.toArray(MatrixForm[]::new));
        if (parts(again).size() < chain.size()) {
          return trace(again);
        }
        // A difference that is turned round in its transpose would turn back in the next one.
        best = hasNumbers(again) ? best : first(best, again);
      }
    }
    return call(MatrixFunction.TRACE, best, MatrixShape.NUMBER);
  }

  MatrixForm diagonalMatrix(MatrixForm column) {
    MatrixForm form = contentInFront(column.shape().isRow() ? transposed(column) : column);
    if (hasNumbers(form)) {
      return hoisted((MatrixForm.Product) form, this::diagonalMatrix);
    }
    Expr length = form.shape().rows();
    MatrixShape shape = new MatrixShape(length, length);
    if (form.shape().isNumber()) {
      return form;
    }
    if (isZero(form)) {
      return zero(shape);
    }
    return is(MatrixFunction.ONES, form)
        ? identity(length)
        : call(MatrixFunction.DIAGONAL_MATRIX, form, shape);
  }

  MatrixForm diagonal(MatrixForm matrix) {
    MatrixForm form = contentInFront(matrix);
    MatrixShape shape = MatrixShape.column(form.shape().rows());
    if (hasNumbers(form)) {
      return hoisted((MatrixForm.Product) form, this::diagonal);
    }
    if (form.shape().isNumber()) {
      return form;
    }
    if (is(MatrixFunction.DIAGONAL_MATRIX, form)) {
      return argument(form);
    }
    if (is(MatrixFunction.IDENTITY, form) || is(MatrixFunction.ONES, form)) {
      return ones(shape);
    }
    if (isZero(form)) {
      return zero(shape);
    }
    if (form instanceof MatrixForm.Hadamard product) {
      return hadamard(product.factors().stream().map(this::diagonal).toList(), shape);
    }
    if (form instanceof MatrixForm.Product product) {
      List<MatrixForm> chain = product.chain();
      MatrixForm head = chain.get(0);
      MatrixForm tail = chain.get(chain.size() - 1);
      if (is(MatrixFunction.DIAGONAL_MATRIX, head)) {
        return hadamard(
            List.of(argument(head), diagonal(Addend.chained(chain.subList(1, chain.size())))),
            shape);
      }
      if (is(MatrixFunction.DIAGONAL_MATRIX, tail)) {
        return hadamard(
            List.of(argument(tail), diagonal(Addend.chained(chain.subList(0, chain.size() - 1)))),
            shape);
      }
      int cut = cut(chain);
      if (cut > 0) {
        return hadamard(
            List.of(
                Addend.chained(chain.subList(0, cut)),
                transposed(Addend.chained(chain.subList(cut, chain.size())))),
            shape);
      }
    }
    return call(MatrixFunction.DIAGONAL, first(form, transposed(form)), shape);
  }

  /** Where a row begins after a column, or -1. */
  static int cut(List<MatrixForm> chain) {
    for (int i = 1; i < chain.size(); i++) {
      if (chain.get(i).shape().rows().isOne()) {
        return i;
      }
    }
    return -1;
  }

  MatrixForm inverse(MatrixForm matrix) {
    MatrixForm form = contentInFront(matrix);
    if (form.shape().isNumber()) {
      return power(form, new MatrixForm.Scalar(RationalNumber.MINUS_ONE));
    }
    if (hasNumbers(form)) {
      MatrixForm.Product product = (MatrixForm.Product) form;
      MatrixForm minus = new MatrixForm.Scalar(RationalNumber.MINUS_ONE);
      return product(
          product.factor().power(-1),
          product.scalars().stream().map(each -> power(each, minus)).toList(),
          List.of(inverse(Addend.chained(product.chain()))));
    }
    if (is(MatrixFunction.IDENTITY, form)) {
      return form;
    }
    if (is(MatrixFunction.INVERSE, form)) {
      return argument(form);
    }
    if (is(MatrixFunction.DIAGONAL_MATRIX, form)) {
      return diagonalMatrix(power(argument(form), new MatrixForm.Scalar(RationalNumber.MINUS_ONE)));
    }
    if (form instanceof MatrixForm.Transpose transpose) {
      return transposed(inverse(transpose.operand()));
    }
    if (form instanceof MatrixForm.Product product
        && product.chain().stream().allMatch(each -> each.shape().isSquare())) {
      List<MatrixForm> chain = new ArrayList<>();
      product.chain().forEach(each -> chain.add(0, inverse(each)));
      return product(RationalNumber.ONE, List.of(), chain);
    }
    MatrixForm across = transposed(form);
    MatrixForm chosen = first(form, across);
    MatrixForm inverse = call(MatrixFunction.INVERSE, chosen, form.shape());
    return chosen.equals(form) ? inverse : transposed(inverse);
  }

  /** The exponent of a power of numbers as a rational number, or 1. */
  static Rational exponent(MatrixForm form) {
    return form instanceof MatrixForm.Power power
            && power.exponent() instanceof MatrixForm.Scalar number
            && number.value() instanceof RationalNumber rational
        ? rational.value()
        : Rational.ONE;
  }
}
