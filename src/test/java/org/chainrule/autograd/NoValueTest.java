package org.chainrule.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.junit.jupiter.api.Test;

/** Overflow, missing values and infinite slopes, on all ways that must give a number. */
class NoValueTest {
  private static final List<String> NAMES = List.of("x", "y", "z");

  /** A value and its derivatives on a tape, in dual numbers and compiled. */
  private static Map<String, double[]> ways(String text, double... point) {
    Expr expression = Chainrule.parse(text);
    List<String> names = NAMES.subList(0, point.length);
    Map<String, double[]> ways = new LinkedHashMap<>();
    Tape tape = new Tape();
    Map<String, Variable> variables = new LinkedHashMap<>();
    Map<String, Dual> duals = new LinkedHashMap<>();
    for (int i = 0; i < point.length; i++) {
      variables.put(names.get(i), tape.variable(point[i]));
      duals.put(names.get(i), Dual.variable(point[i], i, point.length));
    }
    Variable recorded = tape.run(expression, variables);
    recorded.backward();
    double[] byTape = new double[point.length + 1];
    byTape[0] = recorded.value();
    for (int i = 0; i < point.length; i++) {
      byTape[i + 1] = variables.get(names.get(i)).gradient();
    }
    ways.put("tape", byTape);
    Dual dual = Dual.run(expression, duals);
    double[] byDual = new double[point.length + 1];
    byDual[0] = dual.value();
    System.arraycopy(dual.tangents(), 0, byDual, 1, point.length);
    ways.put("dual", byDual);
    double[] compiled = new double[point.length + 1];
    double[] gradient = new double[point.length];
    compiled[0] = Chainrule.compile(expression, names).at(point, gradient);
    System.arraycopy(gradient, 0, compiled, 1, point.length);
    ways.put("compiled", compiled);
    return ways;
  }

  /** The value, then the derivatives; 0 has no sign here. */
  private static void assertAll(String text, double[] point, double... expected) {
    ways(text, point)
        .forEach(
            (way, found) ->
                assertThat(Arrays.stream(found).map(each -> each + 0.0).toArray())
                    .as("%s, %s", text, way)
                    .isEqualTo(expected));
  }

  private static final double NONE = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void whereThereIsNoValueThereIsNoGradient() {
    assertAll("log(x)", new double[] {-1}, NONE, NONE);
    assertAll("y + log(x)", new double[] {-1, 2}, NONE, NONE, NONE);
    assertAll("acosh(x)*y", new double[] {0.5, 2}, NONE, NONE, NONE);
    assertAll("y^2 + 1/(1 - x/x*sqrt(x))", new double[] {-4, 1}, NONE, NONE, NONE);
    assertAll("x*log(x)", new double[] {0}, NONE, NONE);
    assertAll("cases(x if x > 0)", new double[] {-1}, NONE, NONE);
    assertAll("cases(y if sqrt(x) > 0, 2*y otherwise)", new double[] {-1, 3}, NONE, NONE, NONE);
    assertAll("relu(log(x))", new double[] {-1}, NONE, NONE);
    assertAll("atan2(x, y)", new double[] {0, 0}, NONE, NONE, NONE);
  }

  @Test
  void noBoundedFunctionMakesAValueOfAPole() {
    for (String text :
        List.of(
            "atan(1/x)",
            "tanh(y/x)",
            "exp(-1/x^2)",
            "sigma(log(x))",
            "1/(y + 1/x)",
            "max(-1/x^2, y)",
            "relu(-1/abs(x))",
            "erf(coth(x))",
            "cases(y if 1/x > 2, x otherwise)",
            "2^(-1/x^2)",
            "1/(1 + exp(1/x^2))",
            "sech(1/x)*y",
            "softsign(y*x^(-3))",
            "max_{i in 1..2} (y - 1/x^2)")) {
      assertAll(text, new double[] {0, 2}, NONE, NONE, NONE);
    }
    assertAll("1/x", new double[] {0}, INFINITE, -INFINITE);
    assertAll("x^x", new double[] {0}, NONE, NONE);
    assertAll("(x*y)^x", new double[] {0, 2}, NONE, NONE, NONE);
    assertAll("x^x", new double[] {1}, 1, 1);
    // Where it overflows there is a value, and the derivative need not be known.
    ways("atan(1/x)", 1e-320).values().forEach(each -> assertThat(each[0]).isEqualTo(Math.PI / 2));
    assertAll("exp(-1/x^2)", new double[] {0.01}, 0, 0);
  }

