package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The transpose of a form, carried to its factors where that makes it no longer. */
final class Transposition implements MatrixForm.Visitor<MatrixForm> {
  private static final Transposition INSTANCE = new Transposition();

  private Transposition() {}

  static MatrixForm of(MatrixForm form) {
    return form.shape().isNumber() ? form : form.accept(INSTANCE);
  }

  private static List<MatrixForm> of(List<MatrixForm> forms) {
    return forms.stream().map(Transposition::of).toList();
  }

  private static MatrixForm shorter(MatrixForm form, MatrixForm inside) {
    MatrixForm outside = MatrixForm.Transpose.of(form);
    return FormSize.of(inside) < FormSize.of(outside) ? inside : outside;
  }

  @Override
  public MatrixForm visit(MatrixForm.Scalar number) {
    return number;
  }

  @Override
  public MatrixForm visit(MatrixForm.Name name) {
    return MatrixForm.Transpose.of(name);
  }

  @Override
  public MatrixForm visit(MatrixForm.Sum sum) {
    return shorter(sum, MatrixForms.sum(sum.terms().stream().map(this::term).toList()));
  }

  /** A term's transpose; of a number that is added to each element, the same number. */
  private MatrixForm term(MatrixForm term) {
    if (!FormSize.isNumber(term)) {
      return of(term);
    }
    MatrixForm ones = MatrixForms.ones(term.shape().transposed());
    return term instanceof MatrixForm.Product product
        ? MatrixForm.Product.of(product.factor(), product.scalars(), List.of(ones))
        : ones;
  }

  /** A product's transpose is always carried inside, where its factors meet others. */
  @Override
  public MatrixForm visit(MatrixForm.Product product) {
    List<MatrixForm> chain = new ArrayList<>(of(product.chain()));
    Collections.reverse(chain);
    return MatrixForm.Product.of(product.factor(), product.scalars(), chain);
  }

  @Override
  public MatrixForm visit(MatrixForm.Hadamard product) {
    return shorter(product, MatrixForms.hadamard(of(product.factors())));
  }

  @Override
  public MatrixForm visit(MatrixForm.Transpose transpose) {
    return transpose.operand();
  }

  @Override
  public MatrixForm visit(MatrixForm.Power power) {
    return shorter(power, MatrixForm.Power.of(of(power.base()), of(power.exponent())));
  }

  @Override
  public MatrixForm visit(MatrixForm.Elementwise function) {
    return shorter(
        function, MatrixForm.Elementwise.of(function.function(), of(function.arguments())));
  }

  @Override
  public MatrixForm visit(MatrixForm.Operation operation) {
    return switch (operation.function()) {
      case IDENTITY, DIAGONAL_MATRIX -> operation;
      case ONES, ZEROS ->
          operation.shape().columns().isOne() || operation.shape().rows().isOne()
              ? MatrixForm.Transpose.of(operation)
              : new MatrixForm.Operation(
                  operation.function(), List.of(), operation.shape().transposed());
      case INVERSE ->
          shorter(
              operation,
              new MatrixForm.Operation(
                  operation.function(), of(operation.arguments()), operation.shape()));
      default -> MatrixForm.Transpose.of(operation);
    };
  }

  @Override
  public MatrixForm visit(MatrixForm.Total total) {
    return total.of(of(total.body()));
  }

  @Override
  public MatrixForm visit(MatrixForm.Cases cases) {
    return MatrixForm.Transpose.of(cases);
  }
}
