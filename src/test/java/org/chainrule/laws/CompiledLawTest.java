package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Predicate;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.ErrorBound;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.KinkException;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.ChainruleException;
import org.chainrule.number.DomainException;
import org.chainrule.rewrite.Facts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled values and derivatives are those that evaluation gives. */
class CompiledLawTest {
  private static final List<String> NAMES = List.of("x", "y", "z");
  private static final Context<Expr> CONTEXT =
      Context.<Expr>of(Functions::named).withKnown(java.util.Set.copyOf(NAMES));
  private static final double[] NUMBERS = {
    -1000, -30.25, -2.5, -1, -0.75, -0.125, 0, 0.375, 0.75, 1, 1.5, 2, 7.25, 40.5, 1000
  };

  static List<Function> table() {
    return Functions.all().stream()
        .filter(
            function ->
                function.kernel().isPresent()
                    && function.parameters().stream()
                        .allMatch(each -> each == Function.Parameter.SCALAR))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyFunctionOfTheTable(Function function) {
    int arity = Math.max(function.arity(), function.isVariadic() ? 2 : 1);
    List<Expr> arguments = new ArrayList<>();
    NAMES.subList(0, arity).forEach(name -> arguments.add(Symbol.of(name)));
    boolean isWhole = function.name().equals("polygamma");
    if (isWhole) {
      arguments.set(0, Expr.of(1));
    }
    Comparison comparison = new Comparison(Apply.of(function, arguments), true);
    List<double[]> points = new ArrayList<>();
    for (double x : NUMBERS) {
      for (double y : arity == 1 ? new double[] {0.5} : NUMBERS) {
        points.add(new double[] {x, y, 0.25});
      }
    }
    points.forEach(comparison::at);
    assertThat(comparison.faults).isEmpty();
    assertThat(comparison.compared).isGreaterThan(4);
  }

  @Test
  void generatedExpressions() {
    List<String> faults = new ArrayList<>();
    int compared = 0;
    int unfit = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      Expr expression = new Scalars(seed).next();
      Comparison comparison;
      try {
        comparison = new Comparison(expression, false);
      } catch (DomainException nowhere) {
        // Nowhere a derivative: 0^x by x.
        unfit++;
        continue;
      }
      comparison.atSome();
      compared += comparison.compared;
      if (!comparison.faults.isEmpty()) {
        Predicate<Expr> isFaulty =
            part -> {
              try {
                Comparison of = new Comparison(part, false);
                of.atSome();
                return !of.faults.isEmpty();
              } catch (ChainruleException nothing) {
                return false;
              }
            };
        Expr smallest = ExpressionGenerator.shrink(expression, isFaulty);
        Comparison of = new Comparison(smallest, false);
        of.atSome();
        faults.add("seed " + seed + ": " + smallest + ": " + of.faults.get(0));
      }
    }
    assertThat(faults).isEmpty();
    assertThat(compared).isGreaterThan(3_000);
    assertThat(unfit).isLessThan(30);
  }

  /** One expression's compiled form against evaluation of it and of its derivatives as derived. */
  private static final class Comparison {
    final List<String> faults = new ArrayList<>();
    int compared;

    private final Expr expression;
    private final Gradient compiled;
    private final List<Expr> slopes = new ArrayList<>();
    private final List<Expr> curvatures = new ArrayList<>();

    Comparison(Expr expression, boolean twice) {
      this.expression = expression;
      compiled = Chainrule.compile(expression, NAMES);
      for (String name : NAMES) {
        slopes.add(derivative(expression, name));
      }
      if (twice) {
        for (Expr slope : slopes) {
          for (String name : NAMES) {
            curvatures.add(derivative(slope, name));
          }
        }
      }
    }

    private static Expr derivative(Expr expression, String name) {
      return new Differentiator(Symbol.of(name), Definitions.none(), Facts.none())
          .differentiate(expression);
    }

    void atSome() {
      at(new double[] {0.625, -1.375, 2.25});
      at(new double[] {-0.3125, 1.5, 0.875});
      at(new double[] {40.5, 1000, -30.25});
    }

    void at(double[] point) {
      Point.Builder builder = Point.builder();
      for (int i = 0; i < point.length; i++) {
        builder.set(NAMES.get(i), point[i]);
      }
      Point at = builder.build();
      double[] gradient = new double[point.length];
      double value = compiled.at(point, gradient);
      boolean isThere = compare("value", expression, value, at, point);
      if (!isThere) {
        return;
      }
      for (int i = 0; i < gradient.length; i++) {
        compare("derivative by " + NAMES.get(i), slopes.get(i), gradient[i], at, point);
      }
      if (!curvatures.isEmpty()) {
        double[] hessian = new double[point.length * point.length];
        compiled.hessian(point, hessian);
        for (int i = 0; i < hessian.length; i++) {
          compare("second derivative " + i, curvatures.get(i), hessian[i], at, point);
        }
      }
    }

