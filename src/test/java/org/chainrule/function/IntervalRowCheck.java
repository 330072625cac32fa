package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.RationalNumber;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The check of what a row makes of intervals: values inside, in arbitrary precision, are in it;
 * what is told to be defined has values; and it shrinks with its arguments.
 */
final class IntervalRowCheck {
  private static final MathContext DIGITS = new MathContext(40);

  private static final double[] ENDS = {
    0,
    1,
    -1,
    0.5,
    -0.5,
    2,
    -2,
    3,
    -3,
    10,
    -10,
    50,
    -50,
    700,
    -700,
    800,
    -800,
    1e-3,
    1e-10,
    -1e-10,
    1e-300,
    -1e-300,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    1e15,
    -1e15,
    1e22,
    1e300,
    -1e300,
    Math.PI,
    Math.PI / 2,
    -Math.PI / 2,
    2 * Math.PI,
    Math.nextUp(1.0),
    Math.nextDown(1.0),
    Math.nextUp(-1.0),
    Double.MAX_VALUE,
    -Double.MAX_VALUE
  };

  private final Function function;
  private final Function.IntervalExtension extension;
  private final Random random;

  IntervalRowCheck(Function function, Function.IntervalExtension extension, long seed) {
    this.function = function;
    this.extension = extension;
    random = new Random(seed);
  }

  /** What is wrong, of some boxes with some points in each. */
  Optional<String> fault(int boxes, int points) {
    for (int i = 0; i < boxes; i++) {
      List<Interval> box = new ArrayList<>();
      for (int j = 0; j < arity(); j++) {
        box.add(argument(j));
      }
      Interval values = extension.of(function, box);
      for (int k = 0; k < points; k++) {
        List<BigDecimal> point = new ArrayList<>();
        for (Interval each : box) {
          point.add(inside(each));
        }
        Optional<String> fault = fault(values, point);
        if (fault.isPresent()) {
          return fault.map(text -> function + " on " + box + " is in " + values + ": " + text);
        }
      }
    }
    return Optional.empty();
  }

  private int arity() {
    return function.isVariadic() ? 2 : function.arity();
  }

  private Optional<String> fault(Interval values, List<BigDecimal> point) {
    BigDecimal value;
    try {
      value = function.preciseKernel().orElseThrow().apply(point, DIGITS);
    } catch (BudgetException unknown) {
      return Optional.empty();
    } catch (ChainruleException | ArithmeticException none) {
      return values.isDefined() ? Optional.of("no value at " + point) : Optional.empty();
    }
    if (values.isEmpty()) {
      return Optional.of("at " + point + " it is " + value);
    }
    Expr folded =
        Apply.of(function, point.stream().map(each -> Expr.of(Rational.of(each))).toList());
    Rational exact = folded instanceof RationalNumber number ? number.value() : null;
    boolean isIn =
        isBelow(values.lower(), values.isLowerOpen(), value, exact)
            && isBelow(
                -values.upper(),
                values.isUpperOpen(),
                value.negate(),
                exact == null ? null : exact.negate());
    return isIn ? Optional.empty() : Optional.of("at " + point + " it is " + value);
  }

  /** Whether an end is below a value, which has an error in the last of its digits or none. */
  private static boolean isBelow(
      double end, boolean isOpen, BigDecimal value, @Nullable Rational exact) {
    if (Double.isInfinite(end)) {
      return end < 0;
    }
    if (exact == null) {
      BigDecimal error = value.abs().scaleByPowerOfTen(2 - DIGITS.getPrecision());
      return new BigDecimal(end).compareTo(value.add(error)) <= 0;
    }
    int order = Rational.of(new BigDecimal(end)).compareTo(exact);
    return order < 0 || order == 0 && !isOpen;
  }

  private Interval argument(int place) {
    if (function.name().equals("polygamma") && place == 0) {
      return Interval.of(1 + random.nextInt(4));
    }
    double one = end();
    double other =
        switch (random.nextInt(5)) {
          case 0 -> one;
          case 1 -> Math.min(Double.MAX_VALUE, Math.nextUp(one));
          case 2 -> one + random.nextDouble();
          default -> end();
        };
    double low = Math.min(one, other);
    double high = Math.max(one, other);
    boolean isPoint = low == high;
    return new Interval(
        low,
        high,
        !isPoint && random.nextInt(3) == 0,
        !isPoint && random.nextInt(3) == 0,
        Interval.Decoration.CONTINUOUS);
  }

  private double end() {
    return switch (random.nextInt(4)) {
      case 0 -> ENDS[random.nextInt(ENDS.length)];
      case 1 -> random.nextGaussian();
      case 2 -> 10 * random.nextGaussian();
      default -> random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15.0);
    };
  }

  /** A number inside, often at or beside an end. */
  private BigDecimal inside(Interval interval) {
    double low = interval.isLowerOpen() ? Math.nextUp(interval.lower()) : interval.lower();
    double high = interval.isUpperOpen() ? Math.nextDown(interval.upper()) : interval.upper();
    if (low > high) {
      // Between two doubles that are next to each other.
      return new BigDecimal(interval.lower())
          .add(new BigDecimal(interval.upper()))
          .divide(BigDecimal.valueOf(2));
    }
    double part = random.nextInt(3) == 0 ? 1e-9 : random.nextDouble();
    double inside =
        switch (random.nextInt(6)) {
          case 0 -> low;
          case 1 -> high;
          case 2 -> low * part + high * (1 - part);
          default -> low * (1 - part) + high * part;
        };
    return new BigDecimal(Math.max(low, Math.min(high, inside)));
  }
}
