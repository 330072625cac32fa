package org.chainrule.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.chainrule.Gradient;
import org.chainrule.optimize.DataLoss;
import org.chainrule.optimize.DataSet;
import org.chainrule.optimize.Training;
import org.chainrule.optimize.UpdateRule;
import org.chainrule.workloads.Perceptron;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * An epoch of stochastic gradient descent, 100 samples of a network of 10, 20 and 5 units; or a
 * training of ten, which computes the loss of all samples once before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Epoch {
  private static final double RATE = 0.01;

  @Param({"G3-epoch", "G3-epoch-sums", "G3-training"})
  public String workload = "";

  private Perceptron network;
  private Gradient compiled;
  private double[] start;
  private double[] weights;
  private double[] gradient;
  private final double[][] samples = new double[100][];
  private Training training;
  private int epochs;

  @Setup
  public void prepare() {
    network = new Perceptron(10, 20, 5, !workload.endsWith("sums"));
    compiled = network.compile();
    start = network.point();
    weights = start.clone();
    gradient = new double[start.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = network.sample(i);
    }
    List<String> columns =
        IntStream.range(0, samples[0].length).mapToObj(column -> "c" + column).toList();
    epochs = workload.equals("G3-training") ? 10 : 1;
    training =
        Training.on(DataLoss.mean(DataSet.of(columns, samples), compiled::at))
            .by(UpdateRule.GRADIENT_DESCENT.with("rate", RATE))
            .epochs(epochs)
            .batch(1)
            .inOrder()
            .lossesAsMet();
  }

  @Benchmark
  public double handWritten() {
    System.arraycopy(start, 0, weights, 0, start.length);
    double loss = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (double[] sample : samples) {
        loss += network.byHand(weights, sample, gradient);
        step();
      }
    }
    return loss;
  }

  @Benchmark
  public double chainrule() {
    if (epochs > 1) {
      return training.from(start).loss();
    }
    System.arraycopy(start, 0, weights, 0, start.length);
    double loss = 0;
    for (double[] sample : samples) {
      loss += compiled.at(weights, sample, gradient);
      step();
    }
    return loss;
  }

  private void step() {
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= RATE * gradient[i];
    }
  }
}
