package org.chainrule.optimize;

import org.chainrule.error.TrainingException;

/**
 * When a minimiser stops.
 *
 * @param gradient the size of the gradient's largest element, below which it is a minimum
 * @param steps the most steps that are taken
 */
public record StopCriteria(double gradient, int steps) {
  private static final StopCriteria STANDARD = new StopCriteria(1e-8, 1_000);

  /**
   * @throws TrainingException if one of them is below 0
   */
  public StopCriteria {
    if (!(gradient >= 0)) {
      throw new TrainingException("a gradient of size " + gradient + "; it must be 0 or more");
    } else if (steps < 0) {
      throw new TrainingException(steps + " steps; there must be 0 or more");
    }
  }

  /** A gradient of 1e-8, or 1,000 steps. */
  public static StopCriteria standard() {
    return STANDARD;
  }
}
