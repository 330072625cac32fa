package org.chainrule.bench.symbolic;

import java.util.List;

/**
 * What a {@link Program} computes with: expressions of one system or another, or numbers.
 *
 * @param <T> its elements
 */
interface Algebra<T> {
  T number(long value);

  T symbol(String name);

  T sum(List<T> terms);

  T product(List<T> factors);

  T power(T base, int exponent);

  /** The function's name is exp, log, sin or cos. */
  T call(String function, T argument);
}
