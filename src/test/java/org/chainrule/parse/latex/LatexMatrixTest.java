package org.chainrule.parse.latex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.Model;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.Names;
import org.chainrule.parse.Parser;
import org.chainrule.resolve.ProblemNames;
import org.chainrule.resolve.TableNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matrices and vectors in LaTeX, as the plain notation says the same. */
class LatexMatrixTest {
  private static final List<String> SHAPES =
      List.of(
          "A, B \\in \\mathbb{R}^{n \\times n}",
          "W, W^{[1]} \\in \\mathbb{R}^{m \\times n}",
          "x, y \\in \\mathbb{R}^n",
          "b, \\delta^{[1]} \\in \\mathbb{R}^{m}");

  private static String plain(List<String> statements, String latex) {
    List<String> marked = statements.stream().map(LatexText::of).toList();
    List<String> all = new ArrayList<>(marked);
    all.add(LatexText.of("q = " + latex));
    Names names = ProblemNames.of(all);
    return Parser.expression(LatexText.of(latex), names, TableNames.ALL).syntax().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "W^\\top x → W' x",
        "W^T x → W' x",
        "W^{\\top} x → W' x",
        "W^{\\mathsf T} x → W' x",
        "W^{\\mathsf{T}} x → W' x",
        "W^\\intercal x → W' x",
        "\\mathbf{W}^\\top \\mathbf{x} → W' x",
        "A^{-1} x → A^-1 x",
        "A^{-\\top} x → A'^-1 x",
        "A^{-T} x → A'^-1 x",
        "W^{[1]T} \\delta^{[1]} → W^[1]' delta^[1]",
        "W^{[1]\\top} \\delta^{[1]} → W^[1]' delta^[1]",
        "W^{[1]^\\top} \\delta^{[1]} → W^[1]' delta^[1]",
        "(A B)^\\top → (A B)'",
        "\\left(A B\\right)^{-1} → (A B)^-1",
        "(A B)' → (A B)'",
        "A' x → A' x",
        "x_1^\\top → x_1'",
        "\\lVert x\\rVert_2^2 → norm_2(x)^2",
        "\\|x\\| → norm(x)",
        "\\|x\\|_1 → norm_1(x)",
        "\\left\\| x - y \\right\\|^2 → norm(x - y)^2",
        "\\lVert A\\rVert_F^2 → norm(A)^2",
        "\\left\\lVert x\\right\\rVert_{1} → norm_1(x)",
        "x \\odot y → x .* y",
        "x \\circ y \\oslash x → x .* y ./ x",
        "x^{\\circ 2} → x.^2",
        "\\tanh x \\odot y → tanh(x) .* y",
        "\\sum_i x_i \\odot b → sum(i=1..n, x_i .* b)",
        "\\operatorname{tr}(A) → tr(A)",
        "\\operatorname{tr} A → tr(A)",
        "\\operatorname{Tr}(A B) → tr(A B)",
        "\\mathrm{tr}(A^\\top B) → tr(A' B)",
        "\\det A → det(A)",
        "\\det(A)^2 → det(A)^2",
        "\\log\\det A → logdet(A)",
        "\\log\\det\\left(A\\right) + 1 → logdet(A) + 1",
        "\\log \\left(\\det A\\right) → log(det(A))",
        "\\operatorname{diag}(x) → diag(x)",
        "\\operatorname{vec}(A)^\\top → vec(A)'",
        "\\operatorname{kron}(A, B) → kron(A, B)",
        "\\operatorname{sum}(x) → sum(x)",
        "\\max(x) → max(x)",
        "\\operatorname{mean}(x) → mean(x)",
        "\\operatorname{softmax}(W x + b) → softmax(W x + b)",
        "\\mathbf{1}_n^\\top x → ones(n)' x",
        "\\mathbf 1_n → ones(n)",
        "\\mathbf{0}_{m \\times n} → zeros(m, n)",
        "\\mathbf{1}_{m, n} → ones(m, n)",
        "A + \\lambda I_n → A + lambda I_n",
        "A + \\lambda \\mathbf{I} → A + lambda I",
        "\\langle x, y\\rangle → dot(x, y)",
        "\\left\\langle x, A y\\right\\rangle^2 → dot(x, A y)^2",
        "\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix} x → [1, 2; 3, 4] x",
        "\\begin{pmatrix} x \\\\ 2 y \\end{pmatrix} → [x; (2 y)]",
        "\\left[\\begin{matrix}a & b\\\\c & d\\end{matrix}\\right]^{-1} → [a, b; c, d]^-1",
        "\\left[\\begin{array}{cc}a & b\\\\c & d\\end{array}\\right] → [a, b; c, d]",
        "A \\begin{bmatrix} x & y \\end{bmatrix} → A [x, y]",
        "\\begin{vmatrix} a & b \\\\ c & d \\end{vmatrix} → det([a, b; c, d])",
        "\\begin{bmatrix} x \\\\ \\end{bmatrix} → x",
        "x^{\\top} A x → x' A x",
        "\\frac{1}{2} x^\\top A x - b^\\top x → 1/2 x' A x - b' x",
        "W_{1,2} x_2 → W_{1,2} x_2",
        "\\frac{x x^{\\top}}{\\left\\lVert x\\right\\rVert^{2}} → x x'/norm(x)^2",
        "x \\oslash y^{\\circ 2} \\odot \\left(\\mathbf{1}_{n} - y\\right) →"
            + " x ./ y.^2 .* (ones(n) - y)",
        "\\left(A\\right)^{-1} b^{\\top} → A^-1 b'",
      })
  void latexSaysMatricesInPlainWords(String latex, String plain) {
    assertThat(plain(SHAPES, latex)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "A \\otimes B → could be the Kronecker product or the outer product",
        "\\|x\\|_{\\infty} → no norm of this kind",
        "\\begin{bmatrix} 1 & \\\\ 2 & 3 \\end{bmatrix} → an empty cell in a matrix",
        "A^\\dagger → could be the transpose or another inverse",
        "\\mathbf{1} x → does not say its length",
      })
  void whatCouldBeSeveralThingsIsRefused(String latex, String message) {
    assertThatThrownBy(() -> plain(SHAPES, latex)).hasMessageContaining(message);
  }

  @Test
  void aPowerByTheNameIsNoTranspose() {
    List<String> statements = new ArrayList<>(SHAPES);
    statements.add("T = 3");
    assertThat(plain(statements, "A^T x")).isEqualTo("A^T x");
    assertThat(plain(statements, "A^\\top x")).isEqualTo("A' x");
  }

  @Test
  void aMatrixByItsRowsNeedsNoDeclaration() {
    assertThat(plain(List.of(), "\\det\\begin{pmatrix} x & y \\\\ y & x \\end{pmatrix}"))
        .isEqualTo("det([x, y; y, x])");
  }

  @Test
  void symmetricIsDeclared() {
    String text = LatexText.of("S \\in \\mathbb{R}^{n \\times n} \\text{ symmetric}");
    Names names = ProblemNames.of(List.of(text));
    assertThat(Parser.statements(text, names, TableNames.ALL).statements())
        .map(Object::toString)
        .containsExactly("S : R^{n x n} symmetric");
  }

  @Test
  void plainDeclarationsShapeLatexToo() {
    List<String> all = Stream.of("x : R^n", LatexText.of("q = x^T x")).toList();
    assertThat(Parser.statements(all.get(1), ProblemNames.of(all), TableNames.ALL).statements())
        .map(Object::toString)
        .containsExactly("q = x' x");
  }

  @Test
  void doubleBarsAroundANumberStayItsAbsoluteValue() {
    Model model = new Model(List.of("x : R^n"));

    assertThat(model.parseLatex("\\|x_1\\|")).isSameAs(model.parse("abs(x_1)"));
    assertThat(model.parseLatex("\\|x_1\\|^2")).isSameAs(model.parse("x_1^2"));
  }
}
