package org.chainrule.compile.lanes;

/** A piece of compiled code for several points at a time. */
public interface LaneRoutine {
  /**
   * Computes values, and puts what else is asked for into the results. The numbers of one point lie
   * {@code stride} apart in the arrays of variables and results, and of parameters where each point
   * has its own.
   *
   * @param values a value for each point
   * @param layout lengths, and where the arrays begin in what they are part of
   * @param from the first point
   * @param to the point after the last, a whole number of vectors after the first
   */
  void run(
      double[] variables,
      double[] parameters,
      double[] values,
      double[] results,
      double[] scratch,
      int[] layout,
      int stride,
      int from,
      int to);
}
