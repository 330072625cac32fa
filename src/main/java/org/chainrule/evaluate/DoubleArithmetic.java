package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on doubles that keeps a bound of the error of each result.
 *
 * <p>Exponentials that overflow or underflow keep their exponent apart until they meet others, so
 * that quotients and logarithms of sums of exponentials come out as if the largest had been taken
 * out.
 */
final class DoubleArithmetic implements Arithmetic<ErrorBoundedDouble> {
  private static final double HALF_ULP = 0x1p-53;

  /** The error of a function's kernel, in units of half an ulp, with room to spare. */
  private static final double KERNEL_ERROR = 9 * HALF_ULP;

  private static final double EXPONENT_RANGE = 700;

  /** Bounds are rounded too; this makes up for it. */
  private static final double SLACK = 1 + 0x1p-40;

  private static final double LARGEST_INTEGER = 0x1p53;

  /** So close to a place of a function, more digits are asked whether it is there. */
  private static final double BESIDE = 1e-13;

  /** So small a part of an argument is looked beside it for the domain of a function. */
  private static final double PART_OF_ARGUMENT = 1e-7;

  /** An argument of a function that oscillates is known to tell something. */
  private static final double PART_OF_A_TURN = 0x1p-4;

  /** So far, a function that oscillates is about straight. */
  private static final double SMALL_PART_OF_A_TURN = 0x1p-13;

  private final Map<Function, Boolean> placed = new HashMap<>();

  @Override
  public ErrorBoundedDouble of(Rational value) {
    double nearest = value.doubleValue();
    if (Double.isInfinite(nearest)) {
      throw new UncertainException();
    }
    boolean exact =
        value.isInteger() && Math.abs(nearest) <= LARGEST_INTEGER
            || isDyadic(value) && Rational.of(new BigDecimal(nearest)).equals(value);
    return new ErrorBoundedDouble(nearest, exact ? 0 : rounding(nearest), 0);
  }

  /** Whether a number is a fraction of which a double may hold all digits. */
  private static boolean isDyadic(Rational value) {
    BigInteger denominator = value.denominator();
    return denominator.getLowestSetBit() == denominator.bitLength() - 1;
  }

  @Override
  public ErrorBoundedDouble token() {
    return new ErrorBoundedDouble(0, 0, 0);
  }

  private static double rounding(double value) {
    return Math.abs(value) * HALF_ULP + Double.MIN_VALUE;
  }

  @Override
  public ErrorBoundedDouble pi() {
    return new ErrorBoundedDouble(Math.PI, rounding(Math.PI), 0);
  }

  @Override
  public ErrorBoundedDouble e() {
    return new ErrorBoundedDouble(Math.E, rounding(Math.E), 0);
  }

  private static ErrorBoundedDouble checked(double value, double error, double scale) {
    if (!(Math.abs(value) < Double.POSITIVE_INFINITY && error < Double.POSITIVE_INFINITY)) {
      throw new UncertainException();
    }
    if (value == 0 && error == 0) {
      return ErrorBoundedDouble.ZERO;
    }
    return new ErrorBoundedDouble(value, error * SLACK, scale);
  }

  @Override
  public ErrorBoundedDouble add(ErrorBoundedDouble left, ErrorBoundedDouble right) {
    if (left.scale() != right.scale()) {
      if (left.value() == 0 && left.isExact()) {
        return right;
      }
      if (right.value() == 0 && right.isExact()) {
        return left;
      }
      ErrorBoundedDouble larger = left.scale() > right.scale() ? left : right;
      ErrorBoundedDouble smaller = larger == left ? right : left;
      return add(larger, rescaled(smaller, larger.scale()));
    }
    double sum = left.value() + right.value();
    double virtual = sum - left.value();
    double lost = (left.value() - (sum - virtual)) + (right.value() - virtual);
    return checked(sum, left.error() + right.error() + Math.abs(lost), left.scale());
  }

  /** The same number with another, larger scale. */
  private static ErrorBoundedDouble rescaled(ErrorBoundedDouble number, double scale) {
    double difference = number.scale() - scale;
    double factor = Math.exp(difference);
    double value = number.value() * factor;
    double relative = 4 * HALF_ULP + Math.abs(difference) * HALF_ULP;
    return checked(
        value, number.error() * factor + Math.abs(value) * relative + 2 * Double.MIN_VALUE, scale);
  }

