package org.chainrule.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Workloads;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Value and gradient as other libraries compute them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Peers {
  @Param({"G1", "G2-50", "G2-1000", "G3-2-2-2", "G3-10-20-5", "G3-30-50-10", "G4-100"})
  public String workload = "";

  private double[] point;
  private double[] parameters;
  private double[] gradient;

  private final Functions<DerivativeStructure> commonsMath =
      new Functions<>(new Arithmetic.CommonsMath<DerivativeStructure>());
  private final Functions<Gradient> hipparchus = new Functions<>(new Arithmetic.Hipparchus<Gradient>());
  private final Functions<Cell> objects = new Functions<>(new Arithmetic.ObjectGraph());

  @Setup
  public void prepare() {
    Workload work = Workloads.named(workload);
    point = work.point();
    parameters = work.parameters();
    gradient = new double[point.length];
    double[] expected = new double[point.length];
    work.byHand(point, parameters, expected);
    objectGraph();
    requireSame(expected);
    // Forward modes carry a number for each weight: hours and gigabytes where there are thousands.
    if (point.length < 1_000) {
      hipparchus();
      requireSame(expected);
      commonsMath();
      requireSame(expected);
    }
  }

  private void requireSame(double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(gradient[i] - expected[i]) > 1e-9 * Math.max(1, Math.abs(expected[i]))) {
        throw new IllegalStateException(
            "derivative %d is %s, not %s".formatted(i, gradient[i], expected[i]));
      }
    }
  }

  @Benchmark
  public double commonsMath() {
    List<DerivativeStructure> numbers = new ArrayList<>(point.length);
    for (int i = 0; i < point.length; i++) {
      numbers.add(new DerivativeStructure(point.length, 1, i, point[i]));
    }
    DerivativeStructure value = commonsMath.value(workload, numbers, parameters);
    System.arraycopy(value.getAllDerivatives(), 1, gradient, 0, gradient.length);
    return value.getValue();
  }

  @Benchmark
  public double hipparchus() {
    List<Gradient> numbers = new ArrayList<>(point.length);
    for (int i = 0; i < point.length; i++) {
      numbers.add(Gradient.variable(point.length, i, point[i]));
    }
    Gradient value = hipparchus.value(workload, numbers, parameters);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = value.getPartialDerivative(i);
    }
    return value.getValue();
  }

  @Benchmark
  public double objectGraph() {
    List<Cell> numbers = new ArrayList<>(point.length);
    for (double coordinate : point) {
      numbers.add(Cell.of(coordinate));
    }
    Cell value = objects.value(workload, numbers, parameters);
    value.backward();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = numbers.get(i).gradient;
    }
    return value.value;
  }
}
