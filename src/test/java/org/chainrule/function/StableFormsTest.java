package org.chainrule.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.Chainrule;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stabilising pass makes of expressions. */
class StableFormsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log(1 + exp(x)) | softplus(x)",
        "log1p(exp(x)) | softplus(x)",
        "log(sigma(x)) | -softplus(-x)",
        "log(1 - sigma(x)) | -softplus(x)",
        "log1p(-sigma(x)) | -softplus(x)",
        "log(1/(1 + exp(-x))) | -softplus(-x)",
        "log(y*sigma(x)^2) | log(y) - 2*softplus(-x)",
        "1/(1 + exp(-x)) | sigma(x)",
        "exp(x)/(1 + exp(x)) | sigma(x)",
        "exp(x)/(exp(x) + 3) | sigma(x - log(3))",
        "exp(x)/(exp(x) + exp(y)) | sigma(x - y)",
        "exp(-x)*sigma(x) | sigma(-x)",
        "1 - sigma(x) | sigma(-x)",
        "1 - 1/(1 + exp(-x)) | sigma(-x)",
        "2*sigma(x) - 1 | tanh(x/2)",
        "1 - tanh(x)^2 | sech(x)^2",
        "3 - 3*tanh(x) | 6*sigma(-2*x)",
        "1 - erf(x) | erfc(x)",
        "exp(x) - 1 | expm1(x)",
        "sinh(x)/cosh(x) | tanh(x)",
        "cosh(x)/sinh(x)^2 | coth(x)*csch(x)",
        "1/cosh(x)^2 | sech(x)^2",
        "(exp(x) - exp(-x))/(exp(x) + exp(-x)) | tanh(x)",
        "(exp(2*x) - 1)/(exp(2*x) + 1) | tanh(x)",
        "(1 - exp(-x))/(1 + exp(-x)) | tanh(x/2)",
        "(exp(x) + exp(-x))/(exp(x) - exp(-x)) | coth(x)",
        "cbrt(x)^3 | x",
        "hypot(x, y)^2 | x^2 + y^2",
        "exp(x)/y | exp(x)/y",
        "sigma(x)*exp(2) + log(1 + x) | sigma(x)*exp(2) + log(1 + x)"
      })
  void families(String text, String stable) {
    Expr expected = Chainrule.parse(stable.strip());
    assertThat(StableForms.forSteps().apply(Chainrule.parse(text.strip()))).isEqualTo(expected);
    assertThat(StableForms.forGraphs().apply(Chainrule.parse(text.strip()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log(exp(x_1)/sum(i=1..n, exp(x_i))) | -log(sum(i=1..n, exp(x_i - x_1)))",
        "exp(x_1)/sum(i=1..n, exp(x_i)) | 1/sum(i=1..n, exp(x_i - x_1))",
        "log(sum(i=1..n, exp(x_i))) | logsumexp(x)",
        "log(softmax(x)_2) | -log(sum(i=1..n, exp(x_i - x_2)))",
        "log(1 + sum(i=1..n, exp(x_i))) | softplus(logsumexp(x))",
      })
  void sumsOfManyStepByStep(String text, String stable) {
    Expr expression = Chainrule.parse(text.strip());
    Expr same = Chainrule.parse(stable.strip());
    assertThat(StableForms.forSteps().apply(expression))
        .isEqualTo(StableForms.forSteps().apply(same));
  }

  /** It is even, which the product of the two is only up to rounding. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sigma(x)*sigma(-x)",
        "sigma(x) - sigma(x)^2",
        "sigma(x)*(1 - sigma(x))",
        "exp(x)/(1 + exp(x))^2"
      })
  void theSlopeOfSigma(String text) {
    Symbol x = Symbol.of("x");
    assertThat(StableForms.forGraphs().apply(Chainrule.parse(text)))
        .isEqualTo(Apply.of(NumericFunctions.SIGMOID_SLOPE, x, Elementary.sigmoid(x)));
  }
}
