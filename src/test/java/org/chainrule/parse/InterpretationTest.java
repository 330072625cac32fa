package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the notation means, sentence by sentence, without definitions. */
class InterpretationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "3 → 3",
        "0.25 → 1/4",
        ".5 → 1/2",
        "1e-3 → 1/1000",
        "2.5e2 → 250",
        "1e999 - 1e999 + 1 → (+ (- 1e999 1e999) 1)",
        "sum(i=5..7, x_i) → SUM(i, 5, 7, x_[i])",
        "sum(i=.5..7, x_i) → SUM(i, 1/2, 7, x_[i])",
        "alpha + α → (+ alpha alpha)",
        "ϵ + ε + epsilon → (+ (+ epsilon epsilon) epsilon)",
        "µ + μ → (+ mu mu)",
        "x1 + x_1 → (+ x1 x_[1])",
        "α1 + alpha1 → (+ alpha1 alpha1)",
        "leaky_relu(x, a) → leaky_relu(x, a)",
        "hat(y) + ŷ + bar(x) + x̄ → (+ (+ (+ hat(y) hat(y)) bar(x)) bar(x))",
        "a − b → (- a b)",
        "a·b⋅c×d*f → (* (* (* (* a b) c) d) f)",
        "a÷b → (/ a b)",
        "a**b → (^ a b)",
        "x²y³ → (*. (^ x 2) (^ y 3))",
        "x⁻¹² → (^ x (- 12))",
        "x₁ + x₁₂ + hₜ₋₁ + x₂ᵢ → (+ (+ (+ x_[1] x_[12]) h_[(- t 1)]) x_[(*. 2 i)])",
        "√(x+1) → sqrt((+ x 1))",
        "2√(x)√(y) → (*. (*. 2 sqrt(x)) sqrt(y))",
        "x ≤ y → (<= x y)",
        "x ≥ y → (>= x y)",
        "x ≠ y → (!= x y)",
        "Σ_k x_k + ∑_k x_k → (+ SUM(k, x_[k]) SUM(k, x_[k]))",
        "∏_k x_k → PRODUCT(k, x_[k])",
        "π + ∞ → (+ PI INFINITY)",
        "pi + e + inf → (+ (+ PI E) INFINITY)",
        "e^x + e_i + pi_k → (+ (+ (^ E x) e_[i]) pi_[k])",
        "x # the rest is silence → x",
      })
  void lexical(String text, String tree) {
    assertThat(Plain.tree(text)).isEqualTo(tree.replace("1e999", "1" + "0".repeat(999)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "x_i^2 → (^ x_[i] 2)",
        "h_t-1 → (- h_[t] 1)",
        "2^3^4 → (^ 2 (^ 3 4))",
        "2^-x^2 → (^ 2 (- (^ x 2)))",
        "2^--x → (^ 2 (- (- x)))",
        "-x^2 → (- (^ x 2))",
        "a*-b → (* a (- b))",
        "a*-b*c → (* (* a (- b)) c)",
        "2*-x → (* 2 (- x))",
        "a/-b c → (*. (/ a (- b)) c)",
        "--x → (- (- x))",
        "a - -b → (- a (- b))",
        "2 - x → (- 2 x)",
        "2-x → (- 2 x)",
        "2 -x → (- 2 x)",
        "(2) -x → (- 2 x)",
        "a/b c → (*. (/ a b) c)",
        "1/2x → (*. (/ 1 2) x)",
        "exp(-x)/2y → (*. (/ exp((- x)) 2) y)",
        "a b/c d → (*. (/ (*. a b) c) d)",
        "a/b*c/d → (/ (* (/ a b) c) d)",
        "a - b + c → (+ (- a b) c)",
        "0 < x < 1 → (< < 0 x 1)",
        "a = b → (= a b)",
        "a == b → (= a b)",
        "not a > b and c > d or p > q → OR(AND(Not((> a b)), (> c d)), (> p q))",
        "not (a > b or not c > d) → Not(OR((> a b), Not((> c d))))",
        "a > b or c > d and p > q or x > y → OR((> a b), AND((> c d), (> p q)), (> x y))",
        "x^{n+1} → (^ x (+ n 1))",
      })
  void precedence(String text, String tree) {
    assertThat(Plain.tree(text)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "2x → (*. 2 x)",
        "(a+b)(c+d) → (*. (+ a b) (+ c d))",
        "(a+b)c → (*. (+ a b) c)",
        "(a+b)2 → (*. (+ a b) 2)",
        "2(x+1) → (*. 2 (+ x 1))",
        "w_1 x_t → (*. w_[1] x_[t])",
        "x_1y → (*. x_[1] y)",
        "x_1e3 → (*. x_[1] e3)",
        "x_{i}y → (*. x_[i] y)",
        "x[i]y → (*. x_[i] y)",
        "2e → (*. 2 E)",
        "2e-x → (- (*. 2 E) x)",
        "2e -3 → (- (*. 2 E) 3)",
        "2e3x → (*. 2000 x)",
        "2E → (*. 2 E)",
        "exp(x)sin(y) → (*. exp(x) sin(y))",
        "a (x+1) → (*. a (+ x 1))",
        "a(x+1) → (*. a (+ x 1))",
        "α(e^x-1) → (*. alpha (- (^ E x) 1))",
        "alpha(x) → (*. alpha x)",
        "pi(r+1) → (*. PI (+ r 1))",
        "e(x+1) → (*. E (+ x 1))",
        "w_1(x+1) → (*. w_[1] (+ x 1))",
        "w_o(x+1) → (*. w_o (+ x 1))",
        "w_{i,j}(x+1) → (*. w_[i,j] (+ x 1))",
        "ŷ(x+1) → (*. hat(y) (+ x 1))",
        "hat(y)(x+1) → (*. hat(y) (+ x 1))",
        "z^[2](x+1) → (*. z^[2] (+ x 1))",
        "sigma_i(x+1) → (*. sigma_[i] (+ x 1))",
        "Gamma(x) → Gamma(x)",
        "gamma*(x) → (* gamma x)",
        "f*(x) → (* f x)",
        "exp (x) → exp(x)",
        "sigma(x) + σ(x) → (+ sigmoid(x) sigmoid(x))",
        "sigma^2 + delta_i + gamma → (+ (+ (^ sigma 2) delta_[i]) gamma)",
        "ln(x) + arcsin(x) → (+ log(x) asin(x))",
        "sin^2(x) → (^ sin(x) 2)",
        "sin^{2}(x) → (^ sin(x) 2)",
        "sin²(x) → (^ sin(x) 2)",
        "sin^2 (x) → (^ sin(x) 2)",
        "sin^2(x)cos^2(x) → (*. (^ sin(x) 2) (^ cos(x) 2))",
        "log_2(x) + log_10(x) + log₂(x) → (+ (+ log2(x) log10(x)) log2(x))",
        "log_2^3(x) → (^ log2(x) 3)",
        "exp'(x) + sin''(x) + σ″(x) → (+ (+ exp'(x) sin''(x)) sigmoid''(x))",
        "max(a, b) + min(a, b, c) → (+ max(a, b) min(a, b, c))",
      })
  void productsAndCalls(String text, String tree) {
    assertThat(Plain.tree(text)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "x_12 → x_[12]",
        "x_{12} → x_[12]",
        "x_{-1} → x_[(- 1)]",
        "x_i + x_{j} → (+ x_[i] x_[j])",
        "h_{t-1} → h_[(- t 1)]",
        "x_{n-k} → x_[(- n k)]",
        "x_{2i} → x_[(*. 2 i)]",
        "x_{i j} → x_[(*. i j)]",
        "w_{i,j} → w_[i,j]",
        "W_{2,1} → W_[2,1]",
        "w_{output,j} → w_[output,j]",
        "x[i] → x_[i]",
        "W[i,j] → W_[i,j]",
        "f[i, y[i]] → f_[i,y_[i]]",
        "x[a+1] → x_[(+ a 1)]",
        "b_out + w_o + b_{out} → (+ (+ b_out w_o) b_out)",
        "h_T + x_s → (+ h_T x_s)",
        "w_α + w_alpha → (+ w_alpha w_alpha)",
        "w_o[j] → w_o_[j]",
        "z_k^[2] + z^[2]_k → (+ z^[2]_[k] z^[2]_[k])",
        "W_{i,j}^[l-1] → W^[l-1]_[i,j]",
        "z_1^[2]^3 → (^ z^[2]_[1] 3)",
        "b_out^[2] → b^[2]_out",
        "w^(1) → (^ w 1)",
        "i*x_i → (* i x_[i])",
        "softmax(x)_i → softmax(x)_[i]",
        "softmax(x)_1^2 → (^ softmax(x)_[1] 2)",
        "softmax(x)_{i+1} + softmax(x)[i+1] → (+ softmax(x)_[(+ i 1)] softmax(x)_[(+ i 1)])",
        "softmax(x/T)_i → softmax((/ x T))_[i]",
        "logsumexp(x) → logsumexp(x)",
        "delta(i,j) + delta_{i,j} + δ_{i,j} → (+ (+ Delta(i, j) Delta(i, j)) Delta(i, j))",
        "x_min → x_min",
      })
  void subscripts(String text, String tree) {
    assertThat(Plain.tree(text)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "sum(i=5..7, exp(x_i)) → SUM(i, 5, 7, exp(x_[i]))",
        "sum_{i=5}^{7} exp(x_i) → SUM(i, 5, 7, exp(x_[i]))",
        "Σ_{i=1}^n x_i y → SUM(i, 1, n, (*. x_[i] y))",
        "Σ_{i=1}^n(x_i + 1) → SUM(i, 1, n, (+ x_[i] 1))",
        "sum_{i=1}^∞ x_i → SUM(i, 1, INFINITY, x_[i])",
        "sum_{i=1}^n -x_i → SUM(i, 1, n, (- x_[i]))",
        "sum_{i=1}^{n-1} x_i → SUM(i, 1, (- n 1), x_[i])",
        "sum^n_{i=1} x_i → SUM(i, 1, n, x_[i])",
        "sum_{i in 1..n} x_i → SUM(i, 1, n, x_[i])",
        "sum_{i=1..n, i != j} x_i → SUM(i, 1, n, (!= i j), x_[i])",
        "sum(i=1..n, i != j, x_i) → SUM(i, 1, n, (!= i j), x_[i])",
        "sum_{i,j} W_{i,j} → SUM(i, SUM(j, W_[i,j]))",
        "sum_{i,j=1}^n W_{i,j} → SUM(i, 1, n, SUM(j, 1, n, W_[i,j]))",
        "sum_k x_k → SUM(k, x_[k])",
        "sum_{k} x_k → SUM(k, x_[k])",
        "sum_{k != i} x_k → SUM(k, (!= k i), x_[k])",
        "sum_{k != i and k > 1} x_k → SUM(k, AND((!= k i), (> k 1)), x_[k])",
        "prod_k x_k + max_k x_k + min_{k} x_k →"
            + " (+ (+ PRODUCT(k, x_[k]) MAXIMUM(k, x_[k])) MINIMUM(k, x_[k]))",
        "max(i=1..3, x_i) → MAXIMUM(i, 1, 3, x_[i])",
        "sum_k a_k b_k + c → (+ SUM(k, (*. a_[k] b_[k])) c)",
        "sum_k (a_k + b_k) c → SUM(k, (*. (+ a_[k] b_[k]) c))",
        "sum_k(a_k)b → SUM(k, (*. a_[k] b))",
        "-sum_k t_k log(y_k) → (- SUM(k, (*. t_[k] log(y_[k]))))",
        "sum_k -x_k/y_k → SUM(k, (/ (- x_[k]) y_[k]))",
        "a/sum_k x_k b → (/ a SUM(k, (*. x_[k] b)))",
        "2sum_k x_k sum_j y_j z → (*. 2 SUM(k, (*. x_[k] SUM(j, (*. y_[j] z)))))",
        "sum_k x_k sum_k y_k → SUM(k, (*. x_[k] SUM(k, y_[k])))",
        "2^(sum_k x_k) → (^ 2 SUM(k, x_[k]))",
        "sum(s=1..3, x_s) + x_s → (+ SUM(s, 1, 3, x_[s]) x_s)",
        "sum_s x_s a_s + x_s → (+ SUM(s, (*. x_[s] a_[s])) x_s)",
        "sum_{s != i} x_s → SUM(s, (!= s i), x_[s])",
        "sum(s=x_s..3, x_s) → SUM(s, x_s, 3, x_[s])",
        "sum(e=1..3, e) → SUM(e, 1, 3, e)",
        "cases(x if x >= 0, alpha*(exp(x)-1) otherwise) →"
            + " Cases(x, (>= x 0), (* alpha (- exp(x) 1)))",
        "cases(1 if x > 0, 2 if x < 0 and not y = 1) →"
            + " Cases(1, (> x 0), 2, AND((< x 0), Not((= y 1))))",
      })
  void reductionsAndCases(String text, String tree) {
    assertThat(Plain.tree(text)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "diff(f, x) → D(f, x; [1])",
        "diff(x^3, x, 2) → D((^ x 3), x; [2])",
        "diff(x y, x, y) → D((*. x y), x, y; [1, 1])",
        "diff(f, x, 2, y_i) → D(f, x, y_[i]; [2, 1])",
        "d/dx x^2 y + 1 → (+ D((*. (^ x 2) y), x; [1]) 1)",
        "d/dx(x^2) + 1 → (+ D((^ x 2), x; [1]) 1)",
        "d/dx -x → D((- x), x; [1])",
        "d / dx x → D(x, x; [1])",
        "3d/dx x → (*. 3 D(x, x; [1]))",
        "a*d/dx x → (* a D(x, x; [1]))",
        "d/dα α^2 → D((^ alpha 2), alpha; [1])",
        "d/dx_{i+1} x_i → D(x_[i], x_[(+ i 1)]; [1])",
        "d/dx d/dy x → D(D(x, y; [1]), x; [1])",
        "∂/∂x x^2 → D((^ x 2), x; [1])",
        "∂/∂w_1 sum_k x_k → D(SUM(k, x_[k]), w_[1]; [1])",
        "∂L/∂w_1 → D(L, w_[1]; [1])",
        "∂L/∂w_1 x → (*. D(L, w_[1]; [1]) x)",
        "∂(x^2)/∂x → D((^ x 2), x; [1])",
        "∂exp(x)/∂x → D(exp(x), x; [1])",
        "∂ L / ∂ x → D(L, x; [1])",
        "dh_{t-1}/dw_1 → D(h_[(- t 1)], w_[1]; [1])",
        "w_2*dh_{t-1}/dw_1 → (* w_[2] D(h_[(- t 1)], w_[1]; [1]))",
        "dz^[2]_k/dW^[1]_{i,j} → D(z^[2]_[k], W^[1]_[i,j]; [1])",
        "dy/dx → D(y, x; [1])",
        "dL/dy*dy/dx → (* D(L, y; [1]) D(y, x; [1]))",
        "dα/dt + dŷ/dt + dalpha/dt →"
            + " (+ (+ D(alpha, t; [1]) D(hat(y), t; [1])) D(alpha, t; [1]))",
        "delta/dx → (/ delta dx)",
        "data/dt → (/ data dt)",
        "dx / dt → (/ dx dt)",
        "dx/(dt) → (/ dx dt)",
        "dloss/dw → (/ dloss dw)",
      })
  void derivatives(String text, String tree) {
    assertThat(Plain.tree(text)).isEqualTo(tree);
  }

  @Test
  void productsAfterAQuotientComeWithANote() {
    assertThat(Plain.notes("a/b c")).containsExactly("`a/b c` was read as `(a/b)*c`");
    assertThat(Plain.notes("1/2x")).containsExactly("`1/2x` was read as `(1/2)*x`");
    assertThat(Plain.notes("exp(-x)/2y"))
        .containsExactly("`exp(-x)/2y` was read as `(exp(-x)/2)*y`");
    assertThat(Plain.notes("a/b c/d")).containsExactly("`a/b c/d` was read as `((a/b)*c)/d`");
    assertThat(Plain.notes("1 + (a+b)/2 c"))
        .containsExactly("`(a+b)/2 c` was read as `((a + b)/2)*c`");
    assertThat(Plain.notes("a b/c")).isEmpty();
    assertThat(Plain.notes("a/b*c")).isEmpty();
    assertThat(Plain.notes("2 x y")).isEmpty();
  }

  @Test
  void otherReadingsThatMightSurpriseComeWithANote() {
    assertThat(Plain.notes("x^2y")).singleElement().asString().contains("the power is 2 alone");
    assertThat(Plain.notes("2 3")).containsExactly("`2 3` was read as the product `2*3`");
    assertThat(Plain.notes("dloss/dw")).singleElement().asString().contains("diff(f, x)");
    assertThat(Plain.notes("T_ijk")).singleElement().asString().contains("T_{i,j,k}");
    assertThat(Plain.notes("x_i^2 y + b_out")).isEmpty();
  }

  @Test
  void readingsSayWhatEachNameWasTakenFor() {
    ParseResult result = Plain.parse("sum(s=1..3, x_s) + b_out + σ(e) + y_i", "y_i = x_i");
    assertThat(result.readings().stream().map(each -> each.text() + ": " + each.meaning()))
        .containsExactly(
            "s: a bound index",
            "x_s: an element of the family x",
            "b_out: a name, its subscript included",
            "e: the constant e",
            "σ: the function sigmoid",
            "i: an index by convention",
            "y_i: an element of the family y");
  }
}
