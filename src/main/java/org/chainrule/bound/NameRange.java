package org.chainrule.bound;

import org.chainrule.error.PointException;
import org.chainrule.expr.Expr;
import org.chainrule.number.Interval;
import org.chainrule.number.Interval.Decoration;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a name may be.
 *
 * @param name the symbol or element
 * @param lower the lower end, a number; null where there is none
 * @param upper the upper end
 * @param isLowerOpen whether the lower end is left out
 * @param isUpperOpen whether the upper end is left out
 */
public record NameRange(
    Expr name,
    @Nullable Expr lower,
    @Nullable Expr upper,
    boolean isLowerOpen,
    boolean isUpperOpen) {

  /** All numbers. */
  public static NameRange reals(Expr name) {
    return new NameRange(name, null, null, true, true);
  }

  /**
   * The interval that holds them, its ends rounded outwards.
   *
   * @throws PointException where there are none
   */
  Interval interval() {
    Interval low = lower == null ? null : IntervalProgram.constant(lower);
    Interval high = upper == null ? null : IntervalProgram.constant(upper);
    boolean isEmpty = low != null && high != null && low.lower() > high.upper();
    if (isEmpty || lower != null && lower == upper && (isLowerOpen || isUpperOpen)) {
      throw new PointException("no number is in the range of %s".formatted(name));
    }
    return new Interval(
        low == null ? Double.NEGATIVE_INFINITY : low.lower(),
        high == null ? Double.POSITIVE_INFINITY : high.upper(),
        isLowerOpen || low == null || low.isLowerOpen(),
        isUpperOpen || high == null || high.isUpperOpen(),
        Decoration.CONTINUOUS);
  }

  /**
   * A number for certain within, as near to a double as may be; it may be another where none is.
   */
  double inside(double at) {
    Interval low = lower == null ? null : IntervalProgram.constant(lower);
    Interval high = upper == null ? null : IntervalProgram.constant(upper);
    double from =
        low == null
            ? -Double.MAX_VALUE
            : isLowerOpen && low.isPoint() ? Math.nextUp(low.upper()) : low.upper();
    double to =
        high == null
            ? Double.MAX_VALUE
            : isUpperOpen && high.isPoint() ? Math.nextDown(high.lower()) : high.lower();
    return Math.min(to, Math.max(from, at));
  }
}
