package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;

/**
 * A term of a sum in its parts; a number that is made of matrices is among the scalars.
 *
 * @param factor the numbers in front that are expressions
 * @param scalars the numbers in front that are made of matrices
 * @param chain the matrices, none where the term is a number
 */
record Addend(Expr factor, List<MatrixForm> scalars, List<MatrixForm> chain) {
  static Addend of(MatrixForm form) {
    if (form instanceof MatrixForm.Scalar number) {
      return new Addend(number.value(), List.of(), List.of());
    }
    Expr factor = RationalNumber.ONE;
    List<MatrixForm> scalars = new ArrayList<>();
    List<MatrixForm> chain = List.of(form);
    if (form instanceof MatrixForm.Product product) {
      factor = product.factor();
      scalars.addAll(product.scalars());
      chain = product.chain();
    }
    if (form.shape().isNumber() && !chain.isEmpty()) {
      scalars.add(
          chain.size() == 1
              ? chain.get(0)
              : new MatrixForm.Product(RationalNumber.ONE, List.of(), chain));
      chain = List.of();
    }
    return new Addend(factor, scalars, chain);
  }

  /** The term without the numbers in front that are expressions. */
  Addend bare() {
    return new Addend(RationalNumber.ONE, scalars, chain);
  }

  /** The matrices of the chain as a form. */
  static MatrixForm chained(List<MatrixForm> chain) {
    return chain.size() == 1
        ? chain.get(0)
        : new MatrixForm.Product(RationalNumber.ONE, List.of(), List.copyOf(chain));
  }
}
