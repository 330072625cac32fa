package org.chainrule.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearPlaceTest {
  private static final Expr X = Chainrule.parse("x");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cases(1 if x < 0, x if x < 1, x^2 if x < 2, 5 otherwise); 1; cases(x if x < 1, x^2"
            + " otherwise)",
        "cases(1 if x < 0, x if x > 3, x^2 if x = 4, 5 otherwise); 1; 5",
        "cases(1 if x != 0, 5 otherwise); 1; 1",
        "cases(1 if x > 0 and x < 2, 5 otherwise); 1; 1",
        "cases(1 if x < 0 or x > 2, 5 otherwise); 1; 5",
        "cases(1 if x > 0 and a < 2, 5 otherwise); 1; cases(1 if x > 0 and a < 2, 5 otherwise)",
        "cases(1 if x > 2 and a < 2, 5 otherwise); 1; 5",
        "cases(1 if 2*x < 0, 5 otherwise); 1; cases(1 if 2*x < 0, 5 otherwise)",
        "cases(1 if x < 0, 5 otherwise); a; cases(1 if x < 0, 5 otherwise)",
        "x^2; 1; x^2",
        "x + 2*cases(1 if x < 0, x if x < 1, 3 otherwise); 2; x + 6",
        "cases(a if a < 0, cases(1 if x < 0, x otherwise) otherwise); 2; cases(a if a < 0, x"
            + " otherwise)",
      })
  void keepsTheCasesThatMayHoldBesideThePlace(String expression, String place, String expected) {
    assertThat(new NearPlace(X).of(Chainrule.parse(expression), Chainrule.parse(place)))
        .isSameAs(Chainrule.parse(expected));
  }
}
