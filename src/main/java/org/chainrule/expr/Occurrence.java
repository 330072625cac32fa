package org.chainrule.expr;

import org.jspecify.annotations.Nullable;

/** A test whether a node occurs freely in an expression. */
public final class Occurrence extends Pass<Boolean> {
  private final Expr wanted;

  private Occurrence(Expr wanted) {
    super(Symbol.largestOpened(wanted));
    this.wanted = wanted;
  }

  /** Whether the node occurs in the expression. */
  public static boolean of(Expr wanted, Expr expression) {
    return new Occurrence(wanted).apply(expression);
  }

  /**
   * False only where a symbol or family of that name occurs nowhere in the expression. True does
   * not prove that it occurs; the answer costs nothing.
   */
  public static boolean isPossible(String name, Expr expression) {
    long bit = Expr.nameBit(name);
    return (expression.traits().names() & bit) == bit;
  }

  @Override
  protected @Nullable Boolean shortcut(Expr node) {
    if (node == wanted) {
      return true;
    }
    long bits = wanted.traits().names();
    return (node.traits().names() & bits) == bits && !node.children().isEmpty() ? null : false;
  }

  @Override
  protected Boolean compute(Expr node) {
    for (Expr dependency : dependencies(node)) {
      if (result(dependency)) {
        return true;
      }
    }
    return false;
  }
}
