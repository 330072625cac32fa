package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.chainrule.result.CheckResult.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixAnswersTest {
  private static final List<String> REGRESSION =
      List.of("X : R^{m x n}", "w : R^n", "y : R^m", "A : R^{n x n}", "S : R^{n x n} symmetric");

  private static DerivingEngine engine(List<String> defines) {
    return new DerivingEngine(new Problem(defines, List.of()), Options.DEFAULT);
  }

  private static List<List<BigDecimal>> matrix(int... elements) {
    return List.of(
        List.of(BigDecimal.valueOf(elements[0]), BigDecimal.valueOf(elements[1])),
        List.of(BigDecimal.valueOf(elements[2]), BigDecimal.valueOf(elements[3])));
  }

  private static List<BigDecimal> column(int... elements) {
    return java.util.Arrays.stream(elements).mapToObj(BigDecimal::valueOf).toList();
  }

  @Test
  void valuesAreArrays() {
    Map<String, Object> point = Map.of("A", matrix(1, 2, 3, 4), "w", column(1, 2));
    assertThat(engine(REGRESSION).evaluate("A*w", List.of(point)).values().get(0).digits())
        .isEqualTo("[5, 11]");
    assertThat(
            engine(REGRESSION)
                .differentiate("w^T*A*w", List.of("w"), 2, List.of(point))
                .values()
                .get(0)
                .digits())
        .isEqualTo("[[2, 5], [5, 8]]");
  }

  @Test
  void anArrayHasNoValueWhereAnElementHasNone() {
    Map<String, Object> point = Map.of("w", column(1, 0));
    Value value = engine(REGRESSION).evaluate("log(w)", List.of(point)).values().get(0);
    assertThat(value.digits()).isNull();
    assertThat(value.error()).startsWith("element [2]: ");
  }

  @Test
  void aSymmetricMatrixIsHeldToThat() {
    Map<String, Object> point = Map.of("S", matrix(1, 2, 3, 4), "w", column(1, 2));
    assertThat(engine(REGRESSION).evaluate("S*w", List.of(point)).values().get(0).error())
        .contains("S is not symmetric");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "norm(X*w - y)^2; 2*X^T*X*w - 2*X^T*y; PROBABLE",
        "norm(X*w - y)^2; 2*X^T*(y - X*w); REFUTED",
        "norm(X*w - y)^2; 2*(X*w - y)^T*X; REFUTED",
        "norm(X*w - y)^2; 0; REFUTED",
        "w^T*A*w; (A + A^T)*w; PROBABLE",
        "w^T*A*w; 2*A*w; REFUTED",
        "w^T*S*w; 2*S*w; PROBABLE",
        "w^T*S*w; 3*S*w; REFUTED",
        "sum(0*w); 0; PROBABLE"
      })
  void claimsAreJudgedByElements(String expression, String claim, Verdict verdict) {
    assertThat(engine(REGRESSION).check(expression, List.of("w"), 1, claim).check().verdict())
        .isEqualTo(verdict);
  }

  @Test
  void aClaimOfAnotherShapeIsToldBothShapes() {
    assertThat(engine(REGRESSION).check("norm(X)^2", List.of("X"), 1, "2*X^T").check().sentence())
        .isEqualTo(
            "REFUTED: the claim is n x m, the derivative m x n: its transpose has the shape");
  }

  @Test
  void whatIsPropagatedBackIsToldInMatrices() {
    DerivingEngine engine =
        engine(
            List.of(
                "W_1 : R^{h x n}",
                "W_2 : R^{k x h}",
                "x : R^n",
                "y : R^k",
                "z_1 = W_1*x",
                "z_2 = W_2*sigma(z_1)",
                "L = 1/2*norm(z_2 - y)^2"));
    assertThat(engine.differentiate("L", List.of("W_1"), 1, List.of()).notes())
        .contains("delta_2 = dL/dz_2 = z_2 - y", "dL/dW_1 = delta_1*x^T");
  }

  @Test
  void theConventionOfAJacobianIsTold() {
    DerivingEngine engine = engine(List.of("A : R^{m x n}", "x : R^n", "y = tanh(A*x)"));
    assertThat(engine.differentiate("y", List.of("x"), 1, List.of()).notes())
        .containsExactly("the Jacobian: a row for each element of y, a column for each of x");
    assertThat(engine.differentiate("sum(y)", List.of("x"), 1, List.of()).notes()).isEmpty();
    assertThat(engine.differentiate("norm(x)^2", List.of("x"), 2, List.of()).notes()).isEmpty();
  }

  @Test
  void printedArraysAreJudgedElementByElement() {
    Map<String, Object> point = Map.of("A", matrix(1, 2, 3, 4), "w", column(1, 2));
    DerivingEngine engine = engine(REGRESSION);
    assertThat(engine.claimArray("A*w/7", "[0.71; 1.57]", point).sentence())
        .startsWith("right to the digits printed: the value is [0.71428");
    assertThat(engine.claimArray("A*w/7", "[0.71; 1.58]", point).sentence())
        .startsWith("element [2]: wrong: the value is 1.571428");
  }

  @Test
  void sidesOfTwoShapesAreNotEqual() {
    EqualAnswer answer = engine(REGRESSION).equal(List.of("A*w", "w^T*A"), List.of());
    assertThat(answer.links().get(0).previous().sentence())
        .isEqualTo(
            "REFUTED: the right side is 1 x n, the left side a column of n: its transpose has the"
                + " shape");
  }

  @Test
  void manyColumnsOfADefinitionHaveTheirOwnValues() {
    int columns = 30;
    List<BigDecimal> first = new java.util.ArrayList<>();
    List<BigDecimal> weights = new java.util.ArrayList<>();
    double expected = 0;
    for (int k = 0; k < columns; k++) {
      double q = (k * 7 % 11 - 5) / 4.0;
      double weight = k % 5 - 2;
      first.add(BigDecimal.valueOf(q));
      weights.add(BigDecimal.valueOf(weight));
      expected += weight * Math.exp(-2 * q) / (Math.exp(q) + Math.exp(-2 * q));
    }
    DerivingEngine engine =
        engine(List.of("K : R^{d x m}", "Q : R^{d x n}", "g : R^n", "P = softmax(K^T*Q)"));
    Map<String, Object> point =
        Map.of("K", List.of(column(1, -2)), "Q", List.of(first), "g", weights, "s", BigDecimal.ONE);
    Value value =
        engine
            .differentiate("s*sum(k=1..n, g_k*P[2,k])", List.of("s"), 1, List.of(point))
            .values()
            .get(0);
    assertThat(value.number()).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void attentionAgreesWithDifferencesAtManyColumns() {
    DerivingEngine engine =
        engine(
            List.of(
                "G : R^{p x n}",
                "K : R^{d x m}",
                "Q : R^{d x n}",
                "V : R^{p x m}",
                "P = softmax(K^T*Q)"));
    assertThat(engine.check("sum(G .* (V*P))", List.of("V"), 1, "G*P^T").check().verdict())
        .isEqualTo(Verdict.PROBABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x^T*M*x; M = inv(X^T*C*X); 2*M*x; [assuming C^T = C]",
        "x^T*M*x; M = inv(X^T*X + lambda*I); 2*M*x; []",
        "x^T*M*x; M = A + A^T; 2*M*x; []",
        "x^T*M*x; M = diag(x .* x); 2*(M*x + x.^3); []",
        "x^T*M*x; M = A*A; (M + M^T)*x; []"
      })
  void aDefinedMatrixIsSymmetricByItsDefinition(
      String expression, String definition, String result, String assumed) {
    DerivingEngine engine =
        engine(
            List.of(
                "X : R^{m x n}",
                "C : R^{m x m} symmetric",
                "A : R^{n x n}",
                "x, d : R^n",
                definition));
    DerivativeAnswer answer = engine.differentiate(expression, List.of("x"), 1, List.of());
    assertThat(answer.result()).isEqualTo(result);
    assertThat(answer.conditions().stream().filter(each -> each.startsWith("assuming")).toList())
        .hasToString(assumed);
  }

  @Test
  void anIndexThatCasesAreAboutGoesBeyondOneOfTheirFamilies() {
    List<String> families = List.of("W : R^{2 x 2}", "V : R^{2 x 2}", "x : R^2");
    String stacked =
        "cases(sum(j=1..2, W_{i,j}*x_j) if i <= 2, sum(j=1..2, V_{i-2,j}*x_j) otherwise)";
    assertThat(engine(families).differentiate(stacked, List.of("x_k"), 1, List.of()).result())
        .isEqualTo("cases(W_{i,k} if i <= 2, V_{i-2,k} otherwise)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2; 3, 4]*x | x | TEXT | [1, 2; 3, 4]",
        "x^T*[1, 2; 3, 4]*x | x | TEXT | [2*x_1 + 5*x_2; 5*x_1 + 8*x_2]",
        "tr([1, 2; 3, 4]*X) | X | LATEX | \\begin{bmatrix}1 & 3 \\\\ 2 & 4\\end{bmatrix}",
        "tr([1, 2; 3, 4]*X) | X | NUMPY | np.array([[1, 3], [2, 4]])",
        "tr([1, 2; 3, 4]*X) | X | MATLAB | [1, 3; 2, 4]",
        "[x_1*x_2; sin(x_2)] | x | TEXT | [x_2, x_1; 0, cos(x_2)]",
        "x^T*Q*x | x | TEXT | 2*Q*x",
        "det([a, b; c, g]) | a | TEXT | g",
        "log(det([a, b; b, c])) | b | TEXT | -2*b/(a*c - b^2)",
        "inv([2, 1; 1, 3])*x | x | TEXT | [3/5, -1/5; -1/5, 2/5]",
        "tr(S_1*S_2) | S_1 | TEXT | S_2"
      })
  void whatIsWrittenOutIsAnsweredByEntries(
      String expression, String variable, Format format, String result) {
    List<String> statements =
        List.of(
            "x : R^2",
            "X : R^{2 x 2}",
            "Q = [2, 1; 1, 3]",
            "S_1 : R^{n x n} symmetric",
            "S_2 : R^{n x n} symmetric");
    DerivingEngine engine =
        new DerivingEngine(
            new Problem(statements, List.of()),
            new Options(format, AtKinks.ERROR, 1, java.time.Duration.ofMinutes(2)));
    assertThat(engine.differentiate(expression, List.of(variable), 1, List.of()).result())
        .isEqualTo(result);
  }
}
