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
import org.chainrule.bench.symbolic.Comparison;
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
          "G3-64-128-10",
          "G3-784-30-10",
          "G4-100",
          "G4-100-text",
          "P-x",
          "P-x-text",
          "P-c",
          "P-c-text",
          "G6");
  private static final List<String> SMALL =
      List.of("G1", "G2-50", "G2-1000", "G3-2-2-2", "G3-10-20-5", "G4-100");
  private static final List<String> OF_OBJECTS =
      List.of("G1", "G2-50", "G2-1000", "G3-2-2-2", "G3-10-20-5", "G3-30-50-10", "G4-100");

  /** What peers compute in the quick mode. */
  private static final List<String> FEW = List.of("G1", "G2-50", "G3-2-2-2");

  private static final List<String> TAPES = List.of("Tape-chain", "Tape-sums", "Tape-network");
  private static final List<String> TRACES =
      List.of("Trace-quotient", "Trace-chain", "Trace-softmax");
  private static final List<String> BATCHES = List.of("Batch-exp", "Batch-G5", "Batch-G1");

  private static final List<String> MATRICES = List.of("M1", "M2");
  private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

  private final boolean quick;
  private final Pattern only;
  private final List<RunResult> results = new ArrayList<>();
  private final List<RunResult> ofTapes = new ArrayList<>();
  private final List<RunResult> ofBatches = new ArrayList<>();
  private final List<RunResult> ofTraces = new ArrayList<>();
  private final List<RunResult> ofMatrices = new ArrayList<>();
  private final List<RunResult> ofMatricesByVectors = new ArrayList<>();

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
    Main main = new Main(Boolean.parseBoolean(arguments[0]), Pattern.compile(arguments[1]));
    Path directory = Path.of(arguments[2]);
    main.run("Gradients", GRADIENTS);
    main.run("Hessians", List.of("G4-Hessian-10"));
    main.run("Epoch", List.of("G3-epoch", "G3-epoch-sums", "G3-training"));
    main.run("Values", List.of("G5"));
    main.run("Peers.objectGraph", main.quick ? FEW : OF_OBJECTS);
    main.run("Peers.(commonsMath|hipparchus)", main.quick ? FEW : SMALL);
    main.ofTapes.addAll(main.measured("Tapes", main.quick ? TAPES.subList(1, 3) : TAPES));
    main.ofTraces.addAll(main.measured("Traces", TRACES));
    main.ofBatches.addAll(main.measured("Batches", BATCHES, VECTORS.toArray(String[]::new)));
    main.ofMatrices.addAll(main.measured("Matrices", MATRICES));
    main.ofMatricesByVectors.addAll(
        main.measured("Matrices", MATRICES, VECTORS.toArray(String[]::new)));
    try (var json = Files.newOutputStream(directory.resolve("bench.json"));
        var stream = new PrintStream(json, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(main.all());
    }
    String tables =
        new Tables(main.results).toString()
            + main.inTurns()
            + main.compilations()
            + main.warmUps()
            + main.tapesAndBatches()
            + Tables.of(main.ofTraces, Traces.class, List.of("untold", "told"), name -> 1)
            + main.matrices()
            + Comparison.tables(main.quick, main.only);
    Files.writeString(directory.resolve("bench.md"), tables);
    System.out.println(tables);
  }

  /** Microseconds a call, without and with the module of vectors. */
  private String matrices() throws IOException {
    StringBuilder tables = new StringBuilder();
    List<String> methods = List.of("handWritten", "chainrule", "ejml", "commonsMath", "netlib");
    String[] chosen =
        MATRICES.stream().filter(name -> only.matcher(name).find()).toArray(String[]::new);
    if (chosen.length > 0) {
      for (List<RunResult> each : List.of(ofMatrices, ofMatricesByVectors)) {
        tables.append(Tables.of(each, Matrices.class, methods, name -> 1));
      }
      for (List<String> options : List.of(List.<String>of(), VECTORS)) {
        tables.append(WarmUp.inAnotherJvm(options, Matrices.class, chosen)).append('\n');
      }
    }
    return tables.toString();
  }

  private List<RunResult> all() {
    List<RunResult> all = new ArrayList<>(results);
    all.addAll(ofTapes);
    all.addAll(ofBatches);
    all.addAll(ofTraces);
    all.addAll(ofMatrices);
    all.addAll(ofMatricesByVectors);
    return all;
  }

  private void run(String benchmarks, List<String> workloads) throws RunnerException {
    results.addAll(measured(benchmarks, workloads));
  }

  private Collection<RunResult> measured(
      String benchmarks, List<String> workloads, String... options) throws RunnerException {
    String[] chosen =
        workloads.stream().filter(name -> only.matcher(name).find()).toArray(String[]::new);
    if (chosen.length == 0) {
      return List.of();
    }
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .include("\\." + benchmarks + (benchmarks.contains(".") ? "$" : "\\."))
            .param("workload", chosen)
            .verbosity(VerboseMode.NORMAL)
            .shouldFailOnError(true)
            .jvmArgsPrepend(options)
            .jvmArgsAppend("-Xshare:auto", "-Xms1g", "-Xmx2g")
            .forks(quick ? 1 : 3)
            .warmupIterations(quick ? 3 : 5)
            .warmupTime(TimeValue.milliseconds(quick ? warmUp(benchmarks) : 1_000))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 300 : 1_000));
    return new Runner(builder.build()).run();
  }

  /** Batches try whether vectors are faster, and the JIT is long about tapes. */
  private static int warmUp(String benchmarks) {
    return benchmarks.equals("Batches") || benchmarks.equals("Tapes") ? 1_000 : 500;
  }

  /** Each in a JVM of its own, where no other workload has been compiled. */
  private String inTurns() throws IOException {
    StringBuilder table = new StringBuilder();
    for (String name : quick ? List.<String>of() : GRADIENTS) {
      if (only.matcher(name).find()) {
        String rows = WarmUp.inAnotherJvm(Interleaved.class, name);
        table.append(
            table.isEmpty() ? rows.strip() : rows.strip().lines().skip(2).findFirst().orElse(""));
        table.append('\n');
      }
    }
    return table.append('\n').toString();
  }

  private String compilations() {
    List<String> chosen = GRADIENTS.stream().filter(name -> only.matcher(name).find()).toList();
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

  /** Nanoseconds an operation, forwards and back; nanoseconds a point. */
  private String tapesAndBatches() {
    List<String> tapes = List.of("byHandles", "byVariables", "objectGraph", "flatTape");
    return Tables.of(ofTapes, Tapes.class, tapes, Stream::operations)
        + Tables.of(ofBatches, Batches.class, List.of("loop", "rows", "columns"), name -> 1);
  }
}
