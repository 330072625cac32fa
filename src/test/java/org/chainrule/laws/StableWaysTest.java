package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.compile.Emitted;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;
import org.chainrule.workloads.Written;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Where exponentials overflow or vanish, every way to a number gives the value and the derivative
 * to a few units in the last place, times what the number itself magnifies of its argument's
 * rounding.
 */
class StableWaysTest {
  private static final int DIGITS = 60;
  private static final int UNITS = 64;
  private static final BigDecimal STEP = new BigDecimal("1e-25");
  private static final BigDecimal LARGEST = new BigDecimal(Double.MAX_VALUE);

  /** Below this, doubles lose digits to underflow. */
  private static final double SMALLEST = 1e-290;

  /** Texts, some with what they are to many digits where evaluation needs thousands. */
  private static final List<String> FAMILIES =
      List.of(
          "log(1 + exp(x))",
          "log1p(exp(-x))",
          "log(exp(x) + 5)",
          "log(sigma(x))",
          "log(1 - sigma(x))",
          "log(softplus(x))",
          "log(log(1 + exp(x)))",
          "softplus(x) - x",
          "softplus(2*x + 1) - 2*x - 1",
          "3*softplus(x) - 3*relu(x)",
          "1 - sigma(x)^2",
          "1 - erf(x)^2",
          "1 - sech(x)",
          "cosh(x)^2 - 1",
          "1 - cos(x)",
          "2*cos(x/3)^2 - 2",
          "sec(x) - 1",
          "erfc(x)*exp(x^2)",
          "exp(x^2/2)*erfc(x/sqrt(2))",
          "exp(-x^2)/erfc(x)",
          "sinh(x)*exp(-x)",
          "exp(2*x)*csch(x)^2",
          "cosh(x)*exp(x)",
          "exp(x)*sech(x)",
          "sqrt(exp(x) + 1) - 1",
          "sqrt(x^2 + 1) - 1",
          "sqrt(x^2 + 1) - x",
          "x + sqrt(x^2 + 4)",
          "sqrt(x^2 + 2) - sqrt(x^2 + 1)",
          "softplus(3*x) - softplus(-3*x)",
          "log(erfc(x))",
          "log(1 + erf(x))",
          "log(1/(1 + exp(-x)))",
          "log2(sigma(-3*x))",
          "log(cosh(x))",
          "log(exp(x) + exp(-x))",
          "log(sinh(x))",
          "log(tanh(x))",
          "log(exp(x) - 1)",
          "log(1 - exp(x))",
          "log(sech(x)^2)",
          "1/(1 + exp(-x))",
          "exp(x)/(1 + exp(x))",
          "exp(x)/(exp(x) + 3)",
          "exp(-x)/(1 + exp(-x))^2",
          "exp(2*x)/(1 + exp(x))^2",
          "x/(1 + exp(-x))",
          "1 - sigma(x)",
          "sigma(x)*(1 - sigma(x))",
          "sigma(x) - sigma(x)^2",
          "2*sigma(x) - 1",
          "1 - 1/(1 + exp(-x))",
          "sinh(x)/cosh(x)",
          "cosh(x)/sinh(x)",
          "1/cosh(x)",
          "1/sinh(x)^2",
          "sinh(x)/cosh(x)^3",
          "1 - tanh(x)^2",
          "1 - tanh(x)",
          "1 + tanh(3*x)",
          "(exp(x) - exp(-x))/(exp(x) + exp(-x))",
          "(exp(2*x) - 1)/(exp(2*x) + 1)",
          "(1 - exp(-x))/(1 + exp(-x))",
          "1/(exp(x) - 1)",
          "exp(x)/(exp(x) - 1)",
          "exp(x) - 1",
          "1 - erf(x)",
          "sigma(x)*exp(-x)",
          "exp(x)*sigma(-x)",
          "-log(exp(x)/(exp(x) + exp(2)))",
          "log(sigma(x)^3*cosh(x))",
          "exp(x)/(exp(x) + exp(2*x) + exp(-x))",
          "log(exp(x) + exp(2*x) + exp(-x))",
          "sigma(2*x + 1)*(1 - sigma(2*x + 1))",
          "sigma(x/3 - 2)^3*(1 - sigma(x/3 - 2))^2",
          "sigma(2*x + 1)*sigma(-(2*x + 1))",
          "log(sum(i=1..4, exp(i*x)))",
          "exp(3*x)/sum(i=1..4, exp(i*x))",
          "log(1 + sum(i=1..3, exp(i*x)))",
          "tanh(x)",
          "coth(x)",
          "sigma(x)",
          "sech(x)",
          "csch(x)",
          "softplus(x)",
          "gelu(x)",
          "silu(x)",
          "erfc(x)",
          "log(erf(x^2))",
          "log(-3*erf(-x^2/2))",
          "log(sinh(x)^2)",
          "log(abs(tanh(x)))",
          "log(sinh(x)^3*exp(-x))",
          "log(cosh(x) - 1)",
          "log(sinh(x)^2 + 1)",
          "1/(1 + cosh(x))",
          "asinh(exp(x))",
          "acosh(3*exp(2*x))",
          "expm1(x)/sinh(x)",
          "(1 - exp(-x))/cosh(x)",
          "(exp(x) + 3)^2/cosh(x)^3",
          "sinh(x)*cosh(x)*exp(-2*x)",
          "exp(2*x)/(sinh(x)*cosh(x))",
          "exp(x)/cosh(x)^2",
          "cosh(x)^2*exp(-x)",
          "exp(-exp(-x))",
          "exp(-2*x - exp(-x))",
          "1 - exp(-exp(x))",
          "tanh(exp(x))",
          "sigma(2 - 3*exp(x))",
          "relu(-x)*exp(x)",
          "step(x)*x + step(-x)*(exp(x) - 1)",
          "max(0, -x)*sinh(x)",
          "min(x, 0)^2*exp(2*x)*x",
          "cases(0 if x > 1, x otherwise)*exp(x)",
          "log(exp(x) + exp(x/2) + exp(-3))",
          "exp(x)/(exp(x) + exp(x/3) + 1)",
          "sqrt(exp(x) + exp(-x) + 1)*exp(-x/2)");

