package org.chainrule.optimize;

import java.util.List;

/**
 * The way of an optimizer down an objective.
 *
 * @param optimizer the rule by which it goes
 * @param points the start, and the point after each step
 * @param isDiverged whether it ended early, since the value or the gradient at the last point is
 *     not finite
 */
public record Trajectory(Optimizer optimizer, List<TrajectoryPoint> points, boolean isDiverged) {
  public Trajectory {
    points = List.copyOf(points);
  }

  /** The point after the last step. */
  public TrajectoryPoint last() {
    return points.get(points.size() - 1);
  }

  /** The values of the objective along the way, that of the start first. */
  public double[] values() {
    return points.stream().mapToDouble(TrajectoryPoint::value).toArray();
  }
}
