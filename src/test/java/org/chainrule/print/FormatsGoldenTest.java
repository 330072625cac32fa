package org.chainrule.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chainrule.error.DomainException;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsGoldenTest {
  private static Expr parse(String text) {
    return Lowering.read(text, Declarations.NONE).expression();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sigma(x)*(1 - sigma(x)) | \\sigma\\left(x\\r"
            + "ight) \\left(1 - \\sigma\\left(x\\r"
            + "ight)\\r"
            + "ight)",
        "exp(x_6)/sum(k=5..7, exp(x_k))^2"
            + " | \\frac{e^{x_6}}{\\left(\\sum_{k=5}^{7} e^{x_k}\\right)^{2}}",
        "cases(1 if x > 0, alpha*exp(x) if x < 0) | \\begin{cases} 1 & \\text{if } x > 0"
            + " \\\\ \\alpha e^{x} & \\text{if } x < 0 \\end{cases}",
        "dh_{t-1}/dw_1 | \\frac{\\partial h_{t-1}}{\\partial w_1}",
        "b_out/3 + z_k^[2] | \\frac{b_{\\mathrm{out}}}{3} + z_k^{[2]}",
        "sqrt(hat(y)) | \\sqrt{\\hat{y}}",
        "w_{i,j}*delta(i,j) | w_{i,j} \\delta_{i,j}",
        "2*3^x | 2 \\cdot 3^{x}",
        "(x/2)^y | \\left(\\frac{x}{2}\\right)^{y}",
        "prod(k=1..n, x_k)*sum(k=1..n, x_k) | \\left(\\prod_{k=1}^{n} x_k\\r"
            + "ight) \\sum_{k=1}^{n} x_k",
      })
  void latex(String text, String expected) {
    assertThat(Printer.latex(parse(text), Spelling.NONE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x/2 + 1/3 | x/2.0 + 1.0/3.0",
        "x^2*y^5 | (x*x)*Math.pow(y, 5.0)",
        "1/(1+exp(-x)) | 1.0/(1.0 + Math.exp(-x))",
        "-sqrt(hat(y)) | -Math.sqrt(hat$y)",
        "class + x_1 | class$ + x_1",
        "x_1 + x_i | x[1] + x[(int) i]",
        "W_{2,1} | W_2_1",
        "max(a,b,c) | Math.max(a, Math.max(b, c))",
        "cases(1 if x > 0) | (x > 0.0 ? 1.0 : Double.NaN)",
        "delta(i,j) | (i == j ? 1.0 : 0.0)",
        "prod(k=1..n, x_k/k) | java.util.stream.IntStream.rangeClosed(1, (int) n)"
            + ".mapToDouble(k -> x[k]/(double) k).reduce(1.0, (a$, b$) -> a$*b$)",
        "sum(k=1..n, k != i, x_k) | java.util.stream.IntStream.rangeClosed(1, (int) n)"
            + ".filter(k -> (double) k != i).mapToDouble(k -> x[k]).sum()",
      })
  void java(String text, String expected) {
    assertThat(Printer.java(parse(text), Spelling.NONE)).isEqualTo(expected);
  }

  @Test
  void javaHasNoDerivativesThatAreNotCarriedOut() {
    Expr derivative = DerivativeTerm.of(Expr.symbol("h"), Expr.symbol("x"));
    assertThatThrownBy(() -> Printer.java(derivative, Spelling.NONE))
        .isInstanceOf(DomainException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sigma(x)*alpha | α·σ(x)",
        "sum(k=1..n, k != i, x_k) | Σ(k=1..n, k ≠ i, x_k)",
        "sqrt(pi) | √(π)",
        "cases(1 if x >= 0) | cases(1 if x ≥ 0)",
      })
  void unicode(String text, String expected) {
    assertThat(Printer.unicode(parse(text), Spelling.NONE)).isEqualTo(expected);
  }

  @Test
  void treesAndJsonHoldEveryNodeOnce() {
    Expr expression = parse("sigma(x)*(1 - sigma(x))");
    assertThat(Printer.tree(expression))
        .isEqualTo(
            "*\n  +\n    1\n    *\n      -1\n      sigma\n        x\n  sigma (as in line 6)");
    assertThat(Printer.json(expression))
        .isEqualTo(
            "{\"root\":3,\"nodes\":[{\"kind\":\"symbol\",\"name\":\"x\"},"
                + "{\"kind\":\"call\",\"function\":\"sigma\",\"arguments\":[0]},"
                + "{\"kind\":\"sum\",\"constant\":\"1\",\"terms\":[{\"coefficient\":\"-1\",\"of\":1}]},"
                + "{\"kind\":\"product\",\"coefficient\":\"1\",\"factors\":"
                + "[{\"base\":2},{\"base\":1}]}]}");
  }

  @Test
  void everyFormatIsLinearInTheGraph() {
    for (int size : new int[] {1_000, 4_000}) {
      Expr shared = Expr.symbol("x");
      for (int i = 0; i < size; i++) {
        shared =
            org.chainrule.expr.Apply.of(org.chainrule.function.Functions.COS, shared).times(shared);
      }
      assertThat(Printer.latex(shared, Spelling.NONE).length()).isLessThan(size * 250);
      assertThat(Printer.java(shared, Spelling.NONE).length()).isLessThan(size * 250);
      assertThat(Printer.unicode(shared, Spelling.NONE).length()).isLessThan(size * 250);
      assertThat(Printer.json(shared).length()).isLessThan(size * 600);
      assertThat(Printer.tree(shared).length()).isLessThan(size * 3_000);
    }
  }
}
