package org.chainrule.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;

/** Compares many points in one call with the same points one by one. */
final class BatchCheck {
  static final int[] SIZES = {0, 1, 7, 9, 1_000};
  private static final List<String> VARIABLES = List.of("x", "y");
  private static final List<String> PARAMETERS = List.of("p", "q");
  private static final List<String> NAMES = List.of("x", "y", "p", "q");
  private static final List<String> UNARY =
      List.of(
          "sin",
          "cos",
          "tanh",
          "exp",
          "sigma",
          "softplus",
          "relu",
          "abs",
          "atan",
          "erf",
          "silu",
          "log",
          "sqrt",
          "cbrt",
          "gelu");

  private final Random random;

  BatchCheck(long seed) {
    random = new Random(seed);
  }

  /** In lanes, last digits may differ, and a difference can cancel most of the others. */
  public static void main(String[] arguments) {
    BatchCheck check = new BatchCheck(1);
    boolean allAgree = true;
    for (int i = 0; i < 120; i++) {
      String text = i % 30 == 0 ? sum() : check.text(3);
      Gradient gradient = gradient(text);
      for (int size : SIZES) {
        double worst = check.worst(gradient, size, i % 2 == 0);
        if (worst > 1e-10) {
          allAgree = false;
          System.out.println(text + " differs by " + worst + " at " + size + " points");
        }
      }
    }
    System.out.println(allAgree ? "all agree" : "some differ");
  }

  static Gradient gradient(String text) {
    return Chainrule.compile(Chainrule.parse(text), VARIABLES, PARAMETERS);
  }

  /** A sum that becomes a loop over a table of numbers, some of whose terms are not like others. */
  private static String sum() {
    return IntStream.rangeClosed(1, 50)
        .mapToObj(i -> (i == 20 ? "x*" : "") + "sin(" + i * i % 7 + "/3*x + y*p/" + i + ")*q")
        .collect(Collectors.joining(" + "));
  }

  String text(int depth) {
    if (depth == 0) {
      return random.nextInt(6) == 0
          ? String.valueOf(1 + random.nextInt(5))
          : NAMES.get(random.nextInt(NAMES.size()));
    }
    String left = text(depth - 1);
    String right = text(random.nextInt(depth));
    return switch (random.nextInt(9)) {
      case 0, 1 -> "(" + left + " + " + right + ")";
      case 2 -> "(" + left + " - " + right + ")";
      case 3, 4 -> "(" + left + ")*(" + right + ")";
      case 5 -> "(" + left + ")/(2 + (" + right + ")^2)";
      case 6 -> "cases(" + left + " if " + right + " > x, (" + right + ")^2 otherwise)";
      default -> UNARY.get(random.nextInt(UNARY.size())) + "(" + left + ")";
    };
  }

  /** The largest difference, relative to the largest number of a point where that is above 1. */
  double worst(Gradient gradient, int size, boolean hasOwnParameters) {
    int width = gradient.dimension();
    int given = gradient.parameterCount();
    double[] points = random(size * width);
    double[] parameters = random(hasOwnParameters ? size * given : given);
    double[] values = new double[size];
    double[] gradients = new double[size * width];
    gradient.atAll(points, parameters, values, gradients);
    double[] byColumns = new double[size];
    double[] gradientColumns = new double[size * width];
    boolean isOwn = parameters.length != given;
    gradient.atColumns(
        columns(points, width, size),
        isOwn ? columns(parameters, given, size) : parameters,
        byColumns,
        gradientColumns);
    double[] valuesAlone = new double[size];
    gradient.valuesAt(points, parameters, valuesAlone);
    double worst = 0;
    double[] one = new double[width];
    for (int i = 0; i < size; i++) {
      double[] own = isOwn ? part(parameters, i, given) : parameters;
      double value = gradient.at(part(points, i, width), own, one);
      double scale = Math.max(1, Math.abs(value));
      for (double each : one) {
        scale = Math.max(scale, Math.abs(each));
      }
      worst = Math.max(worst, difference(value, values[i], scale));
      worst = Math.max(worst, difference(value, byColumns[i], scale));
      worst =
          Math.max(
              worst,
              difference(gradient.with(own).value(part(points, i, width)), valuesAlone[i], scale));
      for (int k = 0; k < width; k++) {
        worst = Math.max(worst, difference(one[k], gradients[i * width + k], scale));
        worst = Math.max(worst, difference(one[k], gradientColumns[k * size + i], scale));
      }
    }
    return worst;
  }

  private double[] random(int length) {
    return random.doubles(length, -2, 2).toArray();
  }

  private static double[] part(double[] all, int row, int width) {
    return Arrays.copyOfRange(all, row * width, (row + 1) * width);
  }

  private static double[] columns(double[] rows, int width, int size) {
    double[] columns = new double[rows.length];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < width; k++) {
        columns[k * size + i] = rows[i * width + k];
      }
    }
    return columns;
  }

  private static double difference(double expected, double found, double scale) {
    if (Double.compare(expected, found) == 0 || expected == found) {
      return 0;
    }
    double error = Math.abs(expected - found) / scale;
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }
}