  private static final double[] SPECIAL = {
    0, 1e-8, -0.5, 2.75, 20, -37, 40, -300, -745, 800, 1e4, -1e4
  };

  private static final List<double[]> AFEW =
      Stream.of(-0.5, 0.25, 20.0, -37.0).map(each -> new double[] {each}).toList();

  /** Special points and some of all sizes up to 10,000. */
  private static List<double[]> points(Random random, int count) {
    List<double[]> points = new ArrayList<>();
    for (double each : SPECIAL) {
      points.add(new double[] {each});
    }
    for (int i = 0; i < count; i++) {
      double size = Math.pow(10, 8 * random.nextDouble() - 4);
      points.add(new double[] {random.nextBoolean() ? size : -size});
    }
    return points;
  }

  @Test
  void everyFamilyOnAllWays() {
    assertThat(faults(FAMILIES, points(new Random(30), 2), true)).isEmpty();
  }

  /** A sum as the argument has more than one spelling of its opposite. */
  @Test
  void everyFamilyOfAnother() {
    assertThat(faults(of(FAMILIES, "(2*x + 1)"), AFEW, false)).isEmpty();
  }

  @Test
  @Tag("slow")
  void everyFamilyOfOthers() {
    List<String> texts = new ArrayList<>();
    for (String inner : List.of("(-x)", "(2*x + 1)", "(x/3 - 2)")) {
      texts.addAll(of(FAMILIES, inner));
    }
    assertThat(faults(texts, points(new Random(31), 40), false)).isEmpty();
  }

  private static List<String> of(List<String> families, String inner) {
    return families.stream().map(each -> each.replaceAll("\\bx\\b", inner)).toList();
  }

  /** What an exponential is added to is lost beside it, but nothing overflows. */
  @Test
  void sumsOfExponentialsAndOthers() {
    List<double[]> points = List.of(new double[] {320}, new double[] {800}, new double[] {1e4});
    List<String> texts =
        List.of(
            "log(x^2 + exp(x))",
            "x*exp(x)/(x^2 + 1 + exp(x))",
            "sqrt(1 + exp(2*x))*x*exp(-x)",
            "log(3*exp(2*x) - exp(x) + 1)",
            "log(x + sum(i=1..3, exp(i*x)))");
    assertThat(faults(texts, points, false)).isEmpty();
  }

