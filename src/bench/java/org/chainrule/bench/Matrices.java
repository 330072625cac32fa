package org.chainrule.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.chainrule.Gradient;
import org.chainrule.workloads.BatchNetwork;
import org.chainrule.workloads.MatrixLayer;
import org.chainrule.workloads.Multiplication;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Workloads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Value and gradient of what multiplies matrices: as compiled, by hand with loops in the order of
 * memory, and by hand with the products of libraries.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Matrices {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 41;
  private static final int WARM_UP_CALLS = 400;

  @Param({"M1", "M2"})
  public String workload = "";

  private Gradient compiled;
  private Workload byHand;
  private Workload withEjml;
  private Workload withCommonsMath;
  private Workload withNetlib;
  private double[] point;
  private double[] parameters;
  private double[] gradient;
  private double sink;

  @Setup
  public void prepare() {
    byHand = Workloads.named(workload);
    compiled = byHand.compile();
    withEjml = with(MatrixLibrary.EJML);
    withCommonsMath = with(MatrixLibrary.COMMONS_MATH);
    withNetlib = with(MatrixLibrary.NETLIB);
    point = byHand.point();
    parameters = byHand.parameters();
    gradient = new double[point.length];
    chainrule();
    double[] expected = gradient.clone();
    for (Workload each : new Workload[] {byHand, withEjml, withCommonsMath, withNetlib}) {
      Arrays.fill(gradient, Double.NaN);
      each.byHand(point, parameters, gradient);
      for (int i = 0; i < gradient.length; i++) {
        if (!(Math.abs(gradient[i] - expected[i]) <= 1e-12)) {
          throw new IllegalStateException("derivative " + i + " differs");
        }
      }
    }
  }

  private Workload with(Multiplication multiplication) {
    return workload.equals("M1")
        ? new MatrixLayer(128, 784, 32, multiplication)
        : new BatchNetwork(784, 128, 10, 32, multiplication);
  }

  /** Prints microseconds of the thread's own time, all in turns, and ratios to Chainrule's. */
  public static void main(String[] names) {
    System.out.println("| in turns | Chainrule | hand-written | EJML | commons-math3 | netlib |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    for (String name : names) {
      Matrices matrices = new Matrices();
      matrices.workload = name;
      matrices.prepare();
      System.out.println("| " + name + " |" + matrices.row());
    }
  }

  private String row() {
    List<DoubleSupplier> calls =
        List.of(this::chainrule, this::handWritten, this::ejml, this::commonsMath, this::netlib);
    double[][] times = new double[calls.size()][ROUNDS];
    for (DoubleSupplier each : calls) {
      time(each, WARM_UP_CALLS);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < calls.size(); i++) {
        times[i][round] = time(calls.get(i), 5);
      }
    }
    StringBuilder row = new StringBuilder();
    for (double[] each : times) {
      Arrays.sort(each);
      double ratio = each[ROUNDS / 2] / times[0][ROUNDS / 2];
      row.append(String.format(Locale.ROOT, " %,.0f (%.2f) |", each[ROUNDS / 2], ratio));
    }
    return row.toString();
  }

  private double time(DoubleSupplier call, int count) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < count; i++) {
      sink += call.getAsDouble();
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / count;
  }

  @Benchmark
  public double chainrule() {
    return compiled.at(point, parameters, gradient);
  }

  @Benchmark
  public double handWritten() {
    return byHand.byHand(point, parameters, gradient);
  }

  @Benchmark
  public double ejml() {
    return withEjml.byHand(point, parameters, gradient);
  }

  @Benchmark
  public double commonsMath() {
    return withCommonsMath.byHand(point, parameters, gradient);
  }

  @Benchmark
  public double netlib() {
    return withNetlib.byHand(point, parameters, gradient);
  }
}
