package org.chainrule.evaluate;

/**
 * Brings trees to nodes.
 *
 * @param <N> the kind of tree
 */
interface Translator<N> {
  Step translate(N tree);
}
