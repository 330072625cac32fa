package org.chainrule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.print.Spelling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixPrinterTest {
  private static final Expr M = Symbol.named("m");
  private static final Expr N = Symbol.named("n");
  private static final MatrixForm X = matrix("X", M, N);
  private static final MatrixForm A = matrix("A", N, N);
  private static final MatrixForm W = column("w", N);
  private static final MatrixForm Y = column("y", M);
  private static final MatrixForm P = column("p", N);
  private static final MatrixForm ONES =
      new MatrixForm.Operation(MatrixFunction.ONES, List.of(), MatrixShape.column(N));
  private static final MatrixForm NORM = operation(MatrixFunction.NORM, MatrixShape.NUMBER, W);
  private static final MatrixForm IDENTITY =
      new MatrixForm.Operation(MatrixFunction.IDENTITY, List.of(), A.shape());

  record Printed(
      MatrixForm form, String text, String unicode, String latex, String numpy, String matlab) {}

  private static MatrixForm matrix(String name, Expr rows, Expr columns) {
    return new MatrixForm.Name(
        IndexedSymbol.of(name, Slot.ROW.symbol(), Slot.COLUMN.symbol()),
        new MatrixShape(rows, columns));
  }

  private static MatrixForm column(String name, Expr length) {
    return new MatrixForm.Name(
        IndexedSymbol.of(name, Slot.ROW.symbol()), MatrixShape.column(length));
  }

  private static MatrixForm operation(
      MatrixFunction function, MatrixShape shape, MatrixForm... of) {
    return new MatrixForm.Operation(function, List.of(of), shape);
  }

  private static MatrixForm minus(MatrixForm left, MatrixForm right) {
    return MatrixForm.Sum.of(
        List.of(left, MatrixForm.Product.scaled(RationalNumber.MINUS_ONE, right)));
  }

  private static MatrixForm product(String factor, MatrixForm... chain) {
    return MatrixForm.Product.of(Chainrule.parse(factor), List.of(), List.of(chain));
  }

  private static MatrixForm over(MatrixForm form, MatrixForm divisor, int power) {
    return MatrixForm.Product.of(
        RationalNumber.ONE, List.of(MatrixForm.Power.of(divisor, Expr.of(-power))), List.of(form));
  }

  private static List<Printed> forms() {
    MatrixForm residual = minus(product("1", X, W), Y);
    return List.of(
        new Printed(
            product("2", MatrixForm.Transpose.of(X), residual),
            "2*X^T*(X*w - y)",
            "2·Xᵀ·(X·w - y)",
            "2 X^{\\top} \\left(X w - y\\right)",
            "2*(X.T @ (X @ w - y))",
            "2*(X' * (X * w - y))"),
        new Printed(
            product("2/m", MatrixForm.Transpose.of(X), residual),
            "2/m*X^T*(X*w - y)",
            "2/m·Xᵀ·(X·w - y)",
            "\\frac{2}{m} X^{\\top} \\left(X w - y\\right)",
            "2/m*(X.T @ (X @ w - y))",
            "2/m*(X' * (X * w - y))"),
        new Printed(
            MatrixForm.Sum.of(List.of(product("-1/2", A, W), product("-lambda", W))),
            "-1/2*A*w - lambda*w",
            "-1/2·A·w - λ·w",
            "-\\frac{1}{2} A w - \\lambda w",
            "-1/2*(A @ w) - lambda__*w",
            "-1/2*(A * w) - lambda*w"),
        new Printed(
            MatrixForm.Hadamard.of(List.of(P, minus(ONES, P), P)),
            "p .* (1 - p) .* p",
            "p ⊙ (1 - p) ⊙ p",
            "p \\odot \\left(1 - p\\right) \\odot p",
            "p*(1 - p)*p",
            "p.*(1 - p).*p"),
        new Printed(
            minus(
                operation(MatrixFunction.DIAGONAL_MATRIX, A.shape(), P),
                product("1", P, MatrixForm.Transpose.of(P))),
            "diag(p) - p*p^T",
            "diag(p) - p·pᵀ",
            "\\operatorname{diag}\\left(p\\right) - p p^{\\top}",
            "np.diag(p) - np.outer(p, p)",
            "diag(p) - p * p'"),
        new Printed(
            over(W, NORM, 1),
            "w/norm(w)",
            "w/‖w‖",
            "\\frac{w}{\\left\\lVert w\\right\\rVert}",
            "1/np.linalg.norm(w)*w",
            "1/norm(w, 'fro')*w"),
        new Printed(
            over(
                minus(IDENTITY, over(product("1", W, MatrixForm.Transpose.of(W)), NORM, 2)),
                NORM,
                1),
            "(I - w*w^T/norm(w)^2)/norm(w)",
            "(I - w·wᵀ/‖w‖²)/‖w‖",
            "\\frac{I - \\frac{w w^{\\top}}{\\left\\lVert w\\r"
                + "ight\\r"
                + "Vert^{2}}}{\\left\\lVert w\\r"
                + "ight\\r"
                + "Vert}",
            "1/np.linalg.norm(w)*(np.eye(n) - 1/np.linalg.norm(w)**2*np.outer(w, w))",
            "1/norm(w, 'fro')*(eye(n) - 1/norm(w, 'fro')^2*(w * w'))"),
        new Printed(product("3", IDENTITY), "3*I_n", "3·I_n", "3 I_{n}", "3*np.eye(n)", "3*eye(n)"),
        new Printed(
            MatrixForm.Hadamard.of(List.of(W, MatrixForm.Power.of(P, Expr.of(-2)))),
            "w ./ p.^2",
            "w ./ p.^2",
            "w \\oslash p^{\\circ 2}",
            "w/p**2",
            "w./p.^2"),
        new Printed(
            MatrixForm.Transpose.of(operation(MatrixFunction.INVERSE, A.shape(), A)),
            "inv(A)^T",
            "inv(A)ᵀ",
            "A^{-\\top}",
            "np.linalg.inv(A).T",
            "inv(A)'"),
        new Printed(
            MatrixForm.Transpose.of(matrix("W^[2]", M, N)),
            "W^[2]^T",
            "W^[2]ᵀ",
            "W^{[2]\\top}",
            "W__2.T",
            "W__2'"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void printsEachFormat(Printed form) {
    assertThat(MatrixPrinter.text(form.form(), Spelling.NONE)).isEqualTo(form.text());
    assertThat(MatrixPrinter.unicode(form.form(), Spelling.NONE)).isEqualTo(form.unicode());
    assertThat(MatrixPrinter.latex(form.form(), Spelling.NONE)).isEqualTo(form.latex());
    assertThat(MatrixPrinter.numpy(form.form(), Spelling.NONE)).isEqualTo(form.numpy());
    assertThat(MatrixPrinter.matlab(form.form(), Spelling.NONE)).isEqualTo(form.matlab());
  }

  @Test
  void everyFormHasMathMl() {
    assertThat(forms())
        .allSatisfy(
            form ->
                assertThat(MatrixPrinter.mathml(form.form(), Spelling.NONE))
                    .startsWith("<math")
                    .contains(form.text().replace("\"", "&quot;")));
  }
}
