package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.BudgetException;
import org.chainrule.expr.Function;

/**
 * Arithmetic on numbers of which at least one is beyond the exponents of ten, such as exp(1e50): a
 * number of digits times an exponential, of which only the argument is kept. In quotients, sums and
 * logarithms the largest so cancels.
 */
final class Scales {
  private static final double LOGARITHM_OF_TEN = Math.log(10);

  /** Arguments of exponentials are kept to so many digits. */
  private static final int MOST_DIGITS = 2_000;

  private static final BigDecimal LARGEST = new BigDecimal("2.3e9");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final PreciseArithmetic arithmetic;
  private final Tails tails;

  Scales(PreciseArithmetic arithmetic, Tails tails) {
    this.arithmetic = arithmetic;
    this.tails = tails;
  }

  /** About the decimal logarithm of what the digits of a number are multiplied by. */
  static double exponent(ErrorBoundedDecimal number) {
    BigDecimal scale = number.scale();
    return scale == null ? 0 : scale.doubleValue() / LOGARITHM_OF_TEN;
  }

  /** The exponential of a number beyond the exponents of ten. */
  static ErrorBoundedDecimal ofExponent(ErrorBoundedDecimal argument) {
    return new ErrorBoundedDecimal(
        BigDecimal.ONE, argument.isExact(), ErrorBoundedDecimal.NOTHING, null, argument.value());
  }

  /** A number of many digits before or behind the point. */
  ErrorBoundedDecimal of(BigDecimal value) {
    long exponent = PreciseArithmetic.exponent(value);
    BigDecimal scale = arithmetic.logarithmOfTen().multiply(BigDecimal.valueOf(exponent));
    BigDecimal digits = value.scaleByPowerOfTen((int) -exponent);
    return new ErrorBoundedDecimal(
        digits.round(arithmetic.working()), false, ErrorBoundedDecimal.NOTHING, null, scale);
  }

  static BigDecimal scale(ErrorBoundedDecimal number) {
    BigDecimal scale = number.scale();
    return scale == null ? BigDecimal.ZERO : scale;
  }

  private static ErrorBoundedDecimal unscaled(ErrorBoundedDecimal number) {
    return new ErrorBoundedDecimal(number.value(), number.isExact(), number.lost(), number.tail());
  }

  /** A number times an exponential, as a plain one where that can be. */
  private ErrorBoundedDecimal scaled(ErrorBoundedDecimal number, BigDecimal scale) {
    if (scale.signum() == 0 || number.isExact() && number.value().signum() == 0) {
      return number;
    }
    if (number.isScaled()) {
      return scaled(unscaled(number), scale(number).add(scale));
    }
    if (scale.precision() > MOST_DIGITS) {
      if (scale.signum() < 0) {
        return ErrorBoundedDecimal.lost(-PreciseArithmetic.MAXIMAL_EXPONENT);
      }
      throw tooLong();
    }
    long size = number.value().signum() == 0 ? 0 : number.exponent();
    double exponent = size + scale.doubleValue() / LOGARITHM_OF_TEN;
    if (Math.abs(exponent) > PreciseArithmetic.MAXIMAL_EXPONENT - 1.0) {
      return new ErrorBoundedDecimal(
          number.value(), number.isExact(), number.lost(), number.tail(), scale);
    }
    if (scale.abs().compareTo(LARGEST) < 0) {
      return arithmetic.multiply(
          number, arithmetic.exponential(new ErrorBoundedDecimal(scale, true)));
    }
    ErrorBoundedDecimal half =
        arithmetic.exponential(new ErrorBoundedDecimal(scale.multiply(HALF), true));
    return arithmetic.multiply(arithmetic.multiply(number, half), half);
  }

  private static BudgetException tooLong() {
    return new BudgetException("exponentials of very different sizes meet");
  }

  /** The number, or a bound of it where it is small. */
  ErrorBoundedDecimal plain(ErrorBoundedDecimal number) {
    if (!number.isScaled()) {
      return number;
    }
    if (scale(number).signum() > 0) {
      if (number.value().signum() == 0) {
        throw arithmetic.unsettled();
      }
      throw PreciseArithmetic.overflow("a value");
    }
    return ErrorBoundedDecimal.lost(-PreciseArithmetic.MAXIMAL_EXPONENT);
  }

  private static boolean isSmall(ErrorBoundedDecimal number) {
    return number.isScaled() && scale(number).signum() < 0;
  }

  ErrorBoundedDecimal add(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    ErrorBoundedDecimal larger = scale(left).compareTo(scale(right)) >= 0 ? left : right;
    ErrorBoundedDecimal smaller = larger == left ? right : left;
    if (larger.isScaled()) {
      BigDecimal scale = scale(larger);
      ErrorBoundedDecimal rest = scaled(unscaled(smaller), scale(smaller).subtract(scale));
      return scaled(arithmetic.add(unscaled(larger), rest), scale);
    }
    if (larger.tail() != null) {
      return tails.add(larger, smaller);
    }
    return tails.isFar(larger, smaller)
        ? tails.tailed(larger, smaller)
        : arithmetic.add(larger, plain(smaller));
  }

  ErrorBoundedDecimal multiply(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    return scaled(
        arithmetic.multiply(unscaled(left), unscaled(right)), scale(left).add(scale(right)));
  }

  ErrorBoundedDecimal divide(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    return scaled(
        arithmetic.divide(unscaled(left), unscaled(right)), scale(left).subtract(scale(right)));
  }

  ErrorBoundedDecimal integerPower(ErrorBoundedDecimal base, BigInteger exponent) {
    BigDecimal scale = scale(base).multiply(new BigDecimal(exponent));
    return scaled(arithmetic.integerPower(unscaled(base), exponent), scale);
  }

