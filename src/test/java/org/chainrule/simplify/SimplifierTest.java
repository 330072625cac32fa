package org.chainrule.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.Chainrule;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.rewrite.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplifierTest {
  private static Expr simplified(Expr expression) {
    return new Simplifier(Facts.none()).simplify(expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2*(x^2+1)/(x^4+2*x^2+1)                     | 2/(x^2 + 1)",
        "(x^2-1)/(x-1)                               | x + 1",
        "(x^3-y^3)/(x-y)                             | x^2 + x*y + y^2",
        "(x^2+2*x*y+y^2)/(x+y)^3                     | 1/(x + y)",
        "-(-x-1)/(x-1)                               | (x + 1)/(x - 1)",
        "4*(-x-1)/(x-1)^3                            | -4*(x + 1)/(x - 1)^3",
        "(exp(x)+exp(-x))/2                          | (exp(x) + exp(-x))/2",
        "sinh(y)^2/cosh(y)^2                         | tanh(y)^2",
        "tan(a)*cos(a)                               | sin(a)",
        "cos(asin(x))/sqrt(1-x^2)                    | 1",
        "abs(x)^2*sign(x)                            | x*abs(x)",
        "abs(x)*sign(y)                              | abs(x)*sign(y)",
        "sin(x)^2 + cos(y)^2                         | cos(y)^2 + sin(x)^2",
        "(sin(x)^2 + cos(x)^2)/x                     | 1/x",
      })
  void cancelsFoldsAndSetsSigns(String given, String expected) {
    assertThat(simplified(Chainrule.parse(given))).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(1 - a)*(2 - b)*(x - 1)*(x + 1)             | (1 - a)*(2 - b)*(x^2 - 1)",
        "(x - 1)*(x + 1)*(a + b)/(y*(a - b))         | (a + b)*(x^2 - 1)/(y*(a - b))",
        "1/((a + 1)*(x - 1)*(x + 1))                 | 1/((a + 1)*(x^2 - 1))",
        "(1 + a)*(sin(x) - 1)*(sin(x) + 1)/(c + 1)   | -cos(x)^2*(a + 1)/(c + 1)",
        "tan(x)*cos(x)*(a + b + c + d + f + g + h + k + m + 1)^5"
            + " | sin(x)*(a + b + c + d + f + g + h + k + m + 1)^5",
      })
  void multipliesOutWhatSharesKernelsAndNothingElse(String given, String expected) {
    assertThat(simplified(Chainrule.parse(given))).hasToString(expected);
  }

  @Test
  void bringsALongSumTogether() {
    StringBuilder text = new StringBuilder("x*sin(x)*exp(x^2)/(1 + x^2)");
    for (int k = 2; k <= 20; k++) {
      text.append(" + x^" + k + "*sin(x)*exp(x^2)/(1 + x^2)^" + (k % 4 + 1));
    }

    assertThat(simplified(Chainrule.parse(text.toString())).toString())
        .startsWith("x*exp(x^2)*sin(x)*(x^25 + ")
        .endsWith("/(x^2 + 1)^4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cases(1 if x < 0, 2 if x > 0) + 3*cases(x if x > 0, 0 if x < 0)"
            + " | cases(3*x + 2 if x > 0, 1 if x < 0)",
        "cases(cases(1 if x > -1, 0 if x < -1) if x < 1, 0 if x > 1)"
            + " | cases(1 if x > -1 and x < 1, 0 if x < -1 or x > 1)",
        "cases(cases(1 if x > 2, 5 if x < 2) if x > 3, 0 otherwise) | cases(1 if x > 3, 0"
            + " otherwise)",
        "cases(cases(1 if x > -1) if x < 1, 0 otherwise)"
            + " | cases(cases(1 if x > -1) if x < 1, 0 otherwise)",
        "cases(1 if x < 2*x, 2 if 2*x < x) | cases(1 if x > 0, 2 if x < 0)",
        "cases(abs(x) if x > 0, max(x, 0) if x < 0) | cases(x if x > 0, 0 if x < 0)",
        "cases(1 if x < y, 2 if x < z) + cases(1 if x < z, 2 if x < y)"
            + " | cases(1 if x < y, 2 if x < z) + cases(1 if x < z, 2 if x < y)",
      })
  void bringsCasesTogetherOnlyWhereTheyExcludeEachOther(String given, String expected) {
    assertThat(simplified(Chainrule.parse(given))).isSameAs(Chainrule.parse(expected));
  }

  @Test
  void collapsesPowersOfADelta() {
    Expr delta = Chainrule.parse("delta(i,j)");

    assertThat(delta.power(2)).isSameAs(delta);
    assertThat(Product.of(delta, delta)).isSameAs(delta);
    assertThat(simplified(Chainrule.parse("sum(k=1..3, delta(k,j)^2*x_k)")))
        .isSameAs(simplified(Chainrule.parse("sum(k=1..3, delta(k,j)*x_k)")));
  }

  @Test
  void takesAProductWithoutOneFactorOverTheWholeOnlyWithinTheRange() {
    assertThat(Chainrule.model().diff("log(prod_k x_k)", "x_j")).hasToString("1/x_j");
    assertThat(simplified(Chainrule.parse("prod(k=1..n, k != j, x_k)/prod(k=1..n, x_k)")))
        .hasToString("prod(k=1..n, k != j, x_k)/prod(k=1..n, x_k)");
  }

  @Test
  void mergesSumsOverOneRange() {
    assertThat(simplified(Chainrule.parse("a*sum(k=1..n, x_k) - a*sum(k=1..n, y_k)")))
        .isSameAs(Chainrule.parse("a*sum(k=1..n, x_k - y_k)"));
  }

  @Test
  void goesDeepWithoutTheStackAndInLinearTime() {
    Expr deep = Symbol.of("x");
    for (int i = 0; i < 10_000; i++) {
      deep = Product.of(Apply.of(Functions.SIN, deep), deep);
    }

    assertThat(simplified(deep)).isSameAs(deep);
  }
}