  /** The same number as a plain double. */
  static ErrorBoundedDouble plain(ErrorBoundedDouble number) {
    return number.isScaled() ? rescaled(number, 0) : number;
  }

  /** Unscales what a double can hold well. */
  private static ErrorBoundedDouble settled(ErrorBoundedDouble number) {
    if (!number.isScaled()) {
      return number;
    }
    double size = number.scale() + Math.log(Math.abs(number.value()));
    return Math.abs(size) <= EXPONENT_RANGE && Math.abs(number.scale()) <= 2 * EXPONENT_RANGE
        ? viaHalves(number)
        : number;
  }

  private static ErrorBoundedDouble viaHalves(ErrorBoundedDouble number) {
    double half = number.scale() / 2;
    return rescaled(rescaled(number, half), 0);
  }

  @Override
  public ErrorBoundedDouble multiply(ErrorBoundedDouble left, ErrorBoundedDouble right) {
    double product = left.value() * right.value();
    double lost = Math.abs(Math.fma(left.value(), right.value(), -product));
    if (Math.abs(product) < 0x1p-960 && left.value() != 0 && right.value() != 0) {
      lost += Double.MIN_VALUE;
    }
    double error =
        Math.abs(left.value()) * right.error()
            + Math.abs(right.value()) * left.error()
            + left.error() * right.error()
            + lost;
    double scale = left.scale() + right.scale();
    if (scale == 0) {
      return checked(product, error, 0);
    }
    // The sum of the scales rounds, which is an error of the exponent.
    double scaleError = Math.abs(scale) * HALF_ULP;
    return settled(checked(product, error + (Math.abs(product) + error) * scaleError, scale));
  }

  @Override
  public ErrorBoundedDouble negate(ErrorBoundedDouble value) {
    return new ErrorBoundedDouble(-value.value() + 0.0, value.error(), value.scale());
  }

  @Override
  public ErrorBoundedDouble divide(ErrorBoundedDouble left, ErrorBoundedDouble right) {
    double size = Math.abs(right.value());
    if (size <= right.error()) {
      throw right.isExact() ? UncertainException.ofDomain() : new UncertainException();
    }
    double quotient = left.value() / right.value();
    double lost = Math.abs(Math.fma(-quotient, right.value(), left.value()) / right.value());
    double denominator = size - right.error();
    double error =
        left.error() / denominator + Math.abs(quotient) * right.error() / denominator + lost;
    if (Math.abs(quotient) < 0x1p-960 && left.value() != 0) {
      error += 2 * Double.MIN_VALUE;
    }
    double scale = left.scale() - right.scale();
    if (left.scale() == 0 && right.scale() == 0) {
      return checked(quotient, error, 0);
    }
    double scaleError = Math.abs(scale) * HALF_ULP;
    return settled(checked(quotient, error + (Math.abs(quotient) + error) * scaleError, scale));
  }

  @Override
  public ErrorBoundedDouble integerPower(ErrorBoundedDouble base, BigInteger exponent) {
    if (exponent.signum() == 0) {
      return ErrorBoundedDouble.ONE;
    }
    if (exponent.signum() < 0) {
      return divide(ErrorBoundedDouble.ONE, integerPower(base, exponent.negate()));
    }
    if (exponent.bitLength() > 31 || base.value() == 0 && !base.isExact()) {
      throw new UncertainException();
    }
    int power = exponent.intValueExact();
    if (power <= 4 || base.isScaled()) {
      return smallPower(base, power);
    }
    double value = Math.pow(base.value(), power);
    double relative = base.error() / Math.abs(base.value());
    double growth = base.value() == 0 ? 0 : Math.expm1(power * Math.log1p(relative));
    boolean exact = base.isExact() && Math.abs(value) <= LARGEST_INTEGER && isWhole(base.value());
    double error = exact ? 0 : Math.abs(value) * (growth + 3 * HALF_ULP) + 2 * Double.MIN_VALUE;
    return checked(value, base.value() == 0 ? 0 : error, 0);
  }

