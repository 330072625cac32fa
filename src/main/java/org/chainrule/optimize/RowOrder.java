package org.chainrule.optimize;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * An order of rows that is shuffled again and again, as Fisher and Yates do.
 *
 * <p>By WELL19937c (F. Panneton, P. L'Ecuyer, M. Matsumoto: Improved long-period generators based
 * on linear recurrences modulo 2, 2006): one seed gives one order, whatever the JDK.
 */
final class RowOrder {
  private final RandomGenerator random;
  private final int[] order;

  RowOrder(int count, long seed) {
    random = new Well19937c(seed);
    order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
  }

  /** The rows in their next order; the same array each time. */
  int[] shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int last = order[i];
      order[i] = order[other];
      order[other] = last;
    }
    return order;
  }
}
