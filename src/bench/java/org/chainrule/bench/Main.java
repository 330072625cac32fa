package org.chainrule.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs all benchmarks and prints the tables of docs/performance.md. */
public final class Main {
  private static final List<String> GRADIENTS =
      List.of(
          "G1",
          "G2-50",
          "G2-1000",
          "G3-2-2-2",
          "G3-2-2-2-sums",
          "G3-10-20-5",
          "G3-10-20-5-sums",
          "G3-30-50-10",
          "G3-30-50-10-sums",
          "G4-100",
          "G6");
  private static final List<String> SMALL =
      List.of("G1", "G2-50", "G2-1000", "G3-2-2-2", "G3-10-20-5", "G4-100");
  private static final List<String> OF_OBJECTS =
      List.of("G1", "G2-50", "G2-1000", "G3-2-2-2", "G3-10-20-5", "G3-30-50-10", "G4-100");

  private final boolean quick;
  private final Pattern only;
  private final List<RunResult> results = new ArrayList<>();

  private Main(boolean quick, Pattern only) {
    this.quick = quick;
    this.only = only;
  }

  /**
   * Runs.
   *
   * @param arguments whether to be quick, a pattern of workloads, and where the results go
   */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Main main =
        new Main(Boolean.parseBoolean(arguments[0]), Pattern.compile(arguments[1]));
    Path directory = Path.of(arguments[2]);
    main.run("Gradients", GRADIENTS);
    main.run("Hessians", List.of("G4-Hessian-10"));
    main.run("Epoch", List.of("G3-epoch", "G3-epoch-sums"));
    main.run("Values", List.of("G5"));
    main.run("Peers.objectGraph", OF_OBJECTS);
    main.run("Peers.(commonsMath|hipparchus)", SMALL);
    try (var json = Files.newOutputStream(directory.resolve("bench.json"));
        var stream = new PrintStream(json, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(main.results);
    }
    String tables = new Tables(main.results).toString()
            + main.inTurns()
            + main.compilations() + main.warmUps();
    Files.writeString(directory.resolve("bench.md"), tables);
    System.out.println(tables);
  }

  private void run(String benchmarks, List<String> workloads) throws RunnerException {
    String[] chosen =
        workloads.stream().filter(name -> only.matcher(name).find()).toArray(String[]::new);
    if (chosen.length == 0) {
      return;
    }
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + benchmarks + (benchmarks.contains(".") ? "$" : "\\."))
            .param("workload", chosen)
            .verbosity(VerboseMode.NORMAL)
            .shouldFailOnError(true)
            .jvmArgsAppend("-Xshare:auto", "-Xms1g", "-Xmx2g")
            .forks(quick ? 1 : 3)
            .warmupIterations(quick ? 3 : 5)
            .warmupTime(TimeValue.milliseconds(quick ? 500 : 1_000))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 300 : 1_000));
    Collection<RunResult> found = new Runner(options.build()).run();
    results.addAll(found);
  }

  /** Each in a JVM of its own, where no other workload has been compiled. */
  private String inTurns() throws IOException {
    StringBuilder table = new StringBuilder();
    for (String name : quick ? List.<String>of() : GRADIENTS) {
      if (only.matcher(name).find()) {
        String rows = WarmUp.inAnotherJvm(Interleaved.class, name);
        table.append(table.isEmpty() ? rows.strip() : rows.strip().lines().skip(2).findFirst().orElse(""));
        table.append('\n');
      }
    }
    return table.append('\n').toString();
  }

  private String compilations() {
    List<String> chosen =
        GRADIENTS.stream().filter(name -> only.matcher(name).find()).toList();
    return Compilations.table(chosen);
  }

  private String warmUps() throws IOException {
    StringBuilder table = new StringBuilder();
    for (String name : List.of("G3-30-50-10", "G3-30-50-10-sums")) {
      if (only.matcher(name).find()) {
        table.append(WarmUp.row(name, quick ? 5 : 20));
      }
    }
    return table.isEmpty() ? "" : WarmUp.HEADING + table;
  }
}
