package org.chainrule.bound;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.RationalNumber;
import org.chainrule.function.Elementary;
import org.chainrule.function.Functions;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** Numbers as expressions: their signs, and those that may stand in an interval. */
final class Constants {
  private static final long MOST_PARTS = 1_000;
  private static final long MOST_PARTS_OF_A_TURN = 24;

  private Constants() {}

  /** The sign of a number, or null where it is not told. */
  static @Nullable Integer sign(Expr number) {
    if (number instanceof RationalNumber rational) {
      return rational.value().signum();
    }
    Interval enclosure = enclosure(number);
    if (enclosure.isPositive()) {
      return 1;
    }
    return enclosure.isNegative() ? Integer.valueOf(-1) : null;
  }

  static Interval enclosure(Expr number) {
    try {
      return IntervalProgram.constant(number);
    } catch (ChainruleException none) {
      return Interval.ENTIRE.as(Interval.Decoration.PARTIAL);
    }
  }

  /**
   * Numbers in an interval, those first that are short to write: a fraction, a part of pi, a root,
   * a logarithm, an exponential. Nothing says that any of them is meant.
   */
  static List<Expr> within(Interval range) {
    List<Expr> found = new ArrayList<>();
    if (!range.isBounded()) {
      return found;
    }
    Rational lower = Rational.of(new BigDecimal(range.lower()));
    Rational upper = Rational.of(new BigDecimal(range.upper()));
    add(found, simplest(lower, upper, MOST_PARTS), Expr::of);
    if (range.upper() < 0) {
      within(range.negate()).stream().skip(found.size()).map(Expr::negate).forEach(found::add);
      return found;
    }
    if (range.lower() <= 0) {
      return found;
    }
    add(
        found,
        range.dividedBy(enclosure(NamedConstant.PI)),
        MOST_PARTS_OF_A_TURN,
        each -> NamedConstant.PI.times(Expr.of(each)));
    add(found, range.power(2), MOST_PARTS, each -> Elementary.sqrt(Expr.of(each)));
    if (range.upper() < 30) {
      add(found, image(Functions.EXP, range), MOST_PARTS, each -> Elementary.log(Expr.of(each)));
    }
    add(
        found,
        image(Functions.LOG, range),
        MOST_PARTS_OF_A_TURN,
        each -> Elementary.exp(Expr.of(each)));
    return found;
  }

  private static Interval image(Function function, Interval range) {
    return function.enclosure(List.of(range)).orElseThrow();
  }

  private interface Meaning {
    Expr of(Rational number);
  }

  private static void add(List<Expr> found, Interval range, long most, Meaning meaning) {
    if (range.isBounded()) {
      add(
          found,
          simplest(
              Rational.of(new BigDecimal(range.lower())),
              Rational.of(new BigDecimal(range.upper())),
              most),
          meaning);
    }
  }

  private static void add(List<Expr> found, @Nullable Rational number, Meaning meaning) {
    if (number != null) {
      found.add(meaning.of(number));
    }
  }

  /** The fraction with the smallest denominator between two numbers, if that is small enough. */
  static @Nullable Rational simplest(Rational lower, Rational upper, long most) {
    if (lower.signum() <= 0 && upper.signum() >= 0) {
      return Rational.ZERO;
    }
    if (upper.signum() < 0) {
      Rational positive = simplest(upper.negate(), lower.negate(), most);
      return positive == null ? null : positive.negate();
    }
    // The continued fractions of the two, as far as they agree.
    List<Rational> whole = new ArrayList<>();
    Rational low = lower;
    Rational high = upper;
    while (true) {
      Rational floor = Rational.of(low.floor());
      if (floor.equals(low)) {
        whole.add(floor);
        break;
      }
      Rational next = floor.plus(Rational.ONE);
      if (next.compareTo(high) <= 0) {
        whole.add(next);
        break;
      }
      if (whole.size() > 40) {
        return null;
      }
      whole.add(floor);
      Rational rest = high.minus(floor);
      high = low.minus(floor).reciprocal();
      low = rest.reciprocal();
    }
    Rational number = whole.get(whole.size() - 1);
    for (int i = whole.size() - 2; i >= 0; i--) {
      number = whole.get(i).plus(number.reciprocal());
    }
    return number.denominator().bitLength() < 40 && number.denominator().longValue() <= most
        ? number
        : null;
  }
}