    /** Compares, and tells whether there is a value. */
    private boolean compare(String what, Expr reference, double found, Point at, double[] point) {
      OptionalDouble expected;
      try {
        expected = OptionalDouble.of(Evaluator.evaluate(reference, at, CONTEXT));
      } catch (KinkException kink) {
        return false;
      } catch (DomainException none) {
        expected = OptionalDouble.empty();
      } catch (ChainruleException undecided) {
        return false;
      }
      String place = " at " + Arrays.toString(point);
      if (expected.isEmpty()) {
        if (Double.isFinite(found) && !isByConvention(what, reference, point)) {
          faults.add(what + " is " + found + place + ", where there is none");
        }
        compared++;
        return false;
      }
      double number = expected.getAsDouble();
      double plain = new DoubleValue(values(point)).apply(reference);
      double error = ErrorBound.of(reference, at, CONTEXT);
      if (!Double.isFinite(plain) || Double.isNaN(error)) {
        // Doubles overflow on the way: only a wrong number is a fault.
        if (Double.isFinite(found) && Math.abs(found - number) > 1e-6 * Math.abs(number) + 1e-300) {
          faults.add(what + " is " + found + place + ", not " + number);
        }
        return true;
      }
      compared++;
      // Derivatives are computed from the rounded result of a function.
      double result = what.equals("value") ? 0 : Math.ulp(compiled.value(point));
      double allowed = 16 * error + 64 * Math.ulp(number) + result;
      if (!(Math.abs(found - number) <= allowed)) {
        faults.add(what + " is " + found + place + ", not " + number + " within " + allowed);
      }
      return true;
    }

    /** Whether compiled code takes one side's derivative where there is none. */
    private boolean isByConvention(String what, Expr reference, double[] point) {
      // In doubles 0^0 is 1, and a power of 0 does not change with its exponent.
      boolean isPowerOfZero =
          expression == Apply.of(Functions.POW, List.of(Symbol.of("x"), Symbol.of("y")))
              && point[0] == 0;
      return isPowerOfZero || !what.equals("value") && holdsCases(reference);
    }

    private static boolean holdsCases(Expr expression) {
      List<Expr> pending = new ArrayList<>(List.of(expression));
      java.util.Set<Expr> seen = new java.util.HashSet<>();
      while (!pending.isEmpty()) {
        Expr node = pending.remove(pending.size() - 1);
        if (node instanceof Piecewise) {
          return true;
        }
        if (seen.add(node)) {
          pending.addAll(node.children());
        }
      }
      return false;
    }

    private static Map<String, Double> values(double[] point) {
      return Map.of("x", point[0], "y", point[1], "z", point[2]);
    }
  }

  /** Random expressions of three names, the same for the same seed. */
  private static final class Scalars {
    private static final List<Function> TABLE = table();
    private final Random random;

    Scalars(long seed) {
      random = new Random(seed);
    }

    Expr next() {
      while (true) {
        Expr expression = attempt();
        if (expression != null) {
          return expression;
        }
      }
    }

    private @Nullable Expr attempt() {
      try {
        return value(3 + random.nextInt(14));
      } catch (DomainException nothing) {
        return null;
      }
    }

    private Expr value(int size) {
      if (size <= 1) {
        return random.nextInt(5) == 0
            ? Expr.of(random.nextInt(15) - 7, 1 + random.nextInt(4))
            : Symbol.of(NAMES.get(random.nextInt(3)));
      }
      int rest = size - 1;
      int half = (rest + 1) / 2;
      return switch (random.nextInt(10)) {
        case 0 -> Sum.of(value(half), value(rest - half));
        case 1 -> value(half).minus(value(rest - half));
        case 2, 3 -> Product.of(value(half), value(rest - half));
        case 4 -> value(half).dividedBy(value(rest - half));
        case 5 -> value(rest).power(Expr.of(random.nextInt(9) - 4, 1 + random.nextInt(2)));
        case 6 -> value(half).power(value(rest - half));
        case 7 -> {
          int third = (rest + 2) / 3;
          Expr condition =
              random.nextBoolean()
                  ? Relation.less(value(third), value(third))
                  : Relation.lessOrEqual(value(third), value(third));
          yield Piecewise.of(
              List.of(new Piecewise.Branch(value(third), condition)),
              random.nextInt(3) == 0 ? null : value(third));
        }
        default -> call(rest);
      };
    }

    private Expr call(int size) {
      Function function = TABLE.get(random.nextInt(TABLE.size()));
      int count = function.arity() + (function.isVariadic() ? random.nextInt(3) : 0);
      List<Expr> arguments = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        boolean isWhole = function.name().equals("polygamma") && i == 0;
        arguments.add(isWhole ? Expr.of(1 + random.nextInt(3)) : value(size / count));
      }
      return Apply.of(function, arguments);
    }
  }
}
