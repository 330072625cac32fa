package org.chainrule.expr;

/**
 * The facts that a node knows of its whole subtree, computed once when it is made.
 *
 * @param names a Bloom mask of the names that occur: where a name's bit is clear, it does not
 * @param binderHeight how deeply binders nest inside, 0 where there is none
 * @param openedNumber the largest number of an opened index that occurs, 0 where there is none
 */
record Traits(long names, int binderHeight, int openedNumber) {
  static final Traits NONE = new Traits(0, 0, 0);

  Traits and(Traits other) {
    if (includes(other)) {
      return this;
    }
    return other.includes(this)
        ? other
        : new Traits(
            names | other.names,
            Math.max(binderHeight, other.binderHeight),
            Math.max(openedNumber, other.openedNumber));
  }

  private boolean includes(Traits other) {
    return (names | other.names) == names
        && binderHeight >= other.binderHeight
        && openedNumber >= other.openedNumber;
  }

  static Traits of(Iterable<? extends Expr> nodes) {
    Traits traits = NONE;
    for (Expr node : nodes) {
      traits = traits.and(node.traits());
    }
    return traits;
  }
}
