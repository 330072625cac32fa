package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.error.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the notation refuses: where, why, and what to write instead. */
class RefusalTest {
  private static void check(String text, int column, String found, String message) {
    ParseException refusal = Plain.refusal(text);
    assertThat(refusal.line()).isEqualTo(1);
    assertThat(refusal.column()).as(refusal.rendered()).isEqualTo(column);
    assertThat(refusal.found()).as(refusal.rendered()).hasValue(found);
    for (String part : message.split(" & ")) {
      assertThat(refusal).hasMessageContaining(part);
    }
    assertThat(refusal.rendered()).startsWith("line 1, column " + column + ": ").contains("^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "5. → 1 → 5. → no number & write 5 or 5.0",
        "5.+x → 1 → 5. → write 5 or 5.0",
        "1_000 → 1 → 1_000 → write digits without & 1000",
        "x + 0x10 → 5 → 0x10 → no number & 0*x10",
        "0b11 → 1 → 0b11 → no number",
        "1...3 → 1 → 1... → a range is 1..n",
        "1.5.2 → 1 → 1.5.2 → two decimal points",
        "x.5 → 2 → .5 → directly after an operand",
        "x.y → 2 → . → found `.`",
        "2E3 → 1 → 2E3 → 2e3 or 2*E3",
        "2E-3 → 1 → 2E-3 → 2e-3 or 2*E-3",
        "2_i → 1 → 2_i → a subscript on a number",
        "1e999999999 → 1 → 1e999999999 → exponent beyond 1000",
        "x + 1e-99999999999999999999 → 5 → 1e-99999999999999999999 → exponent beyond 1000",
        "αx → 1 → αx → α*x & declare",
        "2πr → 2 → πr → π*r",
        "x̂2 → 1 → x̂2 → hat(name)",
        "hat(y_i) → 1 → hat(y_i) → hat(y)_i",
        "bar(2) → 1 → bar(2) → over a name alone",
        "√x → 1 → √ → √(…)",
        "xᵀ → 2 → ᵀ → for matrices and vectors & declare what is",
        "²x → 1 → ² → follows no operand",
        "x²^3 → 2 → ² → (x^2)^3 or x^(2^3)",
        "x^2² → 4 → ² → write ^",
        "x ! y → 3 → ! → factorial(x)",
        "(x+1)! → 6 → ! → factorial((x+1))",
        "50% → 3 → % → 50/100 & floor",
        "|x| → 1 → | → abs(x)",
        "y_i' → 4 → ' → diff(y_i, x)",
        "x' → 2 → ' → diff(x, t)",
        "f'(x) → 2 → ' → declare `f : R -> R`",
        "max'(x) → 1 → max' → one argument",
        "a && b → 3 → && → and, or, not",
        "a <> b → 3 → <> → write !=",
        "a => b → 3 → => → write >=",
        "a := 3 → 3 → := → written with =",
        "x \\ y → 3 → \\ → LaTeX",
        "a; b → 2 → ; → one expression",
        "x : R → 3 → : → declarations stand by themselves",
      })
  void signsAndNumbers(String text, int column, String found, String message) {
    check(text, column, found, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "sofmtax(x)_1 → 1 → sofmtax → unknown function & did you mean softmax?",
        "1 + leaky_rleu(x,a) → 5 → leaky_rleu → unknown function & did you mean leaky_relu?",
        "sni(x) → 1 → sni → did you mean sin?",
        "foo(x) → 1 → foo → unknown function & declare `foo : R -> R` & foo*(…)",
        "x1(x+1) → 1 → x1 → unknown function & x1*(…)",
        "foo (x) → 1 → foo → could be a function or a product",
        "a(x, y) → 1 → a → unknown function",
        "w_1(x, y) → 1 → w_1 → unknown function",
        "f(x) → 1 → f → declare `f : R -> R` & f*(…)",
        "2g(x) → 2 → g → declare `g : R -> R` & g*(…)",
        "h (x) → 1 → h → declare `h : R -> R`",
        "gamma(x) → 1 → gamma → Gamma(…) & gamma*(…)",
        "γ(x) → 1 → γ → Gamma(…) & γ*(…)",
        "sigma (x) → 1 → sigma ( → sigma(…) & sigma*(…)",
        "delta (i,j) → 1 → delta ( → delta(…)",
        "sin x → 1 → sin → write sin(x)",
        "sin^2 x → 1 → sin → write sin(x)^2",
        "2 leaky_relu → 3 → leaky_relu → leaky_relu(x)",
        "sin^-1(x) → 1 → sin^-1 → asin(x) or 1/sin(x)",
        "tanh⁻¹(x) → 1 → tanh⁻¹ → atanh(x) or 1/tanh(x)",
        "sin^n(x) → 1 → sin^n → sin(x)^(n)",
        "sin^0(x) → 1 → sin^0 → whole number above 0",
        "sin^2.5(x) → 1 → sin^2.5 → sin(x)^(2.5)",
        "sigma^2(x) → 1 → sigma^2( → sigma(x)^2 or sigma^2*(…)",
        "sin^2(x)^3 → 9 → ^ → with brackets",
        "softmax_i(x) → 1 → softmax_i → write softmax(x)_i",
        "log_3(x) → 1 → log_3 → log(x)/log(3)",
        "softplus(x, 2) → 1 → softplus → takes 1 argument, found 2",
        "leaky_relu(x) → 1 → leaky_relu → takes 2 arguments, found 1",
        "delta(i) → 1 → delta → takes 2 arguments, found 1",
        "exp() → 5 → ) → expected an operand",
      })
  void callsAndProducts(String text, int column, String found, String message) {
    check(text, column, found, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "w_{ij} → 1 → w_{ij} → w_{i,j}",
        "W_ij → 1 → W_ij → W_{i,j} & declare `W_ij : R`",
        "W_in x → 1 → W_in → W_{i,n}",
        "softmax(x)_ij → 12 → ij → i,j for two",
        "W_{ij,k} → 4 → ij → one index or two",
        "x_1_2 → 4 → _2 → x_{1,2}",
        "x_i_j → 4 → _j → a second subscript",
        "x_i[j] → 4 → [j] → x[i,j]",
        "x_1.5 → 4 → .5 → whole number or a name",
        "x_{1.5} → 4 → 1.5 → an index is a whole number",
        "x_01 → 3 → 01 → plain digits & write 1",
        "x_{a+1} → 4 → a → no index variable & x[a+1]",
        "x_ i → 2 → _ → without a space",
        "x _i → 3 → _i → without a space",
        "x_ → 2 → _ → follows no name",
        "x_{} → 4 → } → expected an operand",
        "(x)_i → 4 → _i → put it at the name",
        "(x)^[2] → 5 → [ → layer label",
        "z^[] → 3 → [] → an empty label",
        "[x] → 1 → [ → group with (",
        "{x} → 1 → { → group with (",
        "x [1] → 3 → [ → follows no name directly",
        "x_{i>1} → 4 → i>1 → a condition where an index belongs",
      })
  void subscripts(String text, int column, String found, String message) {
    check(text, column, found, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "sum_n x_n → 5 → n → no range & n in 1..m",
        "sum x_i → 1 → sum → without an index",
        "sum(x_i) → 4 → ( → sum(k=1..n, …)",
        "Σ x → 1 → Σ → without an index",
        "Π_k x_k → 1 → Π → ∏ or prod & Pi",
        "sum_{i=1} x_i → 1 → sum_{i=1} → without its upper bound",
        "sum_i^n x_i → 1 → sum_i^n → without its lower bound",
        "sum_{i=1}^n-1 x_i → 11 → n- → ^{n…}",
        "sum_{i=1}^2n x_i → 11 → 2n → ^{2…}",
        "sum_{1<2} x_k → 6 → 1<2 → no index at the start",
        "2^sum_k x_k → 3 → sum → ^(…)",
        "cases(x) → 8 → ) → `if` or `otherwise`",
        "cases(1 otherwise) → 1 → cases(1 otherwise) → without a condition",
        "cases(1 otherwise, 2 if x > 0) → 7 → 1 → put `otherwise` last",
        "cases(1 if x) → 12 → x → where a condition belongs",
        "x if y → 3 → if → cases(x if x >= 0, -x otherwise)",
        "(x > 0) + 1 → 1 → (x > 0) → where a number belongs",
        "exp(x > 0) → 5 → x > 0 → where a number belongs",
        "not x → 5 → x → where a condition belongs",
        "x and y > 0 → 1 → x → where a condition belongs",
        "diff(f) → 1 → diff(f) → without a variable",
        "diff(f, 2) → 9 → 2 → no variable",
        "diff(f, x+1) → 9 → x+1 → no variable",
        "diff(f, x, 0) → 12 → 0 → from 1 to 1000",
        "d/dx → 1 → d/dx → diff(…, x) & d/(dx)",
        "d/dx + 1 → 1 → d/dx → without anything to differentiate",
        "d/dloss x → 1 → d/dloss → diff(…, loss) & d/(dloss)",
        "d^2/dx^2 f → 1 → d^2 → diff(f, x, 2)",
        "d²x/dt² → 1 → d²x → diff(f, x, 2)",
        "∂²L/∂x² → 1 → ∂²L → diff(f, x, 2)",
        "∂L → 1 → ∂ → ∂L/∂x",
        "∂f(x)/∂x → 2 → f → declare `f : R -> R`",
        "dx/dt^2 → 6 → ^ → brackets",
        "∂L/∂w^2 → 6 → ^ → brackets",
        "a/dx/dt → 3 → dx/dt → two quotients",
        "dL/dy/dx → 1 → dL/dy → two quotients",
      })
  void binderAndDerivatives(String text, int column, String found, String message) {
    check(text, column, found, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "x + → 4 → the end of the text → expected an operand",
        "x + * y → 5 → * → expected an operand",
        "+x → 1 → + → expected an operand",
        "x, y → 2 → , → expected an operator or the end of the text",
        "1..3 → 2 → .. → expected an operator or the end of the text",
        "(a, b) → 3 → , → expected an operator or `)`",
        "max(a b; c) → 8 → ; → found `;`",
        "( → 2 → the end of the text → expected `)` to close the `(` at line 1, column 1",
        "x[1 → 4 → the end of the text → expected `]` to close the `[` at line 1, column 2",
        "x_{i → 5 → the end of the text → expected `}` to close the `{` at line 1, column 2",
        "x) → 2 → ) → closes nothing",
        "x] → 2 → ] → closes nothing",
        "x} → 2 → } → closes nothing",
        "(x] → 3 → ] → expected `)` to close the `(`",
        "x[1) → 4 → ) → expected `]` to close the `[`",
        "x_{i) → 5 → ) → expected `}` to close the `{`",
        "() → 2 → ) → expected an operand",
        "x < → 4 → the end of the text → expected an operand",
        "and → 1 → and → expected an operand",
      })
  void structure(String text, int column, String found, String message) {
    check(text, column, found, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n  ", "# only a comment", "\n# one\n# two\n"})
  void nothingToRead(String text) {
    assertThat(Plain.refusal(text)).hasMessageContaining("nothing to read");
  }

  @Test
  void charactersThatOnlyLookLikeLetters() {
    check("2х", 2, "`х` U+0445 (CYRILLIC SMALL LETTER HA)", "U+0445 & write x");
    check("\u212A + 1", 1, "`\u212A` U+212A (KELVIN SIGN)", "U+212A & write K");
    check("\u2126", 1, "`\u2126` U+2126 (OHM SIGN)", "U+2126");
    check("\uFF58", 1, "`\uFF58` U+FF58 (FULLWIDTH LATIN SMALL LETTER X)", "write x");
    check("\uD835\uDC65", 1, "`\uD835\uDC65` U+1D465 (MATHEMATICAL ITALIC SMALL X)", "write x");
    check("x – 1", 3, "`–` U+2013 (EN DASH)", "write -");
    check("\u0663", 1, "`\u0663` U+0663 (ARABIC-INDIC DIGIT THREE)", "no character");
  }

  @Test
  void charactersThatCannotBeSeen() {
    check("x\u0000", 2, "U+0000 (NULL)", "U+0000");
    check("x\u0007y", 2, "U+0007 (BEL)", "U+0007");
    check("x\u200By", 2, "U+200B (ZERO WIDTH SPACE)", "U+200B");
    check("x\u0085", 2, "U+0085 (NEXT LINE (NEL))", "U+0085");
    check("x + \uD835", 5, "U+D835 (half of a surrogate pair)", "U+D835");
    check("\uDC65x", 1, "U+DC65 (half of a surrogate pair)", "U+DC65");
    check("x # \u0000", 5, "U+0000 (NULL)", "U+0000");
    assertThat(Plain.refusal("x\u0000").rendered()).doesNotContain("\u0000");
  }

  @Test
  void theCaretStandsBelowWhatIsWrong() {
    assertThat(Plain.refusal("y + sofmtax(x)_1").rendered().lines())
        .containsExactly(
            "line 1, column 5: unknown function `sofmtax`; did you mean softmax?"
                + " For a product write sofmtax*(…)",
            "  y + sofmtax(x)_1",
            "      ^^^^^^^");
    assertThat(Plain.refusal("a +\n\t(b ! c)\n+ d").rendered().lines())
        .containsExactly(
            "line 2, column 5: found `!`; write factorial(b)", "   (b ! c)", "      ^");
    String rendered = Plain.refusal("x + ".repeat(1000) + "!").rendered();
    assertThat(rendered.lines().toList().get(1)).hasSizeLessThan(200).startsWith("  …");
    assertThat(rendered.lines().toList().get(2)).hasSizeLessThan(200).endsWith("^");
  }
}
