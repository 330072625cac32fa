package org.chainrule.precise;

/** A function of one argument whose values are balls. */
@FunctionalInterface
public interface BallKernel {
  /**
   * A ball that holds the values at all that the argument holds, right to about so many bits where
   * the argument is.
   *
   * @throws BlurredException where the argument does not tell enough, or is out of range
   */
  BinaryBall at(BinaryBall argument, int bits);
}
