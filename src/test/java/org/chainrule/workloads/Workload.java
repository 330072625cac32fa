package org.chainrule.workloads;

import org.chainrule.Gradient;

/**
 * A function with its gradient, once as Chainrule compiles it and once as written by hand.
 *
 * <p>The hand-written one is what an expert would write: a forward pass that keeps what the
 * backward pass needs, loops over flat arrays, nothing allocated in a call. It may keep working
 * memory in its object, so an object serves one thread.
 */
public interface Workload {
  /** What Chainrule makes of the text, with all lengths known. */
  Gradient compile();

  /** The same as one expression. */
  Written written();

  /** A point, in the order of the compiled variables. */
  double[] point();

  /** The parameters, in the order of the compiled ones. */
  double[] parameters();

  /** The value; the gradient goes to the last argument. */
  double byHand(double[] point, double[] parameters, double[] gradient);
}