  /** The power of a base above 0. */
  ErrorBoundedDecimal power(ErrorBoundedDecimal base, ErrorBoundedDecimal exponent) {
    if (exponent.isScaled()) {
      ErrorBoundedDecimal plain = unscaled(base);
      boolean isLarge = !isSmall(exponent);
      int sign =
          base.isScaled()
              ? scale(base).signum()
              : arithmetic.compare(plain, ErrorBoundedDecimal.ONE);
      if (!isLarge) {
        return arithmetic.power(base, plain(exponent));
      }
      return sign == 0 && base.isExact()
          ? ErrorBoundedDecimal.ONE
          : sign * exponent.value().signum() < 0
              ? ErrorBoundedDecimal.lost(-PreciseArithmetic.MAXIMAL_EXPONENT)
              : plain(exponent);
    }
    ErrorBoundedDecimal scale = new ErrorBoundedDecimal(scale(base), base.isExact());
    ErrorBoundedDecimal large = arithmetic.exponential(arithmetic.multiply(scale, exponent));
    return arithmetic.multiply(arithmetic.power(unscaled(base), exponent), large);
  }

  /** The exponential of what is itself beyond the exponents of ten. */
  ErrorBoundedDecimal exponential(ErrorBoundedDecimal argument) {
    if (isSmall(argument)) {
      return ErrorBoundedDecimal.tailed(BigDecimal.ONE, argument.inexact());
    }
    return argument.value().signum() < 0
        ? ErrorBoundedDecimal.lost(-PreciseArithmetic.MAXIMAL_EXPONENT)
        : plain(argument);
  }

  /** A function of an argument beyond the exponents of ten. */
  ErrorBoundedDecimal apply(Function function, List<ErrorBoundedDecimal> arguments) {
    if (arguments.size() > 1) {
      return function.isExact()
          ? tails.chosen(function, arguments)
          : arithmetic.apply(function, arguments.stream().map(this::plain).toList());
    }
    ErrorBoundedDecimal argument = arguments.get(0);
    if (argument.value().signum() == 0 && !isSmall(argument)) {
      throw arithmetic.unsettled();
    }
    Optional<Function.Logarithmic> logarithmic =
        function.logarithmic().filter(each -> each.isEverywhere() || !isSmall(argument));
    if (logarithmic.isPresent()) {
      return logarithm(logarithmic.get(), argument);
    }
    if (function.isExact()) {
      return alongLines(function, argument);
    }
    if (isSmall(argument)) {
      return tails
          .alongTangent(function, BigDecimal.ZERO, argument)
          .orElseGet(() -> arithmetic.apply(function, List.of(plain(argument))));
    }
    return atLimit(function, argument);
  }

  private ErrorBoundedDecimal logarithm(Function.Logarithmic form, ErrorBoundedDecimal argument) {
    ErrorBoundedDecimal factor = new ErrorBoundedDecimal(BigDecimal.valueOf(form.factor()), true);
    boolean isMirrored = form.isOdd() && argument.value().signum() < 0;
    ErrorBoundedDecimal digits = unscaled(isMirrored ? arithmetic.negate(argument) : argument);
    ErrorBoundedDecimal logarithm =
        arithmetic.add(
            new ErrorBoundedDecimal(scale(argument), argument.isExact()),
            arithmetic.logarithm(arithmetic.multiply(factor, digits)));
    ErrorBoundedDecimal toBase =
        form.base() == 0
            ? logarithm
            : arithmetic.divide(
                logarithm,
                arithmetic.logarithm(
                    new ErrorBoundedDecimal(BigDecimal.valueOf(form.base()), true)));
    return isMirrored ? arithmetic.negate(toBase) : toBase;
  }

  /** A function that is straight far out, or just beside 0. */
  private ErrorBoundedDecimal alongLines(Function function, ErrorBoundedDecimal argument) {
    if (!argument.isRightTo(1) || argument.value().signum() == 0) {
      throw arithmetic.unsettled();
    }
    int digits = 2 * arithmetic.working().getPrecision();
    BigDecimal mark =
        BigDecimal.valueOf(argument.value().signum())
            .scaleByPowerOfTen(isSmall(argument) ? -digits : digits);
    BigDecimal first = at(function, mark);
    BigDecimal change = at(function, mark.add(mark)).subtract(first);
    ErrorBoundedDecimal slope =
        new ErrorBoundedDecimal(change.divide(mark, MathContext.DECIMAL128), true);
    ErrorBoundedDecimal straight = arithmetic.multiply(slope, argument);
    return arithmetic.add(new ErrorBoundedDecimal(first.subtract(change), true), straight);
  }

  private BigDecimal at(Function function, BigDecimal argument) {
    return arithmetic.plain(function, List.of(new ErrorBoundedDecimal(argument, true))).value();
  }

  /** A function that comes as close to a number as all digits tell. */
  private ErrorBoundedDecimal atLimit(Function function, ErrorBoundedDecimal argument) {
    int digits = 4 * arithmetic.working().getPrecision();
    BigDecimal sign = BigDecimal.valueOf(argument.value().signum());
    if (function.oscillates() || sign.signum() == 0) {
      return plain(argument);
    }
    ErrorBoundedDecimal there = new ErrorBoundedDecimal(sign.scaleByPowerOfTen(digits), true);
    ErrorBoundedDecimal beyond = new ErrorBoundedDecimal(sign.scaleByPowerOfTen(2 * digits), true);
    ErrorBoundedDecimal first = arithmetic.apply(function, List.of(there));
    ErrorBoundedDecimal second = arithmetic.apply(function, List.of(beyond));
    return !second.isScaled() && first.value().compareTo(second.value()) == 0
        ? second
        : plain(argument);
  }
}
