package org.chainrule.workloads;

import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Model;

/** G2: the last state of a recurrent network of one unit, by its two weights. */
public final class ScalarRecurrence implements Workload {
  private final int steps;
  private final double[] states;

  public ScalarRecurrence(int steps) {
    this.steps = steps;
    states = new double[steps + 1];
  }

  private static Model model() {
    return Chainrule.model("h_0 = 0", "h_t = sigma(w_1 x_t + w_2 h_{t-1})", "x : R^T");
  }

  @Override
  public Gradient compile() {
    return model().compile("h_T", List.of("w_1", "w_2"), List.of("x")).sized("T", steps);
  }

  @Override
  public Written written() {
    return new Written(
        model().unroll("h_" + steps),
        List.of("w_1", "w_2"),
        Written.elements("x", steps),
        Map.of("T", steps));
  }

  @Override
  public double[] point() {
    return new double[] {0.8, -0.6};
  }

  @Override
  public double[] parameters() {
    return Numbers.normal(steps, 1, 2);
  }

  @Override
  public double byHand(double[] point, double[] x, double[] gradient) {
    double w1 = point[0];
    double w2 = point[1];
    // Two derivatives carried along are cheaper than a second pass.
    double state = 0;
    double by1 = 0;
    double by2 = 0;
    for (int t = 0; t < steps; t++) {
      double next = 1 / (1 + Math.exp(-(w1 * x[t] + w2 * state)));
      double slope = next * (1 - next);
      by1 = slope * (x[t] + w2 * by1);
      by2 = slope * (state + w2 * by2);
      state = next;
    }
    gradient[0] = by1;
    gradient[1] = by2;
    return state;
  }

  /** The same backwards, as is worth while from about three weights on. */
  public double byHandBackwards(double[] point, double[] x, double[] gradient) {
    double w1 = point[0];
    double w2 = point[1];
    double[] h = states;
    double state = 0;
    for (int t = 0; t < steps; t++) {
      state = 1 / (1 + Math.exp(-(w1 * x[t] + w2 * state)));
      h[t + 1] = state;
    }
    double by1 = 0;
    double by2 = 0;
    double byState = 1;
    for (int t = steps - 1; t >= 0; t--) {
      double after = h[t + 1];
      double bySum = byState * after * (1 - after);
      by1 += bySum * x[t];
      by2 += bySum * h[t];
      byState = bySum * w2;
    }
    gradient[0] = by1;
    gradient[1] = by2;
    return state;
  }
}
