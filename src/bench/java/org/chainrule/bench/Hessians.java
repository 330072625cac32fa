package org.chainrule.bench;

import java.util.concurrent.TimeUnit;
import org.chainrule.Gradient;
import org.chainrule.workloads.Rosenbrock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** G4: the second derivatives of Rosenbrock's function of ten variables. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Hessians {
  private static final int LENGTH = 10;

  @Param("G4-Hessian-10")
  public String workload = "";

  private final Rosenbrock work = new Rosenbrock(LENGTH);
  private final double[] point = work.point();
  private final double[] hessian = new double[LENGTH * LENGTH];
  private Gradient compiled;

  @Setup
  public void prepare() {
    compiled = work.compile();
  }

  @Benchmark
  public double[] handWritten() {
    work.hessianByHand(point, hessian);
    return hessian;
  }

  @Benchmark
  public double[] chainrule() {
    compiled.hessian(point, hessian);
    return hessian;
  }
}
