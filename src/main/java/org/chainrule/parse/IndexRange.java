package org.chainrule.parse;

import org.chainrule.expr.Expr;

/**
 * The whole numbers that an index runs over.
 *
 * @param lower the first
 * @param upper the last
 */
public record IndexRange(Expr lower, Expr upper) {
  /** The letter that is the length of a family of which nothing else is said. */
  static final String CONVENTIONAL_LENGTH = "n";

  /** From 1 to n, which holds where nothing is said. */
  public static final IndexRange CONVENTIONAL =
      new IndexRange(Expr.of(1), Expr.symbol(CONVENTIONAL_LENGTH));
}
