package org.chainrule.optimize;

/** What a minimiser found, and why it stopped there. Immutable. */
public final class Minimum {
  private final double[] point;
  private final double[] gradient;
  private final double[] values;
  private final int evaluations;
  private final StopReason reason;

  Minimum(double[] point, double[] gradient, double[] values, int evaluations, StopReason reason) {
    this.point = point;
    this.gradient = gradient;
    this.values = values;
    this.evaluations = evaluations;
    this.reason = reason;
  }

  /** Where it stopped; a copy. */
  public double[] point() {
    return point.clone();
  }

  /** The value there. */
  public double value() {
    return values[values.length - 1];
  }

  /** The gradient there; a copy. */
  public double[] gradient() {
    return gradient.clone();
  }

  /** The values at the start and after each step; a copy. */
  public double[] values() {
    return values.clone();
  }

  /** The number of steps that were taken. */
  public int steps() {
    return values.length - 1;
  }

  /** How often value and gradient were computed. */
  public int evaluations() {
    return evaluations;
  }

  public StopReason reason() {
    return reason;
  }

  @Override
  public String toString() {
    return value() + " at " + NotFinite.shown(point) + " after " + steps() + " steps: " + reason;
  }
}
