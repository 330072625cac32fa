package org.chainrule.optimize;

/** A function to be made small, with its gradient: {@code gradient::at} of a compiled gradient. */
@FunctionalInterface
public interface Objective {
  /**
   * The value; and the gradient, which is put into an array.
   *
   * @param point may not be changed
   * @param gradientOut as many elements as the point has
   */
  double at(double[] point, double[] gradientOut);
}