  /** What is small beside 1, or beside what cancels, by two names. */
  @Test
  void sumsOfExponentialsOfTwoNames() {
    List<String> texts =
        List.of(
            "log(exp(x) + exp(y))",
            "log(exp(3*y) + exp(x + 1) + exp(x))",
            "exp(x)/(exp(x) + exp(y) + 1)",
            "exp(x + y)/(exp(x) + exp(y) + exp(x + y))^2",
            "sqrt(exp(x) + exp(y))",
            "log10(exp(x) + 3*exp(y) + 2)",
            "exp(-exp(-x*y))");
    List<double[]> points =
        List.of(
            new double[] {-40, 0},
            new double[] {0, -41},
            new double[] {800, 710},
            new double[] {710, 800},
            new double[] {-800, 3});
    List<String> faults = new ArrayList<>();
    for (String text : texts) {
      Expr expression = Chainrule.parse(text);
      Gradient compiled = Chainrule.compile(expression, List.of("x", "y"));
      Ways ways =
          new Ways(new Written(expression, List.of("x", "y"), List.of(), Map.of()), compiled);
      List<List<Ways.Answer>> answers = ways.at(points, new double[0]);
      for (int k = 0; k < points.size(); k++) {
        double[] point = points.get(k);
        for (int i = 0; i < 2; i++) {
          // The other name is a number.
          String other = i == 0 ? "y" : "x";
          String own = i == 0 ? "x" : "y";
          String number = "(" + (long) point[1 - i] + ")";
          Expr alone =
              Chainrule.parse(
                  text.replaceAll("\\b" + other + "\\b", number)
                      .replaceAll("\\b" + own + "\\b", "x"));
          Expected expected = Expected.of(alone, point[i]);
          Expected slope =
              Expected.of(
                  new Differentiator(Symbol.of("x"), Definitions.none(), Facts.none())
                      .differentiate(alone),
                  point[i]);
          for (Ways.Answer answer : answers.get(k)) {
            String place = text + " at " + point[0] + ", " + point[1] + ", " + answer.way();
            expected.compare(answer.value(), place, faults);
            slope.compare(answer.gradient()[i], "derivative by " + own + " of " + place, faults);
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static List<String> faults(List<String> texts, List<double[]> points, boolean isEmitted) {
    List<String> faults = new ArrayList<>();
    List<Ways> ways = new ArrayList<>();
    Emitted emitted = new Emitted();
    for (String text : texts) {
      Expr expression = Chainrule.parse(text.replaceFirst(" \\|.*", ""));
      Gradient compiled = Chainrule.compile(expression, List.of("x"));
      Ways each = new Ways(new Written(expression, List.of("x"), List.of(), Map.of()), compiled);
      if (isEmitted) {
        each.emit("Family" + ways.size(), emitted);
      }
      ways.add(each);
    }
    Map<String, Class<?>> classes = isEmitted ? emitted.load() : Map.of();
    int compared = 0;
    for (int i = 0; i < texts.size(); i++) {
      if (isEmitted) {
        ways.get(i).load(classes.get("Family" + i));
      }
      Expr value = Chainrule.parse(texts.get(i).replaceFirst(".*\\| ", ""));
      Expr slope =
          new Differentiator(Symbol.of("x"), Definitions.none(), Facts.none()).differentiate(value);
      List<List<Ways.Answer>> answers = ways.get(i).at(points, new double[0]);
      for (int k = 0; k < points.size(); k++) {
        double x = points.get(k)[0];
        Expected expected = Expected.of(value, x);
        Expected derivative = Expected.of(slope, x);
        for (Ways.Answer answer : answers.get(k)) {
          String place = texts.get(i) + " at " + x + ", " + answer.way();
          compared += 2;
          expected.compare(answer.value(), place, faults);
          // What has no value has no derivative; of few it is not known to many digits.
          boolean hasNone = expected.isUnknown() && Double.isNaN(answer.value());
          if (!expected.isMissing() && !hasNone) {
            derivative.compare(answer.gradient()[0], "derivative of " + place, faults);
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(8 * texts.size() * points.size());
    return faults;
  }

  /**
   * A number to many digits, and how far doubles may be off.
   *
   * @param number NaN where there is none
   */
  private record Expected(double number, double allowed, boolean isMissing, boolean isUnknown) {
    static Expected of(Expr expression, double x) {
      try {
        BigDecimal at = new BigDecimal(x);
        BigDecimal value = precise(expression, at);
        BigDecimal step = x == 0 ? STEP : at.abs().multiply(STEP);
        BigDecimal change = precise(expression, at.add(step)).subtract(value).abs();
        // What a relative change of the argument by one unit does.
        double magnified = change.divide(STEP, MathContext.DECIMAL64).doubleValue();
        if (value.abs().compareTo(LARGEST) > 0) {
          return new Expected(value.signum() * Double.POSITIVE_INFINITY, 0, false, false);
        }
        double number = value.doubleValue();
        double unit = Math.ulp(1.0);
        double allowed = UNITS * unit * (Math.abs(number) + (x == 0 ? 0 : magnified));
        return new Expected(number, Math.max(allowed, SMALLEST), false, false);
      } catch (DomainException none) {
        return new Expected(Double.NaN, 0, true, false);
      } catch (BudgetException | KinkException unknown) {
        // At a kink the ways have a convention.
        return new Expected(Double.NaN, 0, false, true);
      }
    }

    private static BigDecimal precise(Expr expression, BigDecimal x) {
      Point point = Point.builder().set("x", Rational.of(x)).build();
      Context<Expr> context = Context.<Expr>of(Functions::named).withKnown(Set.of("x"));
      return Evaluator.precise(expression, point, context, DIGITS);
    }

    void compare(double found, String place, List<String> faults) {
      if (isUnknown || isMissing && !Double.isFinite(found)) {
        return;
      }
      boolean agrees =
          Double.isInfinite(number)
              ? !Double.isFinite(found) && !(found == -number)
              : Math.abs(found - number) <= allowed;
      if (!agrees) {
        faults.add(found + ", not " + number + " within " + allowed + ", is " + place);
      }
    }
  }
}
