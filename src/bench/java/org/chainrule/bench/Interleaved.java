package org.chainrule.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.chainrule.Gradient;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Workloads;

/**
 * Hand-written and compiled code in turns of three milliseconds, of which the tenth fastest in a
 * hundred counts: on a busy machine a ratio that JMH's runs, minutes apart, do not give.
 */
public final class Interleaved {
  private static final int ROUNDS = 400;

  private double sink;

  private Interleaved() {}

  /** Prints the rows of the workloads named. */
  public static void main(String[] names) {
    System.out.print(table(List.of(names)));
  }

  static String table(List<String> workloads) {
    StringBuilder table = new StringBuilder("| in turns | hand-written | Chainrule | ratio |\n");
    table.append("|---|---:|---:|---:|\n");
    workloads.forEach(name -> table.append(new Interleaved().row(name)));
    return table.append('\n').toString();
  }

  private String row(String name) {
    Workload workload = Workloads.named(name);
    Gradient gradient = workload.compile();
    double[] point = workload.point();
    double[] parameters = workload.parameters();
    double[] out = new double[point.length];
    DoubleSupplier byHand = () -> workload.byHand(point, parameters, out);
    DoubleSupplier compiled = () -> gradient.at(point, parameters, out);
    int callsByHand = warm(byHand);
    int callsCompiled = warm(compiled);
    double[] timesByHand = new double[ROUNDS];
    double[] timesCompiled = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      timesByHand[round] = time(byHand, callsByHand);
      timesCompiled[round] = time(compiled, callsCompiled);
    }
    Arrays.sort(timesByHand);
    Arrays.sort(timesCompiled);
    double left = timesByHand[ROUNDS / 10];
    double right = timesCompiled[ROUNDS / 10];
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.2f |\n",
        name,
        Tables.nanoseconds(left),
        Tables.nanoseconds(right),
        right / left);
  }

  /** Calls for some seconds; gives how many calls take three milliseconds. */
  private int warm(DoubleSupplier call) {
    long start = System.nanoTime();
    int calls = 1;
    while (System.nanoTime() - start < 6_000_000_000L) {
      calls = (int) Math.max(1, Math.min(1e6, 3e6 / time(call, calls)));
    }
    return calls;
  }

  private double time(DoubleSupplier call, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      sink += call.getAsDouble();
    }
    return Math.max(1e-3, (System.nanoTime() - start) / (double) calls);
  }
}
