package org.chainrule.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.workloads.Formula;
import org.chainrule.workloads.NetworkN;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Many points in one call: the value of exp and of G5, value and gradient of G1. The time is a
 * point's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Batches {
  private static final int POINTS = 1_000;

  @Param({"Batch-exp", "Batch-G5", "Batch-G1"})
  public String workload = "";

  private Gradient compiled;
  private double[] point;
  private double[] gradient;
  private double[] rows;
  private double[] columns;
  private double[] values;
  private double[] gradients;
  private boolean valuesOnly;

  @Setup
  public void prepare() {
    valuesOnly = !workload.equals("Batch-G1");
    compiled =
        switch (workload) {
          case "Batch-exp" -> Chainrule.compile(Chainrule.parse("exp(x)"), List.of("x"));
          case "Batch-G5" -> new Formula().compile();
          default -> new NetworkN().compile();
        };
    int dimension = compiled.dimension();
    point = new double[dimension];
    gradient = new double[dimension];
    rows = new double[POINTS * dimension];
    columns = new double[POINTS * dimension];
    values = new double[POINTS];
    gradients = new double[POINTS * dimension];
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < dimension; j++) {
        double coordinate = -2 + 4.0 * i / POINTS + 0.1 * j;
        rows[i * dimension + j] = coordinate;
        columns[j * POINTS + i] = coordinate;
      }
    }
    double expected = Arrays.stream(loop()).sum();
    for (double[] other : new double[][] {rows(), columns()}) {
      double sum = Arrays.stream(other).sum();
      if (!(Math.abs(sum - expected) <= 1e-9 * Math.max(1, Math.abs(expected)))) {
        throw new IllegalStateException("the values' sum is " + sum + ", not " + expected);
      }
    }
  }

  /** One call for each point. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double[] loop() {
    for (int i = 0; i < POINTS; i++) {
      System.arraycopy(rows, i * point.length, point, 0, point.length);
      values[i] = valuesOnly ? compiled.value(point) : compiled.at(point, gradient);
    }
    return values;
  }

  /** One call, a point's numbers side by side. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double[] rows() {
    if (valuesOnly) {
      compiled.valuesAt(rows, new double[0], values);
    } else {
      compiled.atAll(rows, values, gradients);
    }
    return values;
  }

  /** One call, a variable's numbers side by side. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double[] columns() {
    if (valuesOnly) {
      compiled.valuesAtColumns(columns, new double[0], values);
    } else {
      compiled.atColumns(columns, new double[0], values, gradients);
    }
    return values;
  }
}
