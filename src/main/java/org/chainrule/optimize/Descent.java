package org.chainrule.optimize;

import org.apache.commons.math3.util.ResizableDoubleArray;
import org.chainrule.error.Interruption;
import org.jspecify.annotations.Nullable;

/** Where a minimiser is, how it came there, and whether it is to stop. */
final class Descent {
  /** Steps in a row by which neither the value nor the gradient got smaller than they ever were. */
  private static final int PATIENCE = 10;

  private final Objective objective;
  private final StopCriteria criteria;
  private final ProgressListener listener;
  private final ResizableDoubleArray values = new ResizableDoubleArray();
  private Evaluated here;
  private double smallestValue = Double.POSITIVE_INFINITY;
  private double smallestGradient = Double.POSITIVE_INFINITY;
  private int idle;
  private int evaluations;

  /** A point with the value and the gradient there; no one changes their arrays. */
  static final class Evaluated {
    private final double[] point;
    private final double value;
    private final double[] gradient;

    private Evaluated(double[] point, double value, double[] gradient) {
      this.point = point;
      this.value = value;
      this.gradient = gradient;
    }

    double[] point() {
      return point;
    }

    double value() {
      return value;
    }

    double[] gradient() {
      return gradient;
    }

    boolean isFinite() {
      return Vectors.isFinite(value, gradient);
    }
  }

  Descent(Objective objective, double[] start, StopCriteria criteria, ProgressListener listener) {
    this.objective = objective;
    this.criteria = criteria;
    this.listener = listener;
    here = evaluate(start);
    requireFinite(here);
    arrive(here);
  }

  Evaluated evaluate(double[] point) {
    Interruption.poll();
    evaluations++;
    double[] gradient = new double[point.length];
    Evaluated evaluated = new Evaluated(point, objective.at(point, gradient), gradient);
    if (evaluated.value() == Double.NEGATIVE_INFINITY) {
      requireFinite(evaluated);
    }
    return evaluated;
  }

  void requireFinite(Evaluated evaluated) {
    if (!evaluated.isFinite()) {
      throw NotFinite.at(evaluated.value(), evaluated.point(), objective);
    }
  }

  Evaluated here() {
    return here;
  }

  /** Goes to a point, which ends a step. */
  void arrive(Evaluated next) {
    double norm = Vectors.norm(next.gradient());
    idle = next.value() < smallestValue || norm < smallestGradient ? 0 : idle + 1;
    smallestValue = Math.min(smallestValue, next.value());
    smallestGradient = Math.min(smallestGradient, norm);
    here = next;
    listener.progress(values.getNumElements(), next.value());
    values.addElement(next.value());
  }

  /** Why it is to stop here, if it is. */
  @Nullable StopReason reason() {
    if (Vectors.norm(here.gradient()) <= criteria.gradient()) {
      return StopReason.GRADIENT;
    } else if (values.getNumElements() > criteria.steps()) {
      return StopReason.STEPS;
    }
    return idle >= PATIENCE ? StopReason.NO_PROGRESS : null;
  }

  Minimum stop(StopReason reason) {
    return new Minimum(here.point(), here.gradient(), values.getElements(), evaluations, reason);
  }
}
