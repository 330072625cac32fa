package org.chainrule.optimize;

/**
 * A loss of one row of a data set, with its gradient by the parameters that are trained: {@code
 * gradient::at} of a gradient that was compiled for these variables, with the data's columns as its
 * parameters.
 */
@FunctionalInterface
public interface RowLoss {
  /**
   * The loss; and its gradient, which is put into an array.
   *
   * @param parameters what is trained; may not be changed
   * @param row the numbers of the row in the order of the columns; may not be changed
   * @param gradientOut as many elements as there are parameters
   */
  double at(double[] parameters, double[] row, double[] gradientOut);
}
