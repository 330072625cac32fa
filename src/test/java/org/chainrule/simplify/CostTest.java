package org.chainrule.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.Chainrule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sigma(x)*(1 - sigma(x))       | exp(-x)/(1 + exp(-x))^2",
        "(3*x + 1)/(x*(x + 1))         | (1/x + 3)/(x + 1)",
        "-4*(x + 1)/(x - 1)^3          | 4*(-x - 1)/(x - 1)^3",
        "(exp(x) - exp(-x))/2          | exp(-x)*(exp(2*x) - 1)/2",
        "x*(a + b)                     | a*x + b*x",
        "1e800/(x + 1e800) - 1e800*x/(x + 1e800)^2 | 10^1600/(x + 1e800)^2",
        "1e500*x                       | 12345678901*x",
      })
  void isLowerForWhatATextbookPrints(String textbook, String other) {
    Cost cost = new Cost();

    assertThat(cost.of(Chainrule.parse(textbook))).isLessThan(cost.of(Chainrule.parse(other)));
  }
}
