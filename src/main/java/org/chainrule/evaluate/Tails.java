package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.RationalNumber;
import org.chainrule.number.Rational;

/**
 * Arithmetic on numbers that are beside exact ones by less than all digits, such as sigma(10000): a
 * sum, product or root of them is again one, of the exact numbers, and of its own tail.
 */
final class Tails {
  /** Of tails further down, a function that has a pole or a root there is not computed. */
  private static final long LONGEST = 12_000;

  /** Tails that stand for others in functions that only compare and round them. */
  private static final int MARKS = 20;

  private static final ErrorBoundedDecimal TWO =
      new ErrorBoundedDecimal(BigDecimal.valueOf(2), true);

  private final PreciseArithmetic arithmetic;

  Tails(PreciseArithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  /** Whether a number is below all digits of an exact one. */
  boolean isFar(ErrorBoundedDecimal head, ErrorBoundedDecimal number) {
    if (!head.isExact() || head.value().signum() == 0) {
      return false;
    }
    double end = head.exponent() - (double) arithmetic.working().getPrecision();
    end -= Scales.exponent(number);
    boolean isSmall = number.value().signum() == 0 || number.exponent() < end;
    return isSmall && (!number.hasLost() || number.lost() < end);
  }

  /** An exact number and what is beside it. */
  private ErrorBoundedDecimal joined(ErrorBoundedDecimal head, ErrorBoundedDecimal rest) {
    if (head.value().signum() == 0) {
      return rest;
    }
    if (isZero(rest)) {
      return head;
    }
    return isFar(head, rest)
        ? tailed(head, rest)
        : arithmetic.add(arithmetic.withoutTail(head), arithmetic.withoutTail(rest));
  }

  /** An exact number and what is far below it; of a long one, the last digits are as far below. */
  ErrorBoundedDecimal tailed(ErrorBoundedDecimal head, ErrorBoundedDecimal rest) {
    if (!arithmetic.isLong(head)) {
      return ErrorBoundedDecimal.tailed(head.value(), rest.inexact());
    }
    ErrorBoundedDecimal first = arithmetic.split(head);
    ErrorBoundedDecimal below = arithmetic.add(first.rest(), arithmetic.withoutTail(rest));
    return ErrorBoundedDecimal.tailed(first.value(), below.inexact());
  }

  private static boolean isZero(ErrorBoundedDecimal number) {
    return number.isExact() && number.value().signum() == 0;
  }

  /** Whether both numbers are exact but for tails, of which there is one. */
  static boolean areBeside(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    return left.hasHead() && right.hasHead() && (left.tail() != null || right.tail() != null);
  }

  ErrorBoundedDecimal add(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    return joined(
        arithmetic.add(left.head(), right.head()), arithmetic.add(left.rest(), right.rest()));
  }

  ErrorBoundedDecimal multiply(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    ErrorBoundedDecimal ofLeft = arithmetic.multiply(left.rest(), right.head());
    ErrorBoundedDecimal ofRight = arithmetic.multiply(left.head(), right.rest());
    return joined(arithmetic.multiply(left.head(), right.head()), arithmetic.add(ofLeft, ofRight));
  }

  /** The quotient, whose exact part is known. */
  ErrorBoundedDecimal divide(
      ErrorBoundedDecimal left, ErrorBoundedDecimal right, ErrorBoundedDecimal quotient) {
    ErrorBoundedDecimal rest =
        arithmetic.add(left.rest(), arithmetic.negate(arithmetic.multiply(quotient, right.rest())));
    return joined(quotient, arithmetic.divide(rest, right.withoutTail()));
  }

  ErrorBoundedDecimal integerPower(ErrorBoundedDecimal base, BigInteger exponent) {
    ErrorBoundedDecimal head = arithmetic.integerPower(base.head(), exponent);
    if (!head.isExact()) {
      return head;
    }
    ErrorBoundedDecimal less =
        arithmetic.integerPower(base.head(), exponent.subtract(BigInteger.ONE));
    ErrorBoundedDecimal factor =
        arithmetic.multiply(new ErrorBoundedDecimal(new BigDecimal(exponent), true), less);
    return joined(head, arithmetic.multiply(factor, base.rest()));
  }

  /** The root of a number with a tail, whose exact part is known. */
  ErrorBoundedDecimal root(ErrorBoundedDecimal tail, ErrorBoundedDecimal root) {
    return joined(root, arithmetic.divide(tail, arithmetic.multiply(root, TWO)));
  }

  /** A function's value with the tail that its row knows far out. */
  ErrorBoundedDecimal farOut(
      Function function, List<ErrorBoundedDecimal> arguments, ErrorBoundedDecimal value) {
    Optional<Function.FarOut> far = function.farOut();
    ErrorBoundedDecimal argument = arguments.get(0);
    if (far.isEmpty() || value.isExact() || argument.hasLost()) {
      return value;
    }
    BigDecimal limit = far.get().limit().apply(argument.value());
    if (limit.signum() == 0 || value.value().signum() == 0) {
      return value;
    }
    MathContext working = arithmetic.working();
    BigDecimal apart = value.value().subtract(limit, working);
    boolean isAtLimit =
        apart.signum() == 0
            || PreciseArithmetic.exponent(apart)
                <= PreciseArithmetic.exponent(limit) - working.getPrecision() + 1;
    if (!isAtLimit || !far.get().isConstant() && !argument.isExact()) {
      return value;
    }
    ErrorBoundedDecimal tail = rest(far.get(), argument);
    ErrorBoundedDecimal head = new ErrorBoundedDecimal(limit, true);
    return isFar(head, tail) ? joined(head, tail) : value;
  }

  /** What is beside the limit, which may be beyond the exponents of ten. */
  private ErrorBoundedDecimal rest(Function.FarOut far, ErrorBoundedDecimal argument) {
    Optional<ErrorBoundedDecimal> beyond = arithmetic.beyond(far.beyond(), argument);
    if (beyond.isPresent()) {
      return beyond.get();
    }
    MathContext working = arithmetic.working();
    BigDecimal rest = far.rest().apply(argument.value(), working);
    if (rest.signum() == 0) {
      return ErrorBoundedDecimal.lost(-PreciseArithmetic.MAXIMAL_EXPONENT);
    }
    long size = argument.exponent();
    return new ErrorBoundedDecimal(rest, false)
        .losing(
            argument.isExact() || size < 1
                ? ErrorBoundedDecimal.NOTHING
                : PreciseArithmetic.exponent(rest) + size - working.getPrecision() + 2.0);
  }

  /** A function of arguments with tails. */
  ErrorBoundedDecimal apply(Function function, List<ErrorBoundedDecimal> arguments) {
    if (function.isExact()) {
      return arguments.size() == 1
          ? alongLines(function, arguments.get(0))
          : chosen(function, arguments);
    }
    List<ErrorBoundedDecimal> heads =
        arguments.stream().map(each -> each.tail() == null ? each : each.head()).toList();
    if (heads.size() == 1) {
      ErrorBoundedDecimal argument = arguments.get(0);
      Optional<ErrorBoundedDecimal> along =
          alongTangent(function, argument.value(), argument.rest());
      if (along.isPresent()) {
        return along.get();
      }
    }
    ErrorBoundedDecimal there;
    try {
      there = arithmetic.plain(function, heads);
    } catch (DomainException pole) {
      return beside(function, arguments);
    }
    arguments.forEach(arithmetic::withoutTail);
    return there.value().signum() == 0 ? beside(function, arguments) : there.inexact();
  }

  /** A function where it and its slope are numbers without rounding: log beside 1. */
  Optional<ErrorBoundedDecimal> alongTangent(
      Function function, BigDecimal argument, ErrorBoundedDecimal rest) {
    Expr at = Expr.of(Rational.of(argument));
    try {
      if (Apply.of(function, at) instanceof RationalNumber value
          && function.partial(0, List.of(at), value).orElse(null) instanceof RationalNumber slope
          && !slope.isZero()) {
        return Optional.of(
            joined(
                arithmetic.of(value.value()),
                arithmetic.multiply(arithmetic.of(slope.value()), rest)));
      }
      return Optional.empty();
    } catch (DomainException pole) {
      return Optional.empty();
    }
  }

  /** A function beside its pole or root: of all digits of its argument. */
  private ErrorBoundedDecimal beside(Function function, List<ErrorBoundedDecimal> arguments) {
    List<ErrorBoundedDecimal> written = new ArrayList<>();
    for (ErrorBoundedDecimal each : arguments) {
      ErrorBoundedDecimal tail = each.tail();
      if (tail == null) {
        written.add(each);
        continue;
      }
      long apart =
          each.exponent() - (tail.value().signum() == 0 ? Long.MIN_VALUE / 2 : tail.exponent());
      if (tail.isScaled() || apart > LONGEST || !tail.isRightTo(MARKS)) {
        throw arithmetic.unsettled();
      }
      written.add(new ErrorBoundedDecimal(each.value().add(tail.value()), true));
    }
    ErrorBoundedDecimal value = arithmetic.plain(function, written);
    return value.inexact();
  }

  /** A function that is straight, or constant, just beside a number: abs, floor. */
  private ErrorBoundedDecimal alongLines(Function function, ErrorBoundedDecimal argument) {
    ErrorBoundedDecimal tail = argument.rest();
    if (tail.value().signum() == 0 || !tail.isRightTo(1)) {
      throw arithmetic.unsettled();
    }
    BigDecimal step =
        BigDecimal.ONE.scaleByPowerOfTen(
            (int) (argument.exponent() - arithmetic.working().getPrecision()));
    BigDecimal signed = tail.value().signum() < 0 ? step.negate() : step;
    BigDecimal first = at(function, argument.value().add(signed));
    BigDecimal second = at(function, argument.value().add(signed).add(signed));
    BigDecimal change = second.subtract(first);
    ErrorBoundedDecimal slope =
        new ErrorBoundedDecimal(change.divide(signed, arithmetic.working()), true);
    return joined(
        new ErrorBoundedDecimal(first.subtract(change), true), arithmetic.multiply(slope, tail));
  }

  private BigDecimal at(Function function, BigDecimal argument) {
    return arithmetic.plain(function, List.of(new ErrorBoundedDecimal(argument, true))).value();
  }

  /** A function that chooses one of its arguments: max. */
  ErrorBoundedDecimal chosen(Function function, List<ErrorBoundedDecimal> arguments) {
    ErrorBoundedDecimal chosen = arguments.get(0);
    for (ErrorBoundedDecimal each : arguments.subList(1, arguments.size())) {
      int sign = arithmetic.compare(each, chosen);
      BigDecimal larger =
          arithmetic
              .plain(
                  function,
                  List.of(
                      new ErrorBoundedDecimal(BigDecimal.valueOf(sign), true),
                      ErrorBoundedDecimal.ZERO))
              .value();
      chosen = sign != 0 && larger.signum() == sign ? each : chosen;
    }
    return chosen;
  }
}
