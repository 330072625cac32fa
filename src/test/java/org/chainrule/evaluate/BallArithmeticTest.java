package org.chainrule.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.OptionalLong;
import java.util.Random;
import org.chainrule.Chainrule;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.precise.BinaryBall;
import org.chainrule.precise.BlurredException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and their bounds beside those of many more digits. */
class BallArithmeticTest {
  private static final int MORE = 60;

  /** Larger numbers would take long to be compared as decimals. */
  private static final int LARGEST_EXPONENT = 10_000;

  private static <T> T value(Expr expression, Point point, Arithmetic<T> arithmetic) {
    Context<Expr> context = Context.of(Functions::named);
    StepGraph graph = new StepGraph();
    ExprTranslator translator = new ExprTranslator(graph);
    Step root = translator.translate(expression);
    return new Interpreter<>(
            arithmetic,
            new BoundNames<>(point, context, graph, translator),
            new EvaluationSteps(1_000_000, OptionalLong.empty()),
            null)
        .evaluate(root);
  }

  private static BallArithmetic balls(int digits) {
    return new BallArithmetic(
        digits, PreciseArithmetic.Primitives.of(Functions::named), new KernelValues());
  }

  private static @Nullable BinaryBall ball(Expr expression, Point point, int digits) {
    try {
      return value(expression, point, balls(digits));
    } catch (UncertainException | BlurredException | ChainruleException others) {
      return null;
    }
  }

  private static BigDecimal timesPowerOfTwo(BigDecimal number, long exponent) {
    BigDecimal power = new BigDecimal(BigInteger.TWO.pow((int) Math.abs(exponent)));
    return exponent >= 0 ? number.multiply(power) : number.divide(power);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x^6*sin(6*x)",
        "exp(-2*x^2)*cos(x)",
        "sqrt(7 + x^2)",
        "tanh(x*y + 3)",
        "(x^2 + 8)/(x - 5)",
        "x*log(x) - 4*x",
        "relu(x*y)*8",
        "abs(x - 6)*x",
        "max(x, 6)^2",
        "x^y + y^x",
        "asin(x/7)",
        "gelu(x)",
        "Gamma(x)",
        "tan(7*x)",
        "1 - cos(x)^2 - sin(x)^2",
        "floor(x)*y",
        "x^(1/3)",
        "(x - y)/(x^2 - y^2)",
        "exp(x) - exp(x + 1e-20)",
        "erfc(x)",
        "log(1 + x^2)/x",
        "cases(x if x < y, y otherwise)"
      })
  void boundsHold(String text) {
    Expr expression = Chainrule.parse(text);
    Random random = new Random(3);
    int found = 0;
    for (int i = 0; i < 60; i++) {
      double size = Math.pow(10, random.nextInt(7) - 3);
      MathContext few = new MathContext(8);
      Point point =
          Point.builder()
              .set(
                  "x",
                  Rational.of(new BigDecimal(size * (2 * random.nextDouble() - 0.5)).round(few)))
              .set("y", Rational.of(new BigDecimal(5 * random.nextDouble()).round(few)))
              .build();
      int digits = 40 << i % 3;
      BinaryBall ball = ball(expression, point, digits);
      if (ball != null && Math.abs(ball.exponent()) <= LARGEST_EXPONENT) {
        found++;
        PreciseArithmetic exact =
            new PreciseArithmetic(digits + MORE, Functions::named, false, null, true);
        ErrorBoundedDecimal value = value(expression, point, exact);
        if (!value.hasLost()) {
          BigDecimal apart =
              timesPowerOfTwo(new BigDecimal(ball.mantissa()), ball.exponent())
                  .subtract(value.value())
                  .abs();
          BigDecimal rounding = value.value().abs().movePointLeft(digits + MORE - 8);

          assertThat(apart)
              .as("%s at %s to %s digits", text, point, digits)
              .isLessThanOrEqualTo(
                  timesPowerOfTwo(new BigDecimal(ball.radius()), ball.exponent()).add(rounding));
        }
      }
    }
    assertThat(found).isGreaterThan(15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "floor(x + sqrt(2) - sqrt(2))",
        "cases(1 if sin(x)^2 + cos(x)^2 > 1, 2 otherwise)",
        "1/(sin(x)^2 + cos(x)^2 - 1)",
        "log(sin(x)^2 + cos(x)^2 - 1)",
        "exp(1000000000000*x)",
        "sign(sin(x)^2 + cos(x)^2 - 1)"
      })
  void whatDigitsDoNotDecideIsLeftOpen(String text) {
    Point three = Point.builder().set("x", Rational.of(BigInteger.valueOf(3))).build();

    assertThat(ball(Chainrule.parse(text), three, 40)).isNull();
  }
}
