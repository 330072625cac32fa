package org.chainrule.function;

import static org.chainrule.function.MonotonePieces.limit;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.IntervalExtension;
import org.chainrule.expr.Function.Range;
import org.chainrule.number.Interval;
import org.chainrule.number.Interval.Decoration;
import org.jspecify.annotations.Nullable;

/** The words in which rows say what their functions make of intervals. */
final class IntervalExtensions {
  static final double FAR = Double.POSITIVE_INFINITY;

  private static final Interval NOT_NEGATIVE =
      new Interval(0, FAR, false, true, Decoration.CONTINUOUS);
  private static final Interval NOT_POSITIVE = NOT_NEGATIVE.negate();
  private static final Interval NEGATIVE = new Interval(-FAR, 0, true, true, Decoration.CONTINUOUS);
  private static final Interval UNIT = Interval.of(-1, 1);

  /** pi is between this double and the next. */
  static final Interval PI = between(Math.PI);

  static final Interval HALF_PI = between(Math.PI / 2);

  /** Below half the distance of two poles, or of two turns. */
  private static final double LESS_THAN_PI = 3.125;

  private IntervalExtensions() {}

  private static Interval between(double below) {
    return new Interval(below, Math.nextUp(below), true, true, Decoration.CONTINUOUS);
  }

  static IntervalExtension unary(UnaryOperator<Interval> of) {
    return (function, arguments) -> of.apply(arguments.get(0));
  }

  /** The same of a function with limits far out, or null where there is none. */
  static IntervalExtension unary(
      UnaryOperator<Interval> of, @Nullable Interval atLeast, @Nullable Interval atMost) {
    return new Unary(of, atLeast, atMost);
  }

  private record Unary(
      UnaryOperator<Interval> of, @Nullable Interval atLeast, @Nullable Interval atMost)
      implements Function.LimitsAtEnds {
    @Override
    public Interval of(Function function, List<Interval> arguments) {
      return of.apply(arguments.get(0));
    }

    @Override
    public Optional<Interval> limit(double end, boolean isFromAbove) {
      return Double.isInfinite(end)
          ? Optional.ofNullable(end > 0 ? atMost : atLeast)
          : Optional.empty();
    }
  }

  static IntervalExtension binary(BinaryOperator<Interval> of) {
    return (function, arguments) -> of.apply(arguments.get(0), arguments.get(1));
  }

  /** The values that a function takes; an end that is no short number is rounded outwards. */
  static Interval range(Function function) {
    Range range = function.range();
    boolean isLowerExact = isExact(range.lower());
    boolean isUpperExact = isExact(range.upper());
    return new Interval(
        isLowerExact ? range.lower() : outwards(range.lower(), -1),
        isUpperExact ? range.upper() : outwards(range.upper(), 1),
        !isLowerExact || !range.includesLower(),
        !isUpperExact || !range.includesUpper(),
        Decoration.CONTINUOUS);
  }

  private static boolean isExact(double end) {
    return Double.isInfinite(end) || end == Math.rint(end);
  }

  private static double outwards(double end, int direction) {
    return end + direction * 4 * Math.ulp(end);
  }

  /** A function that is constant between its jumps, from exact values at doubles. */
  static IntervalExtension steps() {
    return (function, arguments) -> {
      Interval argument = arguments.get(0);
      // No jump is between two doubles that are next to each other, but on one of them.
      double low =
          step(function, argument.isLowerOpen() ? Math.nextUp(argument.lower()) : argument.lower());
      double high =
          step(
              function,
              argument.isUpperOpen() ? Math.nextDown(argument.upper()) : argument.upper());
      return Interval.of(Math.min(low, high), Math.max(low, high))
          .as(argument.decoration())
          .as(low == high ? Decoration.CONTINUOUS : Decoration.DEFINED);
    };
  }

  private static double step(Function function, double argument) {
    return function.kernel().orElseThrow().apply(new double[] {argument});
  }

  static Interval relu(Interval argument) {
    return argument.max(Interval.ZERO);
  }

  /** Different formulas from 0 on and below, which meet at 0. */
  private static Interval bySign(
      Interval argument, UnaryOperator<Interval> above, UnaryOperator<Interval> below) {
    Interval upper = argument.intersect(NOT_NEGATIVE);
    Interval lower = argument.intersect(argument.lower() < 0 ? NOT_POSITIVE : NEGATIVE);
    if (upper.isEmpty()) {
      return below.apply(lower);
    }
    return lower.isEmpty() ? above.apply(upper) : below.apply(lower).hull(above.apply(upper));
  }

