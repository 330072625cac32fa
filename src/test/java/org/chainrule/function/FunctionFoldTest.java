package org.chainrule.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chainrule.function.Elementary.abs;
import static org.chainrule.function.Elementary.cos;
import static org.chainrule.function.Elementary.exp;
import static org.chainrule.function.Elementary.log;
import static org.chainrule.function.Elementary.max;
import static org.chainrule.function.Elementary.sin;
import static org.chainrule.function.Elementary.sqrt;
import static org.chainrule.function.Elementary.tan;

import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.junit.jupiter.api.Test;

/** The forms that the table's constructors end in. Nodes are compared, never shown. */
class FunctionFoldTest {
  private static final Symbol X = Symbol.of("x");
  private static final Symbol Y = Symbol.of("y");
  private static final Expr E = NamedConstant.E;
  private static final Expr PI = NamedConstant.PI;

  private static Expr apply(String name, Expr... arguments) {
    return Apply.of(Functions.named(name).orElseThrow(), arguments);
  }

  private static void same(Expr first, Expr second) {
    assertThat(first == second).isTrue();
  }

  @Test
  void exponentialsArePowersOfOneKernel() {
    same(exp(Expr.of(0)), Expr.of(1));
    same(exp(Expr.of(1)), E);
    same(exp(Expr.of(-3, 2)), Power.of(E, Expr.of(-3, 2)));
    same(exp(X.times(Expr.of(2))), exp(X).power(2));
    same(Expr.of(1).dividedBy(exp(X)), exp(X.negate()));
    Expr sum = Sum.of(X.times(Expr.of(-2)), Expr.of(-4));
    same(exp(sum), exp(X.plus(Expr.of(2))).power(-2));
    same(exp(X.minus(Y)), Apply.unfolded(Functions.EXP, java.util.List.of(X.minus(Y))));
    same(exp(Product.of(Expr.of(2), Sum.of(X, X, Expr.of(4)))), exp(X.plus(Expr.of(2))).power(4));
    same(exp(X.times(Expr.of(3))).times(exp(X.times(Expr.of(-3)))), Expr.of(1));
  }

  @Test
  void exponentialsAndLogarithmsUndoEachOther() {
    same(exp(log(X)), X);
    same(exp(log(X).times(Expr.of(-1, 2))), Power.of(X, Expr.of(-1, 2)));
    same(log(exp(X)), X);
    same(log(exp(X.times(Expr.of(-2)))), X.times(Expr.of(-2)));
    same(log(E), Expr.of(1));
    same(log(Power.of(E, Expr.of(2, 3))), Expr.of(2, 3));
    same(log(Expr.of(1)), Expr.of(0));
  }

  @Test
  void anglesHaveExactValues() {
    same(sin(PI.times(Expr.of(1, 6))), Expr.of(1, 2));
    same(sin(PI.times(Expr.of(-7, 4))), sqrt(Expr.of(2)).times(Expr.of(1, 2)));
    same(cos(PI.times(Expr.of(1001))), Expr.of(-1));
    same(tan(PI.times(Expr.of(1, 3))), sqrt(Expr.of(3)));
    same(apply("asin", sqrt(Expr.of(3)).times(Expr.of(-1, 2))), PI.times(Expr.of(-1, 3)));
    same(apply("acos", Expr.of(-1)), PI);
    same(apply("acot", Expr.of(-1)), PI.times(Expr.of(3, 4)));
    same(apply("atan2", Expr.of(0), Expr.of(-2)), PI);
    assertThatThrownBy(() -> tan(PI.times(Expr.of(1, 2)))).isInstanceOf(DomainException.class);
  }

  @Test
  void rootsAndPowersAreNoNodesOfTheirOwn() {
    same(apply("sqrt", X), Power.of(X, Expr.of(1, 2)));
    same(apply("pow", X, Y), Power.of(X, Y));
    same(apply("cbrt", Expr.of(-8, 27)), Expr.of(-2, 3));
    same(apply("hypot", Expr.of(3), Expr.of(-4)), Expr.of(5));
  }

  @Test
  void wholeArgumentsHaveWholeValuesUpToASize() {
    same(apply("factorial", Expr.of(20)), Expr.of(2432902008176640000L));
    same(apply("Gamma", Expr.of(6)), Expr.of(120));
    same(apply("binomial", Expr.of(52), Expr.of(5)), Expr.of(2598960));
    same(apply("binomial", Expr.of(-2), Expr.of(3)), Expr.of(-4));
    assertThat(apply("factorial", Expr.of(1_000_000_000))).isInstanceOf(Apply.class);
    assertThat(apply("binomial", Expr.of(2_000_000_000), Expr.of(1_000_000_000)))
        .isInstanceOf(Apply.class);
  }

  @Test
  void magnitudesAndExtremaDropWhatIsClear() {
    same(abs(abs(X).negate()), abs(X));
    same(abs(X.power(2).plus(Expr.of(1))), X.power(2).plus(Expr.of(1)));
    same(abs(X.times(Expr.of(-2))), abs(X).times(Expr.of(2)));
    same(max(Expr.of(1), max(X, Expr.of(3)), X), max(Expr.of(3), X));
    same(max(X, X), X);
    same(apply("relu", Expr.of(-2)), Expr.of(0));
    same(apply("sign", exp(X)), Expr.of(1));
  }

  @Test
  void softmaxOfOneElementIsOne() {
    Symbol k = Symbol.of("k");
    Expr one = Elements.of(k, Expr.of(2), Expr.of(2), IndexedSymbol.of("x", k));
    same(Elementary.softmax(one, Expr.of(2)), Expr.of(1));
    same(Elementary.logsumexp(one), IndexedSymbol.of("x", Expr.of(2)));
  }

  @Test
  void misspeltNamesHaveSuggestions() {
    assertThat(Functions.nearest("sofmtax")).contains("softmax");
    assertThat(Functions.nearest("leaky_rleu")).contains("leaky_relu");
    assertThat(Functions.nearest("Sin")).contains("sin");
    assertThat(Functions.nearest("quaternion")).isEmpty();
    assertThat(Functions.nearest("")).isEmpty();
    assertThat(Functions.named("\u03c3")).contains(Functions.SIGMOID);
    assertThat(Functions.named("nothing")).isEmpty();
  }
}
