package org.chainrule.compile;

import java.util.Arrays;

/** What compiled code calls. */
final class Helpers {
  private Helpers() {}

  /** The product, 0 where the adjoint is, so that branches not taken contribute nothing. */
  static double guarded(double adjoint, double partial) {
    return adjoint == 0 ? 0 : adjoint * partial;
  }

  static void fill(double[] array, int from, int to, double value) {
    Arrays.fill(array, from, to, value);
  }
}
