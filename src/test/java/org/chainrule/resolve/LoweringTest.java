package org.chainrule.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.function.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Syntax trees become the expressions that the notation says. */
final class LoweringTest {
  private static final Expr X = Expr.symbol("x");
  private static final Expr I = Expr.symbol("i");
  private static final Expr N = Expr.symbol("n");
  private static final Expr ONE = Expr.of(1);

  static Expr expr(String text, String... statements) {
    return Lowering.read(text, Declarations.of(List.of(statements))).expression();
  }

  static ParseException refusal(String text, String... statements) {
    return catchThrowableOfType(ParseException.class, () -> expr(text, statements));
  }

  private static Expr apply(String name, Expr... arguments) {
    return Apply.of(Functions.named(name).orElseThrow(), arguments);
  }

  @Test
  void arithmeticIsWhatItSays() {
    assertThat(expr("1/2 + 0.25")).isSameAs(Expr.of(3, 4));
    assertThat(expr("x - 2*x^2/x")).isSameAs(X.negate());
    assertThat(expr("-x^2")).isSameAs(X.power(2).negate());
    assertThat(expr("2^3^2")).isSameAs(Expr.of(512));
    assertThat(expr("pi + e")).isSameAs(NamedConstant.PI.plus(NamedConstant.E));
    assertThat(expr("α*x")).isSameAs(Expr.symbol("alpha").times(X));
  }

  @Test
  void aDefinedConstantWins() {
    assertThat(expr("e + 1", "e = y - 3")).isSameAs(org.chainrule.expr.Symbol.named("e").plus(ONE));
    assertThat(Lowering.read("e", Declarations.of(List.of("e = 3"))).isRedefined("e")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1/0 | division by zero | 1",
        "x + 1/(y - y) | division by zero | 5",
        "sum(i=1..1/2, x_i) | whole numbers | 1",
        "inf - inf | inf | 1",
      })
  void whatHasNoValueIsRefusedAtItsPlace(String text, String message, int column) {
    ParseException refusal = refusal(text);

    assertThat(refusal).hasMessageContaining(message);
    assertThat(refusal.column()).isEqualTo(column);
    assertThat(refusal.rendered()).contains("^");
  }

  @Test
  void conditionsBehindWhereRestrict() {
    assertThat(expr("u/x where x > 0, u = y + 1, y != 2"))
        .isSameAs(expr("cases((y + 1)/x if x > 0 and y != 2)"));
    assertThat(refusal("x where x > 0 and").column()).isEqualTo(18);
    assertThat(refusal("x where x > 0, y").column()).isEqualTo(16);
  }

  @Test
  void sumsBindTheirIndex() {
    Expr body = IndexedSymbol.of("x", I);

    assertThat(expr("sum(i=5..7, x_i)"))
        .isSameAs(Reduction.of(Reduction.Operator.SUM, I, Expr.of(5), Expr.of(7), body))
        .isSameAs(expr("sum(k=5..7, x_k)"));
    assertThat(expr("sum_i x_i")).isSameAs(Reduction.of(Reduction.Operator.SUM, I, ONE, N, body));
    assertThat(expr("sum_i x_i", "i in 2..m"))
        .isSameAs(Reduction.of(Reduction.Operator.SUM, I, Expr.of(2), Expr.symbol("m"), body));
    assertThat(expr("max_k x_k"))
        .isSameAs(Reduction.of(Reduction.Operator.MAXIMUM, I, ONE, N, body));
    assertThat(expr("sum_{k != i} x_k"))
        .isSameAs(
            Reduction.of(
                Reduction.Operator.SUM,
                Expr.symbol("k"),
                ONE,
                N,
                Relation.notEqual(Expr.symbol("k"), I),
                IndexedSymbol.of("x", Expr.symbol("k"))));
  }

  @Test
  void innerIndicesShadowOuterOnes() {
    assertThat(expr("sum(i=1..3, y_i*sum(i=1..4, x_i))"))
        .isSameAs(expr("sum(i=1..3, y_i*sum(k=1..4, x_k))"));
    assertThat(expr("i*sum(i=1..3, x_i)")).isSameAs(I.times(expr("sum(k=1..3, x_k)")));
  }

