package org.chainrule.compile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of node: value, first and second derivatives. */
class NodesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x*y + 3*x - y/7 + 2/3",
        "x^5*y^-3 + (x^2 + y^2)^(1/2)",
        "(x^2 + 1)^(3/2)*(y^2 + 2)^(-5/2)",
        "(x^2 + 1)^(1/3) + (y^2 + 2)^(-7/3)",
        "(x^2 + 1)^y + (y^2 + 2)^(x*y)",
        "exp(x)/(exp(x) + exp(y))",
        "exp(x*y)/exp(x + y)*sin(x)",
        "log(1 + exp(x)) + log(exp(x) + exp(2*y)) + log(exp(x)*(x^2 + 1))",
        "1/(1 + exp(-x))^2 + (1 + exp(y))^(1/2)",
        "log(exp(x) + y^2 + 1)",
        "(exp(x) + 1)/(exp(y) + 3)^2",
        "sqrt(exp(x) + exp(-y))",
        "tanh(x)*sigma(y) + atan2(x, y) + hypot(x, y)",
        "cases(x^2*y if x < y, y^3 if x > 2, x*y otherwise)",
        "cases(sqrt(x - 10) if x > 10, log(y - 10) if y > 10, x*y otherwise)",
        "cases(sin(x) if x < 1 and y < 1 or x = y, cos(y)*x otherwise)",
        "cases(x if not (x < y), y*x otherwise)",
        "max(x, y, x*y) + min(x^2, y) + abs(x)*sign(y) + relu(x - y)",
        "pi*x + e^y + e^(x*y)",
        "x*delta(1, 1) + delta(2, 3)*y",
        "erf(x) + Gamma(x^2 + 1) + lgamma(y^2 + 2) + digamma(y^2 + 1)",
        "sum(i=1..3, x^i/i) + prod(i=1..3, y + i) + max_{i in 1..3} (x*i - y*i^2)",
        "sum(i=1..20, x^2/(i + y^2)) + prod(i=1..10, 1 + x/i^2)",
        "sum(i=1..12, sum(j=1..i, sin(x*i + y*j)))",
        "floor(x*10)*x + step(y)*y^2",
        "x",
        "5",
        "sin(x)",
      })
  void agrees(String text) {
    for (long seed = 1; seed <= 3; seed++) {
      CompiledCase.of(text).variable("x").variable("y").seed(seed).agreesTwice();
    }
  }

  @Test
  void powersOfZero() {
    CompiledCase.of("x^2*y + y^3").variable("x").variable("y").at(0, 0).agreesTwice();
  }
}
