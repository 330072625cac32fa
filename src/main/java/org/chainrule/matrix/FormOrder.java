package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.MatrixFunction;

/** The orders in which people write terms and factors: {@code X*w - y}, {@code p .* (1 - p)}. */
final class FormOrder {
  /** What is added before what is subtracted, products before names before numbers. */
  static final Comparator<MatrixForm> TERMS =
      Comparator.<MatrixForm, Boolean>comparing(FormOrder::isNegative)
          .thenComparing(FormOrder::rankOfTerm)
          .thenComparing(MatrixForm::toString);

  /** Products and sums first, then names, then functions, then what divides. */
  static final Comparator<MatrixForm> FACTORS =
      Comparator.comparing(FormOrder::rankOfFactor).thenComparing(MatrixForm::toString);

  private FormOrder() {}

  static List<MatrixForm> sorted(List<? extends MatrixForm> forms, Comparator<MatrixForm> order) {
    List<MatrixForm> sorted = new ArrayList<>(forms);
    sorted.sort(order);
    return sorted;
  }

  /** The number of neighbours that are the wrong way round. */
  static int inversions(List<MatrixForm> forms, Comparator<MatrixForm> order) {
    int count = 0;
    for (int i = 1; i < forms.size(); i++) {
      count += order.compare(forms.get(i - 1), forms.get(i)) > 0 ? 1 : 0;
    }
    return count;
  }

  /** Whether it is written with a minus in front. */
  static boolean isNegative(MatrixForm form) {
    if (form instanceof MatrixForm.Scalar number) {
      return isNegative(number.value());
    }
    return form instanceof MatrixForm.Product product && isNegative(product.factor());
  }

  static boolean isNegative(Expr number) {
    return number instanceof RationalNumber rational && rational.value().signum() < 0
        || number instanceof Product product && product.coefficient().signum() < 0;
  }

  private static int rankOfTerm(MatrixForm term) {
    if (!term.shape().isNumber() && isMatrix(MatrixFunction.IDENTITY, term)) {
      return 3;
    }
    if (term instanceof MatrixForm.Scalar) {
      return 4;
    }
    if (term instanceof MatrixForm.Product product && product.chain().size() > 1) {
      return FormAlgebra.cut(product.chain()) > 0 ? 2 : 0;
    }
    return term instanceof MatrixForm.Hadamard ? 0 : 1;
  }

  private static boolean isMatrix(MatrixFunction function, MatrixForm form) {
    MatrixForm bare = form instanceof MatrixForm.Product product ? product.withoutNumbers() : form;
    return bare instanceof MatrixForm.Operation operation && operation.function() == function;
  }

  private static int rankOfFactor(MatrixForm factor) {
    if (factor instanceof MatrixForm.Product product) {
      boolean isBackwards =
          !product.chain().isEmpty() && product.chain().get(0) instanceof MatrixForm.Transpose;
      return isBackwards ? 0 : 3;
    }
    if (factor instanceof MatrixForm.Sum sum) {
      return sum.terms().stream().anyMatch(each -> each.shape().isNumber()) ? 4 : 1;
    }
    if (factor instanceof MatrixForm.Power power) {
      return power.exponent() instanceof MatrixForm.Scalar number && isNegative(number.value())
          ? 5
          : 2;
    }
    return factor instanceof MatrixForm.Name || factor instanceof MatrixForm.Transpose ? 2 : 3;
  }
}