  private ErrorBoundedDouble smallPower(ErrorBoundedDouble base, int power) {
    if (base.isScaled()) {
      ErrorBoundedDouble value =
          integerPower(
              new ErrorBoundedDouble(base.value(), base.error(), 0), BigInteger.valueOf(power));
      double scale = base.scale() * power;
      return settled(
          checked(
              value.value(),
              value.error() + Math.abs(value.value()) * Math.abs(scale) * HALF_ULP,
              scale));
    }
    ErrorBoundedDouble result = base;
    for (int i = 1; i < power; i++) {
      result = multiply(result, base);
    }
    return result;
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value);
  }

  @Override
  public ErrorBoundedDouble power(ErrorBoundedDouble base, ErrorBoundedDouble exponent) {
    if (exponent.isExact() && !exponent.isScaled() && isWhole(exponent.value())) {
      if (exponent.value() == 0 || Math.abs(exponent.value()) >= LARGEST_INTEGER) {
        throw new UncertainException();
      }
      return integerPower(base, BigInteger.valueOf((long) exponent.value()));
    }
    if (base.isScaled() || exponent.isScaled()) {
      throw new UncertainException();
    }
    if (base.isExact() && exponent.isExact() && exponent.value() == 0.5 && base.value() >= 0) {
      double root = Math.sqrt(base.value());
      return checked(root, root * root == base.value() ? exactRoot(root, base) : rounding(root), 0);
    }
    if (base.value() <= base.error()) {
      boolean isRoot =
          Math.ceil(exponent.value() - exponent.error()) > exponent.value() + exponent.error();
      throw base.value() < -base.error() && isRoot
          ? UncertainException.ofDomain()
          : new UncertainException();
    }
    double value = Math.pow(base.value(), exponent.value());
    double logarithm = Math.abs(Math.log(base.value()));
    double relative =
        (Math.abs(exponent.value()) + exponent.error()) * -Math.log1p(-base.error() / base.value())
            + exponent.error() * (logarithm + 1e-15);
    double error = Math.abs(value) * (Math.expm1(relative) + 3 * HALF_ULP) + 2 * Double.MIN_VALUE;
    return checked(value, error, 0);
  }

  private static double exactRoot(double root, ErrorBoundedDouble base) {
    return Math.fma(root, root, -base.value()) == 0 ? 0 : rounding(root);
  }

  @Override
  public ErrorBoundedDouble exponential(ErrorBoundedDouble value) {
    ErrorBoundedDouble argument = plain(value);
    double growth = Math.expm1(argument.error());
    if (argument.value() == 0 && argument.isExact()) {
      return ErrorBoundedDouble.ONE;
    }
    if (Math.abs(argument.value()) > EXPONENT_RANGE) {
      return checked(1, growth, argument.value());
    }
    double result = Math.exp(argument.value());
    return checked(result, result * (growth + 3 * HALF_ULP), 0);
  }

  @Override
  public ErrorBoundedDouble apply(Function function, List<ErrorBoundedDouble> arguments) {
    if (function.isLogarithm() && arguments.get(0).isScaled()) {
      ErrorBoundedDouble argument = arguments.get(0);
      ErrorBoundedDouble rest =
          apply(function, List.of(new ErrorBoundedDouble(argument.value(), argument.error(), 0)));
      return add(new ErrorBoundedDouble(argument.scale(), 0, 0), rest);
    }
    Function.Kernel kernel = function.kernel().orElseThrow(UncertainException::new);
    double[] values = new double[arguments.size()];
    double[] errors = new double[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      ErrorBoundedDouble argument = plain(arguments.get(i));
      values[i] = argument.value();
      errors[i] = argument.error();
    }
    double result = kernel.apply(values.clone());
    if (Double.isNaN(result) && isOutside(function, values, errors)) {
      throw UncertainException.ofDomain();
    }
    double error = Math.abs(result) * KERNEL_ERROR + 2 * Double.MIN_VALUE;
    for (int i = 0; i < values.length; i++) {
      if (errors[i] > 0) {
        // Wide enough for the kernel's own error not to count, as bounds multiply with the depth.
        double step = Math.max(errors[i], Math.abs(values[i]) * 1e-8);
        if (function.oscillates()) {
          if (errors[i] > PART_OF_A_TURN) {
            throw UncertainException.ofTurns();
          }
          step = Math.max(errors[i], Math.min(step, SMALL_PART_OF_A_TURN));
        }
        double change = change(kernel, values, i, step, result) * (errors[i] / step);
        if (errors[i] < step && mayBreak(function)) {
          change = Math.max(change, change(kernel, values, i, errors[i], result));
        }
        error += change + Math.abs(result) * HALF_ULP;
      }
    }
    return checked(result, error, 0);
  }

  /**
   * Whether a function has no value at arguments, nor to either side of those that are rounded: by
   * a small part of them, as its domain may begin there, and by more than their error.
   */
  private static boolean isOutside(Function function, double[] values, double[] errors) {
    Optional<Function.PreciseKernel> kernel = function.preciseKernel();
    if (kernel.isEmpty() || !isRefused(kernel.get(), values)) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      double step = Math.max(2 * errors[i], Math.abs(values[i]) * PART_OF_ARGUMENT);
      for (int side = errors[i] == 0 ? 2 : -1; side <= 1; side += 2) {
        double[] moved = values.clone();
        moved[i] += side * step;
        if (!isRefused(kernel.get(), moved)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isRefused(Function.PreciseKernel kernel, double[] values) {
    List<BigDecimal> arguments = new ArrayList<>();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
      arguments.add(new BigDecimal(value));
    }
    try {
      kernel.apply(arguments, MathContext.DECIMAL64);
      return false;
    } catch (DomainException outside) {
      return !outside.isUnsettled();
    } catch (ChainruleException | ArithmeticException unknown) {
      return false;
    }
  }

  /** How far a result is from those beside it. */
  private static double change(
      Function.Kernel kernel, double[] values, int argument, double step, double result) {
    double[] moved = values.clone();
    moved[argument] = values[argument] + step;
    double above = Math.abs(kernel.apply(moved) - result);
    moved[argument] = values[argument] - step;
    double below = Math.abs(kernel.apply(moved) - result);
    if (Double.isNaN(above + below)) {
      throw new UncertainException();
    }
    return Math.max(above, below);
  }

  private boolean mayBreak(Function function) {
    return placed.computeIfAbsent(function, DoubleArithmetic::hasPlaces);
  }

  @Override
  public int compare(ErrorBoundedDouble left, ErrorBoundedDouble right) {
    if (left.scale() == right.scale() && left.isExact() && right.isExact()) {
      return Double.compare(left.value() + 0.0, right.value() + 0.0);
    }
    ErrorBoundedDouble difference = add(left, negate(right));
    if (Math.abs(difference.value()) > difference.error()) {
      return (int) Math.signum(difference.value());
    }
    if (difference.value() == 0 && difference.isExact()) {
      return 0;
    }
    throw new UncertainException();
  }

  @Override
  public double size(ErrorBoundedDouble value) {
    double magnitude = Math.abs(value.value());
    return magnitude > value.error()
        ? Math.log(magnitude) + value.scale()
        : Double.NEGATIVE_INFINITY;
  }

  @Override
  public boolean isAtPlace(Function function, List<ErrorBoundedDouble> arguments) {
    if (!mayBreak(function)) {
      return false;
    }
    List<Expr> numbers = new ArrayList<>();
    double room = 0;
    for (ErrorBoundedDouble argument : arguments) {
      if (argument.isScaled()) {
        return false;
      }
      numbers.add(Expr.of(Rational.of(new BigDecimal(argument.value()))));
      room += argument.error() + Math.abs(argument.value()) * BESIDE;
    }
    double within = room;
    return function.singularities(numbers).stream().anyMatch(each -> isAt(each, within));
  }

  /** Whether there are arguments at which a function is not smooth. */
  static boolean hasPlaces(Function function) {
    List<Expr> unknown = new ArrayList<>();
    for (int i = 0; i < function.arity(); i++) {
      unknown.add(Symbol.opened(i + 1));
    }
    return function.isVariadic() || !function.singularities(unknown).isEmpty();
  }

  private static boolean isAt(Function.Singularity place, double within) {
    BigDecimal apart = distance(place);
    return apart == null || apart.abs().doubleValue() <= within;
  }

  /** How far arguments that are numbers are from a place of a function; null if it is not known. */
  static @Nullable BigDecimal distance(Function.Singularity place) {
    if (!(place.locus() instanceof RationalNumber locus)) {
      return null;
    }
    BigDecimal value = locus.value().toBigDecimal(MathContext.DECIMAL128);
    return place.everyInteger() ? value.subtract(value.setScale(0, RoundingMode.HALF_EVEN)) : value;
  }

  @Override
  public @Nullable BigInteger integer(ErrorBoundedDouble value) {
    if (!value.isExact() || value.isScaled()) {
      throw new UncertainException();
    }
    return isWhole(value.value()) ? new BigDecimal(value.value()).toBigInteger() : null;
  }

  @Override
  public String text(ErrorBoundedDouble value) {
    throw new UncertainException();
  }

  @Override
  public long cost() {
    return 1;
  }
}
