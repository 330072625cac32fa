package org.chainrule.bench;

import java.util.concurrent.TimeUnit;
import net.objecthunter.exp4j.Expression;
import net.objecthunter.exp4j.ExpressionBuilder;
import org.chainrule.Gradient;
import org.chainrule.workloads.Formula;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.ExpressionEvaluator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** G5: a formula's value alone, at many points; the time is a point's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Values {
  private static final int POINTS = 1_024;

  /** The formula as a Java compiler has it. */
  public interface Compiled {
    double value(double x, double y);
  }

  @Param("G5")
  public String workload = "";

  private final double[] x = new double[POINTS];
  private final double[] y = new double[POINTS];
  private final double[] pair = new double[2];
  private Gradient compiled;
  private Expression interpreted;
  private Compiled fromText;

  @Setup
  public void prepare() throws CompileException {
    for (int i = 0; i < POINTS; i++) {
      x[i] = -2 + 4.0 * i / POINTS;
      y[i] = 3 - 5.0 * i / POINTS;
    }
    compiled = new Formula().compile();
    interpreted = new ExpressionBuilder(Formula.TEXT).variables("x", "y").build();
    fromText =
        new ExpressionEvaluator()
            .createFastEvaluator(
                "Math.sin(x)*Math.exp(x*x)/(1+x*x)+Math.log(1+y*y)",
                Compiled.class,
                new String[] {"x", "y"});
  }

  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double handWritten() {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += Formula.value(x[i], y[i]);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double chainrule() {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      pair[0] = x[i];
      pair[1] = y[i];
      sum += compiled.value(pair);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double janino() {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += fromText.value(x[i], y[i]);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double exp4j() {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += interpreted.setVariable("x", x[i]).setVariable("y", y[i]).evaluate();
    }
    return sum;
  }
}
