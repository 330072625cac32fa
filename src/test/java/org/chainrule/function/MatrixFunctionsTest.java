package org.chainrule.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Symbol;
import org.junit.jupiter.api.Test;

/** What the rows fold at once. */
class MatrixFunctionsTest {
  private static final Symbol K = Symbol.named("k");
  private static final Symbol L = Symbol.named("l");
  private static final Symbol N = Symbol.named("n");
  private static final Symbol I = Symbol.named("i");
  private static final Symbol J = Symbol.named("j");
  private static final Expr X = matrix(N, x(K, L));

  private static Expr x(Expr row, Expr column) {
    return IndexedSymbol.of("X", row, column);
  }

  private static Expr matrix(Expr size, Expr element) {
    return Elements.of(K, Expr.of(1), size, Elements.of(L, Expr.of(1), size, element));
  }

  @Test
  void ofOneElementTheyAreNumbers() {
    Expr one = matrix(Expr.of(1), x(K, L));
    Expr element = x(Expr.of(1), Expr.of(1));
    assertThat(Elementary.det(one)).isSameAs(element);
    assertThat(Elementary.logdet(one)).isSameAs(Elementary.log(element));
    assertThat(Elementary.inv(one, I, J)).isSameAs(element.power(-1));
  }

  @Test
  void ofTheIdentityTheyAreKnown() {
    Expr identity = matrix(N, KroneckerDelta.of(K, L));
    assertThat(Elementary.det(identity)).isSameAs(Expr.of(1));
    assertThat(Elementary.logdet(identity)).isSameAs(Expr.of(0));
    assertThat(Elementary.inv(identity, I, J)).isSameAs(KroneckerDelta.of(I, J));
  }

  @Test
  void ofAnInverseTheyAreThoseOfTheMatrix() {
    Expr inverse = matrix(N, Elementary.inv(X, K, L));
    assertThat(Elementary.det(inverse)).isSameAs(Elementary.det(X).power(-1));
    assertThat(Elementary.logdet(inverse)).isSameAs(Elementary.logdet(X).negate());
    assertThat(Elementary.inv(inverse, I, J)).isSameAs(x(I, J));
  }

  @Test
  void ofATransposeTheyAreThoseOfTheFamily() {
    Expr transpose = matrix(N, x(L, K));
    assertThat(Elementary.det(transpose)).isSameAs(Elementary.det(X));
    assertThat(Elementary.logdet(transpose)).isSameAs(Elementary.logdet(X));
    assertThat(Elementary.inv(transpose, I, J)).isSameAs(Elementary.inv(X, J, I));
  }

  @Test
  void theInverseOfASymmetricMatrixIsSymmetric() {
    Symbol a = Symbol.named("a");
    Expr products = Reduction.of(Reduction.Operator.SUM, a, Expr.of(1), N, x(a, K).times(x(a, L)));
    Expr gram = matrix(N, products);
    assertThat(Elementary.inv(gram, I, J)).isSameAs(Elementary.inv(gram, J, I));
    assertThat(Elementary.inv(gram, Expr.of(2), Expr.of(1)))
        .isSameAs(Elementary.inv(gram, Expr.of(1), Expr.of(2)));
    assertThat(Elementary.inv(X, I, J)).isNotSameAs(Elementary.inv(X, J, I));
  }

  @Test
  void aMatrixHasTwoDimensionsAndElements() {
    assertThat(X.shape().dimensions()).containsExactly(N, N);
    assertThat(((Elements) X).at(List.of(I, J))).isSameAs(x(I, J));
  }
}
