package org.chainrule.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.chainrule.Gradient;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Workloads;

/** What compiling costs, from text to a class that has been called once, and what calls do. */
final class Compilations {
  private Compilations() {}

  static String table(List<String> workloads) {
    StringBuilder table =
        new StringBuilder("| workload | compile, first, ms | again, ms | bytes | methods | allocated by a call |\n");
    table.append("|---|---:|---:|---:|---:|---:|\n");
    for (String name : workloads) {
      Workload workload = Workloads.named(name);
      double first = milliseconds(workload);
      double again = Math.min(milliseconds(workload), milliseconds(workload));
      Gradient compiled = workload.compile();
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.1f | %,.1f | %,d | %d | %d |\n",
              name,
              first,
              again,
              compiled.codeBytes(),
              compiled.codeMethods(),
              allocated(workload, compiled)));
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

  /** The fewest bytes of a round of calls: the JVM links and compiles in some of the others. */
  private static long allocated(Workload workload, Gradient compiled) {
    double[] point = workload.point();
    double[] parameters = workload.parameters();
    double[] gradient = new double[point.length];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      compiled.at(point, parameters, gradient);
      fewest = Math.min(fewest, threads.getThreadAllocatedBytes(thread) - before);
    }
    return fewest;
  }
}
