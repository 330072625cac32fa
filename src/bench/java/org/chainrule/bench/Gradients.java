package org.chainrule.bench;

import java.util.concurrent.TimeUnit;
import org.chainrule.Gradient;
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

/** Value and gradient in one call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Gradients {
  @Param({
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
    "G6"
  })
  public String workload = "";

  private Workload work;
  private Gradient compiled;
  private double[] point;
  private double[] parameters;
  private double[] gradient;

  @Setup
  public void prepare() {
    work = Workloads.named(workload);
    compiled = work.compile();
    point = work.point();
    parameters = work.parameters();
    gradient = new double[point.length];
  }

  @Benchmark
  public double handWritten() {
    return work.byHand(point, parameters, gradient);
  }

  @Benchmark
  public double chainrule() {
    return compiled.at(point, parameters, gradient);
  }
}
