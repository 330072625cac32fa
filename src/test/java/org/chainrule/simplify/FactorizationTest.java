package org.chainrule.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.Chainrule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorizationTest {
  @ParameterizedTest
  @CsvSource({
    "x^2 - 1, (x - 1)*(x + 1)",
    "1 - x^2, (1 - x)*(x + 1)",
    "x^4 - y^4, (x - y)*(x + y)*(x^2 + y^2)",
    "a*x + a*y + b*x + b*y, (a + b)*(x + y)",
    "x^3 - 6*x^2 + 11*x - 6, (x - 1)*(x - 2)*(x - 3)",
    "6*x^2 - x - 2, (3*x - 2)*(2*x + 1)",
    "x^4 + 4, (x^2 + 2*x + 2)*(x^2 - 2*x + 2)",
    "x^5 + x + 1, (x^2 + x + 1)*(x^3 - x^2 + 1)",
    "x^3 - 8*y^3, (x - 2*y)*(x^2 + 2*x*y + 4*y^2)",
    "a^2 + 2*a*b + b^2 - c^2, (a + b + c)*(a + b - c)",
    "(x^2 - 1)/(x^2 + 2*x + 1), (x - 1)/(x + 1)",
    "0.5*x^2 - 0.5, (x - 1)*(x + 1)/2",
    "exp(2*x) - 1, (1 + exp(x))*(exp(x) - 1)",
    "x^2 + x + 1, x^2 + x + 1",
    "x^2 - 2, x^2 - 2",
    "2*w*x + 2*v*x, 2*x*(v + w)"
  })
  void factorsAsFarAsThereAreFactors(String given, String product) {
    Factorization factored = Factorization.of(Chainrule.parse(given));
    assertThat(factored.expression()).hasToString(product);
    assertThat(factored.open()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x^6 + x + 1, x^6 + x + 1, x^6 + x + 1",
    "x^3*y^3 - 1, x^3*y^3 - 1, x^3*y^3 - 1",
    "x^7 + x^2 + x, x*(x^6 + x + 1), x^6 + x + 1"
  })
  void tellsWhatMayHaveFactorsStill(String given, String product, String open) {
    Factorization factored = Factorization.of(Chainrule.parse(given));
    assertThat(factored.expression()).hasToString(product);
    assertThat(factored.open().toString()).isEqualTo("[" + open + "]");
  }

  @Test
  void leavesLargeCoefficientsOpen() {
    String number = "1" + "0".repeat(30) + "57";
    Factorization factored = Factorization.of(Chainrule.parse("x^3 + x + " + number));
    assertThat(factored.open()).hasSize(1);
  }
}
