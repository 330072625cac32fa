package org.chainrule.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/** The results as Markdown: a row a workload, a column a competitor. */
final class Tables {
  private static final List<String> PEERS =
      List.of("objectGraph", "hipparchus", "commonsMath", "janino", "exp4j");

  private final Map<String, Map<String, RunResult>> rows = new LinkedHashMap<>();

  Tables(Collection<RunResult> results) {
    for (RunResult each : results) {
      String name = each.getParams().getBenchmark();
      String method = name.substring(name.lastIndexOf('.') + 1);
      rows.computeIfAbsent(each.getParams().getParam("workload"), key -> new LinkedHashMap<>())
          .put(method, each);
    }
  }

  @Override
  public String toString() {
    StringBuilder table =
        new StringBuilder("| workload | hand-written | Chainrule | ratio |");
    PEERS.forEach(peer -> table.append(' ').append(peer).append(" |"));
    table.append("\n|---|---:|---:|---:|").append("---:|".repeat(PEERS.size())).append('\n');
    rows.forEach((name, row) -> table.append(row(name, row)));
    return table.append('\n').toString();
  }

  private static String row(String name, Map<String, RunResult> row) {
    RunResult byHand = row.get("handWritten");
    RunResult chainrule = row.get("chainrule");
    StringBuilder line = new StringBuilder("| " + name + " |");
    line.append(cell(byHand)).append(cell(chainrule));
    line.append(
        byHand == null || chainrule == null
            ? " |"
            : String.format(Locale.ROOT, " %.2f |", median(chainrule) / median(byHand)));
    PEERS.forEach(peer -> line.append(cell(row.get(peer))));
    return line.append('\n').toString();
  }

  private static String cell(@Nullable RunResult result) {
    return result == null ? " |" : " " + nanoseconds(median(result)) + " |";
  }

  /**
   * A table of what a benchmark class measured: a row a workload, a column a method.
   *
   * @param operations how many operations of a workload the time is to be divided by
   */
  static String of(
      Collection<RunResult> results,
      Class<?> benchmark,
      List<String> methods,
      ToIntFunction<String> operations) {
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    String prefix = benchmark.getName() + ".";
    for (RunResult each : results) {
      String name = each.getParams().getBenchmark();
      String workload = each.getParams().getParam("workload");
      if (name.startsWith(prefix)) {
        rows.computeIfAbsent(workload, key -> new LinkedHashMap<>())
            .put(
                name.substring(prefix.length()), median(each) / operations.applyAsInt(workload));
      }
    }
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder table = new StringBuilder("| workload |");
    methods.forEach(method -> table.append(' ').append(method).append(" |"));
    table.append("\n|---|").append("---:|".repeat(methods.size())).append('\n');
    rows.forEach(
        (workload, row) -> {
          table.append("| ").append(workload).append(" |");
          for (String method : methods) {
            Double time = row.get(method);
            table.append(time == null ? " |" : String.format(Locale.ROOT, " %.2f |", time));
          }
          table.append('\n');
        });
    return table.append('\n').toString();
  }

  /** The middle of the iterations: a busy machine spoils the mean. */
  private static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  /** With about three digits. */
  static String nanoseconds(double time) {
    return String.format(Locale.ROOT, time < 100 ? "%.1f" : "%,.0f", time);
  }
}
