package org.chainrule.matrix;

import java.util.List;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.MatrixFunction;

/** The length of a form to a reader: its names, operations and numbers, counted. */
final class FormSize implements MatrixForm.Visitor<Integer> {
  private static final FormSize INSTANCE = new FormSize();

  /**
   * What ones cost more than a name, being a detour but where a number is added, and the diagonal
   * of a product, most of which is computed in vain.
   */
  private static final int ONES = 3;

  private FormSize() {}

  private static boolean isOnes(MatrixForm form) {
    return form instanceof MatrixForm.Operation operation
        && operation.function() == MatrixFunction.ONES;
  }

  /** Whether a term reads as a number that is added to each element. */
  static boolean isNumber(MatrixForm term) {
    return term instanceof MatrixForm.Scalar
        || isOnes(term)
        || term instanceof MatrixForm.Product product
            && product.chain().size() == 1
            && isOnes(product.chain().get(0));
  }

  static int of(MatrixForm form) {
    return form.accept(INSTANCE);
  }

  private static int of(List<? extends MatrixForm> forms) {
    return forms.stream().mapToInt(FormSize::of).sum();
  }

  private static int of(Expr number) {
    int size = 1;
    if (!(number instanceof RationalNumber) && !(number instanceof Binder)) {
      for (Expr child : number.children()) {
        size += of(child);
      }
    }
    return size;
  }

  @Override
  public Integer visit(MatrixForm.Scalar number) {
    return of(number.value());
  }

  @Override
  public Integer visit(MatrixForm.Name name) {
    return 1;
  }

  @Override
  public Integer visit(MatrixForm.Sum sum) {
    int size = sum.terms().size() - 1;
    for (MatrixForm term : sum.terms()) {
      size += isNumber(term) && !sum.shape().isNumber() ? of(term) - ONES : of(term);
    }
    return size;
  }

  @Override
  public Integer visit(MatrixForm.Product product) {
    int factors = product.scalars().size() + product.chain().size();
    // A sign alone is the sum's.
    boolean isFree = product.factor().isOne() || product.factor() == RationalNumber.MINUS_ONE;
    int front = isFree ? 0 : of(product.factor()) + 1;
    int size = front + of(product.scalars()) + of(product.chain()) + factors - 1;
    // The sums of a matrix's rows are written with ones.
    int last = product.chain().size() - 1;
    return last > 0 && isOnes(product.chain().get(last)) ? size - ONES : size;
  }

  @Override
  public Integer visit(MatrixForm.Hadamard product) {
    return of(product.factors()) + product.factors().size() - 1;
  }

  @Override
  public Integer visit(MatrixForm.Transpose transpose) {
    return 1 + of(transpose.operand());
  }

  @Override
  public Integer visit(MatrixForm.Power power) {
    return 1 + of(power.base()) + of(power.exponent());
  }

  @Override
  public Integer visit(MatrixForm.Elementwise function) {
    return 1 + of(function.arguments());
  }

  @Override
  public Integer visit(MatrixForm.Operation operation) {
    int own =
        switch (operation.function()) {
          case ONES -> 1 + ONES;
          case DIAGONAL -> operation.arguments().get(0) instanceof MatrixForm.Name ? 1 : ONES;
          default -> 1;
        };
    return own + of(operation.arguments());
  }

  @Override
  public Integer visit(MatrixForm.Cases cases) {
    int size = cases.otherwise() == null ? 1 : 1 + of(cases.otherwise());
    for (MatrixForm.Branch branch : cases.branches()) {
      size += of(branch.value()) + of(branch.condition());
    }
    return size;
  }

  @Override
  public Integer visit(MatrixForm.Total total) {
    return 1 + of(total.body());
  }

  private static int of(MatrixForm.Condition condition) {
    if (condition instanceof MatrixForm.Comparison comparison) {
      return 1 + of(comparison.left()) + of(comparison.right());
    }
    int size = 1;
    for (MatrixForm.Condition each : ((MatrixForm.Connected) condition).operands()) {
      size += of(each);
    }
    return size;
  }
}
