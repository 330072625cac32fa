package org.chainrule.bound;

import java.util.Optional;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an expression of one name: by the limits of its parts, in another form, or from how
 * fast its logarithm changes with that of the distance.
 */
final class Limits {
  private static final double LEAST_ORDER = 1e-6;

  private final Objective objective;
  private final Expr name;

  Limits(Objective objective) {
    this.objective = objective;
    name = objective.names().get(0);
  }

  /** The limit far out, or null where it is not told. */
  @Nullable Approach farOut(int direction, Interval on) {
    Expr itself = objective.expression();
    Optional<Approach> limit = LimitPass.of(itself, name, Approach.infinite(direction));
    if (limit.isEmpty()) {
      limit = LimitPass.of(objective.simplified(itself), name, Approach.infinite(direction));
    }
    Objective inverse = objective.far();
    if (limit.isPresent()) {
      return limit.get();
    }
    if (inverse != null) {
      Approach there =
          new Limits(inverse).beside(RationalNumber.ZERO, direction, Interval.ONE.dividedBy(on));
      if (there != null) {
        return there;
      }
    }
    return byOrder(RationalNumber.ZERO, on, -1);
  }

  /** The limit beside a number: above it for a side of 1. */
  @Nullable Approach beside(Expr number, int side, Interval on) {
    for (Expr form : objective.values()) {
      Optional<Approach> limit = LimitPass.of(form, name, Approach.to(number, side));
      if (limit.isPresent()) {
        return limit.get();
      }
    }
    Expr itself = objective.expression();
    Symbol distance = Symbol.opened(Symbol.largestOpened(itself) + 1);
    Expr moved = put(itself, number.plus(distance));
    Optional<Approach> limit =
        moved == null || number.isZero()
            ? Optional.empty()
            : LimitPass.of(moved, distance, Approach.to(RationalNumber.ZERO, side));
    return limit.orElseGet(() -> byOrder(number, on, 1));
  }

  private @Nullable Expr put(Expr in, Expr instead) {
    try {
      return objective.simplified(Substitution.of(name, instead).apply(in));
    } catch (ChainruleException nowhere) {
      return null;
    }
  }

  /**
   * The limit 0, or an infinite one, where the logarithm of the magnitude changes with that of the
   * distance by more than some part: it is then below or above a power of the distance.
   *
   * @param direction 1 where the distance becomes small, -1 where it becomes large
   */
  private @Nullable Approach byOrder(Expr from, Interval on, int direction) {
    Expr slope = objective.derivative(0);
    if (slope == null) {
      return null;
    }
    Expr order =
        objective.simplified(slope.times(name.minus(from)).dividedBy(objective.expression()));
    Interval enclosure = objective.enclosure(order, new Interval[] {on});
    Objective.OnBox there = objective.on(new Interval[] {on});
    boolean hasSign = there.value().isPositive() || there.value().isNegative();
    if (!there.isContinuous() || !hasSign || enclosure.isEmpty() || !enclosure.isDefined()) {
      return null;
    }
    Interval towards = direction > 0 ? enclosure : enclosure.negate();
    int sign = there.value().isPositive() ? 1 : -1;
    if (towards.lower() > LEAST_ORDER) {
      return Approach.to(RationalNumber.ZERO, sign);
    }
    return towards.upper() < -LEAST_ORDER ? Approach.infinite(sign) : null;
  }
}
