package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.RationalNumber;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;

/** An enclosure of a function's value at one point, between the doubles next to it. */
final class PointEnclosure {
  /** Well beyond those of a double, so that two neighbours hold almost every value. */
  private static final int DIGITS = 26;

  private static final MathContext CONTEXT = new MathContext(DIGITS);
  private static final Interval HUGE =
      new Interval(
          Double.MAX_VALUE, Double.POSITIVE_INFINITY, true, true, Interval.Decoration.CONTINUOUS);
  private static final Interval TINY =
      new Interval(-Double.MIN_VALUE, Double.MIN_VALUE, true, true, Interval.Decoration.CONTINUOUS);

  private PointEnclosure() {}

  /** The value at a point inside the domain. */
  static Interval of(Function function, double... arguments) {
    List<BigDecimal> decimals = new ArrayList<>(arguments.length);
    for (double argument : arguments) {
      decimals.add(new BigDecimal(argument));
    }
    Interval near;
    try {
      near = Interval.near(function.preciseKernel().orElseThrow().apply(decimals, CONTEXT), DIGITS);
    } catch (ChainruleException outOfRange) {
      return beyondDecimals(function, arguments);
    }
    boolean isNextToDouble = Math.nextUp(near.lower()) < near.upper();
    return isNextToDouble ? exact(function, arguments, near) : near;
  }

  /** A value whose exponent is out of the range of decimals, and by far of doubles. */
  private static Interval beyondDecimals(Function function, double[] arguments) {
    double value = function.kernel().orElseThrow().apply(arguments.clone());
    if (value == 0) {
      return TINY;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? HUGE : HUGE.negate();
    }
    return Interval.ENTIRE;
  }

  /** The number that the value is, where the row folds to one. */
  private static Interval exact(Function function, double[] arguments, Interval near) {
    List<Expr> numbers = new ArrayList<>(arguments.length);
    for (double argument : arguments) {
      numbers.add(Expr.of(Rational.of(new BigDecimal(argument))));
    }
    return Apply.of(function, numbers) instanceof RationalNumber number
        ? Interval.of(number.value())
        : near;
  }
}
