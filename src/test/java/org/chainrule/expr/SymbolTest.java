package org.chainrule.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chainrule.Chainrule;
import org.chainrule.Model;
import org.chainrule.error.ChainruleException;
import org.chainrule.function.Functions;
import org.chainrule.notation.Greek;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A symbol is what the notation reads as that name, so that none meets another silently. */
class SymbolTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x_1", "x₁", "W_{2,1}", "x[3]", "x_i", "h_t", "x y", "x+1", "sin", "softmax", "e", "pi",
        "π", "inf", "sum", "prod", "if", "cases", "", " ", "1x", "x^2", "#1", "2", "x_", "x_1_2",
        "хyz(", "hat(x", "max", "log2"
      })
  void noSymbolIsMadeOfWhatReadsAsSomethingElse(String text) {
    assertThatThrownBy(() -> Expr.symbol(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Symbol.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "α",
        "alpha",
        "sigma",
        "Gamma",
        "delta",
        "ŷ",
        "hat(y)",
        "tilde(x)",
        "x̃",
        "bar(mu)",
        "b_out",
        "b_o",
        "x1",
        "z^[2]",
        "z^[L-1]_c",
        "α1",
        "i",
        "n",
        "T",
        "W_Q"
      })
  void aSymbolIsWhatItsTextReadsAs(String text) {
    assertThat(Chainrule.parse(text)).isSameAs(Expr.symbol(text));
    assertThat(Chainrule.parse(Expr.symbol(text).toString())).isSameAs(Expr.symbol(text));
  }

  @Test
  void noNameOfAFunctionMakesASymbolButGreekOnes() {
    for (Function function : Functions.all()) {
      if (!Greek.isName(function.name()) && !function.name().startsWith("\\")) {
        assertThatThrownBy(() -> Expr.symbol(function.name())).as(function.name()).isNotNull();
      }
    }
  }

  @Test
  void variablesAreReadByTheExpressionBesideThem() {
    Expr gate = Chainrule.model("i_t = sigma(W_i*x_t)", "o_t = W_o*x_t").diff("i_t", "W_i");
    Model model = Chainrule.model("i_t = sigma(W_i*x_t)", "o_t = W_o*x_t");
    assertThat(gate.toString()).isEqualTo("x_t*i_t*(1 - i_t)");
    Expr labelled = Chainrule.parse("W_o^2*W_f");
    assertThat(Chainrule.diff(labelled, "W_o").toString()).isEqualTo("2*W_f*W_o");
    assertThat(model.diff("W_i^2*i_t", "x_t")).isNotNull();
    Expr family = Chainrule.parse("sum_k x_k^2");
    assertThat(Chainrule.diff(family, "x_c").toString()).isEqualTo("2*x[c]");
    assertThatThrownBy(() -> Chainrule.diff(family, "x")).isInstanceOf(ChainruleException.class);
    assertThatThrownBy(() -> Chainrule.diff(Expr.symbol("x").power(2), "x_1"))
        .isInstanceOf(ChainruleException.class);
  }

  @Test
  void aLabelOfAnExpressionStaysALabel() {
    Expr gate = Chainrule.model("i_t = 1", "f_t = 1").diff("x^2*W_i*W_f", "x");
    assertThat(Chainrule.diff(gate, "W_i").toString()).isEqualTo("2*W_f*x");
  }
}