  static Interval leakyRelu(Interval argument, Interval slope) {
    return bySign(argument, x -> x.as(slope.decoration()), x -> x.times(slope));
  }

  static Interval elu(Interval argument, Interval scale) {
    return bySign(
        argument,
        x -> x.as(scale.decoration()),
        x -> image(ElementaryFunctions.EXPM1, x).times(scale));
  }

  static Interval hypot(Interval x, Interval y) {
    return x.power(2).plus(y.power(2)).sqrt();
  }

  static Interval softsign(Interval argument) {
    return bySign(
        argument,
        x -> Interval.ONE.minus(Interval.ONE.dividedBy(Interval.ONE.plus(x))),
        x -> Interval.ONE.dividedBy(Interval.ONE.minus(x)).minus(Interval.ONE));
  }

  static Interval image(Function function, Interval argument) {
    return argument.isEmpty()
        ? Interval.EMPTY
        : function.enclosure(List.of(argument)).orElseThrow();
  }

  /** Sine or cosine. */
  static IntervalExtension wave(Supplier<Function> slope) {
    return (function, arguments) -> wave(function, slope.get(), arguments.get(0));
  }

  private static Interval wave(Function function, Function slope, Interval argument) {
    if (!(argument.width() < 2 * LESS_THAN_PI)) {
      return UNIT.as(argument.decoration());
    }
    if (!(argument.width() < LESS_THAN_PI)) {
      double middle = argument.middle();
      if (!(argument.lower() < middle && middle < argument.upper())) {
        // Neighbours among doubles, further apart than half a turn.
        return UNIT.as(argument.decoration());
      }
      return wave(function, slope, part(argument, argument.lower(), middle))
          .hull(wave(function, slope, part(argument, middle, argument.upper())));
    }
    Interval ends = ends(function, argument);
    int before = slopeSign(function, slope, argument.lower());
    int after = slopeSign(function, slope, argument.upper());
    // Turns are pi apart, so that one at most is inside, and there the slope changes its sign.
    boolean isTurn = before * after < 0;
    Interval turn = Interval.of(before > 0 ? 1 : -1);
    return (isTurn ? ends.hull(turn) : ends).intersect(UNIT).decorated(argument.decoration());
  }

  private static Interval part(Interval argument, double from, double to) {
    return new Interval(
        from,
        to,
        from == argument.lower() && argument.isLowerOpen(),
        to == argument.upper() && argument.isUpperOpen(),
        argument.decoration());
  }

  /** The sign of the derivative of sine, which is cosine, or of cosine, which is minus sine. */
  private static int slopeSign(Function function, Function slope, double at) {
    Interval value = PointEnclosure.of(slope, at);
    int sign = value.isPositive() ? 1 : value.isNegative() ? -1 : 0;
    return function.parity() == Function.Parity.ODD ? sign : -sign;
  }

  /** What is between the values at the ends, open where the ends are. */
  private static Interval ends(Function function, Interval argument) {
    Interval low = PointEnclosure.of(function, argument.lower());
    if (argument.isPoint()) {
      return low;
    }
    Interval high = PointEnclosure.of(function, argument.upper());
    return flagged(low, argument.isLowerOpen()).hull(flagged(high, argument.isUpperOpen()));
  }

  private static Interval flagged(Interval value, boolean isOpen) {
    return isOpen
        ? new Interval(value.lower(), value.upper(), true, true, value.decoration())
        : value;
  }

  /** Tangent or cotangent, which rise or fall between the zeros of another function. */
  static IntervalExtension betweenPoles(Supplier<Function> zero) {
    return (function, arguments) -> {
      Interval argument = arguments.get(0);
      if (!hasNoZero(zero.get(), argument)) {
        return Interval.ENTIRE.decorated(Decoration.PARTIAL);
      }
      return ends(function, argument).decorated(argument.decoration());
    };
  }

  private static boolean hasNoZero(Function wave, Interval argument) {
    return argument.width() < LESS_THAN_PI && !image(wave, argument.closed()).contains(0);
  }

