package org.chainrule.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.chainrule.expr.Apply;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextGoldenTest {
  private static final Function EXP = Functions.EXP;
  private static final Function LOG = Functions.LOG;
  private static final Function COS = Functions.COS;
  private static final Function TANH = Functions.TANH;
  private static final Function SIGMA = Functions.SIGMOID;
  private static final Function SOFTMAX = Functions.SOFTMAX;
  private static final Expr X = Expr.symbol("x");
  private static final Expr Y = Expr.symbol("y");
  private static final Expr I = Expr.symbol("i");
  private static final Expr J = Expr.symbol("j");
  private static final Expr K = Expr.symbol("k");
  private static final Expr N = Expr.symbol("n");
  private static final Expr T = Expr.symbol("t");
  private static final Expr ALPHA = Expr.symbol("alpha");
  private static final Expr ONE = Expr.of(1);
  private static final Expr HALF = Expr.of(1, 2);

  private static Expr call(Function function, Expr... arguments) {
    return Apply.of(function, arguments);
  }

  private static Expr exp(Expr argument) {
    return call(EXP, argument);
  }

  private static Expr at(String family, Expr... indices) {
    return IndexedSymbol.of(family, indices);
  }

  private static Expr at(String family, long index) {
    return at(family, Expr.of(index));
  }

  private static Expr softmax(Expr body, Expr index) {
    return call(SOFTMAX, Elements.of(K, ONE, N, body), index);
  }

  private static Expr sum(Expr index, Expr lower, Expr upper, Expr body) {
    return Reduction.of(Reduction.Operator.SUM, index, lower, upper, body);
  }

  private static Expr dsigma(Expr value) {
    return value.times(ONE.minus(value));
  }

  static Stream<Arguments> table() {
    Expr s = call(SIGMA, X);
    Expr expX = exp(X);
    Expr h1 = dsigma(at("h", 1)).times(at("x", 1));
    Expr w2 = at("w", 2);
    Expr h2 = dsigma(at("h", 2)).times(at("x", 2).plus(w2.times(h1)));
    Expr h3 = dsigma(at("h", 3)).times(at("x", 3).plus(w2.times(h2)));
    Expr before = at("h", T.minus(ONE));
    Expr hj = at("h", J);
    Expr inner = Reduction.of(Reduction.Operator.PRODUCT, J, K.plus(ONE), T, w2.times(dsigma(hj)));
    Function f = Function.declared("f", List.of(0));
    return Stream.of(
        Arguments.of(dsigma(s), "sigma(x)*(1 - sigma(x))"),
        Arguments.of(ONE.minus(call(TANH, X).power(2)), "1 - tanh(x)^2"),
        Arguments.of(
            softmax(at("x", K), I).times(KroneckerDelta.of(I, J).minus(softmax(at("x", K), J))),
            "softmax(x)_i*(delta(i,j) - softmax(x)_j)"),
        Arguments.of(softmax(at("x", K).dividedBy(Expr.symbol("T")), I), "softmax(x/T)_i"),
        Arguments.of(
            call(SOFTMAX, Elements.of(K, Expr.of(2), T, at("x", K)), I),
            "exp(x_i)/sum(k=2..t, exp(x_k))"),
        Arguments.of(
            sum(J, Expr.of(2), T, at("x", J).times(softmax(at("x", K), J))),
            "sum(k=2..t, x_k*(exp(x_k)/sum(j=1..n, exp(x_j))))"),
        Arguments.of(
            sum(J, Expr.of(2), T, call(SOFTMAX, Elements.of(K, Expr.of(2), T, at("x", K)), J)),
            "sum(k=2..t, softmax(x)_k)"),
        Arguments.of(exp(X.minus(Y)).power(-1).times(Expr.symbol("a")), "a/exp(x - y)"),
        Arguments.of(
            at("y", I).times(KroneckerDelta.of(I, J).minus(at("y", J))), "y_i*(delta(i,j) - y_j)"),
        Arguments.of(X.power(X).times(call(LOG, X).plus(ONE)), "x^x*(log(x) + 1)"),
        Arguments.of(ONE.dividedBy(X), "1/x"),
        Arguments.of(Expr.of(2).times(X).times(call(COS, X.power(2))), "2*x*cos(x^2)"),
        Arguments.of(
            exp(at("x", 6))
                .dividedBy(sum(I, Expr.of(5), Expr.of(7), exp(at("x", I))).power(2))
                .negate(),
            "-exp(x_6)/sum(k=5..7, exp(x_k))^2"),
        Arguments.of(
            Piecewise.of(
                List.of(
                    new Piecewise.Branch(ONE, Relation.less(Expr.of(0), X)),
                    new Piecewise.Branch(ALPHA.times(expX), Relation.less(X, Expr.of(0)))),
                null),
            "cases(1 if x > 0, alpha*exp(x) if x < 0)"),
        Arguments.of(h3, "h_3*(1 - h_3)*(x_3 + w_2*h_2*(1 - h_2)*(x_2 + w_2*x_1*h_1*(1 - h_1)))"),
        Arguments.of(X.power(HALF), "sqrt(x)"),
        Arguments.of(ONE.minus(X.power(2)).power(Expr.of(-1, 2)), "1/sqrt(1 - x^2)"),
        Arguments.of(Power.of(exp(X.power(2)), Expr.of(-1, 2)), "exp(-x^2/2)"),
        Arguments.of(
            expX.power(-1).times(ONE.plus(expX.power(-1)).power(-2)), "exp(-x)/(1 + exp(-x))^2"),
        Arguments.of(Expr.symbol("a").plus(Expr.symbol("c").times(at("x", 3))), "c*x_3 + a"),
        Arguments.of(X.power(2).plus(X.times(Expr.of(2))).plus(ONE), "x^2 + 2*x + 1"),
        Arguments.of(
            X.power(2).plus(X.times(Y).times(Expr.of(2))).plus(Y.power(2)), "x^2 + 2*x*y + y^2"),
        Arguments.of(X.power(2).times(Expr.of(3)).minus(Expr.of(2)), "3*x^2 - 2"),
        Arguments.of(
            at("x", T).plus(w2.times(DerivativeTerm.of(before, at("w", 1)))),
            "x_t + w_2*dh_{t-1}/dw_1"),
        Arguments.of(DerivativeTerm.of(before, at("w", 1)).dividedBy(Y), "(dh_{t-1}/dw_1)/y"),
        Arguments.of(DerivativeTerm.of(before, at("w", 1)).power(2), "(dh_{t-1}/dw_1)^2"),
        Arguments.of(DerivativeTerm.of(call(f, X.power(2)), X), "diff(f(x^2), x)"),
        Arguments.of(call(f.derivedBy(0).derivedBy(0), X), "f''(x)"),
        Arguments.of(sum(K, ONE, N, exp(at("x", K))), "sum(k=1..n, exp(x_k))"),
        Arguments.of(sum(K, ONE, N, at("x", K)).times(K), "k*sum(j=1..n, x_j)"),
        Arguments.of(
            sum(K, ONE, T, at("x", K).times(dsigma(at("h", K))).times(inner)),
            "sum(k=1..t, x_k*h_k*(1 - h_k)*prod(j=k+1..t, w_2*h_j*(1 - h_j)))"),
        Arguments.of(
            Reduction.of(Reduction.Operator.SUM, K, ONE, N, Relation.notEqual(K, I), at("x", K)),
            "sum(k=1..n, k != i, x_k)"),
        Arguments.of(X.plus(ONE).times(Expr.of(2)), "2*(x + 1)"),
        Arguments.of(X.plus(ONE).negate(), "-(x + 1)"),
        Arguments.of(X.power(2).negate(), "-x^2"),
        Arguments.of(Expr.of(2).power(X.negate()), "2^(-x)"),
        Arguments.of(Expr.of(-8).power(Expr.of(1, 3)), "(-8)^(1/3)"),
        Arguments.of(X.power(Y).power(Expr.symbol("z")), "(x^y)^z"),
        Arguments.of(X.power(Y.power(Expr.symbol("z"))), "x^y^z"),
        Arguments.of(X.power(Expr.of(3, 2)), "x^(3/2)"),
        Arguments.of(X.times(HALF), "x/2"),
        Arguments.of(X.times(Y).times(Expr.of(-3, 4)), "-3*x*y/4"),
        Arguments.of(X.times(Expr.of(1, 100)), "0.01*x"),
        Arguments.of(Expr.of(7, 16), "0.4375"),
        Arguments.of(Expr.of(1, 3), "1/3"),
        Arguments.of(X.dividedBy(Expr.symbol("dx")), "x/(dx)"),
        Arguments.of(X.times(Y).power(-1), "1/(x*y)"),
        Arguments.of(X.minus(Y), "x - y"),
        Arguments.of(at("y", J).minus(at("t", J)), "y_j - t_j"),
        Arguments.of(at("x", Expr.symbol("p")), "x[p]"),
        Arguments.of(at("w", I, J), "w_{i,j}"),
        Arguments.of(at("W", Expr.of(2), ONE), "W_{2,1}"),
        Arguments.of(at("f", I, at("y", I)), "f[i,y_i]"),
        Arguments.of(at("delta", I, J), "delta[i,j]"),
        Arguments.of(at("x", 12), "x_12"),
        Arguments.of(NamedConstant.E.power(2), "exp(2)"),
        Arguments.of(NamedConstant.E.plus(org.chainrule.expr.Symbol.named("e")), "e + exp(1)"),
        Arguments.of(Piecewise.of(List.of(), null), "cases(0 if 1 < 0)"),
        Arguments.of(
            Logical.and(
                Relation.less(X, Y), Logical.or(Relation.less(X, ONE), Relation.less(Y, X))),
            "x < y and (x < 1 or y < x)"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void printsAsATextbookDoes(Expr expression, String expected) {
    assertThat(Printer.text(expression, Spelling.NONE)).isEqualTo(expected);
  }

  @org.junit.jupiter.api.Test
  void takesSpellingsFromTheInput() {
    Expr sum = sum(I, Expr.of(5), Expr.of(7), at("x", I));
    Spelling spelling =
        Spelling.NONE
            .withIndexNames(List.of("i"))
            .withNumbers(java.util.Map.of(Rational.HALF, "0.5"))
            .withFunctions(java.util.Map.of("sigma", "sigmoid"));
    assertThat(Printer.text(sum, spelling)).isEqualTo("sum(i=5..7, x_i)");
    assertThat(Printer.text(call(SIGMA, X).times(HALF), spelling)).isEqualTo("0.5*sigmoid(x)");
  }

  @org.junit.jupiter.api.Test
  void namesSharedPartsOfLongTexts() {
    Expr u = X;
    for (int i = 0; i < 10_000; i++) {
      u = call(COS, u).times(u).plus(ONE);
    }
    String text = Printer.text(u, Spelling.NONE);
    assertThat(text.length()).isLessThan(600_000);
    assertThat(text).contains(" where u_1 = ");
  }

  @org.junit.jupiter.api.Test
  void namesSharedPartsOfLongProducts() {
    Expr u = X;
    for (int i = 0; i < 10_000; i++) {
      u = call(COS, u).times(u);
    }
    String text = Printer.text(u, Spelling.NONE);
    assertThat(text.length()).isLessThan(1_500_000);
    assertThat(text).contains(" where u_1 = ");
  }

  @org.junit.jupiter.api.Test
  void depthAndWidthCostNoStack() throws InterruptedException {
    Throwable[] failure = new Throwable[1];
    Thread thread =
        new Thread(
            null,
            () -> {
              Expr deep = X;
              Sum.Builder wide = new Sum.Builder();
              for (int i = 0; i < 100_000; i++) {
                deep = call(COS, deep);
                wide.add(at("x", i));
              }
              assertThat(Printer.text(deep, Spelling.NONE)).hasSize(500_001);
              assertThat(Printer.text(wide.build(), Spelling.NONE)).startsWith("x_0 + x_1 + x_2 +");
            },
            "small",
            512 * 1024);
    thread.setUncaughtExceptionHandler((each, thrown) -> failure[0] = thrown);
    thread.start();
    thread.join();
    assertThat(failure[0]).isNull();
  }
}
