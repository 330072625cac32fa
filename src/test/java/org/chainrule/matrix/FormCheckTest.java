package org.chainrule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.junit.jupiter.api.Test;

/** A form is compared with the expression that it was made of. */
class FormCheckTest {
  private static final Expr N = Symbol.named("n");
  private static final Symbol I = Symbol.named("i");
  private static final Symbol J = Symbol.named("j");
  private static final MatrixForm A =
      new MatrixForm.Name(
          IndexedSymbol.of("A", Slot.ROW.symbol(), Slot.COLUMN.symbol()), new MatrixShape(N, N));
  private static final MatrixForm X =
      new MatrixForm.Name(IndexedSymbol.of("x", Slot.ROW.symbol()), MatrixShape.column(N));

  private static boolean holds(MatrixForm form, String text, Symbol... free) {
    IndexRange all = new IndexRange(Expr.of(1), N);
    List<FreeIndex> indices = List.of(free).stream().map(each -> new FreeIndex(each, N)).toList();
    return new FormCheck(
            Chainrule.parse(text),
            indices,
            Map.of("A", List.of(all, all), "x", List.of(all)),
            Set.of())
        .holds(form)
        .orElseThrow();
  }

  @Test
  void aTransposeIsNotTheMatrix() {
    assertThat(holds(A, "A_{i,j}", I, J)).isTrue();
    assertThat(holds(A, "A_{j,i}", I, J)).isFalse();
    assertThat(holds(MatrixForm.Transpose.of(A), "A_{j,i}", I, J)).isTrue();
  }

  @Test
  void aFactorIsMissed() {
    MatrixForm product = MatrixForm.Product.chain(A, X);

    assertThat(holds(product, "sum(k=1..n, A_{i,k}*x_k)", I)).isTrue();
    assertThat(holds(product, "1.000001*sum(k=1..n, A_{i,k}*x_k)", I)).isFalse();
    assertThat(holds(product, "sum(k=2..n, A_{i,k}*x_k)", I)).isFalse();
  }

  @Test
  void anElementThatDiffersIsFoundAtTheLastPlace() {
    MatrixForm square = MatrixForm.Power.of(X, Expr.of(2));

    assertThat(holds(square, "x_i^2", I)).isTrue();
    assertThat(holds(square, "cases(x_i^2 if i < n, 0 otherwise)", I)).isFalse();
  }

  @Test
  void aFormWithAValueWhereThereIsNoneDiffers() {
    assertThat(holds(X, "x_i + 0*log(-1 - x_i^2)", I)).isTrue();
    assertThat(holds(X, "x_i + log(-1 - x_i^2)", I)).isFalse();
  }
}
