package org.chainrule.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chainrule.Gradient;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Workloads;

/** How fast a compiled gradient is after a second of calls, in a JVM of its own. */
public final class WarmUp {
  static final String HEADING =
      "| workload | after one second, ns | warm, ns | ratio |\n|---|---:|---:|---:|\n";

  private WarmUp() {}

  /** A row of the table, from another JVM. */
  static String row(String workload, int seconds) throws IOException {
    return inAnotherJvm(WarmUp.class, workload, String.valueOf(seconds));
  }

  /** What a program prints. */
  static String inAnotherJvm(Class<?> program, String... arguments) throws IOException {
    return inAnotherJvm(List.of(), program, arguments);
  }

  /** The same with options of the JVM. */
  static String inAnotherJvm(List<String> options, Class<?> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Calls for the given number of seconds and prints a row. */
  public static void main(String[] arguments) {
    Workload workload = Workloads.named(arguments[0]);
    Gradient compiled = workload.compile();
    double[] point = workload.point();
    double[] parameters = workload.parameters();
    double[] gradient = new double[point.length];

    double sum = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < 1_000_000_000L) {
      sum += compiled.at(point, parameters, gradient);
    }
    double early = median(compiled, point, parameters, gradient);
    long later = Long.parseLong(arguments[1]) * 1_000_000_000L;
    while (System.nanoTime() - start < later) {
      sum += compiled.at(point, parameters, gradient);
    }
    double warm = median(compiled, point, parameters, gradient);
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("the value is not a number");
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.2f |%n",
        arguments[0],
        Tables.nanoseconds(early),
        Tables.nanoseconds(warm),
        early / warm);
  }

  /** The middle of 101 rounds, in which a pause of the machine does not show. */
  private static double median(
      Gradient compiled, double[] point, double[] parameters, double[] gradient) {
    double[] times = new double[101];
    for (int round = 0; round < times.length; round++) {
      long start = System.nanoTime();
      for (int call = 0; call < 10; call++) {
        compiled.at(point, parameters, gradient);
      }
      times[round] = (System.nanoTime() - start) / 10.0;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
