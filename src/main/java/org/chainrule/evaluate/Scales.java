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
  static double exponent(Digits number) {
    BigDecimal scale = number.scale();
    return scale == null ? 0 : scale.doubleValue() / LOGARITHM_OF_TEN;
  }

  /** The exponential of a number beyond the exponents of ten. */
  static Digits ofExponent(Digits argument) {
    return new Digits(BigDecimal.ONE, argument.isExact(), Digits.NOTHING, null, argument.value());
  }

  /** A number of many digits before or behind the point. */
  Digits of(BigDecimal value) {
    long exponent = PreciseArithmetic.exponent(value);
    BigDecimal scale = arithmetic.logarithmOfTen().multiply(BigDecimal.valueOf(exponent));
    BigDecimal digits = value.scaleByPowerOfTen((int) -exponent);
    return new Digits(digits.round(arithmetic.working()), false, Digits.NOTHING, null, scale);
  }

  static BigDecimal scale(Digits number) {
    BigDecimal scale = number.scale();
    return scale == null ? BigDecimal.ZERO : scale;
  }

  private static Digits unscaled(Digits number) {
    return new Digits(number.value(), number.isExact(), number.lost(), number.tail());
  }

  /** A number times an exponential, as a plain one where that can be. */
  private Digits scaled(Digits number, BigDecimal scale) {
    if (scale.signum() == 0 || number.isExact() && number.value().signum() == 0) {
      return number;
    }
    if (number.isScaled()) {
      return scaled(unscaled(number), scale(number).add(scale));
    }
    if (scale.precision() > MOST_DIGITS) {
      if (scale.signum() < 0) {
        return Digits.lost(-PreciseArithmetic.MAXIMAL_EXPONENT);
      }
      throw tooLong();
    }
    long size = number.value().signum() == 0 ? 0 : number.exponent();
    double exponent = size + scale.doubleValue() / LOGARITHM_OF_TEN;
    if (Math.abs(exponent) > PreciseArithmetic.MAXIMAL_EXPONENT - 1.0) {
      return new Digits(number.value(), number.isExact(), number.lost(), number.tail(), scale);
    }
    if (scale.abs().compareTo(LARGEST) < 0) {
      return arithmetic.multiply(number, arithmetic.exponential(new Digits(scale, true)));
    }
    Digits half = arithmetic.exponential(new Digits(scale.multiply(HALF), true));
    return arithmetic.multiply(arithmetic.multiply(number, half), half);
  }

  private static BudgetException tooLong() {
    return new BudgetException("exponentials of very different sizes meet");
  }

  /** The number, or a bound of it where it is small. */
  Digits plain(Digits number) {
    if (!number.isScaled()) {
      return number;
    }
    if (scale(number).signum() > 0) {
      if (number.value().signum() == 0) {
        throw arithmetic.unsettled();
      }
      throw new BudgetException(
          "overflow: a value exceeds 1e" + PreciseArithmetic.MAXIMAL_EXPONENT);
    }
    return Digits.lost(-PreciseArithmetic.MAXIMAL_EXPONENT);
  }

  private static boolean isSmall(Digits number) {
    return number.isScaled() && scale(number).signum() < 0;
  }

  Digits add(Digits left, Digits right) {
    Digits larger = scale(left).compareTo(scale(right)) >= 0 ? left : right;
    Digits smaller = larger == left ? right : left;
    if (larger.isScaled()) {
      BigDecimal scale = scale(larger);
      Digits rest = scaled(unscaled(smaller), scale(smaller).subtract(scale));
      return scaled(arithmetic.add(unscaled(larger), rest), scale);
    }
    if (larger.tail() != null) {
      return tails.add(larger, smaller);
    }
    return tails.isFar(larger, smaller)
        ? tails.tailed(larger, smaller)
        : arithmetic.add(larger, plain(smaller));
  }

  Digits multiply(Digits left, Digits right) {
    return scaled(
        arithmetic.multiply(unscaled(left), unscaled(right)), scale(left).add(scale(right)));
  }

  Digits divide(Digits left, Digits right) {
    return scaled(
        arithmetic.divide(unscaled(left), unscaled(right)), scale(left).subtract(scale(right)));
  }

  Digits integerPower(Digits base, BigInteger exponent) {
    BigDecimal scale = scale(base).multiply(new BigDecimal(exponent));
    return scaled(arithmetic.integerPower(unscaled(base), exponent), scale);
  }

  /** The power of a base above 0. */
  Digits power(Digits base, Digits exponent) {
    if (exponent.isScaled()) {
      Digits plain = unscaled(base);
      boolean isLarge = !isSmall(exponent);
      int sign = base.isScaled() ? scale(base).signum() : arithmetic.compare(plain, Digits.ONE);
      if (!isLarge) {
        return arithmetic.power(base, plain(exponent));
      }
      return sign == 0 && base.isExact()
          ? Digits.ONE
          : sign * exponent.value().signum() < 0
              ? Digits.lost(-PreciseArithmetic.MAXIMAL_EXPONENT)
              : plain(exponent);
    }
    Digits scale = new Digits(scale(base), base.isExact());
    Digits large = arithmetic.exponential(arithmetic.multiply(scale, exponent));
    return arithmetic.multiply(arithmetic.power(unscaled(base), exponent), large);
  }

  /** The exponential of what is itself beyond the exponents of ten. */
  Digits exponential(Digits argument) {
    if (isSmall(argument)) {
      return Digits.tailed(BigDecimal.ONE, argument.inexact());
    }
    return argument.value().signum() < 0
        ? Digits.lost(-PreciseArithmetic.MAXIMAL_EXPONENT)
        : plain(argument);
  }

  /** A function of an argument beyond the exponents of ten. */
  Digits apply(Function function, List<Digits> arguments) {
    if (arguments.size() > 1) {
      return function.isExact()
          ? tails.chosen(function, arguments)
          : arithmetic.apply(function, arguments.stream().map(this::plain).toList());
    }
    Digits argument = arguments.get(0);
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

  private Digits logarithm(Function.Logarithmic form, Digits argument) {
    Digits factor = new Digits(BigDecimal.valueOf(form.factor()), true);
    boolean isMirrored = form.isOdd() && argument.value().signum() < 0;
    Digits digits = unscaled(isMirrored ? arithmetic.negate(argument) : argument);
    Digits logarithm =
        arithmetic.add(
            new Digits(scale(argument), argument.isExact()),
            arithmetic.logarithm(arithmetic.multiply(factor, digits)));
    Digits toBase =
        form.base() == 0
            ? logarithm
            : arithmetic.divide(
                logarithm, arithmetic.logarithm(new Digits(BigDecimal.valueOf(form.base()), true)));
    return isMirrored ? arithmetic.negate(toBase) : toBase;
  }

  /** A function that is straight far out, or just beside 0. */
  private Digits alongLines(Function function, Digits argument) {
    if (!argument.isRightTo(1) || argument.value().signum() == 0) {
      throw arithmetic.unsettled();
    }
    int digits = 2 * arithmetic.working().getPrecision();
    BigDecimal mark =
        BigDecimal.valueOf(argument.value().signum())
            .scaleByPowerOfTen(isSmall(argument) ? -digits : digits);
    BigDecimal first = at(function, mark);
    BigDecimal change = at(function, mark.add(mark)).subtract(first);
    Digits slope = new Digits(change.divide(mark, MathContext.DECIMAL128), true);
    Digits straight = arithmetic.multiply(slope, argument);
    return arithmetic.add(new Digits(first.subtract(change), true), straight);
  }

  private BigDecimal at(Function function, BigDecimal argument) {
    return arithmetic.plain(function, List.of(new Digits(argument, true))).value();
  }

  /** A function that comes as close to a number as all digits tell. */
  private Digits atLimit(Function function, Digits argument) {
    int digits = 4 * arithmetic.working().getPrecision();
    BigDecimal sign = BigDecimal.valueOf(argument.value().signum());
    if (function.oscillates() || sign.signum() == 0) {
      return plain(argument);
    }
    Digits there = new Digits(sign.scaleByPowerOfTen(digits), true);
    Digits beyond = new Digits(sign.scaleByPowerOfTen(2 * digits), true);
    Digits first = arithmetic.apply(function, List.of(there));
    Digits second = arithmetic.apply(function, List.of(beyond));
    return !second.isScaled() && first.value().compareTo(second.value()) == 0
        ? second
        : plain(argument);
  }
}
