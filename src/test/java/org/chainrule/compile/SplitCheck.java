package org.chainrule.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chainrule.Gradient;

/**
 * Compares the results of a batch with those of the same points divided into several calls, bit by
 * bit. It is run by a JVM that has the vector module.
 */
final class SplitCheck {
  private static final int POINTS = 203;

  /** Enough for finding out whether vectors are faster. */
  private static final int WARM_UP = 2_000;

  /** Enough for the JIT, which computes vectors in another way than the interpreter. */
  private static final int MOST_ROUNDS = 3_000;

  /** What can be no accident: where calls are computed in two ways, some digit always differs. */
  private static final int ENOUGH = 100;

  private static final List<String> TEXTS =
      List.of(
          "exp(x*p) + sin(y)/(2 + x^2) + q",
          "log(1 + exp(x*y)) + tanh(p*x)*cos(q*y)",
          "cases(sigma(x)*p if x > y, erf(y)^3 otherwise) + sqrt(2 + x)^3",
          "sum(k=1..5, exp(-k*x^2)*sin(k*y + p)) + q");

  private final Random random = new Random(5);
  private final Gradient gradient;
  private final double[] points = random.doubles(2 * POINTS, -2, 2).toArray();
  private final double[] parameters;

  private SplitCheck(String text, boolean hasOwnParameters) {
    gradient = BatchCheck.gradient(text);
    parameters = random.doubles(hasOwnParameters ? 2 * POINTS : 2, -2, 2).toArray();
  }

  public static void main(String[] arguments) {
    boolean areSame = true;
    for (String text : TEXTS) {
      for (boolean hasOwnParameters : new boolean[] {false, true}) {
        SplitCheck check = new SplitCheck(text, hasOwnParameters);
        for (int round = 0; round < WARM_UP; round++) {
          check.rows(0, POINTS, new double[3 * POINTS]);
        }
        int same = 0;
        for (int round = 0; round < MOST_ROUNDS && same < ENOUGH; round++) {
          same = check.isSameInParts() ? same + 1 : 0;
        }
        if (same < ENOUGH) {
          areSame = false;
          System.out.println(text + " differs");
        }
      }
    }
    System.out.println(areSame ? "all same" : "some differ");
  }

  private boolean isSameInParts() {
    double[] whole = new double[3 * POINTS];
    rows(0, POINTS, whole);
    double[] parts = new double[3 * POINTS];
    int next = 0;
    while (next < POINTS) {
      int end = Math.min(POINTS, next + 1 + random.nextInt(random.nextBoolean() ? 40 : 5));
      rows(next, end, parts);
      next = end;
    }
    double[] byColumns = new double[3 * POINTS];
    next = 0;
    while (next < POINTS) {
      int end = Math.min(POINTS, next + 1 + random.nextInt(60));
      columns(next, end, byColumns);
      next = end;
    }
    return same(whole, parts) && same(whole, byColumns);
  }

  private static boolean same(double[] left, double[] right) {
    for (int i = 0; i < left.length; i++) {
      if (Double.doubleToLongBits(left[i]) != Double.doubleToLongBits(right[i])) {
        return false;
      }
    }
    return true;
  }

  /** Computes some of the points; each has value and derivatives one after the other. */
  private void rows(int from, int to, double[] all) {
    int count = to - from;
    double[] values = new double[count];
    double[] gradients = new double[2 * count];
    double[] own = own(from, to);
    gradient.atAll(Arrays.copyOfRange(points, 2 * from, 2 * to), own, values, gradients);
    for (int i = 0; i < count; i++) {
      all[3 * (from + i)] = values[i];
      System.arraycopy(gradients, 2 * i, all, 3 * (from + i) + 1, 2);
    }
  }

  private void columns(int from, int to, double[] all) {
    int count = to - from;
    double[] values = new double[count];
    double[] gradients = new double[2 * count];
    double[] own = own(from, to);
    gradient.atColumns(
        columns(Arrays.copyOfRange(points, 2 * from, 2 * to)),
        parameters.length > 2 ? columns(own) : own,
        values,
        gradients);
    for (int i = 0; i < count; i++) {
      all[3 * (from + i)] = values[i];
      all[3 * (from + i) + 1] = gradients[i];
      all[3 * (from + i) + 2] = gradients[count + i];
    }
  }

  private double[] own(int from, int to) {
    return parameters.length > 2 ? Arrays.copyOfRange(parameters, 2 * from, 2 * to) : parameters;
  }

  private static double[] columns(double[] rows) {
    int count = rows.length / 2;
    double[] columns = new double[rows.length];
    for (int i = 0; i < count; i++) {
      columns[i] = rows[2 * i];
      columns[count + i] = rows[2 * i + 1];
    }
    return columns;
  }
}
