package org.chainrule.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a tree made ready before and after its value is computed. */
class PreparedEvaluationTest {
  private static PreparedEvaluation<Expr> prepared(String text) {
    return PreparedEvaluation.of(Chainrule.parse(text), Context.of(Functions::named));
  }

  private static Point at(String x) {
    return Point.builder().set("x", Rational.of(new BigDecimal(x))).build();
  }

  @ParameterizedTest
  @CsvSource({
    "log(x), 2, true",
    "log(x), -2, false",
    "log(sin(x)), 4, false",
    "asin(x), 1, true",
    "asin(x), 1.5, false",
    "sqrt(x), 0, true",
    "sqrt(x), -0.1, false",
    "x^x, -0.5, false",
    "x^exp(x), -0.5, false",
    "1/x, 0, false",
    "exp(x), 1e3, true",
    "acosh(exp(-x)), 2, false",
    "cases(1 if x > 0), -1, false",
    "log(exp(x)), 1e5, true",
    "log(exp(x)/exp(x)), 1e5, true",
    "'log(sum(k=1..1, exp(k*x))/sum(k=1..1, exp(k*x)))', -1e5, true",
    "Gamma(x), -1, false"
  })
  void doublesTellWhetherThereIsAValue(String text, String x, boolean isDefined) {
    PreparedEvaluation<Expr> prepared = prepared(text);

    assertThat(prepared.isDefinedAt(at(x))).contains(isDefined);
    if (isDefined) {
      assertThat(prepared.at(at(x), 20)).isNotNull();
    } else {
      assertThatThrownBy(() -> prepared.at(at(x), 20)).isInstanceOf(ChainruleException.class);
    }
  }

  /** A zero of rounding, the ends of domains met by it, and whole numbers that doubles miss. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "t - 1",
        "asin(t)",
        "log(t - 1)",
        "(-1)^t",
        "(x - 4)^t",
        "1/(t - 1)",
        "log(1 - t)"
      })
  void doublesLeaveOpenWhatRoundingDecides(String text) {
    String withRounding = text.replace("t", "(sin(x)^2 + cos(x)^2)");

    assertThat(prepared(withRounding).isDefinedAt(at("3"))).isEmpty();
  }

  /** All thirds, as any of them may be taken for something else than a number. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 7, 8, 10, 11})
  void thirdsAreNumbers(int third) {
    BigDecimal value = prepared("x + " + third + "/3").at(at("2"), 40);

    assertThat(value.multiply(BigDecimal.valueOf(3)).subtract(BigDecimal.valueOf(third + 6L)).abs())
        .isLessThan(new BigDecimal("1e-40"));
  }

  /** What is kept from point to point, beside each other and apart, changes no digit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x*y",
        "y^2",
        "exp(y)*sin(x)",
        "sum(k=1..3, x^k*y)",
        "x_1*exp(x_2)",
        "max(x, y)",
        "cases(y if x > 0.25, y^3 otherwise)",
        "sum(k=1..2, x_k^2)*y",
        "sin(y)*cos(x_1)",
        "sum(k=1..2, max(x_k, 0.25)*abs(x_1 - 0.25))",
        "floor(4*x)*x + sign(x - 0.25)*y^2",
        "cases(x if x = 0.25, y if x < 0.25 or y > 2.5, x*y otherwise)",
        "sum(k=1..floor(y), x^k)*delta(floor(4*x), 1)"
      })
  void keptValuesAreThoseOfThePoint(String text) {
    Expr expression = Chainrule.parse(text);
    Context<Expr> context = Context.of(Functions::named);
    PreparedEvaluation<Expr> kept = PreparedEvaluation.of(expression, context);
    String[] numbers = {"0.25", "0.2500000001", "0.2499999999", "0.5", "0.5000000001"};
    for (String y : List.of("2", "2.0000000001", "3")) {
      for (String x : numbers) {
        for (int digits : new int[] {40, 80, 40}) {
          Point.Builder point = Point.builder().set("y", Rational.of(new BigDecimal(y)));
          boolean isOfElements = text.contains("_");
          point.set(isOfElements ? "x_1" : "x", Rational.of(new BigDecimal(x)));
          if (isOfElements) {
            point.set("x_2", Rational.of(new BigDecimal(y)));
          }
          Point at = point.build();

          assertThat(kept.at(at, digits))
              .isEqualTo(PreparedEvaluation.of(expression, context).at(at, digits));
        }
      }
    }
  }

  /** Expressions that share translations, at points of one shape and of others. */
  @Test
  void sharedTranslationsAndShapesChangeNoValue() {
    Context<Expr> context = Context.of(Functions::named);
    PreparedEvaluation.Translations<Expr> translations = PreparedEvaluation.translations();
    KernelValues computed = new KernelValues();
    for (String text : List.of("exp(x)*y - sum(k=1..3, exp(x)^k)", "exp(x)/y", "y^2*exp(x)")) {
      Expr expression = Chainrule.parse(text);
      PreparedEvaluation<Expr> shared =
          PreparedEvaluation.of(expression, context, translations, computed);
      Point first = Point.builder().set("y", Rational.of(3)).set("x", Rational.HALF).build();
      for (Point point :
          List.of(
              first,
              first.with("x", Rational.of(2)),
              first.withNumbers(List.of(Rational.of(7), Rational.of(-1))),
              Point.builder().set("x", Rational.ONE).set("y", Rational.of(7)).build(),
              first.with("y", Rational.of(4)))) {
        assertThat(shared.at(point, 40))
            .isEqualTo(PreparedEvaluation.of(expression, context).at(point, 40));
      }
    }
  }
}