  @Test
  void bareFamiliesStandForTheirElements() {
    Expr elements = Elements.of(I, ONE, N, IndexedSymbol.of("x", I));
    Expr tempered = Elements.of(I, ONE, N, IndexedSymbol.of("x", I).dividedBy(Expr.symbol("T")));

    assertThat(expr("logsumexp(x)")).isSameAs(apply("logsumexp", elements));
    assertThat(expr("softmax(x)_i")).isSameAs(apply("softmax", elements, I));
    assertThat(expr("softmax(x)_2")).isSameAs(apply("softmax", elements, Expr.of(2)));
    assertThat(expr("softmax(x/T)_i")).isSameAs(apply("softmax", tempered, I));
    assertThat(expr("softmax(x/T)_i", "T : R")).isSameAs(apply("softmax", tempered, I));
    assertThat(expr("logsumexp(x) - x_6 + 0*sum(i=1..7, x_i)"))
        .isSameAs(
            apply("logsumexp", Elements.of(I, ONE, Expr.of(7), IndexedSymbol.of("x", I)))
                .minus(IndexedSymbol.of("x", Expr.of(6))));
    assertThat(expr("logsumexp(x) + 0*sum(i=5..7, x_i)"))
        .as("a sum over a part says nothing of the whole")
        .isSameAs(apply("logsumexp", elements));
    assertThat(expr("logsumexp(x)", "x : R^4"))
        .isSameAs(apply("logsumexp", Elements.of(I, ONE, Expr.of(4), IndexedSymbol.of("x", I))));
    assertThat(expr("sum_k softmax(x)_k*x_k", "k in 1..3"))
        .isSameAs(expr("sum(i=1..3, softmax(x)_i*x_i)", "x : R^3"));
    assertThat(expr("logsumexp(softmax(x))"))
        .isSameAs(apply("logsumexp", Elements.of(I, ONE, N, apply("softmax", elements, I))));
  }

  @Test
  void variablesTellFamilies() {
    ParsedText reading = Lowering.read("softmax(T*b)_i", List.of("T_j"), Declarations.NONE);

    assertThat(reading.declarations().isFamily("T")).isTrue();
    assertThat(reading.declarations().isFamily("b")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "softmax(x) | write an element",
        "logsumexp(3) | no family",
        "logsumexp(a*b) | which of",
        "x_i + x | family",
        "diff(x_i^2, x) | family",
        "x_i + x_{i,j} | has 1 index",
        "diff(i*x_i, i) | index",
        "sum(k=1..3, diff(k*y, k)) | index",
        "logsumexp(x) + sum(i=1..3, x_i) + sum(i=1..4, x_i) | range",
        "sum(k=1..3, k_1) | no elements",
      })
  void whatHasNoMeaningIsRefused(String text, String message) {
    assertThat(refusal(text)).hasMessageContaining(message);
  }

  @Test
  void definedFunctionsAreInserted() {
    assertThat(expr("f(y)", "f(x) = x^2 + a")).isSameAs(expr("y^2 + a"));
    assertThat(expr("f(y, x)", "f(x, y) = x - 2*y")).isSameAs(expr("y - 2*x"));
    assertThat(expr("f(f(x))", "f(x) = g(x)*2", "g(z) = z + 1")).isSameAs(expr("2*(2*(x+1) + 1)"));
    assertThat(expr("sum(k=1..3, f(x_k))", "f(x) = x*k*sum(k=1..2, y_k)"))
        .isSameAs(expr("sum(j=1..3, x_j*k*sum(k=1..2, y_k))"));
    assertThat(expr("sum(i=1..3, f(x_i))", "f(z) = sum(i=1..2, z*i)"))
        .isSameAs(expr("sum(i=1..3, sum(j=1..2, x_i*j))"));
  }

  @Test
  void functionsThatCallThemselvesAreRefused() {
    assertThat(refusal("f(x)", "f(x) = g(x)", "g(x) = f(x)"))
        .hasMessageContaining("defined by itself");
  }

  @Test
  void insertionHasABudget() {
    String[] statements = new String[60];
    statements[0] = "f_0(x) = sin(x) + x*y";
    for (int i = 1; i < 60; i++) {
      statements[i] = "g%d(x) = g%d(x) + g%d(x*x + %d)".formatted(i, i - 1, i - 1, i);
    }
    statements[0] = "g0(x) = sin(x) + x*y";

    assertThatThrownBy(() -> expr("g59(x)", statements)).hasMessageContaining("more than");
  }

  @Test
  void declaredFunctionsStayUnknown() {
    Function f = Function.declared("f", List.of(0));

    assertThat(expr("f(x)", "f : R -> R")).isSameAs(Apply.of(f, X));
    assertThat(expr("f''(x)", "f : R -> R"))
        .isSameAs(Apply.of(Function.declared("f", List.of(2)), X));
    assertThat(expr("f(x, y)", "f : R x R -> R"))
        .isSameAs(Apply.of(Function.declared("f", List.of(0, 0)), X, Expr.symbol("y")));
  }

