package org.chainrule.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.chainrule.error.ParseException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements become definitions, ranges and assumptions, or are refused. */
final class DeclarationsTest {
  private static Declarations of(String text) {
    return Declarations.of(List.of(text.split(";")));
  }

  @Test
  void definitionsKeepTheirOrder() {
    Declarations declarations =
        of("y_i = x_i^2; x_5 = 3; i in 1..m; L = sum_i y_i; assume x_1 > 0");

    assertThat(declarations.definitions())
        .extracting(Definition::target)
        .containsExactly(
            IndexedSymbol.of("y", Expr.symbol("i")),
            IndexedSymbol.of("x", Expr.of(5)),
            Expr.symbol("L"));
    assertThat(declarations.indexRanges())
        .containsEntry("i", new IndexRange(Expr.of(1), Expr.symbol("m")));
    assertThat(declarations.familyRanges().get("y"))
        .containsExactly(new IndexRange(Expr.of(1), Expr.symbol("m")));
    assertThat(declarations.assumptions()).hasSize(1);
  }

  @Test
  void arraysOfSeveralLengthsDeclareTheLettersThatIndexThem() {
    Declarations declarations = of("y = sum_i x_i; z = sum_j w_j");

    assertThat(declarations.lengthsApart(Map.of("x", List.of(3), "w", List.of(2))))
        .containsExactly("i in 1..3", "j in 1..2");
    assertThat(declarations.lengthsApart(Map.of("x", List.of(3), "w", List.of(3)))).isEmpty();
    assertThat(declarations.lengthsApart(Map.of("x", List.of(3)))).isEmpty();
    assertThat(of("y = sum_i x_i + u_1").lengthsApart(Map.of("x", List.of(3), "u", List.of(2))))
        .isEmpty();
    assertThat(of("y = sum_i x_i*w_i").lengthsApart(Map.of("x", List.of(3), "w", List.of(2))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h_t = w*h_{t-1}; h_0 = 0",
        "s_t = w*h_{t-1}; h_t = tanh(s_t); h_0 = 0",
        "d_t = w*d_{t+1}",
        "h_t = sum(k=1..t-1, h_k)",
        "x_8 = x_7 + x_6; x_7 = x_6*x_1; x_6 = exp(x_1)",
        "x_7 = sum(i=1..6, x_i); x_6 = x_5",
        "f : R -> R; f(x) = x^2",
      })
  void theseAreNoCycles(String text) {
    assertThat(of(text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = y; y = x",
        "h_t = h_t + 1",
        "h_t = s_t; s_t = h_t",
        "h_t = h_{t-1} + h_{t+1}",
        "h_t = sum(k=1..t, h_k)",
        "x_7 = sum(i=1..7, x_i)",
        "L = sum_i y_i; y_i = L*x_i",
        "f(x) = f(x)",
      })
  void theseAreCycles(String text) {
    assertThatThrownBy(() -> of(text))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("defined by itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = 1; x = 2",
        "y_i = 1; y_j = 2",
        "x_1 = 1; x_1 = 2",
        "i in 1..3; i in 1..4",
        "y : R; y : R^n",
        "y : R^n; y = 3",
        "f : R -> R; f(x, y) = x*y",
        "x = 3; y = x_1",
        "W : 4x5; y = W_{1}",
        "y_{i+1} = 3",
        "i in 1..1/2",
      })
  void theseContradictThemselves(String text) {
    assertThatThrownBy(() -> of(text)).isInstanceOf(ParseException.class);
  }
}
