package org.chainrule.function;

import java.math.BigInteger;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** The exact values of the trigonometric functions at the multiples of pi/6 and pi/4. */
final class Angles {
  /** The angles are counted in twelfths of pi, of which there are this many in a turn. */
  private static final int TURN = 24;

  private Angles() {}

  static @Nullable Expr sin(Expr angle) {
    return sine(twelfths(angle));
  }

  static @Nullable Expr cos(Expr angle) {
    return sine(plusQuarter(twelfths(angle)));
  }

  static @Nullable Expr tan(Expr angle) {
    return quotient("tan", sin(angle), cos(angle));
  }

  static @Nullable Expr cot(Expr angle) {
    return quotient("cot", cos(angle), sin(angle));
  }

  static @Nullable Expr sec(Expr angle) {
    return quotient("sec", RationalNumber.ONE, cos(angle));
  }

  static @Nullable Expr csc(Expr angle) {
    return quotient("csc", RationalNumber.ONE, sin(angle));
  }

  static @Nullable Expr asin(Expr value) {
    return inverse(-6, 6, value, Angles::sine);
  }

  static @Nullable Expr acos(Expr value) {
    return inverse(0, 12, value, angle -> sine(plusQuarter(angle)));
  }

  static @Nullable Expr atan(Expr value) {
    return inverse(-5, 5, value, angle -> over(sine(angle), sine(plusQuarter(angle))));
  }

  static @Nullable Expr acot(Expr value) {
    return inverse(1, 11, value, angle -> over(sine(plusQuarter(angle)), sine(angle)));
  }

  static @Nullable Expr asec(Expr value) {
    return value.isZero() ? null : acos(Power.of(value, RationalNumber.MINUS_ONE));
  }

  static @Nullable Expr acsc(Expr value) {
    return value.isZero() ? null : asin(Power.of(value, RationalNumber.MINUS_ONE));
  }

  /** The angle of a point, where it is a multiple of pi/4. */
  static @Nullable Expr atan2(Expr ordinate, Expr abscissa) {
    Rational y = Rows.number(ordinate);
    Rational x = Rows.number(abscissa);
    if (y == null || x == null || y.isZero() && x.isZero()) {
      return null;
    }
    if (!y.isZero() && !x.isZero() && !y.abs().equals(x.abs())) {
      return null;
    }
    int fromAxis = x.isZero() ? 6 : y.isZero() ? 0 : 3;
    int magnitude = x.signum() < 0 ? 12 - fromAxis : fromAxis;
    return angle(y.signum() < 0 ? -magnitude : magnitude);
  }

  private static Expr angle(int twelfths) {
    return Product.of(Expr.of(twelfths, 12), Rows.PI);
  }

  /** The number of twelfths of pi that an angle is within a turn, or null. */
  private static @Nullable Integer twelfths(Expr angle) {
    Rational halfTurns = null;
    if (angle.isZero()) {
      halfTurns = Rational.ZERO;
    } else if (angle == Rows.PI) {
      halfTurns = Rational.ONE;
    } else if (angle instanceof Product product && product.withoutCoefficient() == Rows.PI) {
      halfTurns = product.coefficient();
    }
    if (halfTurns == null) {
      return null;
    }
    Rational twelfths = halfTurns.times(Rational.of(12));
    return twelfths.isInteger()
        ? twelfths.numerator().mod(BigInteger.valueOf(TURN)).intValueExact()
        : null;
  }

  private static @Nullable Integer plusQuarter(@Nullable Integer twelfths) {
    return twelfths == null ? null : Integer.valueOf(twelfths + TURN / 4);
  }

  private static @Nullable Expr sine(@Nullable Integer twelfths) {
    if (twelfths == null) {
      return null;
    }
    int angle = Math.floorMod(twelfths, TURN);
    int first = angle % 12 > 6 ? 12 - angle % 12 : angle % 12;
    Expr magnitude =
        switch (first) {
          case 0 -> RationalNumber.ZERO;
          case 2 -> RationalNumber.HALF;
          case 3 -> Product.of(RationalNumber.HALF, Elementary.sqrt(Expr.of(2)));
          case 4 -> Product.of(RationalNumber.HALF, Elementary.sqrt(Expr.of(3)));
          case 6 -> RationalNumber.ONE;
          default -> null;
        };
    return magnitude == null || angle < TURN / 2 ? magnitude : magnitude.negate();
  }

  private static @Nullable Expr quotient(
      String function, @Nullable Expr numerator, @Nullable Expr denominator) {
    if (denominator != null && denominator.isZero()) {
      throw new DomainException(function + " has a pole at this multiple of pi");
    }
    return over(numerator, denominator);
  }

  private static @Nullable Expr over(@Nullable Expr numerator, @Nullable Expr denominator) {
    return numerator == null || denominator == null ? null : numerator.dividedBy(denominator);
  }

  /** A function's value at an angle, or null where it has no simple one. */
  private interface OfAngle {
    @Nullable Expr at(Integer twelfths);
  }

  private static @Nullable Expr inverse(int from, int to, Expr value, OfAngle function) {
    Expr root =
        value instanceof Product product && product.size() == 1
            ? product.withoutCoefficient()
            : value;
    boolean isNumber =
        root instanceof RationalNumber
            || root instanceof Power power && power.base() instanceof RationalNumber;
    if (!isNumber) {
      return null;
    }
    for (int twelfths = from; twelfths <= to; twelfths++) {
      if (function.at(twelfths) == value) {
        return angle(twelfths);
      }
    }
    return null;
  }
}
