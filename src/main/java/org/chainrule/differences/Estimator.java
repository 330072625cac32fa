package org.chainrule.differences;

/** A way to a number that can be taken at every level of precision. */
@FunctionalInterface
interface Estimator {
  Estimate at(Level level);
}
