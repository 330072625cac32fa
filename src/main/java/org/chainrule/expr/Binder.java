package org.chainrule.expr;

/** A node that binds an index: a {@link Reduction} or {@link Elements}. */
public sealed interface Binder permits Reduction, Elements {
  /** The first value of the index. */
  Expr lower();

  /** The last value of the index. */
  Expr upper();

  /** The whole numbers that the index runs over, but for those that the condition leaves out. */
  default IndexRange range() {
    return new IndexRange(lower(), upper());
  }

  /** The height of the bound index. */
  int height();

  /** The body with its index bound. */
  Expr body();

  /** What holds of the index besides its bounds; true where nothing more is asked. */
  Expr condition();

  /**
   * Opens the binder: its index becomes a symbol that occurs nowhere in the binder, nor is one of
   * the opened indices up to a number.
   *
   * @param above numbers of opened indices that the caller has in use, 0 where there are none
   */
  default Opened open(int above) {
    int inUse = Math.max(above, Symbol.largestOpened((Expr) this));
    return open(Symbol.opened(inUse + 1));
  }

  /** Opens the binder with a symbol of the caller's choice, which must not occur in it freely. */
  default Opened open(Symbol index) {
    Renaming renaming = new Renaming(BoundIndex.of(height()), index);
    return new Opened(index, renaming.apply(condition()), renaming.apply(body()));
  }

  /** The body at a value of the index. */
  default Expr bodyAt(Expr value) {
    Opened opened = open(Symbol.largestOpened(value));
    return Substitution.of(opened.index(), value).apply(opened.body());
  }

  /** The condition at a value of the index. */
  default Expr conditionAt(Expr value) {
    Opened opened = open(Symbol.largestOpened(value));
    return Substitution.of(opened.index(), value).apply(opened.condition());
  }

  /**
   * A binder's inside, with a symbol for its index.
   *
   * @param index the symbol
   * @param condition what holds of it besides the bounds
   * @param body the body
   */
  record Opened(Symbol index, Expr condition, Expr body) {}
}
