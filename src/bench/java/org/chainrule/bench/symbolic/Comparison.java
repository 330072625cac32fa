package org.chainrule.bench.symbolic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the symbolic workloads: each row of each system in a JVM of its own, with a limit
 * of CPU time; and how times grow with sizes.
 */
public final class Comparison {
  private static final List<String> WORKLOADS =
      List.of(
          "W1-8",
          "W2-50",
          "W2-1000",
          "W2-10000",
          "W2-100000",
          "W3-2-2-2",
          "W3-10-20-5",
          "W3-30-50-10",
          "W4-10",
          "W4-20",
          "W4-50",
          "W5-10000",
          "W6-50",
          "W7sig-1000",
          "W7sig-10000",
          "W7sig-100000",
          "W7sin-20",
          "W7sin-1000",
          "W7sin-10000",
          "factors-300");

  /** Four sizes each, whose answers grow in proportion to the last number of a pair. */
  private static final Map<String, int[][]> GROWTH =
      Map.of(
          "W2-%d", new int[][] {{1_000}, {4_000}, {16_000}, {64_000}},
          "W3-%d-%d-%d", new int[][] {{5, 10, 5}, {10, 20, 5}, {20, 40, 5}, {30, 80, 5}},
          "W4-%d", new int[][] {{6}, {12}, {24}, {48}},
          "W7sig-%d", new int[][] {{1_000}, {4_000}, {16_000}, {64_000}},
          "W7sin-%d", new int[][] {{250}, {1_000}, {4_000}, {16_000}});

  /**
   * A folder with a program for each system that is no Java: it takes a file as {@link
   * Program#text} has it and a number of seconds, and prints what a {@link Trial} prints.
   */
  private static final String PEERS = System.getProperty("bench.peers", "");

  private static final int REQUESTS = 1_000;

  private final int seconds;
  private final int limit;
  private final Pattern only;
  private final List<String> peers = new ArrayList<>(List.of("Symja"));

  /** Peers with the families of which a size took too long: larger ones are not tried. */
  private final Set<String> givenUp = new HashSet<>();

  private Comparison(boolean quick, Pattern only) throws IOException {
    seconds = quick ? 5 : 12;
    limit = quick ? 30 : 120;
    this.only = only;
    if (!PEERS.isEmpty()) {
      try (Stream<Path> programs = Files.list(Path.of(PEERS))) {
        programs.map(each -> each.getFileName().toString()).sorted().forEach(peers::add);
      }
    }
  }

  /** The tables of the workloads whose names match. */
  public static String tables(boolean quick, Pattern only) throws IOException {
    Comparison comparison = new Comparison(quick, only);
    return comparison.times() + comparison.growth() + comparison.questions();
  }

  /** What a system told of a workload: phases, each with the times of the runs, and sizes. */
  private record Told(Map<String, List<Double>> times, Map<String, Long> sizes) {
    /** The middle of the later half of the runs, or null where there was none. */
    @Nullable Double milliseconds(String phase) {
      List<Double> all = times.getOrDefault(phase, List.of());
      List<Double> warm = new ArrayList<>(all.subList(all.size() / 2, all.size()));
      Collections.sort(warm);
      return warm.isEmpty() ? null : warm.get(warm.size() / 2);
    }

    @Nullable Double first(String phase) {
      List<Double> all = times.getOrDefault(phase, List.of());
      return all.isEmpty() ? null : all.get(0);
    }
  }

