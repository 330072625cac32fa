package org.chainrule.expr;

import java.util.List;
import org.chainrule.error.DomainException;

/** The steps that all binders have in common when they are made. */
final class Binders {
  private Binders() {}

  /**
   * A condition and a body whose index is bound.
   *
   * @param height the height of the bound index, above that of every binder inside
   */
  record Closed(int height, Expr condition, Expr body) {}

  static Closed close(Expr index, Expr condition, Expr body) {
    int height = 1 + condition.traits().and(body.traits()).binderHeight();
    Renaming renaming = new Renaming(index, BoundIndex.of(height));
    return new Closed(height, renaming.apply(condition), renaming.apply(body));
  }

  static Traits traits(int height, Expr lower, Expr upper, Expr condition, Expr body) {
    return Traits.of(List.of(lower, upper, condition, body)).and(new Traits(0, height, 0));
  }

  static void checkBound(Expr bound) {
    Expr.requireNumber(bound);
    if (bound instanceof RationalNumber number && !number.value().isInteger()) {
      throw new DomainException(
          "a sum's bounds are whole numbers, and " + number.value() + " is none");
    }
  }

  static boolean isEmptyRange(Expr lower, Expr upper) {
    return lower != NamedConstant.INFINITY
        && upper != NamedConstant.INFINITY
        && !(lower instanceof Product)
        && !(upper instanceof Product)
        && Sum.of(upper, lower.negate()) instanceof RationalNumber difference
        && difference.value().signum() < 0;
  }
}
