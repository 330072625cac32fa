package org.chainrule.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chainrule.Chainrule.parse;

import java.util.Map;
import org.chainrule.error.CompileException;
import org.chainrule.error.ParseException;
import org.junit.jupiter.api.Test;

/** What tab completion offers after an expression. */
class OffersTest {
  @Test
  void differentiatesAndSimplifies() {
    assertThat(parse("x^3 + y").diff("x")).isSameAs(parse("3*x^2"));
    assertThat(parse("x^3*y^2").diff("x,y")).isSameAs(parse("6*x^2*y"));
    assertThat(parse("sin(x)^2 + cos(x)^2").simplify()).isSameAs(parse("1"));
    assertThat(parse("log(x)").diff("x").at("x", 4)).isEqualTo(0.25);
    assertThatThrownBy(() -> parse("x").diff("2")).isInstanceOf(ParseException.class);
  }

  @Test
  void multipliesOut() {
    assertThat(parse("(a + b)^2").expand()).isSameAs(parse("a^2 + 2*a*b + b^2"));
    assertThat(parse("sum_k (x_k - m)^2").expand())
        .hasToString("sum(k=1..n, m^2) - 2*m*sum(k=1..n, x_k) + sum(k=1..n, x_k^2)");
  }

  @Test
  void substitutesWithoutCapture() {
    assertThat(parse("x^2 + y").substitute("x", parse("y + 1"))).isSameAs(parse("(y + 1)^2 + y"));
    assertThat(parse("x_1 + x_2").substitute("x_1", 3)).isSameAs(parse("3 + x_2"));
    assertThat(parse("sum(k=1..n, k*a)").substitute("a", Expr.symbol("k")))
        .isNotSameAs(parse("sum(k=1..n, k^2)"));
  }

  @Test
  void tellsWhatHasToBeGiven() {
    assertThat(parse("a*x_1 + sum(i=1..m, y_i)").variables()).containsExactly("a", "m", "x_1", "y");
    assertThat(parse("2*pi").variables()).isEmpty();
  }

  @Test
  void calculatesWithNumbers() {
    Expr x = Expr.symbol("x");

    assertThat(x.plus(1).times(2).minus(3).dividedBy(4)).isSameAs(parse("(2*(x + 1) - 3)/4"));
    assertThat(x.power(2).at(Map.of("x", 3))).isEqualTo(9);
    assertThat(parse("alpha/2").latex()).isEqualTo("\\frac{\\alpha}{2}");
  }

  @Test
  void compiles() {
    GradientFunction function = parse("x^2*y").compile("y", "x");
    double[] gradient = new double[2];

    assertThat(function.at(new double[] {5, 3}, gradient)).isEqualTo(45);
    assertThat(gradient).containsExactly(9, 30);
    assertThat(function.gradient(new double[] {1, 2})).containsExactly(4, 4);
    assertThat(function.value(new double[] {1, 2})).isEqualTo(4);
    assertThat(function.dimension()).isEqualTo(2);
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(() -> parse("a*x").compile("x"))
        .withMessageContaining("a is neither a variable nor a parameter");
  }

  @Test
  void refusesNothingByName() {
    Expr x = Expr.symbol("x");

    assertThatNullPointerException().isThrownBy(() -> x.diff(null)).withMessage("variable is null");
    assertThatNullPointerException()
        .isThrownBy(() -> x.substitute("x", (Expr) null))
        .withMessage("value is null");
    assertThatNullPointerException()
        .isThrownBy(() -> x.compile((String[]) null))
        .withMessage("variables is null");
    assertThatNullPointerException()
        .isThrownBy(() -> x.at((Map<String, ?>) null))
        .withMessage("point is null");
  }
}
