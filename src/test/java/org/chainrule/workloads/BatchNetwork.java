package org.chainrule.workloads;

import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Model;

/**
 * M2: the mean cross-entropy over a batch of a network with a hidden layer of sigmoids and a
 * softmax, by all weights; an example is a column.
 */
public final class BatchNetwork implements Workload {
  private final int inputs;
  private final int hidden;
  private final int outputs;
  private final int batch;
  private final Multiplication multiplication;
  private final double[] units;
  private final double[] byUnits;
  private final double[] logits;

  public BatchNetwork(int inputs, int hidden, int outputs, int batch) {
    this(inputs, hidden, outputs, batch, Multiplication.BY_HAND);
  }

  /**
   * @param multiplication how the hand-written side multiplies
   */
  public BatchNetwork(
      int inputs, int hidden, int outputs, int batch, Multiplication multiplication) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    this.batch = batch;
    this.multiplication = multiplication;
    units = new double[hidden * batch];
    byUnits = new double[hidden * batch];
    logits = new double[outputs * batch];
  }

  private static Model model() {
    return Chainrule.model(
        "i in 1..p",
        "k in 1..r",
        "s in 1..m",
        "W : R^{p x q}",
        "b : R^p",
        "V : R^{r x p}",
        "c : R^r",
        "X : R^{q x m}",
        "T : R^{r x m}",
        "A_{i,s} = sigma(sum(j=1..q, W_{i,j}*X_{j,s}) + b_i)",
        "Z_{k,s} = sum_i V_{k,i}*A_{i,s} + c_k",
        "Y_{k,s} = exp(Z_{k,s})/sum(l=1..r, exp(Z_{l,s}))",
        "L = -1/m*sum_s sum_k T_{k,s}*log(Y_{k,s})");
  }

  @Override
  public Gradient compile() {
    return model()
        .compile("L", List.of("W", "b", "V", "c"), List.of("X", "T"))
        .sized("p", hidden, "q", inputs, "r", outputs, "m", batch);
  }

  @Override
  public Written written() {
    return new Written(
        model().unroll("L"),
        Written.joined(
            Written.elements("W", hidden, inputs),
            Written.elements("b", hidden),
            Written.elements("V", outputs, hidden),
            Written.elements("c", outputs)),
        Written.joined(Written.elements("X", inputs, batch), Written.elements("T", outputs, batch)),
        Map.of("p", hidden, "q", inputs, "r", outputs, "m", batch));
  }

  @Override
  public double[] point() {
    int dimension = hidden * inputs + hidden + outputs * hidden + outputs;
    return Numbers.normal(dimension, 1 / Math.sqrt(inputs), 3);
  }

  /** Inputs, and of each example a class of which exactly one is true. */
  @Override
  public double[] parameters() {
    double[] data = new double[inputs * batch + outputs * batch];
    System.arraycopy(Numbers.normal(inputs * batch, 1, 4), 0, data, 0, inputs * batch);
    for (int s = 0; s < batch; s++) {
      data[inputs * batch + s * 7 % outputs * batch + s] = 1;
    }
    return data;
  }

  @Override
  public double byHand(double[] weights, double[] data, double[] gradient) {
    int atB = hidden * inputs;
    int atV = atB + hidden;
    int atC = atV + outputs * hidden;
    multiplication.product(weights, 0, data, 0, units, 0, hidden, batch, inputs);
    for (int i = 0; i < hidden; i++) {
      double shift = weights[atB + i];
      for (int s = 0; s < batch; s++) {
        units[i * batch + s] = 1 / (1 + Math.exp(-units[i * batch + s] - shift));
      }
    }
    multiplication.product(weights, atV, units, 0, logits, 0, outputs, batch, hidden);
    double loss = crossEntropy(weights, data, gradient, atC);
    multiplication.turnedSecond(logits, 0, units, 0, gradient, atV, outputs, hidden, batch);
    multiplication.turnedFirst(weights, atV, logits, 0, byUnits, 0, hidden, batch, outputs);
    for (int i = 0; i < hidden; i++) {
      double byShift = 0;
      for (int s = 0; s < batch; s++) {
        double unit = units[i * batch + s];
        double slope = byUnits[i * batch + s] * unit * (1 - unit);
        byUnits[i * batch + s] = slope;
        byShift += slope;
      }
      gradient[atB + i] = byShift;
    }
    multiplication.turnedSecond(byUnits, 0, data, 0, gradient, 0, hidden, inputs, batch);
    return loss;
  }

  /** Puts derivatives by the logits in their place, and their sums into the gradient. */
  private double crossEntropy(double[] weights, double[] data, double[] gradient, int atC) {
    int atT = inputs * batch;
    double loss = 0;
    for (int k = 0; k < outputs; k++) {
      gradient[atC + k] = 0;
    }
    for (int s = 0; s < batch; s++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < outputs; k++) {
        logits[k * batch + s] += weights[atC + k];
        largest = Math.max(largest, logits[k * batch + s]);
      }
      double total = 0;
      for (int k = 0; k < outputs; k++) {
        double logit = logits[k * batch + s] - largest;
        loss -= data[atT + k * batch + s] * logit;
        logits[k * batch + s] = Math.exp(logit);
        total += logits[k * batch + s];
      }
      loss += Math.log(total);
      for (int k = 0; k < outputs; k++) {
        int at = k * batch + s;
        logits[at] = (logits[at] / total - data[atT + at]) / batch;
        gradient[atC + k] += logits[at];
      }
    }
    return loss / batch;
  }
}
