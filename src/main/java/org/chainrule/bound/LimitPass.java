package org.chainrule.bound;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The limit of an expression where a name goes to a number from one side, or far out: by the limits
 * of its parts. Where these leave it open, as 0 times infinity does, nothing is said.
 */
final class LimitPass extends Pass<Optional<Approach>> {
  private final Expr name;
  private final Approach approach;

  LimitPass(Expr name, Approach approach) {
    this.name = name;
    this.approach = approach;
  }

  /** The limit, if it is told. */
  static Optional<Approach> of(Expr expression, Expr name, Approach approach) {
    try {
      return new LimitPass(name, approach).apply(expression);
    } catch (ChainruleException | ArithmeticException none) {
      return Optional.empty();
    }
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Product product) {
      return product.factors().stream().map(Product.Factor::toExpr).toList();
    }
    if (node instanceof Sum sum) {
      return sum.addends();
    }
    return node instanceof Power || node instanceof Apply ? node.children() : List.of();
  }

  @Override
  protected Optional<Approach> compute(Expr node) {
    if (node == name) {
      return Optional.of(approach);
    }
    if (node instanceof RationalNumber || node == NamedConstant.PI || node == NamedConstant.E) {
      return Optional.of(Approach.to(node, 0));
    }
    List<Approach> parts = new ArrayList<>();
    for (Expr each : dependencies(node)) {
      Optional<Approach> part = result(each);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    if (node instanceof Sum) {
      return sum(parts);
    }
    if (node instanceof Product product) {
      Approach coefficient = Approach.to(Expr.of(product.coefficient()), 0);
      parts.add(coefficient);
      return product(parts);
    }
    if (node instanceof Power power) {
      return power.exponent() instanceof RationalNumber number
          ? power(parts.get(0), number.value())
          : Optional.empty();
    }
    return node instanceof Apply apply && parts.size() == 1
        ? applied(apply.function(), parts.get(0))
        : Optional.empty();
  }

  private static Optional<Approach> sum(List<Approach> parts) {
    int infinite = 0;
    Expr limit = RationalNumber.ZERO;
    Integer side = 0;
    for (Approach part : parts) {
      if (part.limit() == null) {
        if (infinite * part.infinite() < 0) {
          return Optional.empty();
        }
        infinite = part.infinite();
      } else {
        limit = limit.plus(part.limit());
        side = joined(side, part.side());
      }
    }
    return Optional.of(infinite != 0 ? Approach.infinite(infinite) : Approach.to(limit, side));
  }

  private static @Nullable Integer joined(@Nullable Integer one, @Nullable Integer other) {
    if (one == null || other == null || one * other < 0) {
      return null;
    }
    return one != 0 ? one : other;
  }

  private static Optional<Approach> product(List<Approach> parts) {
    boolean isInfinite = false;
    boolean isZero = false;
    Integer sign = 1;
    Expr limit = RationalNumber.ONE;
    Integer growth = 0;
    for (Approach part : parts) {
      isInfinite |= part.limit() == null;
      isZero |= part.isZero();
      Integer own = part.sign();
      sign = own == null || sign == null ? null : Integer.valueOf(sign * own);
      if (part.limit() != null) {
        limit = limit.times(part.limit());
        // Whether the magnitude is above or below that of the limit.
        growth =
            part.side() == null || own == null
                ? null
                : joined(growth, Integer.valueOf(part.side() * own));
      }
    }
    if (isInfinite) {
      return isZero || sign == null || sign == 0
          ? Optional.empty()
          : Optional.of(Approach.infinite(sign));
    }
    if (isZero) {
      return Optional.of(Approach.to(RationalNumber.ZERO, sign));
    }
    return Optional.of(
        Approach.to(limit, growth == null || sign == null ? null : Integer.valueOf(growth * sign)));
  }

  private static Optional<Approach> power(Approach base, Rational exponent) {
    boolean isWhole = exponent.isInteger();
    Integer sign = base.sign();
    if (sign == null && !(isWhole && exponent.isEven() && base.isZero())) {
      return Optional.empty();
    }
    if (!isWhole && (sign == null || sign < 0)) {
      return Optional.empty();
    }
    int own = isWhole && exponent.isEven() ? 1 : sign == null ? 1 : sign;
    if (base.limit() == null) {
      return Optional.of(
          exponent.signum() > 0 ? Approach.infinite(own) : Approach.to(RationalNumber.ZERO, own));
    }
    if (base.isZero()) {
      if (sign != null && sign == 0) {
        return exponent.signum() > 0
            ? Optional.of(Approach.to(RationalNumber.ZERO, 0))
            : Optional.empty();
      }
      return Optional.of(
          exponent.signum() > 0 ? Approach.to(RationalNumber.ZERO, own) : Approach.infinite(own));
    }
    Integer side = base.side();
    Integer grown =
        side == null || sign == null
            ? null
            : Integer.valueOf(side * sign * own * exponent.signum());
    return Optional.of(Approach.to(Power.of(base.limit(), Expr.of(exponent)), grown));
  }

  private static Optional<Approach> applied(Function function, Approach argument) {
    Expr limit = argument.limit();
    if (limit == null) {
      double end = argument.infinite() * Double.POSITIVE_INFINITY;
      return function.limit(end, end < 0).flatMap(each -> ofEnd(function, each));
    }
    Interval at = Constants.enclosure(limit);
    Interval value = function.enclosure(List.of(at)).orElse(Interval.EMPTY);
    if (value.isContinuous() && value.isBounded() && isSmooth(function, limit)) {
      Expr number = Apply.of(function, limit);
      return Optional.of(Approach.to(number, side(function, argument, limit, number)));
    }
    Rational exact = limit instanceof RationalNumber number ? number.value() : null;
    Integer side = argument.side();
    if (exact == null || side == null || side == 0) {
      return Optional.empty();
    }
    double end = exact.doubleValue();
    boolean isDouble = Rational.of(new BigDecimal(end)).equals(exact);
    if (!isDouble) {
      return Optional.empty();
    }
    Interval beside =
        new Interval(
            side > 0 ? end : end - 8 * Math.ulp(end),
            side > 0 ? end + 8 * Math.ulp(end) : end,
            true,
            true,
            Interval.Decoration.CONTINUOUS);
    Interval near = function.enclosure(List.of(beside)).orElse(Interval.EMPTY);
    if (!near.isEmpty() && near.isPoint() && near.isContinuous()) {
      return Optional.of(Approach.to(Expr.of(Rational.of(new BigDecimal(near.lower()))), 0));
    }
    return function.limit(end, side > 0).flatMap(each -> ofEnd(function, each));
  }

  /**
   * Whether a function does not jump at a number; one on its own says nothing of its neighbours.
   */
  private static boolean isSmooth(Function function, Expr at) {
    Interval near = Constants.enclosure(at);
    Interval around =
        new Interval(
            Math.nextDown(near.lower()),
            Math.nextUp(near.upper()),
            false,
            false,
            Interval.Decoration.CONTINUOUS);
    return function
        .enclosure(List.of(around))
        .map(each -> each.isContinuous() && each.isBounded())
        .orElse(false);
  }

  private static @Nullable Integer side(
      Function function, Approach argument, Expr limit, Expr number) {
    Integer side = argument.side();
    if (side == null || side == 0) {
      return side;
    }
    Interval at = Constants.enclosure(limit);
    if (at.isPoint() && number instanceof RationalNumber value) {
      double from = at.lower();
      double to = from + side * 8 * Math.max(Math.ulp(from), Double.MIN_NORMAL);
      Interval beside =
          new Interval(
              Math.min(from, to), Math.max(from, to), true, true, Interval.Decoration.CONTINUOUS);
      Interval moved =
          function
              .enclosure(List.of(beside))
              .map(each -> each.minus(Interval.of(value.value())))
              .orElse(Interval.EMPTY);
      if (moved.isPositive() || moved.isNegative()) {
        return moved.isPositive() ? 1 : -1;
      }
    }
    Optional<Expr> slope = function.partial(0, List.of(limit), number);
    Integer sign = slope.map(Constants::sign).orElse(null);
    return sign == null || sign == 0 ? null : Integer.valueOf(side * sign);
  }

  /** The limit that a row tells, as a number, with the side on which the values are. */
  private static Optional<Approach> ofEnd(Function function, Interval limit) {
    if (Double.isInfinite(limit.upper())) {
      return Optional.of(Approach.UP);
    }
    if (Double.isInfinite(limit.lower())) {
      return Optional.of(Approach.DOWN);
    }
    Expr number = null;
    if (limit.isPoint()) {
      number = Expr.of(Rational.of(new BigDecimal(limit.lower())));
    } else {
      for (Expr each : Constants.within(limit)) {
        // A row has pi and its half among its limits, and no other number of that kind.
        number = each instanceof Product product && isPartOfPi(product) ? each : number;
        number = each == NamedConstant.PI ? each : number;
      }
    }
    if (number == null) {
      return Optional.empty();
    }
    Function.Range range = function.range();
    Integer side = null;
    if (number instanceof RationalNumber exact) {
      double value = exact.value().doubleValue();
      side = value == range.upper() && !range.includesUpper() ? Integer.valueOf(-1) : side;
      side = value == range.lower() && !range.includesLower() ? Integer.valueOf(1) : side;
    }
    return Optional.of(Approach.to(number, side));
  }

  private static boolean isPartOfPi(Product product) {
    return product.size() == 1
        && product.exponentOf(NamedConstant.PI).isOne()
        && product.coefficient().abs().equals(Rational.HALF);
  }
}
