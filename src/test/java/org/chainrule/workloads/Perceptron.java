package org.chainrule.workloads;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Model;

/**
 * G3: the cross-entropy of a network with one hidden layer of sigmoids and a softmax, by all its
 * weights; as sums over symbolic widths, or with every unit and weight written out.
 */
public final class Perceptron implements Workload {
  private final int inputs;
  private final int hidden;
  private final int outputs;
  private final boolean writtenOut;

  private final double[] units;
  private final double[] byUnits;
  private final double[] logits;

  public Perceptron(int inputs, int hidden, int outputs, boolean writtenOut) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    this.writtenOut = writtenOut;
    units = new double[hidden];
    byUnits = new double[hidden];
    logits = new double[outputs];
  }

  @Override
  public Gradient compile() {
    return writtenOut ? ofScalars() : ofSums();
  }

  private static Model sums() {
    return Chainrule.model(
        "i in 1..p",
        "j in 1..q",
        "k in 1..r",
        "W : R^{p x q}",
        "b : R^p",
        "V : R^{r x p}",
        "c : R^r",
        "x : R^q",
        "t : R^r",
        "a_i = sigma(sum_j W_{i,j} x_j + b_i)",
        "o_k = sum_i V_{k,i} a_i + c_k",
        "y_k = exp(o_k)/sum(l=1..r, exp(o_l))",
        "L = -sum_k t_k log(y_k)");
  }

  private Gradient ofSums() {
    return sums()
        .compile("L", List.of("W", "b", "V", "c"), List.of("x", "t"))
        .sized("p", hidden, "q", inputs, "r", outputs);
  }

  @Override
  public Written written() {
    Model model = writtenOut ? scalars() : sums();
    return new Written(
        model.unroll("L"),
        Written.joined(
            Written.elements("W", hidden, inputs),
            Written.elements("b", hidden),
            Written.elements("V", outputs, hidden),
            Written.elements("c", outputs)),
        Written.joined(Written.elements("x", inputs), Written.elements("t", outputs)),
        writtenOut ? Map.of() : Map.of("p", hidden, "q", inputs, "r", outputs));
  }

  private Gradient ofScalars() {
    Written written = written();
    return scalars().compile("L", written.variables(), written.parameters());
  }

  private Model scalars() {
    List<String> statements = new ArrayList<>();
    for (int i = 1; i <= hidden; i++) {
      StringJoiner sum = new StringJoiner(" + ");
      for (int j = 1; j <= inputs; j++) {
        sum.add("W_{%d,%d}*x_%d".formatted(i, j, j));
      }
      statements.add("a_%d = sigma(%s + b_%d)".formatted(i, sum, i));
    }
    StringJoiner total = new StringJoiner(" + ");
    StringJoiner loss = new StringJoiner(" - ", "L = -", "");
    for (int k = 1; k <= outputs; k++) {
      StringJoiner sum = new StringJoiner(" + ");
      for (int i = 1; i <= hidden; i++) {
        sum.add("V_{%d,%d}*a_%d".formatted(k, i, i));
      }
      statements.add("o_%d = %s + c_%d".formatted(k, sum, k));
      total.add("exp(o_" + k + ")");
      loss.add("t_%d*log(y_%d)".formatted(k, k));
    }
    for (int k = 1; k <= outputs; k++) {
      statements.add("y_%d = exp(o_%d)/(%s)".formatted(k, k, total));
    }
    statements.add(loss.toString());
    return Chainrule.model(statements.toArray(String[]::new));
  }

  /** The number of weights. */
  public int dimension() {
    return hidden * inputs + hidden + outputs * hidden + outputs;
  }

  @Override
  public double[] point() {
    return Numbers.normal(dimension(), 0.5, 3);
  }

  @Override
  public double[] parameters() {
    return sample(0);
  }

  /** An input, and a class of which exactly one is true. */
  public double[] sample(int number) {
    double[] sample = new double[inputs + outputs];
    System.arraycopy(Numbers.normal(inputs, 1, 100 + number), 0, sample, 0, inputs);
    sample[inputs + number % outputs] = 1;
    return sample;
  }

  @Override
  public double byHand(double[] weights, double[] sample, double[] gradient) {
    int atB = hidden * inputs;
    int atV = atB + hidden;
    int atC = atV + outputs * hidden;
    double[] a = units;
    double[] byA = byUnits;
    double[] o = logits;
    for (int i = 0; i < hidden; i++) {
      double sum = weights[atB + i];
      int row = i * inputs;
      for (int j = 0; j < inputs; j++) {
        sum += weights[row + j] * sample[j];
      }
      a[i] = 1 / (1 + Math.exp(-sum));
      byA[i] = 0;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < outputs; k++) {
      double sum = weights[atC + k];
      int row = atV + k * hidden;
      for (int i = 0; i < hidden; i++) {
        sum += weights[row + i] * a[i];
      }
      o[k] = sum;
      largest = Math.max(largest, sum);
    }
    double total = 0;
    double target = 0;
    for (int k = 0; k < outputs; k++) {
      target += sample[inputs + k] * (o[k] - largest);
      o[k] = Math.exp(o[k] - largest);
      total += o[k];
    }
    double reciprocal = 1 / total;
    for (int k = 0; k < outputs; k++) {
      double byO = o[k] * reciprocal - sample[inputs + k];
      int row = atV + k * hidden;
      gradient[atC + k] = byO;
      for (int i = 0; i < hidden; i++) {
        gradient[row + i] = byO * a[i];
        byA[i] += byO * weights[row + i];
      }
    }
    for (int i = 0; i < hidden; i++) {
      double bySum = byA[i] * a[i] * (1 - a[i]);
      int row = i * inputs;
      gradient[atB + i] = bySum;
      for (int j = 0; j < inputs; j++) {
        gradient[row + j] = bySum * sample[j];
      }
    }
    return Math.log(total) - target;
  }
}
