package org.chainrule.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.error.NamesException;
import org.chainrule.error.PointException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.notation.Side;
import org.chainrule.number.Rational;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final Context<Expr> CONTEXT = Context.of(Functions::named);
  private static final Symbol X = Symbol.of("x");
  private static final Symbol I = Symbol.of("i");
  private static final Expr X_I = IndexedSymbol.of("x", I);

  private static Expr call(String name, Expr... arguments) {
    return Apply.of(Functions.named(name).orElseThrow(), arguments);
  }

  private static double at(Expr expression, String point) {
    return Evaluator.evaluate(expression, WrittenPoint.of(point), CONTEXT);
  }

  private static Expr sum(Expr lower, Expr upper, Expr body) {
    return Reduction.of(Reduction.Operator.SUM, I, lower, upper, body);
  }

  @Test
  void logarithmOfASumOfExponentialsTakesTheLargestOut() {
    Expr sum = call("log", sum(Expr.of(1), Expr.of(3), call("exp", X_I)));
    // The correctly rounded value; the double just below is as near but for 1/100 ulp.
    assertThat(at(sum, "x_1=1000,x_2=1000,x_3=1000")).isEqualTo(1000 + Math.log(3));
    assertThat(at(sum, "x=[-2000,-2001,-5000]")).isEqualTo(-2000 + Math.log1p(Math.exp(-1)));
  }

  @Test
  void stableWhereTheTreeIsNot() {
    Expr exp = call("exp", X);
    assertThat(at(call("log", exp.plus(Expr.of(1))), "x=-700")).isEqualTo(Math.exp(-700));
    assertThat(at(call("log", exp.plus(Expr.of(1))), "x=800")).isEqualTo(800);
    assertThat(at(Expr.of(1).dividedBy(call("exp", X.negate()).plus(Expr.of(1))), "x=-700"))
        .isEqualTo(Math.exp(-700));
    assertThat(at(exp.minus(Expr.of(1)), "x=1e-10")).isEqualTo(Math.expm1(1e-10));
    assertThat(at(call("log", call("sigmoid", X)), "x=-800")).isEqualTo(-800);
    Expr softmax = exp.dividedBy(exp.plus(call("exp", Symbol.of("y"))));
    assertThat(at(softmax, "x=1000,y=1001")).isEqualTo(1 / (1 + Math.E));
    assertThat(at(exp.times(call("exp", Symbol.of("y"))), "x=705,y=-704.5"))
        .isEqualTo(Math.exp(0.5));
  }

  @Test
  void refusesWhatHasNoValue() {
    assertThatThrownBy(() -> at(call("log", X), "x=-1"))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("log(-1)");
    assertThatThrownBy(() -> at(Expr.of(1).dividedBy(X), "x=0"))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("division by zero");
    assertThatThrownBy(() -> at(call("exp", X), "x=1000"))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("overflow");
    assertThatThrownBy(() -> at(Power.of(X, Expr.of(1, 3)), "x=-8"))
        .isInstanceOf(DomainException.class);
    assertThatThrownBy(() -> at(Power.of(X, Symbol.of("y")), "x=0,y=0"))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("0^0");
    assertThat(at(Power.of(X, Symbol.of("y")), "x=-2,y=3")).isEqualTo(-8);
  }

  @Test
  void namesAllThatIsMissingAndWhereThatIsAskedAllThatIsUnknown() {
    Expr expression = X.plus(Symbol.of("y")).plus(IndexedSymbol.of("w", Expr.of(2)));
    assertThatThrownBy(() -> at(expression, "x=1"))
        .isInstanceOfSatisfying(
            NamesException.class,
            exception -> assertThat(exception.missing()).containsExactlyInAnyOrder("y", "w_2"));
    assertThat(at(X, "x=1,z=2,q_1=3")).isEqualTo(1);
    Point more = WrittenPoint.of("x=1,z=2,q_1=3");
    assertThatThrownBy(() -> Evaluator.evaluate(X, more, CONTEXT.strictly()))
        .isInstanceOfSatisfying(
            NamesException.class,
            exception -> assertThat(exception.unknown()).containsExactly("q", "z"));
  }

  @Test
  void hugeRangesAreRefusedAtOnce() {
    Expr sum = sum(Expr.of(1), Expr.of(1_000_000_000_000L), X_I);
    assertThatThrownBy(() -> at(sum, "x_1=1")).isInstanceOf(BudgetException.class);
  }

  @Test
  void arraysGiveRangesTheirLength() {
    Context<Expr> context =
        CONTEXT.withFamilies(Map.of("x", List.of(Symbol.of("n")), "y", List.of(Symbol.of("n"))));
    Expr sum = sum(Expr.of(1), Symbol.of("n"), X_I.times(IndexedSymbol.of("y", I)));
    Point good = WrittenPoint.of("x=[1,2,3],y=[4,5,6]");
    assertThat(Evaluator.evaluate(sum, good, context)).isEqualTo(32);
    Point bad = WrittenPoint.of("x=[1,2,3],y=[4,5]");
    assertThatThrownBy(() -> Evaluator.evaluate(sum, bad, context))
        .isInstanceOf(PointException.class)
        .hasMessageContaining("two lengths");
    assertThatThrownBy(() -> at(IndexedSymbol.of("x", Expr.of(4)), "x=[1,2,3]"))
        .hasMessageContaining("out of range");
    Expr softmax = call("softmax", Elements.of(I, Expr.of(1), Symbol.of("n"), X_I), Expr.of(2));
    assertThat(Evaluator.evaluate(softmax, WrittenPoint.of("x=[1000,1001]"), context))
        .isEqualTo(1 / (1 + Math.exp(-1)));
    Expr third = call("softmax", Elements.of(I, Expr.of(1), Symbol.of("n"), X_I), Expr.of(3));
    Point beyond = WrittenPoint.of("n=2,x_1=1,x_2=2,x_3=3");
    assertThatThrownBy(() -> Evaluator.evaluate(third, beyond, context))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("outside its vector");
  }

  @Test
  void sidesOfAKinkAreExact() {
    Expr zero = Expr.of(0);
    Expr derivative =
        Piecewise.of(
            List.of(
                new Piecewise.Branch(Expr.of(1), Relation.greater(X, zero)),
                new Piecewise.Branch(Expr.of(1, 100), Relation.less(X, zero))),
            null);
    Point origin = WrittenPoint.of("x=0");
    assertThatThrownBy(() -> Evaluator.evaluate(derivative, origin, CONTEXT))
        .isInstanceOf(KinkException.class);
    assertThat(Evaluator.evaluateSided(derivative, origin, CONTEXT, "x", Side.LEFT))
        .isEqualTo(0.01);
    assertThat(Evaluator.evaluateSided(derivative, origin, CONTEXT, "x", Side.RIGHT)).isEqualTo(1);
  }

  @Test
  void recurrencesGoDeepAndCyclesAreTold() {
    NameMeanings<Expr> definitions =
        new NameMeanings<>() {
          @Override
          public Optional<Expr> of(String name) {
            return name.equals("a")
                ? Optional.of(Symbol.of("a").plus(Expr.of(1)))
                : Optional.empty();
          }

          @Override
          public Optional<Expr> of(String family, List<BigInteger> indices) {
            BigInteger t = indices.get(0);
            return Optional.of(
                t.signum() == 0
                    ? Expr.of(0)
                    : IndexedSymbol.of(family, Expr.of(t.longValueExact() - 1))
                        .plus(Symbol.of("x")));
          }
        };
    Context<Expr> context = CONTEXT.withDefinitions(definitions);
    Expr deep = IndexedSymbol.of("h", Expr.of(100_000));
    assertThat(Evaluator.evaluate(deep, WrittenPoint.of("x=2"), context)).isEqualTo(200_000);
    assertThatThrownBy(() -> Evaluator.evaluate(Symbol.of("a"), Point.EMPTY, context))
        .hasMessageContaining("circle");
  }

  @Test
  void deepCompositionsNeedNoStack() {
    Expr expression = X;
    for (int i = 0; i < 100_000; i++) {
      expression = call("sin", expression);
    }
    double expected = 0.5;
    for (int i = 0; i < 100_000; i++) {
      expected = Math.sin(expected);
    }
    assertThat(at(expression, "x=0.5")).isCloseTo(expected, within(1e-12));
  }

  @Test
  void sharedPartsAreEvaluatedOnce() {
    Expr expression = X;
    for (int i = 0; i < 10_000; i++) {
      expression = call("sin", expression).times(expression);
    }
    assertThat(at(expression, "x=0.5")).isZero();
  }

  @Test
  void preciseValuesAreRight() {
    assertThat(Evaluator.precise(NamedConstant.PI, Point.EMPTY, CONTEXT, 30))
        .isEqualByComparingTo(new BigDecimal("3.14159265358979323846264338328"));
    Expr tiny = call("log", call("exp", X).plus(Expr.of(1)));
    BigDecimal value = Evaluator.precise(tiny, WrittenPoint.of("x=-800"), CONTEXT, 20);
    assertThat(value.toString()).startsWith("3.667").endsWith("E-348");
  }

  @Test
  void pointsReadBracketsAndGreek() {
    Point point =
        Points.of(
            "α",
            Rational.HALF,
            "W",
            new int[][] {{1, 2}, {3, 4}},
            "x_{1,2}",
            -0.5,
            "w₃",
            7,
            "z_1^[2]",
            1);
    assertThat(point.scalar("alpha")).isEqualTo(Rational.HALF);
    assertThat(point.lengths("W")).containsExactly(2, 2);
    assertThat(point.element(new Element("W", List.of(BigInteger.TWO, BigInteger.ONE))))
        .isEqualTo(Rational.of(3));
    assertThat(point.element(new Element("w", List.of(BigInteger.valueOf(3)))))
        .isEqualTo(Rational.of(7));
    assertThat(point.families()).contains("z^[2]");
    for (String bad : List.of("", "3", "x y", "x_", "x=1")) {
      assertThatThrownBy(() -> Points.of(bad, 3)).as(bad).isInstanceOf(PointException.class);
    }
    assertThatThrownBy(() -> Points.of("x_1", 1, "x₁", 2)).isInstanceOf(PointException.class);
  }
}