  @Test
  void whatIsNotChosenDoesNotCount() {
    assertAll("sqrt(relu(x))", new double[] {-1}, 0, 0);
    assertAll("cbrt(relu(x) + relu(y))", new double[] {-1, -2}, 0, 0, 0);
    assertAll("sqrt(max(x, 0, y))", new double[] {-1, -2}, 0, 0, 0);
    assertAll("max(sqrt(x), 1 + y)", new double[] {0, 2}, 3, 0, 1);
    assertAll("cases(sqrt(x) if y > 0, y otherwise)", new double[] {0, -1}, -1, 0, 1);
    assertAll("sqrt(x)*y + sqrt(z)", new double[] {4, 3, 0}, 6, 0.75, 2, INFINITE);
    assertAll("sqrt(floor(x))", new double[] {0.5}, 0, 0);
  }

  @Test
  void aVanishingSlopeTimesAnInfiniteOneIsUnknown() {
    assertAll("sqrt(x^2)", new double[] {0}, 0, NONE);
    assertAll("sqrt(x^2 + y^2)", new double[] {0, 0}, 0, NONE, NONE);
    assertAll("hypot(x, y)", new double[] {0, 0}, 0, NONE, NONE);
    assertAll("sqrt(abs(x))", new double[] {0}, 0, NONE);
    assertAll("sqrt(x^2)*y", new double[] {0, 2}, 0, NONE, 0);
  }

  @Test
  void anOverflowIsNoStationaryPoint() {
    UnaryOperator<Variable> softplus = x -> x.exp().plus(1).log();
    for (UnaryOperator<Variable> each :
        List.<UnaryOperator<Variable>>of(
            softplus, x -> softplus.apply(x).reciprocal(), x -> softplus.apply(x).tanh())) {
      Tape tape = new Tape();
      Variable x = tape.variable(1000);
      each.apply(x).backward();
      assertThat(x.gradient()).isNaN();
    }
    Dual x = Dual.variable(1000, 0, 1);
    assertThat(x.exp().plus(1).log().tangent(0)).isNaN();
    Tape tape = new Tape();
    Variable a = tape.variable(1000);
    Variable b = tape.variable(999);
    a.exp().plus(b.exp()).log().backward();
    assertThat(a.gradient()).isNaN();
    assertThat(b.gradient()).isNaN();
  }

  @Test
  void powersOfZero() {
    assertAll("x^y", new double[] {0, 0}, 1, 0, 0);
    assertAll("x^y", new double[] {0, 1}, 0, 1, 0);
    assertAll("x^y", new double[] {0, 2}, 0, 0, 0);
    assertAll("x^y", new double[] {0, 0.5}, 0, INFINITE, 0);
    assertAll("x^y", new double[] {-2, 2}, 4, -4, NONE);
    assertAll("x^0*y", new double[] {0, 3}, 3, 0, 1);
    for (double[] point : new double[][] {{0, 0.5}, {0, 1}, {0, 2}, {0, 1.5}, {0.5, 0.5}, {3, 0}}) {
      Tape tape = new Tape();
      Variable x = tape.variable(point[0]);
      Variable y = tape.variable(point[1]);
      double[][] hessian = tape.hessian(x.pow(y), List.of(x, y));
      assertThat(hessian[0][1]).isEqualTo(hessian[1][0]);
      double[][] compiled =
          Chainrule.compile(Chainrule.parse("x^y"), List.of("x", "y")).hessian(point);
      for (int i = 0; i < 2; i++) {
        assertThat(compiled[i]).as(Arrays.toString(point)).containsExactly(hessian[i]);
      }
    }
    Tape tape = new Tape();
    Variable x = tape.variable(0);
    Variable y = tape.variable(1);
    assertThat(tape.hessian(x.pow(y), List.of(x, y)))
        .isDeepEqualTo(new double[][] {{0, -INFINITE}, {-INFINITE, 0}});
  }

