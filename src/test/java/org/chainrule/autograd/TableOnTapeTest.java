package org.chainrule.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.chainrule.error.ChainruleException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table on the tape and on dual numbers, against its precise derivative. */
class TableOnTapeTest {
  private static final double[] ALONE = {
    -1000, -30.1, -5.7, -2.5, -1, -0.77, -0.3, 0, 0.013, 0.3, 0.77, 1, 1.9, 3.3, 30.1, 1000
  };
  private static final double[] FIRST = {-100.7, -2.3, -1, 0, 0.4, 1, 2, 3.7};
  private static final double[] SECOND = {-2.6, -0.7, 0.3, 1, 1.6, 4.2};
  private static final Context<Expr> CONTEXT = Context.of(Functions::named);

  static Stream<Function> scalars() {
    return Functions.all().stream()
        .filter(row -> row.parameters().stream().allMatch(each -> each == Parameter.SCALAR));
  }

  static Stream<Function> vectors() {
    return Functions.all().stream().filter(row -> row.parameters().contains(Parameter.VECTOR));
  }

  private static List<double[]> points(Function function) {
    List<double[]> points = new ArrayList<>();
    if (function.arity() == 1 && !function.isVariadic()) {
      for (double x : ALONE) {
        points.add(new double[] {x});
      }
      return points;
    }
    for (double x : FIRST) {
      for (double y : SECOND) {
        points.add(
            function.name().equals("polygamma")
                ? new double[] {Math.rint(Math.abs(x) % 5), y}
                : new double[] {x, y});
      }
    }
    if (function.isVariadic()) {
      points.add(new double[] {1, -2, 3, 0.5});
      points.add(new double[] {2, 2, 2});
    }
    return points;
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void tapeAndDualAgreeWithTheTable(Function function) {
    Tape tape = new Tape();
    int compared = 0;
    for (double[] point : points(function)) {
      List<Symbol> names = new ArrayList<>();
      Map<String, Double> values = new TreeMap<>();
      int[] handles = new int[point.length];
      tape.clear();
      for (int i = 0; i < point.length; i++) {
        names.add(Symbol.named("x_{" + i + "}"));
        values.put("x" + i, point[i]);
        names.set(i, Symbol.of("x" + i));
        handles[i] = tape.leaf(point[i]);
      }
      int result = tape.apply(function, handles);
      Dual dual = Dual.apply(function, Dual.variables(point));
      double kernel = function.kernel().orElseThrow().apply(point.clone());
      assertThat(tape.value(result)).isEqualTo(Double.valueOf(kernel));
      assertThat(dual.value()).isEqualTo(Double.valueOf(kernel));
      tape.backward(result);
      Expr y = Apply.unfolded(function, List.copyOf(names));
      for (int i = 0; i < point.length; i++) {
        assertThat(dual.tangent(i))
            .as("%s'", function)
            .isEqualTo(Double.valueOf(tape.gradient(handles[i])));
        Expr partial = function.partialEverywhere(i, List.copyOf(names), y).orElse(null);
        Double expected = partial == null ? null : precise(partial, values);
        if (expected != null && Double.isFinite(expected) && Double.isFinite(kernel)) {
          compared++;
          assertThat(tape.gradient(handles[i]))
              .as("%s by argument %s at %s", function, i, values)
              .isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
        }
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(function.arity() == 1 ? 3 : 8);
  }

  private static Double precise(Expr expression, Map<String, Double> values) {
    Point.Builder point = Point.builder();
    values.forEach(
        (name, value) -> {
          if (Occurrence.isPossible(name, expression)) {
            point.set(name, value);
          }
        });
    try {
      return Evaluator.precise(expression, point.build(), CONTEXT.withKnown(values.keySet()), 30)
          .doubleValue();
    } catch (ChainruleException none) {
      return null;
    }
  }

  /** The derivative of the value, not of a row: a wrong row would show. */
  @ParameterizedTest
  @MethodSource("scalars")
  void differencesOfTheKernelAgree(Function function) {
    Tape tape = new Tape();
    int compared = 0;
    int withoutFormula = 0;
    for (double[] point : points(function)) {
      double largest = 0;
      for (double each : point) {
        largest = Math.max(largest, Math.abs(each));
      }
      if (largest > 50) {
        continue;
      }
      for (int i = 0; i < point.length; i++) {
        boolean integral = function.parameters().size() > 1 && function.name().equals("polygamma");
        if (integral && i == 0) {
          continue;
        }
        double step = 1e-4;
        double wide = difference(function, point, i, 2 * step);
        double narrow = difference(function, point, i, step);
        double expected = (4 * narrow - wide) / 3;
        boolean smooth =
            Double.isFinite(expected)
                && Math.abs(wide - narrow) < 1e-5 * Math.max(1, Math.abs(narrow))
                && Math.abs(oneSided(function, point, i, step) - narrow)
                    < 1e-2 * Math.max(1, Math.abs(narrow));
        if (smooth) {
          tape.clear();
          int[] handles = new int[point.length];
          for (int k = 0; k < point.length; k++) {
            handles[k] = tape.leaf(point[k]);
          }
          tape.backward(tape.apply(function, handles));
          if (Double.isNaN(tape.gradient(handles[i]))) {
            withoutFormula++; // Such as y*log(x) for the power 0^y.
            continue;
          }
          compared++;
          assertThat(tape.gradient(handles[i]))
              .as("%s by argument %s at %s", function, i, point)
              .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
        }
      }
    }
    assertThat(compared).isGreaterThan(3 * withoutFormula);
  }

  private static double moved(Function function, double[] point, int i, double by) {
    double[] moved = point.clone();
    moved[i] += by;
    return function.kernel().orElseThrow().apply(moved);
  }

  private static double difference(Function function, double[] point, int i, double step) {
    return (moved(function, point, i, step) - moved(function, point, i, -step)) / (2 * step);
  }

  private static double oneSided(Function function, double[] point, int i, double step) {
    return (moved(function, point, i, step) - moved(function, point, i, 0)) / step;
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vectorFunctionsAgree(Function function) {
    double[][] vectors = {
      {0.25, -1.5, 2.75}, {0, 0, 0}, {1000, -1000, 999}, {-1000, -1001, -999.5}, {7}
    };
    boolean selects = function.parameters().contains(Parameter.INDEX);
    for (double[] elements : vectors) {
      for (int i = 0; i < (selects ? elements.length : 1); i++) {
        Tape tape = new Tape();
        int[] handles = new int[elements.length];
        Map<String, Double> values = new TreeMap<>();
        for (int k = 0; k < elements.length; k++) {
          handles[k] = tape.leaf(elements[k]);
          values.put("x_" + (k + 1), elements[k]);
        }
        int result = tape.applyToVector(function, handles, i);
        tape.backward(result);
        Dual dual = Dual.applyToVector(function, Dual.variables(elements), i);
        assertThat(dual.value()).isEqualTo(tape.value(result));
        if (elements.length == 1) {
          assertThat(tape.gradient(handles[0])).isEqualTo(selects ? 0 : 1);
          continue;
        }
        Symbol index = Symbol.of("k");
        Expr vector =
            Elements.of(index, Expr.of(1), Expr.of(elements.length), IndexedSymbol.of("x", index));
        List<Expr> arguments = selects ? List.of(vector, Expr.of(i + 1)) : List.of(vector);
        Expr y = Apply.of(function, arguments);
        for (int j = 0; j < elements.length; j++) {
          Expr partial =
              function.partialByElement(arguments, y, List.of(Expr.of(j + 1))).orElseThrow();
          double expected = vectorValue(partial, values);
          assertThat(tape.gradient(handles[j])).isCloseTo(expected, within(1e-14));
          assertThat(dual.tangent(j)).isCloseTo(expected, within(1e-14));
        }
      }
    }
  }

  private static double vectorValue(Expr expression, Map<String, Double> values) {
    Point.Builder point = Point.builder();
    values.forEach(point::set);
    return Evaluator.precise(expression, point.build(), CONTEXT, 30).doubleValue();
  }
}