  /** The reciprocal of another function. */
  static IntervalExtension reciprocal(Supplier<Function> of) {
    return (function, arguments) -> Interval.ONE.dividedBy(image(of.get(), arguments.get(0)));
  }

  /** A power with any exponent: between its values at the corners. */
  static Interval power(Interval base, Interval exponent) {
    if (exponent.isPoint()
        && exponent.lower() == Math.rint(exponent.lower())
        && Math.abs(exponent.lower()) <= 1 << 20) {
      return base.power((int) exponent.lower()).as(exponent.decoration());
    }
    Interval positive = base.intersect(NOT_NEGATIVE);
    boolean mayBeWhole = Math.floor(exponent.upper()) >= Math.ceil(exponent.lower());
    if (positive.isEmpty() || base.lower() < 0 && mayBeWhole) {
      return mayBeWhole ? Interval.ENTIRE.decorated(Decoration.PARTIAL) : Interval.EMPTY;
    }
    if (exponent.isPoint() && exponent.lower() == 0.5) {
      return base.sqrt().as(exponent.decoration());
    }
    boolean isInside = base.lower() >= 0 && (base.isPositive() || exponent.isNotNegative());
    // 0 to the power 0 is 1 beside the values next to it.
    boolean isTorn = positive.contains(0) && exponent.contains(0);
    Interval logarithm = image(ElementaryFunctions.LOG, positive);
    Interval values =
        logarithm.isEmpty()
            ? Interval.EMPTY
            : image(ElementaryFunctions.EXP, logarithm.times(exponent));
    if (positive.contains(0) && !exponent.isNegative()) {
      values = values.hull(Interval.ZERO);
      values = isTorn ? values.hull(Interval.ONE) : values;
    }
    return values
        .decorated(base.decoration().and(exponent.decoration()))
        .as(isInside ? isTorn ? Decoration.DEFINED : Decoration.CONTINUOUS : Decoration.PARTIAL);
  }

  static Interval atan2(Interval y, Interval x) {
    Decoration both = x.decoration().and(y.decoration());
    boolean isOrigin = x.closed().contains(0) && y.closed().contains(0);
    boolean isCut = x.lower() < 0 && y.lower() < 0 && y.upper() >= 0;
    if (isOrigin || isCut || !x.isBounded() || !y.isBounded()) {
      Interval turn = new Interval(PI.negate().lower(), PI.upper(), true, true, both);
      if (isOrigin) {
        return turn.as(Decoration.PARTIAL);
      }
      // The cut has the values of the side above it.
      return isCut && y.contains(0) ? turn.as(Decoration.DEFINED) : turn;
    }
    Interval values = Interval.EMPTY;
    for (int i = 0; i < 4; i++) {
      double up = (i & 1) == 0 ? y.lower() : y.upper();
      double along = (i & 2) == 0 ? x.lower() : x.upper();
      values = values.hull(PointEnclosure.of(TrigonometricFunctions.ATAN2, up, along).closed());
    }
    return values.decorated(both);
  }

  /** The smallest and the largest of some arguments. */
  static IntervalExtension folded(BinaryOperator<Interval> of) {
    return (function, arguments) -> arguments.stream().reduce(of).orElseThrow();
  }

  /** Gamma: of what is below 0 by its reflection, pi/(sin(pi*x)*Gamma(1 - x)). */
  static Interval gamma(Interval argument) {
    if (argument.isPositive()) {
      return GAMMA_ABOVE.of(SpecialFunctions.GAMMA, List.of(argument));
    }
    if (argument.upper() > 0 || !isBetweenPoles(argument)) {
      return Interval.ENTIRE.decorated(Decoration.PARTIAL);
    }
    Interval other = GAMMA_ABOVE.of(SpecialFunctions.GAMMA, List.of(Interval.ONE.minus(argument)));
    return PI.dividedBy(sineOfTurns(argument).times(other)).decorated(argument.decoration());
  }

  /** The logarithm of the magnitude of Gamma. */
  static Interval logGamma(Interval argument) {
    if (argument.isPositive()) {
      return LGAMMA_ABOVE.of(SpecialFunctions.LGAMMA, List.of(argument));
    }
    if (argument.upper() > 0 || !isBetweenPoles(argument)) {
      return Interval.ENTIRE.decorated(Decoration.PARTIAL);
    }
    Interval other =
        LGAMMA_ABOVE.of(SpecialFunctions.LGAMMA, List.of(Interval.ONE.minus(argument)));
    return image(ElementaryFunctions.LOG, PI.dividedBy(sineOfTurns(argument).abs()))
        .minus(other)
        .decorated(argument.decoration());
  }

