package org.chainrule.compile.jvm;

/** A piece of compiled code. */
public interface Routine {
  /**
   * Computes the value, and puts what else is asked for into the results.
   *
   * @param layout lengths, and where the arrays begin in what they are part of
   */
  double run(
      double[] variables,
      double[] parameters,
      double[] directions,
      double[] results,
      double[] scratch,
      int[] layout);
}