  private String times() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| symbolic, CPU ms, warm | raw | simplified | simplified, first | printed |"
                + " nodes, raw | nodes, simplified |");
    peers.forEach(peer -> table.append(' ').append(peer).append(" |"));
    table.append("\n|---|").append("---:|".repeat(6 + peers.size())).append('\n');
    int rows = 0;
    for (String workload : WORKLOADS) {
      if (only.matcher(workload).find()) {
        rows += added(table, row(workload));
      }
    }
    return rows == 0 ? "" : table.append('\n').toString();
  }

  private String row(String workload) throws IOException {
    boolean isParsing = workload.startsWith("W5");
    String phase = isParsing ? "parsed" : "derived";
    Told told = told("Chainrule", workload);
    List<String> cells = new ArrayList<>(List.of(workload, cell(told.milliseconds(phase))));
    if (isParsing) {
      cells.addAll(Collections.nCopies(5, ""));
    } else {
      cells.add(cell(told.milliseconds("simplified")));
      cells.add(cell(told.first("simplified")));
      cells.add(cell(told.milliseconds("printed")));
      cells.add(size(told.sizes.get("derived")));
      cells.add(size(told.sizes.get("simplified")));
    }
    for (String peer : peers) {
      String family = peer + workload.substring(0, workload.indexOf('-'));
      Double time = null;
      if (!givenUp.contains(family)) {
        time =
            (peer.equals("Symja") ? told(peer, workload) : toldByPeer(peer, workload))
                .milliseconds(phase);
        cells.add(cell(time));
      } else {
        cells.add("");
      }
      if (time == null) {
        givenUp.add(family);
      }
    }
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private Told toldByPeer(String peer, String workload) throws IOException {
    Path file = Files.createTempFile(workload, ".slp");
    try {
      Files.writeString(file, Programs.named(workload).text());
      return told(List.of(Path.of(PEERS, peer).toString(), file.toString()), null, limit);
    } finally {
      Files.delete(file);
    }
  }

  private String growth() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| growth | sizes of the answers, nodes | raw, ms | exponent | simplified, ms |"
                + " exponent |\n|---|---|---|---:|---|---:|\n");
    int rows = 0;
    for (String family : GROWTH.keySet().stream().sorted().toList()) {
      if (!only.matcher("growth-" + family).find()) {
        continue;
      }
      List<Double> sizes = new ArrayList<>();
      List<@Nullable Double> raw = new ArrayList<>();
      List<@Nullable Double> simplified = new ArrayList<>();
      StringBuilder names = new StringBuilder();
      for (int[] numbers : GROWTH.get(family)) {
        Object[] boxed = Arrays.stream(numbers).boxed().toArray();
        String workload = String.format(Locale.ROOT, family, boxed);
        Told told = told("Chainrule", workload);
        names.append(names.isEmpty() ? "" : ", ").append(workload);
        Long nodes = told.sizes.get("derived");
        sizes.add(nodes == null ? null : (double) nodes);
        raw.add(told.milliseconds("derived"));
        simplified.add(told.milliseconds("simplified"));
      }
      String line =
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %s | %s |%n",
              names,
              list(sizes),
              list(raw),
              exponent(sizes, raw),
              list(simplified),
              exponent(sizes, simplified));
      System.out.print(line);
      table.append(line);
      rows++;
    }
    return rows == 0 ? "" : table.append('\n').toString();
  }

  private static String list(List<@Nullable Double> values) {
    return String.join(", ", values.stream().map(Comparison::cell).toList());
  }

  /** The exponent e of times in proportion to size^e, by least squares over their logarithms. */
  private static String exponent(List<@Nullable Double> sizes, List<@Nullable Double> times) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < sizes.size(); i++) {
      Double size = sizes.get(i);
      Double time = times.get(i);
      if (size == null || time == null) {
        return "";
      }
      double log = Math.log(size);
      n++;
      x += log;
      y += Math.log(time);
      xx += log * log;
      xy += log * Math.log(time);
    }
    return String.format(Locale.ROOT, "%.2f", (n * xy - x * y) / (n * xx - x * x));
  }

  private static String cell(@Nullable Double value) {
    return value == null
        ? "does not end"
        : String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%,.0f", value);
  }

  private static String size(@Nullable Long size) {
    return size == null ? "" : String.format(Locale.ROOT, "%,d", size);
  }

  /** What a user waits for: long questions, and many short ones. */
  private String questions() throws IOException {
    StringBuilder table = new StringBuilder("| asked | CPU ms, first | warm | goal |\n");
    table.append("|---|---:|---:|---:|\n");
    int rows = 0;
    for (String name : List.of("definitions-2000", "gradient-1000", "cases-1000", "product-300")) {
      if (only.matcher(name).find()) {
        Told told = told("questions", name);
        String first = cell(told.first("answered"));
        String warm = cell(told.milliseconds("answered"));
        rows += added(table, "| " + name + " | " + first + " | " + warm + " | 1,000 |\n");
      }
    }
    for (String name : List.of("batch", "batch-checked")) {
      if (only.matcher(name).find()) {
        boolean isChecked = name.endsWith("checked");
        Path input = Files.createTempFile("requests", ".jsonl");
        Files.writeString(input, Questions.requests(REQUESTS, isChecked));
        Told told = told("batch", name, input, 10 * limit);
        Files.delete(input);
        Double all = told.milliseconds("batch");
        Long answered = told.sizes.get("answers");
        if (all != null && (answered == null || answered != REQUESTS)) {
          throw new IllegalStateException("only " + answered + " requests have answers");
        }
        String speed =
            all == null ? cell(null) : Math.round(REQUESTS / (all / 1e3)) + " a CPU second";
        String goal = isChecked ? "60" : "400";
        rows +=
            added(table, "| " + name + " | " + cell(all) + " | " + speed + " | " + goal + " |\n");
      }
    }
    return rows == 0 ? "" : table.append('\n').toString();
  }

  private static int added(StringBuilder table, String line) {
    System.out.print(line);
    table.append(line);
    return 1;
  }

  private Told told(String system, String workload) throws IOException {
    return told(system, workload, null, limit);
  }

  private Told told(String system, String workload, @Nullable Path input, int most)
      throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx3g",
            "-XX:+UseSerialGC",
            // The launcher runs so few requests with the first compiler alone.
            system.equals("batch") ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation",
            "-cp",
            System.getProperty("java.class.path"),
            Trial.class.getName(),
            system,
            workload);
    return told(command, input, most);
  }

  /** What a program tells that is told for how many seconds to go on. */
  private Told told(List<String> program, @Nullable Path input, int most) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.add(String.valueOf(seconds));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Process process = builder.start();
    Map<String, List<Double>> times = new HashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader output =
                      new BufferedReader(
                          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                  Stream<String> lines = output.lines()) {
                lines.forEach(line -> take(line, times, sizes));
              } catch (IOException | UncheckedIOException closed) {
                // The process was ended.
              }
            });
    reader.start();
    boolean wasEnded = false;
    try {
      long end = System.nanoTime() + 5_000_000_000L * most;
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        boolean isOver =
            process.info().totalCpuDuration().filter(cpu -> cpu.toSeconds() >= most).isPresent();
        if (isOver || System.nanoTime() > end) {
          process.destroyForcibly().waitFor();
          wasEnded = true;
          break;
        }
      }
      if (!wasEnded && process.exitValue() != 0) {
        System.err.println(String.join(" ", program) + " fails");
      }
      reader.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
    return new Told(times, sizes);
  }

  private static void take(String line, Map<String, List<Double>> times, Map<String, Long> sizes) {
    String[] parts = line.split(" ");
    if (line.startsWith("{")) {
      sizes.merge("answers", line.contains("\"ok\":true") ? 1L : 0L, Long::sum);
    } else if (parts.length == 3) {
      times.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(Double.valueOf(parts[1]));
      sizes.put(parts[0], Long.valueOf(parts[2]));
    }
  }

  /** Prints the tables alone. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(tables(Boolean.parseBoolean(arguments[0]), Pattern.compile(arguments[1])));
  }
}
