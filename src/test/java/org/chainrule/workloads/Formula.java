package org.chainrule.workloads;

import java.util.List;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;

/** G5: the value of a formula in two variables. */
public final class Formula implements Workload {
  /** The formula as peers read it, too. */
  public static final String TEXT = "sin(x)*exp(x^2)/(1+x^2)+log(1+y^2)";

  @Override
  public Gradient compile() {
    return Chainrule.model().compile(TEXT, List.of(), List.of("x", "y"));
  }

  @Override
  public double[] point() {
    return new double[0];
  }

  @Override
  public double[] parameters() {
    return new double[] {0.7, -1.3};
  }

  @Override
  public double byHand(double[] point, double[] parameters, double[] gradient) {
    return value(parameters[0], parameters[1]);
  }

  /** The value. */
  public static double value(double x, double y) {
    double square = x * x;
    return Math.sin(x) * Math.exp(square) / (1 + square) + Math.log(1 + y * y);
  }
}
