package org.chainrule.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Habits of books that the formats follow. */
class ConventionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sin(x)^2             | \\sin^{2}\\left(x\\right)",
        "tanh(x + 1)^3        | \\tanh^{3}\\left(x + 1\\right)",
        "1/cos(x)^2           | \\frac{1}{\\cos^{2}\\left(x\\right)}",
        "exp(x)^2             | e^{2 x}",
        "factorial(n)         | n!",
        "factorial(n + 1)     | \\left(n + 1\\right)!",
        "factorial(n)^2       | \\left(n!\\right)^{2}",
        "max_k x_k            | \\max_{1 \\leq k \\leq n} x_k",
        "max(k=1..n, k != j, x_k)" + " | \\max_{\\substack{1 \\leq k \\leq n \\\\ k \\neq j}} x_k",
      })
  void latex(String expression, String expected) {
    assertThat(Printer.latex(Chainrule.parse(expression), Spelling.NONE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x^2 + 3*y^12         | 3·y¹² + x²",
        "(x + 1)^2/x_1        | (x + 1)²/x₁",
        "2^(x^2)              | 2^(x²)",
        "x^(1/3)              | x^(1/3)",
      })
  void unicode(String expression, String expected) {
    Expr expr = Chainrule.parse(expression.replace("x_1", "y_1"));

    assertThat(Printer.unicode(expr, Spelling.NONE)).isEqualTo(expected.replace("x₁", "y₁"));
    assertThat(Chainrule.parse(Printer.unicode(expr, Spelling.NONE))).isSameAs(expr);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1/sqrt(2*pi)           | 1/sqrt(2*pi)",
        "sqrt(2/pi)*x           | sqrt(2/pi)*x",
        "x/sqrt(2)              | x/sqrt(2)",
        "sqrt(2)/2              | sqrt(2)/2",
        "sqrt(2)*sqrt(3)/pi     | sqrt(6)/pi",
        "sqrt(2*x)              | sqrt(2*x)",
        "1 + x/sqrt(2)          | x/sqrt(2) + 1",
        "3*sqrt(5)*y/(10*sqrt(x))    | 3*y/(2*sqrt(5*x))",
        "b + w*x                | w*x + b",
        "c + b*x + a*x^2        | a*x^2 + b*x + c",
        "exp(-x)*(2 - x)*x      | x*(2 - x)*exp(-x)",
        "s*(1 - s)*x            | x*s*(1 - s)",
      })
  void text(String expression, String expected) {
    Expr expr = Chainrule.parse(expression);

    assertThat(Printer.text(expr, Spelling.NONE)).isEqualTo(expected);
    assertThat(Chainrule.parse(expected)).isSameAs(expr);
  }

  @Test
  void elementsOfFamiliesWithAWordBelowReadBack() {
    for (String text : List.of("w_out[j]", "w_out[2]", "w_out[i,j]", "w_out[j+1]^2", "w_out")) {
      assertThat(Chainrule.parse(text)).hasToString(text);
    }
    assertThat(Chainrule.latex(Chainrule.parse("w_out[j]"))).isEqualTo("w_{\\mathrm{out},j}");
    assertThat(Chainrule.parseLatex("w_{\\mathrm{out},j}")).isSameAs(Chainrule.parse("w_out[j]"));
  }
}