  @Test
  void primesOfKnownFunctionsAreTheirDerivatives() {
    assertThat(expr("tanh'(2*x)")).isSameAs(expr("1 - tanh(2*x)^2"));
    assertThat(expr("tanh''(x)"))
        .isSameAs(DerivativeTerm.of(expr("tanh(x)"), List.of(new DerivativeTerm.Variable(X, 2))));
    assertThat(refusal("tanh''(2*x)")).hasMessageContaining("higher derivative");
    assertThat(expr("f'(x)", "f(u) = u^2")).isSameAs(DerivativeTerm.of(X.power(2), X));
    assertThat(refusal("f'(2*x)", "f(u) = u^2")).hasMessageContaining("derivative");
  }

  @Test
  void derivativesAreNotCarriedOut() {
    Expr y = Expr.symbol("y");

    assertThat(expr("diff(x^2*y, x, y)"))
        .isSameAs(
            DerivativeTerm.of(
                X.power(2).times(y),
                List.of(new DerivativeTerm.Variable(X, 1), new DerivativeTerm.Variable(y, 1))));
    assertThat(expr("d/dx x^2")).isSameAs(DerivativeTerm.of(X.power(2), X));
    assertThat(expr("∂L/∂w_1"))
        .isSameAs(DerivativeTerm.of(Expr.symbol("L"), IndexedSymbol.of("w", ONE)));
    assertThat(refusal("f(a^2)", "f(x) = diff(a*x, a)")).hasMessageContaining("derivative");
  }

  @Test
  void casesAndConditions() {
    Expr piecewise =
        Piecewise.of(
            List.of(new Piecewise.Branch(X, Relation.lessOrEqual(Expr.of(0), X))), X.negate());

    assertThat(expr("cases(x if x >= 0, -x otherwise)")).isSameAs(piecewise);
    assertThat(expr("0 < x < 1"))
        .isSameAs(Logical.and(Relation.less(Expr.of(0), X), Relation.less(X, ONE)));
    assertThat(expr("not (x > 0 and x != 1)"))
        .isSameAs(Logical.or(Relation.lessOrEqual(X, Expr.of(0)), Relation.equal(X, ONE)));
    assertThat(expr("delta(i, j)")).isSameAs(KroneckerDelta.of(I, Expr.symbol("j")));
  }

  @Test
  void longAndDeepTextsAreRead() {
    StringBuilder sum = new StringBuilder("x_1");
    for (int i = 2; i <= 20_000; i++) {
      sum.append(" + x_").append(i);
    }
    String deep = "sin(".repeat(2_000) + "x" + ")".repeat(2_000);

    assertThat(expr(sum.toString()).children()).hasSize(20_000);
    assertThat(expr(deep)).isInstanceOf(Apply.class);
  }

  @Test
  void sumsNestedTooDeepAreRefused() {
    String deep = "sum(i=1..2, ".repeat(1_000) + "x_i" + ")".repeat(1_000);

    assertThat(refusal(deep)).hasMessageContaining("nested too deep");
  }

  @Test
  void variablesAreReadAndChecked() {
    ParsedText reading = Lowering.read("L + z_i", Declarations.of(List.of("L = w_{1,2}*x")));

    assertThat(Lowering.variables("x, w_{1,2}", reading))
        .containsExactly(
            new ReadingVariable(X, true),
            new ReadingVariable(IndexedSymbol.of("w", ONE, Expr.of(2)), true));
    assertThat(Lowering.variables("q", reading))
        .containsExactly(new ReadingVariable(Expr.symbol("q"), false));
    assertThatThrownBy(() -> Lowering.variables("z", reading))
        .hasMessageContaining("z` is a family");
    assertThatThrownBy(() -> Lowering.variables("i", reading)).hasMessageContaining("index");
    assertThatThrownBy(() -> Lowering.variables("x_1", reading)).hasMessageContaining("one number");
    assertThatThrownBy(() -> Lowering.variables("x+1", reading))
        .hasMessageContaining("no variable");
    assertThatThrownBy(() -> Lowering.variables("x,", reading)).isInstanceOf(ParseException.class);
  }

  @Test
  void spellingsAreKept() {
    ParsedText reading = Lowering.read("0.10*σ(α) + sum_k x_k + y_i", Declarations.NONE);

    assertThat(reading.numberSpellings()).containsValue("0.10");
    assertThat(reading.functionSpellings())
        .containsEntry(Functions.named("sigmoid").orElseThrow().name(), "σ");
    assertThat(reading.nameSpellings()).containsEntry("alpha", "α");
    assertThat(reading.boundNames()).containsExactly("k");
    assertThat(reading.freeIndices())
        .containsOnly(java.util.Map.entry("i", IndexRange.CONVENTIONAL));
    assertThat(reading.explanation()).isNotEmpty();
  }
}