  @Test
  void slopesThatOverflowAreInfinite() {
    assertAll("digamma(x)", new double[] {1e-320}, -INFINITE, INFINITE);
    assertAll("sqrt(x)", new double[] {0}, 0, INFINITE);
    assertAll("cbrt(x)", new double[] {0}, 0, INFINITE);
    assertAll("cbrt(x)^3", new double[] {0}, 0, 1);
    assertAll("cbrt(x)^4", new double[] {0}, 0, 0);
    assertAll("hypot(x, y)^2", new double[] {0, 0}, 0, 0, 0);
  }

  @Test
  void zeroToAPowerThatChangesWithIt() {
    Tape tape = new Tape();
    Variable x = tape.variable(0);
    x.pow(x).plus(1).backward();
    assertThat(x.gradient()).isNaN();
    Variable y = tape.variable(0);
    Variable z = tape.variable(2);
    Variable power = y.times(z).pow(y.sin());
    assertThat(power.value()).isNaN();
    Variable apart = y.times(z).pow(tape.variable(0));
    assertThat(apart.value()).isEqualTo(1);
    Dual[] duals = Dual.variables(0, 0);
    assertThat(duals[0].pow(duals[0]).value()).isNaN();
    assertThat(duals[0].pow(duals[1]).value()).isEqualTo(1);
    assertThat(duals[0].pow(duals[1]).tangents()).containsExactly(0, 0);
  }

  @Test
  void whatFoldsToAConstantHasTangentsToo() {
    Dual x = Dual.variable(0, 0, 2);
    Dual y = Dual.variable(1, 1, 2);
    for (String text : List.of("x^0 + 0*y", "cases(3 if y > x, x*y otherwise)", "7")) {
      Dual found = Dual.run(Chainrule.parse(text), Map.of("x", x, "y", y));
      assertThat(found.tangents()).as(text).containsExactly(0, 0);
    }
  }

  @Test
  void slopesKeepTheirDigits() {
    assertAll("tanh(x)", new double[] {40}, 1, 4 * Math.exp(-80));
    assertAll("tanh(x)", new double[] {-400}, -1, 4 * Math.exp(-800));
    for (Map.Entry<String, double[]> each :
        Map.of(
                "sigma(x)", new double[] {40, 4.248354255291589e-18},
                "coth(x)", new double[] {40, -7.219405551381661e-35},
                "1/(1 + exp(-x))", new double[] {40, 4.248354255291589e-18},
                "gelu(x)", new double[] {-20, -1.1014360483133464e-86})
            .entrySet()) {
      ways(each.getKey(), each.getValue()[0])
          .forEach(
              (way, found) ->
                  assertThat(found[1])
                      .as("%s, %s", each.getKey(), way)
                      .isCloseTo(
                          each.getValue()[1],
                          org.assertj.core.api.Assertions.withinPercentage(1e-11)));
    }
  }

  @Test
  void allThatTieHaveEqualSharesHoweverTheyAreBracketed() {
    Tape tape = new Tape();
    double third = 1.0 / 3;
    for (double[] point : new double[][] {{2, 2, 2, 1}, {2, 2, 1, 2}, {3, 2, 1, 2}}) {
      Variable[] v = new Variable[4];
      for (int i = 0; i < 4; i++) {
        v[i] = tape.variable(point[i]);
      }
      Dual[] d = Dual.variables(point);
      Variable largest = v[0].apply("max", v[1]).apply("max", v[2]);
      tape.apply("max", largest, v[3]).backward();
      Dual inner = Dual.apply("max", Dual.apply("max", d[0], d[1]), d[2]);
      double[] tangents = Dual.apply("max", inner, d[3]).tangents();
      for (int i = 0; i < 4; i++) {
        double expected = point[0] == 3 ? (i == 0 ? 1 : 0) : point[i] == 2 ? third : 0;
        assertThat(v[i].gradient()).isEqualTo(expected);
        assertThat(tangents[i]).isEqualTo(expected);
      }
      tape.clear();
    }
    Variable x = tape.variable(1);
    Variable y = tape.variable(1);
    Variable z = tape.variable(1);
    x.apply("min", y).apply("max", z).backward();
    assertThat(x.gradient()).isEqualTo(0.25);
    assertThat(z.gradient()).isEqualTo(0.5);
  }
}
