package org.chainrule.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.chainrule.precise.PreciseTrigonometry;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.rewrite.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProverTest {
  private static final Expr X = Symbol.of("x");

  private static Expr read(String text) {
    return Lowering.read(text, Declarations.NONE).expression();
  }

  private static Prover prover(Expr... facts) {
    return new Prover(Facts.none().with(List.of(facts)), List.of(), Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(x + 1)^2 | x^2 + 2*x + 1",
        "1/(x*(x + 1)) | 1/x - 1/(x + 1)",
        "sin(3*x) | 3*sin(x) - 4*sin(x)^3",
        "cos(x)^4 | 3/8 + cos(2*x)/2 + cos(4*x)/8",
        "tan(x/2) | sin(x)/(1 + cos(x))",
        "sin(x + pi/2) | cos(x)",
        "tanh(x) | 2*sigma(2*x) - 1",
        "log(1 + exp(-x)) | softplus(x) - x",
        "sqrt(x*y) | sqrt(x)*sqrt(y)",
        "sqrt(x^2*y^4) | abs(x)*y^2",
        "log(x^2) | 2*log(x)",
        "log(x^2) | 2*log(abs(x))",
        "exp(a*log(x)) | x^a",
        "x^(a + 2) | x^a*x^2",
        "4^x | 2^(2*x)",
        "log10(1000*x) | 3 + log10(x)",
        "relu(x) - relu(-x) | x",
        "max(a, b) + min(a, b) | a + b",
        "cases(x if x > 0, -x otherwise) | abs(x)",
        "atanh(x) | log((1 + x)/(1 - x))/2",
        "sum(k=1..n, a*x_k + 1) - a*sum(j=1..n, x_j) | sum(k=1..n, 1)",
        "sum(k=1..n, sigma(x_k)) | sum(k=1..n, exp(x_k)/(1 + exp(x_k)))",
        "sum(k=5..7, x_k) - x_6 | x_5 + x_7",
        "prod(k=1..n, exp(x_k)) | exp(sum(k=1..n, x_k))",
      })
  void bringsBothSidesToOneForm(String left, String right) {
    Proof proof = prover().equal(read(left), read(right));

    assertThat(proof.isProved()).as(proof.reason()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(x + 1)^2 | x^2 + 2*x + 1 + 1e-30",
        "sqrt(x^2) | x",
        "abs(x) | x",
        "exp(log(abs(x))) | x",
        "cases(x if x > 0, -x otherwise) | cases(x if x > 0, -x if x < 0, 1 otherwise)",
        "sign(x)^2 | 1",
        "step(x) | (1 + sign(x))/2",
        "cases(1 if x > 0, 0 otherwise) | cases(1 if x >= 0, 0 otherwise)",
        "sum(k=1..n, cases(1 if x_k > 0, 0 otherwise))"
            + " | sum(k=1..n, cases(1 if x_k >= 0, 0 otherwise))",
        "sum(k=1..n, x_k) | sum(k=1..n-1, x_k) + x_n",
        "sum(k=1..n, 1) | n",
        "floor(x) | x",
        "asin(sin(x)) | x",
        "x^a*x^b | x^(a*b)",
        "delta(i,j)*x_i | delta(i,j)*x_1",
      })
  void provesNothingThatHoldsAlmostEverywhereAlone(String left, String right) {
    assertThat(prover().equal(read(left), read(right)).isProved()).isFalse();
  }

  @Test
  void provesByWhatIsKnown() {
    Expr positive = Relation.greater(X, Expr.of(0));
    assertThat(prover(positive).equal(read("sqrt(x^2)"), X).isProved()).isTrue();

    Expr reached = Relation.lessOrEqual(Expr.of(1), Symbol.of("n"));
    Expr whole = read("sum(k=1..n, x_k)");
    Expr parts = read("sum(k=1..n-1, x_k) + x_n");
    assertThat(prover(reached).equal(whole, parts).isProved()).isTrue();
  }

  @Test
  void contractsDeltasWithinTheRangeAlone() {
    Question inside = new Question("sum(k=1..n, x_k^2)", List.of("x_j"), Declarations.NONE);
    Expr variable = inside.variables("x_j").get(0).variable();
    Prover known = new Prover(inside.facts(), List.of(), Set.of());

    assertThat(known.derivative(inside.expression(), List.of(variable), read("2*x_j")).isProved())
        .isTrue();
    assertThat(
            prover().derivative(inside.expression(), List.of(variable), read("2*x_j")).isProved())
        .isFalse();
  }

  @Test
  void refusesAWrongDerivativeInARow() {
    assertThat(isProvedByRow("1 + tan(x)^2")).isTrue();
    assertThat(isProvedByRow("1 - tan(x)^2")).isFalse();
    assertThat(isProvedByRow("1 + tan(x)^2*(1 + 1e-9)")).isFalse();
  }

  /** Whether a claim is proved that is right by what a row says its derivative is. */
  private static boolean isProvedByRow(String derivative) {
    Expr atX = read(derivative);
    Function tangent =
        Function.function("tangent")
            .unaryKernel(Math::tan)
            .preciseKernel(
                (arguments, context) -> PreciseTrigonometry.tan(arguments.get(0), context))
            .derivative((argument, result) -> Substitution.of(X, argument).apply(atX))
            .build();
    Expr expression = Apply.of(tangent, X.power(2));
    Expr claim = Expr.of(2).times(X).times(Substitution.of(X, X.power(2)).apply(atX));
    return prover().derivative(expression, List.of(X), claim).isProved();
  }

  @Test
  void refusesAWrongRelation() {
    assertThat(isProvedBy("sinh(x) = (exp(x) - exp(-x))/2")).isTrue();
    assertThat(isProvedBy("sinh(x) = (exp(x) + exp(-x))/2")).isFalse();
    assertThat(isProvedBy("sinh(x) = (exp(x) - exp(-x))/2 + 1e-9*x")).isFalse();
  }

  /** Whether what a relation says is proved where that is all that the prover knows. */
  private static boolean isProvedBy(String relation) {
    Relations relations = new Relations(List.of(relation));
    Prover prover = new Prover(Facts.none(), List.of(), Set.of(), relations, new Rows());
    String right = relation.substring(relation.indexOf('=') + 1);
    return prover.equal(read("sinh(x)"), read(right)).isProved();
  }

  @Test
  void replaysEachStep() {
    Expr half = read("x*y + sin(x)");
    Fraction right = normal(half);
    Replay replay = new Replay(setting(), Map.of());

    replay.check(List.of(new Normalizer.Normalized(half, right)));
    Fraction wrong = right.times(Rational.TWO);
    assertThatThrownBy(() -> replay.check(List.of(new Normalizer.Normalized(half, wrong))))
        .isInstanceOf(UnprovedException.class);
  }

  @Test
  void replaysAContraction() {
    Expr sum = read("sum(k=1..n, delta(k,j)*x_k)");
    Replay replay = new Replay(setting(), Map.of());
    Expr outside = read("x_j");

    // Right where j is in the range, and wrong where it is not.
    assertThatThrownBy(() -> replay.check(List.of(new Normalizer.Normalized(sum, normal(outside)))))
        .isInstanceOf(UnprovedException.class);
    replay.check(List.of(new Normalizer.Normalized(sum, normal(sum))));
  }

  private static Setting setting() {
    return new Setting(
        Facts.none(), List.of(), Set.of(), Set.of(), Relations.STANDARD, Rows.STANDARD);
  }

  private static Fraction normal(Expr expression) {
    return new Normalizer(setting(), new Algebra(Map.of(), Facts.none())).apply(expression);
  }

  @Test
  void replaysADerivative() {
    Replay replay = new Replay(setting(), Map.of());

    replay.checkDerivative(read("x^3*y"), X, read("3*x^2*y"));
    assertThatThrownBy(() -> replay.checkDerivative(read("x^3*y"), X, read("3*x^2")))
        .isInstanceOf(UnprovedException.class);
  }
}
