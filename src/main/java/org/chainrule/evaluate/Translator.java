package org.chainrule.evaluate;

/**
 * A translator of trees into nodes.
 *
 * @param <N> the kind of tree
 */
interface Translator<N> {
  Step translate(N tree);
}
