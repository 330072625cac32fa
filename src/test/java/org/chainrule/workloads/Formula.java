package org.chainrule.workloads;

import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;

/** G5: a formula in two variables, of which the value alone is measured. */
public final class Formula implements Workload {
  /** The formula as peers read it, too. */
  public static final String TEXT = "sin(x)*exp(x^2)/(1+x^2)+log(1+y^2)";

  @Override
  public Gradient compile() {
    return Chainrule.model().compile(TEXT, List.of("x", "y"));
  }

  @Override
  public Written written() {
    return new Written(Chainrule.parse(TEXT), List.of("x", "y"), List.of(), Map.of());
  }

  @Override
  public double[] point() {
    return new double[] {0.7, -1.3};
  }

  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public double byHand(double[] point, double[] parameters, double[] gradient) {
    double x = point[0];
    double y = point[1];
    double square = x * x;
    double sine = Math.sin(x);
    double quotient = Math.exp(square) / (1 + square);
    double more = 1 + y * y;
    gradient[0] = quotient * (Math.cos(x) + sine * 2 * x * (square / (1 + square)));
    gradient[1] = 2 * y / more;
    return sine * quotient + Math.log(more);
  }

  /** The value. */
  public static double value(double x, double y) {
    double square = x * x;
    return Math.sin(x) * Math.exp(square) / (1 + square) + Math.log(1 + y * y);
  }
}
