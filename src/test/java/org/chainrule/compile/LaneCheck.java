package org.chainrule.compile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.graph.Input;
import org.chainrule.compile.lanes.LaneFunctions;
import org.chainrule.compile.lanes.LaneProgram;
import org.chainrule.compile.lanes.Lanes;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.function.Functions;

/**
 * Compares what is computed in the lanes of vectors with the precise kernels and with single
 * points. It is run by a JVM that has the vector module and compiles early.
 */
final class LaneCheck {
  private static final MathContext DIGITS = new MathContext(40);
  private static final int POINTS = 640;

  /** Enough for the JIT, which computes vectors in another way than the interpreter. */
  private static final int PASSES = 100;

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    2,
    -2,
    0.5,
    -0.5,
    3,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1e-310,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    709.7,
    709.9,
    -708.3,
    -745.1,
    -750,
    1e-17,
    1e5,
    1e15,
    1e22,
    1e300,
    -40,
    40,
    Math.PI
  };

  private LaneCheck() {}

  public static void main(String[] arguments) {
    if (Lanes.AVAILABLE == 0) {
      System.out.println("no lanes");
      return;
    }
    boolean allHold = true;
    for (Function function : Functions.all()) {
      if (function.preciseKernel().isPresent()
          && function.kernel().isPresent()
          && function.parameters().stream().allMatch(each -> each == Function.Parameter.SCALAR)) {
        allHold &= holds(function);
      }
    }
    System.out.println(allHold ? "all hold" : "some fail");
  }

  private static boolean holds(Function function) {
    int count = function.isVariadic() ? 2 : function.arity();
    List<Expr> names = new ArrayList<>();
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(Expr.symbol("x" + (i + 1)));
      inputs.add(Input.of(names.get(i)));
    }
    Program.Request request =
        new Program.Request(
            List.of(Apply.of(function, names.toArray(Expr[]::new))),
            inputs,
            List.of(),
            Definitions.none(),
            Map.of(),
            Map.of());
    double[] columns = points(count);
    double[] found = inLanes(request, columns);
    Program.Sized single = Program.compile(request, Output.VALUE).orElseThrow().sized(Map.of());
    double worst = 0;
    double[] point = new double[count];
    for (int i = 0; i < POINTS; i++) {
      for (int k = 0; k < count; k++) {
        point[k] = columns[k * POINTS + i];
      }
      double expected = single.run(point, new double[0], new double[0], new double[0]);
      double error = error(function, point, expected, found[i]);
      if (error > 3) {
        System.out.println(
            function.name()
                + List.of(point[0], point[count - 1])
                + " = "
                + expected
                + ", not "
                + found[i]);
      }
      worst = Math.max(worst, error);
    }
    boolean isDirect = LaneFunctions.isDirect(function);
    System.out.printf("%s: %.2f ulp%s%n", function.name(), worst, isDirect ? ", direct" : "");
    return worst <= (isDirect ? 2 : 3);
  }

  private static double[] points(int count) {
    Random random = new Random(count);
    double[] columns = new double[count * POINTS];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          switch (i % 10) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> random.nextDouble() * 2 - 1;
            case 2 -> random.nextGaussian() * 100;
            case 3 -> random.nextGaussian() * 1e-6;
            case 4 -> random.nextInt(12) - 3;
            case 5 -> random.nextGaussian() * Math.scalb(1.0, random.nextInt(2_097) - 1_074);
            case 6 -> (700 + 50 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
            default -> random.nextGaussian() * 3;
          };
    }
    return columns;
  }

  private static double[] inLanes(Program.Request request, double[] columns) {
    LaneProgram program =
        new Compiler(request, Output.VALUE, true).compileLanes(new Lanes(Lanes.AVAILABLE, false));
    BufferLayout.Bound bound = program.layout().bind(Map.of());
    double[] none = new double[0];
    double[] scratch = new double[bound.ends()[4] * Lanes.AVAILABLE];
    double[] values = new double[POINTS];
    for (int pass = 0; pass < PASSES; pass++) {
      program
          .routine()
          .run(columns, none, values, none, scratch, bound.numbers(), POINTS, 0, POINTS);
    }
    return values;
  }

  /** The error in ulp; where a single point's value is not finite or almost 0, that must be met. */
  private static double error(Function function, double[] point, double expected, double found) {
    if (expected == found || Double.isNaN(expected) && Double.isNaN(found)) {
      // The same as for a single point: that kernel has tests of its own.
      return 0;
    }
    if (!Double.isFinite(expected) || !Double.isFinite(found)) {
      return Double.POSITIVE_INFINITY;
    }
    List<BigDecimal> arguments = new ArrayList<>();
    for (double each : point) {
      if (!Double.isFinite(each)) {
        return Math.abs(expected - found) / Math.ulp(expected);
      }
      arguments.add(new BigDecimal(each));
    }
    try {
      BigDecimal exact = function.preciseKernel().orElseThrow().apply(arguments, DIGITS);
      return new BigDecimal(found).subtract(exact).abs().doubleValue()
          / Math.ulp(exact.doubleValue());
    } catch (ChainruleException tooExpensive) {
      return Math.abs(expected - found) / Math.ulp(expected);
    }
  }
}
