package org.chainrule.bench;

import java.util.List;
import java.util.Locale;
import org.chainrule.Gradient;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Workloads;

/** What compiling costs, from text to a class that has been called once. */
final class Compilations {
  private Compilations() {}

  static String table(List<String> workloads) {
    StringBuilder table =
        new StringBuilder("| workload | compile, first, ms | again, ms | bytes | methods |\n");
    table.append("|---|---:|---:|---:|---:|\n");
    for (String name : workloads) {
      Workload workload = Workloads.named(name);
      double first = milliseconds(workload);
      double again = Math.min(milliseconds(workload), milliseconds(workload));
      Gradient compiled = workload.compile();
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.1f | %,.1f | %,d | %d |\n",
              name,
              first,
              again,
              compiled.bytes(),
              compiled.methods()));
    }
    return table.append('\n').toString();
  }

  private static double milliseconds(Workload workload) {
    double[] point = workload.point();
    double[] parameters = workload.parameters();
    double[] gradient = new double[point.length];
    long start = System.nanoTime();
    workload.compile().at(point, parameters, gradient);
    return (System.nanoTime() - start) / 1e6;
  }
}
