package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.resolve.ProblemNames;
import org.chainrule.resolve.TableNames;
import org.chainrule.syntax.Syntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trees of the notation of matrices and vectors, and what of it is refused. */
class MatrixNotationTest {
  private static final String[] SHAPES = {
    "A, B : R^{n x n}",
    "W, W^[2] : R^{m x n}",
    "x, y : R^n",
    "b, delta^[2], sigma : R^m",
    "X : R^{3 x k}"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "A^T*B → (* (^ A T) B)",
        "A^T B → (*. (^ A T) B)",
        "x^T A x → (*. (*. (^ x T) A) x)",
        "x^T(A x) → (*. (^ x T) (*. A x))",
        "A^-1 → (^ A (- 1))",
        "A^-T → (^ A (- T))",
        "A^2 → (^ A 2)",
        "A'*B → (* (' A) B)",
        "A'B → (*. (' A) B)",
        "A' B' → (*. (' A) (' B))",
        "A'' → (' (' A))",
        "(A*B)' → (' (* A B))",
        "A'^-1 → (^ (' A) (- 1))",
        "2^(A') → (^ 2 (' A))",
        "A'(x + y) → (*. (' A) (+ x y))",
        "x_1' → (' x_[1])",
        "A[1, 2]' → (' A_[1,2])",
        "exp(A)' → (' exp(A))",
        "softmax(x)' → (' softmax(x))",
        "sigma' → (' sigma)",
        "Aᵀ B → (*. (' A) B)",
        "Aᵀ² → (^ (' A) 2)",
        "A⁻ᵀ x → (*. (^ (' A) (- 1)) x)",
        "A⁻¹ x → (*. (^ A (- 1)) x)",
        "W^[2]^T*delta^[2] → (* (^ W^[2] T) delta^[2])",
        "W^[2]' → (' W^[2])",
        "transpose(A) → transpose(A)",
        "x .* y → (.* x y)",
        "x.*y*2 → (* (.* x y) 2)",
        "x ⊙ y → (.* x y)",
        "x ∘ y → (.* x y)",
        "x./y → (./ x y)",
        "x.^2 → (.^ x 2)",
        "x.^-y → (.^ x (- y))",
        "2.*x → (.* 2 x)",
        "1./x → (./ 1 x)",
        "2.^x → (.^ 2 x)",
        "2.5.*x → (.* 5/2 x)",
        "A@B → (@ A B)",
        "A @ B @ x → (@ (@ A B) x)",
        "-x @ y → (@ (- x) y)",
        "‖x‖ → norm(x)",
        "‖x‖^2 → (^ norm(x) 2)",
        "‖x‖_2^2 → (^ norm_2(x) 2)",
        "‖x‖₂² → (^ norm_2(x) 2)",
        "‖x‖_1 → norm_1(x)",
        "‖A‖_F^2 → (^ norm(A) 2)",
        "‖A‖_{F} → norm(A)",
        "2‖x - y‖ ‖y‖ → (*. (*. 2 norm((- x y))) norm(y))",
        "‖x*(‖y‖)‖ → norm((* x norm(y)))",
        "norm_1(x) → norm_1(x)",
        "norm_2(x)^2 → (^ norm_2(x) 2)",
        "[1, 2; 3, 4] → [[2, 2] 1 2 3 4]",
        "[x; y] → [[1, 1] x y]",
        "[A, x; y', 1] → [[2, 2] A x (' y) 1]",
        "2 [1; 2] → (*. 2 [[1, 1] 1 2])",
        "A [1; 2] → (*. A [[1, 1] 1 2])",
        "A*[x, y] → (* A [[2] x y])",
        "[1, 2]' → (' [[2] 1 2])",
        "[[1, 2]; [3, 4]] → [[1, 1] [[2] 1 2] [[2] 3 4]]",
        "[a - b, -c; a-b, 2x] → [[2, 2] (- a b) (- c) (- a b) (*. 2 x)]",
        "W[1, 2] → W_[1,2]",
        "W[i,j]*x[j] → (* W_[i,j] x_[j])",
        "I → I",
        "I_n → I_[n]",
        "I_k + I_{k} → (+ I_[k] I_[k])",
        "I_3 → I_[3]",
        "I_p → I_p",
        "A + lambda I → (+ A (*. lambda I))",
        "ones(n) → ones(n)",
        "zeros(m, n) → zeros(m, n)",
        "sum(x) → sum(x)",
        "sum(A .* B) → sum((.* A B))",
        "sum(i=1..n, x_i) → SUM(i, 1, n, x_[i])",
        "sum_i x_i → SUM(i, x_[i])",
        "max(x) → max(x)",
        "max(x, y) → max(x, y)",
        "mean(x) → mean(x)",
        "tr(A*B) + logdet(A) → (+ tr((* A B)) logdet(A))",
        "softmax(W*x + b) → softmax((+ (* W x) b))",
        "dot(x, y) → dot(x, y)",
        "kron(A, B) → kron(A, B)",
        "array(k=1..n, l=1..m, A_{k,l}) → Array(k, n, l, m, A_[k,l])",
        "array(k=1..n, x_k*x_i) → Array(k, n, (* x_[k] x_[i]))",
        "inv(array(k=1..n, l=1..n, 2*A_{k,l}))_{i,j} →"
            + " inv(Array(k, n, l, n, (* 2 A_[k,l])))_[i,j]",
      })
  void matrixNotationHasOneTree(String text, String tree) {
    Syntax read = Plain.read(text, SHAPES);
    assertThat(Plain.tree(read)).isEqualTo(tree);
    assertThat(Plain.read(read.toString(), SHAPES)).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "A'_{1,2} → 3 → a subscript after a transpose & A[j,i]",
        "A'[1,2] → 3 → a subscript after a transpose",
        "A^-1' → 5 → a transpose of a power without brackets & (A^-1)^T",
        "A^T' → 4 → a transpose of a power",
        "A⁻¹ᵀ → 4 → a transpose of a power",
        "A⁻ᵀ² → 4 → a power of a power",
        "2' → 2 → a prime after `2`, which is no function",
        "z'(x) → 2 → declare `z : R -> R`",
        "exp' → 1 → a prime needs the argument in brackets",
        "W^[2]T → 6 → could be a transpose or a factor & W^[2]^T",
        "A [1, 2] → 3 → follows no name directly",
        "A*[2] → 3 → follows no name directly",
        "(A)[1,2] → 4 → a subscript after a bracket",
        "[1 2; 3 4] → 4 → could be a factor or another entry & commas",
        "[1 -2; 3, 4] → 4 → could be a sign or begin an entry",
        "[1, 2; 3 > 4, 5] → 8 → a condition where a number belongs",
        "[1, ; 2] → 5 → an operand",
        "‖x → 3 → to close the norm",
        "(‖x) → 4 → to close the norm",
        "‖‖x‖‖ → 2 → norm(…)",
        "‖x‖_3 → 4 → no norm of this kind & max(abs(x))",
        "sum(x, y) → 4 → without an index",
        "prod(x) → 5 → without an index",
        "norm(x, y) → 1 → takes 1 argument, found 2",
        "ones(1, 2, 3) → 1 → takes 1 to 2 arguments",
        "nrom(x) → 1 → did you mean norm",
        "array(k=0..n, x_k) → 9 → begins with 1",
        "array(k=1..n, l=1..n, m=1..n, 1) → 23 → one index or two",
      })
  void whatCouldBeReadInTwoWaysIsRefused(String text, int column, String message) {
    ParseException refusal = Plain.refusal(text, SHAPES);
    assertThat(refusal.column()).as(refusal.rendered()).isEqualTo(column);
    for (String part : message.split(" & ")) {
      assertThat(refusal).hasMessageContaining(part);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x'", "x @ y", "x .* y", "‖x‖", "sum(x)", "mean(x)", "norm(x)", "I_n'", "max(x)"})
  void withoutShapesThereAreNoMatrices(String text) {
    assertThat(Plain.refusal(text)).isNotNull();
  }

  @Test
  void aMatrixByItsElementsNeedsNoDeclaration() {
    assertThat(Plain.tree("det([x, y; y, x])")).isEqualTo("det([[2, 2] x y y x])");
    assertThat(Plain.tree("z' z", "z = [1; 2]")).isEqualTo("(*. (' z) z)");
  }

  @Test
  void namesOfTheProblemWin() {
    assertThat(Plain.tree("norm*x", "x : R^n", "norm = 2")).isEqualTo("(* norm x)");
    assertThat(Plain.tree("tr(x)", "x : R^n", "tr(a) = 2*a")).isEqualTo("tr(x)");
    assertThat(Plain.tree("x'*I_n", "x : R^n", "I_i = 2*i")).isEqualTo("(* (' x) I_[n])");
    assertThat(Plain.notes("x^T(y)", "x, y : R^n")).isEmpty();
    assertThat(Plain.notes("x^T(y)", "x : R^n", "T = 2")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"det^2", "det*x", "inv_1 + logdet", "inv^[2]"})
  void functionsOfMatricesAreNamesWhereNothingIsOne(String text) {
    Names names = ProblemNames.of(List.of());
    assertThat(Parser.expression(text, names, TableNames.ALL).syntax()).hasToString(text);
    Names defined = ProblemNames.of(List.of("x : R^n", "det = 2", "inv = 3", "logdet = 4"));
    assertThat(Parser.expression(text, defined, TableNames.ALL).syntax()).hasToString(text);
    Names shaped = ProblemNames.of(List.of("x : R^n"));
    assertThatThrownBy(() -> Parser.expression(text, shaped, TableNames.ALL))
        .isInstanceOf(ParseException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "‖( → x → )‖ → 400",
        "~~ → x → ' → 50000",
        "[1, → x → ] → 900",
        "[1; → x → ] → 900",
        "sum( → x → ) → 900",
        "softmax( → A x → ) → 900",
        "2^-( → x → )' → 900",
        "[1, 2; 3, 4]*x + → x → ~~ → 5000",
        "x .* → x → ~~ → 5000",
      })
  void nothingGoesDeep(String open, String inside, String close, int times) {
    Syntax tree = Plain.read(open.repeat(times) + inside + close.repeat(times), SHAPES);
    assertThat(tree.toString()).isNotEmpty();
    assertThat(tree).isEqualTo(Plain.read(tree.toString(), SHAPES));
  }

  @Test
  void symmetricIsDeclared() {
    assertThat(Plain.statements("A, B : R^{n x n} symmetric").get(0))
        .hasToString("A, B : R^{n x n} symmetric");
    assertThat(Plain.statements("A : 4x4 symmetric").get(0)).hasToString("A : R^{4 x 4} symmetric");
    assertThat(Plain.statements("x : R^{n x 1}").get(0)).hasToString("x : R^{n x 1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A : R^{m x n} symmetric", "A : R^n symmetric", "A : R symmetric"})
  void onlySquareMatricesAreSymmetric(String text) {
    assertThatThrownBy(() -> Plain.statements(text))
        .hasMessageContaining("only square matrices are symmetric");
  }
}
