package org.chainrule.bound;

import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.jspecify.annotations.Nullable;

/**
 * What an expression goes to.
 *
 * @param limit the limit, a number; null where it is infinite
 * @param infinite the sign of an infinite limit, else 0
 * @param side the sign of the expression less its limit on the way: 0 where it is the limit, or
 *     null where that is not known
 */
record Approach(@Nullable Expr limit, int infinite, @Nullable Integer side) {
  static final Approach UP = new Approach(null, 1, -1);
  static final Approach DOWN = new Approach(null, -1, 1);

  static Approach to(Expr limit, @Nullable Integer side) {
    return new Approach(limit, 0, side);
  }

  static Approach infinite(int sign) {
    return sign > 0 ? UP : DOWN;
  }

  boolean isZero() {
    return limit == RationalNumber.ZERO;
  }

  /** The sign of the expression on the way, or null where that is not known. */
  @Nullable Integer sign() {
    if (limit == null) {
      return infinite;
    }
    if (isZero()) {
      return side;
    }
    return Constants.sign(limit);
  }
}
