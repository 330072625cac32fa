package org.chainrule.optimize;

/** A point on the way down, with all that a table shows of it. Immutable. */
public final class TrajectoryPoint {
  private final int step;
  private final double[] point;
  private final double value;
  private final double[] gradient;
  private final UpdateRule rule;
  private final double[][] memory;

  TrajectoryPoint(int step, double[] point, double value, double[] gradient, OptimizerState state) {
    this.step = step;
    this.point = point.clone();
    this.value = value;
    this.gradient = gradient.clone();
    this.rule = state.rule();
    this.memory = state.copyOfMemory();
  }

  /** The number of steps that led here, 0 at the start. */
  public int step() {
    return step;
  }

  /** The parameters; a copy. */
  public double[] point() {
    return point.clone();
  }

  /** The value of the objective here. */
  public double value() {
    return value;
  }

  /** The gradient of the objective here, by which the next step goes; a copy. */
  public double[] gradient() {
    return gradient.clone();
  }

  /**
   * What the rule remembers here, by its name in the formulas; a copy.
   *
   * @throws org.chainrule.error.UnknownNameException if it remembers nothing of that name
   */
  public double[] memory(String name) {
    return memory[OptimizerState.placeOf(rule, name)].clone();
  }
}
