package org.chainrule.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.notation.MatrixFunction;
import org.junit.jupiter.api.Test;

class MatrixFormTest {
  private static final Expr M = Expr.symbol("m");
  private static final Expr N = Expr.symbol("n");

  private final MatrixForm a = matrix("A", M, N);
  private final MatrixForm x = column("x", N);
  private final MatrixForm y = column("y", M);

  private static MatrixForm matrix(String name, Expr rows, Expr columns) {
    return new MatrixForm.Name(
        IndexedSymbol.of(name, Slot.ROW.symbol(), Slot.COLUMN.symbol()),
        new MatrixShape(rows, columns));
  }

  private static MatrixForm column(String name, Expr length) {
    return new MatrixForm.Name(
        IndexedSymbol.of(name, Slot.ROW.symbol()), MatrixShape.column(length));
  }

  private static MatrixForm chain(MatrixForm... forms) {
    return MatrixForm.Product.chain(forms);
  }

  private static MatrixForm t(MatrixForm form) {
    return MatrixForm.Transpose.of(form);
  }

  @Test
  void numbersComeInFrontOfAChain() {
    MatrixForm norm = new MatrixForm.Operation(MatrixFunction.NORM, List.of(x), MatrixShape.NUMBER);
    MatrixForm scaled = MatrixForm.Product.of(Expr.of(2), List.of(norm), List.of(chain(a, x)));
    MatrixForm product = MatrixForm.Product.of(Expr.symbol("c"), List.of(), List.of(t(a), scaled));

    assertThat(product).hasToString("2*c*norm(x)*A^T*A*x");
    assertThat(product.shape()).isEqualTo(MatrixShape.column(N));
    assertThat(t(product)).hasToString("2*c*norm(x)*(A^T*A*x)^T");
    assertThat(MatrixForm.Hadamard.of(List.of(x, product)))
        .hasToString("2*c*norm(x)*(x .* (A^T*A*x))");
  }

  @Test
  void aRowTimesAColumnIsANumber() {
    MatrixForm dot = chain(t(y), a, x);

    assertThat(dot.shape()).isEqualTo(MatrixShape.NUMBER);
    assertThat(MatrixForm.Product.of(Expr.of(3), List.of(dot), List.of(x)))
        .hasToString("3*(y^T*A*x)*x");
    assertThat(chain(dot, x))
        .isEqualTo(MatrixForm.Product.of(Expr.of(1), List.of(dot), List.of(x)));
  }

  @Test
  void sumsAreFlatAndShapesFit() {
    MatrixForm r =
        MatrixForm.Sum.of(List.of(chain(a, x), MatrixForm.Product.scaled(Expr.of(-1), y)));

    assertThat(r).hasToString("A*x - y");
    assertThat(MatrixForm.Sum.of(List.of(r, y))).hasToString("A*x - y + y");
    assertThat(chain(t(a), r)).hasToString("A^T*(A*x - y)");
    assertThatThrownBy(() -> MatrixForm.Sum.of(List.of(x, y)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> chain(a, y)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quotientsAndPowersAreElementwise() {
    MatrixForm quotient = MatrixForm.Hadamard.of(List.of(x, MatrixForm.Power.of(x, Expr.of(-1))));

    assertThat(quotient).hasToString("x ./ x");
    assertThat(MatrixForm.Power.of(chain(a, x), Expr.of(2))).hasToString("(A*x).^2");
    assertThat(t(t(a))).isEqualTo(a);
  }

  @Test
  void aNameKeepsItsOtherIndices() {
    MatrixForm h =
        new MatrixForm.Name(
            IndexedSymbol.of("h", Expr.symbol("t"), Slot.ROW.symbol()), MatrixShape.column(N));

    assertThat(h).hasToString("h_t");
  }
}