  static Interval digamma(Interval argument) {
    if (argument.isPositive()) {
      return MonotonePieces.none().risesFromPole(0).of(SpecialFunctions.DIGAMMA, List.of(argument));
    }
    return argument.upper() > 0 || !isBetweenPoles(argument)
        ? Interval.ENTIRE.decorated(Decoration.PARTIAL)
        : ends(SpecialFunctions.DIGAMMA, argument).decorated(argument.decoration());
  }

  static Interval trigamma(Interval argument) {
    if (argument.isPositive()) {
      return TRIGAMMA_ABOVE.of(SpecialFunctions.TRIGAMMA, List.of(argument));
    }
    Interval positive = new Interval(0, FAR, true, true, Decoration.PARTIAL);
    if (argument.upper() > 0 || !isBetweenPoles(argument)) {
      return positive;
    }
    Interval other =
        TRIGAMMA_ABOVE.of(SpecialFunctions.TRIGAMMA, List.of(Interval.ONE.minus(argument)));
    return PI.dividedBy(sineOfTurns(argument))
        .power(2)
        .minus(other)
        .intersect(positive)
        .decorated(argument.decoration());
  }

  /** Of a whole order, above 0: it falls from the pole or rises to 0. */
  static Interval polygamma(Interval order, Interval argument) {
    boolean isOrder =
        order.isPoint() && order.lower() >= 1 && order.lower() == Math.rint(order.lower());
    if (!isOrder || !argument.isPositive()) {
      return Interval.ENTIRE.decorated(Decoration.PARTIAL);
    }
    boolean isNegative = order.lower() % 2 == 0;
    Interval low =
        Double.isInfinite(argument.upper())
            ? limit(0)
            : flagged(
                PointEnclosure.of(SpecialFunctions.POLYGAMMA, order.lower(), argument.upper()),
                argument.isUpperOpen());
    Interval high =
        argument.lower() == 0
            ? isNegative ? limit(-FAR) : limit(FAR)
            : flagged(
                PointEnclosure.of(SpecialFunctions.POLYGAMMA, order.lower(), argument.lower()),
                argument.isLowerOpen());
    return low.hull(high).decorated(order.decoration().and(argument.decoration()));
  }

  static Interval factorial(Interval argument) {
    return gamma(argument.plus(Interval.ONE));
  }

  /** Gamma(n + 1)/(Gamma(k + 1)*Gamma(n - k + 1)), where no argument is at a pole. */
  static Interval binomial(Interval upper, Interval lower) {
    Interval rest = upper.minus(lower).plus(Interval.ONE);
    Interval above = upper.plus(Interval.ONE);
    Interval below = lower.plus(Interval.ONE);
    return above.isPositive() && below.isPositive() && rest.isPositive()
        ? gamma(above).dividedBy(gamma(below).times(gamma(rest)))
        : Interval.ENTIRE.decorated(Decoration.PARTIAL);
  }

  private static final MonotonePieces GAMMA_ABOVE =
      MonotonePieces.turning(
          0,
          limit(FAR),
          "1.4616321449683623412626595423257213",
          "0.8856031944108887002788159005825887");
  private static final MonotonePieces LGAMMA_ABOVE =
      MonotonePieces.turning(
          0,
          limit(FAR),
          "1.4616321449683623412626595423257213",
          "-0.1214862905358496080955145571776916");
  private static final MonotonePieces TRIGAMMA_ABOVE =
      MonotonePieces.none().falls(0, FAR, limit(FAR), limit(0));

  /** Whether an argument below 0 is within two whole numbers. */
  private static boolean isBetweenPoles(Interval argument) {
    double whole = Math.floor(argument.lower());
    boolean isAbove =
        argument.lower() > whole || argument.lower() == whole && argument.isLowerOpen();
    return isAbove
        && (argument.upper() < whole + 1
            || argument.upper() == whole + 1 && argument.isUpperOpen());
  }

  private static Interval sineOfTurns(Interval argument) {
    return image(TrigonometricFunctions.SIN, argument.times(PI));
  }
}
