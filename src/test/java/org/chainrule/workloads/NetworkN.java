package org.chainrule.workloads;

import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Model;

/** G1: Network N's loss, by its inputs and parameters. */
public final class NetworkN implements Workload {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "x_1", "x_2", "x_3", "x_4");

  private static Model model() {
    return Chainrule.model(
        "x_5 = sigma(x_1)",
        "x_6 = a*x_2 + b*x_3 + c*x_2*x_3",
        "x_7 = x_4^2 + d",
        "x_8 = exp(x_6)/sum(i=5..7, exp(x_i))",
        "Loss = 3*x_8");
  }

  @Override
  public Gradient compile() {
    return model().compile("Loss", NAMES);
  }

  @Override
  public Written written() {
    return new Written(model().unroll("Loss"), NAMES, List.of(), Map.of());
  }

  @Override
  public double[] point() {
    return new double[] {3, 4, 2, 2, 0, 2, -1, 2};
  }

  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public double byHand(double[] point, double[] parameters, double[] gradient) {
    double a = point[0];
    double b = point[1];
    double c = point[2];
    double x2 = point[5];
    double x3 = point[6];
    double x4 = point[7];
    double x5 = 1 / (1 + Math.exp(-point[4]));
    double x6 = a * x2 + b * x3 + c * x2 * x3;
    double x7 = x4 * x4 + point[3];
    double e5 = Math.exp(x5);
    double e6 = Math.exp(x6);
    double e7 = Math.exp(x7);
    double reciprocal = 1 / (e5 + e6 + e7);
    double x8 = e6 * reciprocal;
    double loss = 3 * x8;
    double by5 = -loss * e5 * reciprocal;
    double by6 = loss * (1 - x8);
    double by7 = -loss * e7 * reciprocal;
    gradient[0] = by6 * x2;
    gradient[1] = by6 * x3;
    gradient[2] = by6 * x2 * x3;
    gradient[3] = by7;
    gradient[4] = by5 * x5 * (1 - x5);
    gradient[5] = by6 * (a + c * x3);
    gradient[6] = by6 * (b + c * x2);
    gradient[7] = by7 * 2 * x4;
    return loss;
  }
}
