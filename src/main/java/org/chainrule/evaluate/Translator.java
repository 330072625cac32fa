package org.chainrule.evaluate;

/**
 * A translator of trees into nodes.
 *
 * @param <N> the kind of tree
 */
interface Translator<N> {
  Step translate(N tree);

  /** Whether trees are translated the same for the names that a point binds. */
  default boolean isFor(Point point) {
    return true;
  }
}
