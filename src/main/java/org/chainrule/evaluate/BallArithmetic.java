package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Function;
import org.chainrule.number.Rational;
import org.chainrule.precise.BallFunctions;
import org.chainrule.precise.BallKernel;
import org.chainrule.precise.Balls;
import org.chainrule.precise.BinaryBall;
import org.chainrule.precise.BlurredException;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on binary numbers of many digits that keeps a bound of the error of each result.
 *
 * <p>It is for numbers whose exponents are not too large: what is out of its range, or not decided
 * by the digits there are, is uncertain, and left to {@link PreciseArithmetic}, which follows much
 * more and costs several times as much.
 */
final class BallArithmetic implements Arithmetic<BinaryBall> {
  /** The digits up to which it computes. */
  static final int MOST_DIGITS = 1_200;

  /**
   * The digits up to which functions are computed in decimals, where their kernels know no balls:
   * bounds are then found in doubles.
   */
  private static final int FEWER_DIGITS = 200;

  private static final int GUARD_DIGITS = LostDigits.GUARD_DIGITS;

  /** Bits beyond those of the digits. */
  private static final int GUARD_BITS = 8;

  /** Above this power of 2, and below its inverse, numbers hide others. */
  private static final int MODERATE = 200;

  /** Above this power of 2, and below its inverse, even the most digits hide others. */
  private static final int FAR = 1_500;

  /** Beyond these powers of 2, decimals are not made of numbers nor numbers of decimals. */
  private static final int OUT_OF_RANGE = 5_000;

  /** Beyond these powers of 2, there are no decimals. */
  private static final long OUT_OF_DECIMALS = 1L << 31;

  /** The part of an argument by which a function's change is found. */
  private static final double PART = 1e-8;

  /** What doubles may be wrong by in a function's value, as a part of that. */
  private static final double ROUGHLY = 1e-9;

  private static final double ROUNDING = 0x1p-45;
  private static final double SMALL_PART_OF_A_TURN = 0x1p-13;

  /** From so large an argument on, a function may be so close to a bound that nothing tells. */
  private static final double SATURATING = 10;

  private static final double BITS_IN_A_DIGIT = Math.log(10) / Math.log(2);

  private final int digits;
  private final MathContext working;
  private final Balls balls;

  /** The error of a function's value as a part of it, where that comes in decimals. */
  private final double kernelError;

  private final KernelValues computed;
  private final Function exp;
  private final Function log;
  private boolean isExtreme;
  private boolean isFar;

  BallArithmetic(int digits, PreciseArithmetic.Primitives primitives, KernelValues computed) {
    this.digits = digits;
    this.computed = computed;
    working = new MathContext(digits + GUARD_DIGITS);
    balls = new Balls(BinaryBall.bits(digits + GUARD_DIGITS) + GUARD_BITS);
    kernelError = Math.pow(10, 1.0 - working.getPrecision());
    exp = primitives.exp();
    log = primitives.log();
  }

  /**
   * The value as a decimal, where it is right to a number of digits, or, where no number was large
   * or small, to so many behind the point.
   */
  Optional<BigDecimal> rightTo(int wanted, BinaryBall value) {
    double bits = wanted * BITS_IN_A_DIGIT;
    boolean isRight = value.isExact() || value.rightBits() >= bits;
    if (!isRight && (isExtreme || value.errorExponent() > -bits)) {
      return Optional.empty();
    }
    return Optional.of(value.mayBeZero() ? BigDecimal.ZERO : decimal(value));
  }

  /** A number as a decimal of some more digits than are computed with. */
  BigDecimal decimal(BinaryBall value) {
    if (!value.isZero() && Math.abs(value.size()) > OUT_OF_DECIMALS) {
      throw new UncertainException();
    }
    return value.decimal(working.getPrecision() + 1);
  }

  /** The same of an argument of a function that oscillates, next to which a tiny one is nothing. */
  BigDecimal turning(BinaryBall argument) {
    return argument.isZero() || argument.size() < -OUT_OF_RANGE
        ? BigDecimal.ZERO
        : decimal(argument);
  }

  /** A result, of which is noted whether others may hide behind it. */
  private BinaryBall seen(BinaryBall value) {
    long size = value.isZero() ? 0 : Math.abs(value.size());
    isExtreme |= size > MODERATE;
    isFar |= size > FAR;
    return value;
  }

  /** Whether some number was so large or small that all digits there may be hide others. */
  boolean isFar() {
    return isFar;
  }

  /** A number from one without an error. */
  private BinaryBall rounded(BigDecimal value) {
    if (Math.abs((long) value.scale()) > OUT_OF_RANGE) {
      throw new UncertainException();
    }
    BigInteger ten = DecimalQuotient.powerOfTen(Math.abs(value.scale()));
    return seen(
        value.scale() <= 0
            ? balls.rounded(value.unscaledValue().multiply(ten), 0, 0)
            : balls.quotient(value.unscaledValue(), ten, 0));
  }

  @Override
  public BinaryBall of(Rational value) {
    return seen(
        value.isInteger()
            ? balls.rounded(value.numerator(), 0, 0)
            : balls.quotient(value.numerator(), value.denominator(), 0));
  }

  @Override
  public BinaryBall token() {
    return new BinaryBall(BigInteger.ZERO, 0, 0);
  }

  @Override
  public BinaryBall pi() {
    return BallFunctions.pi(balls.bits());
  }

  @Override
  public BinaryBall e() {
    return BallFunctions.exp(BinaryBall.ONE, balls.bits());
  }

  @Override
  public BinaryBall add(BinaryBall left, BinaryBall right) {
    return seen(balls.add(left, right));
  }

  @Override
  public BinaryBall multiply(BinaryBall left, BinaryBall right) {
    return seen(balls.multiply(left, right));
  }

  @Override
  public BinaryBall negate(BinaryBall value) {
    return balls.negate(value);
  }

  @Override
  public BinaryBall divide(BinaryBall left, BinaryBall right) {
    return seen(balls.divide(left, right));
  }

  @Override
  public BinaryBall integerPower(BinaryBall base, BigInteger exponent) {
    return seen(balls.power(base, exponent));
  }

  @Override
  public BinaryBall power(BinaryBall base, BinaryBall exponent) {
    BigInteger whole = exponent.isExact() ? integer(exponent) : null;
    if (whole != null && whole.signum() != 0) {
      return integerPower(base, whole);
    }
    if (whole != null || base.mantissa().signum() <= 0 || base.relative() >= 0.5) {
      throw new UncertainException();
    }
    boolean isHalf =
        exponent.isExact()
            && exponent.exponent() == -1
            && exponent.mantissa().equals(BigInteger.ONE);
    return isHalf
        ? seen(balls.root(base))
        : exponential(multiply(exponent, apply(log, List.of(base))));
  }

  @Override
  public BinaryBall exponential(BinaryBall value) {
    return apply(exp, List.of(value));
  }

  @Override
  public BinaryBall apply(Function function, List<BinaryBall> given) {
    Function.PreciseKernel kernel = function.preciseKernel().orElseThrow(UncertainException::new);
    isExtreme |= !function.isExact() && given.stream().anyMatch(BallArithmetic::isSaturating);
    if (kernel instanceof BallKernel known) {
      try {
        return seen(computed.of(function, known, given.get(0), balls.bits()));
      } catch (BlurredException unbounded) {
        // Decimals know what holds at places where bounds do not.
      }
    }
    if (digits > FEWER_DIGITS) {
      throw new UncertainException();
    }
    return inDecimals(function, kernel, given);
  }

  private static boolean isSaturating(BinaryBall argument) {
    return !argument.isZero() && !(Math.abs(argument.nearest()) < SATURATING);
  }

  /**
   * A function's value. How it changes with its arguments is found in doubles, from what is beside
   * them by far more than their errors; where it jumps, the double at an argument, and those beside
   * that, are on the same side of the jump.
   */
  private BinaryBall inDecimals(
      Function function, Function.PreciseKernel precise, List<BinaryBall> given) {
    Function.Kernel kernel = function.kernel().orElseThrow(UncertainException::new);
    double[] arguments = new double[given.size()];
    List<BigDecimal> decimals = new ArrayList<>(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      BinaryBall argument = given.get(i);
      arguments[i] = argument.nearest();
      if (argument.isZero() && !argument.isExact() || !Double.isFinite(arguments[i])) {
        throw new UncertainException();
      }
      decimals.add(decimal(argument));
    }
    BigDecimal value;
    try {
      value = computed.of(function, precise, decimals, working);
    } catch (ChainruleException | ArithmeticException without) {
      throw new UncertainException();
    }
    double result = kernel.apply(arguments.clone());
    BinaryBall told = rounded(value);
    double exact = told.nearest();
    boolean isTold =
        Math.abs(result - exact) <= Math.abs(exact) * ROUGHLY
            && (exact != 0 ? Math.abs(exact) >= Double.MIN_NORMAL : value.signum() == 0);
    if (!isTold) {
      throw new UncertainException();
    }
    double relative = kernelError;
    for (int i = 0; i < arguments.length; i++) {
      relative += change(function, kernel, arguments, i, result, given.get(i));
    }
    return balls.widened(told, relative);
  }

  /** By what part of it a value changes at most within the error of an argument. */
  private double change(
      Function function,
      Function.Kernel kernel,
      double[] arguments,
      int index,
      double result,
      BinaryBall argument) {
    double at = arguments[index];
    if (at == 0) {
      return 0;
    }
    double error = Math.abs(at) * (argument.relative() + kernelError);
    double step = Math.abs(at) * PART;
    if (function.oscillates()) {
      step = Math.min(step, SMALL_PART_OF_A_TURN);
    }
    double near = Math.abs(at) * ROUNDING;
    if (!(error <= near)) {
      throw new UncertainException();
    }
    double far = moved(kernel, arguments, index, step, result);
    double jump = moved(kernel, arguments, index, near, result);
    // Doubles are rounded, which is seen in the nearer one.
    if (!(jump <= 2 * far * (near / step) + Math.abs(result) * ROUNDING)) {
      throw new UncertainException();
    }
    if (result == 0) {
      if (far != 0) {
        throw new UncertainException();
      }
      return 0;
    }
    return 2 * (far / Math.abs(result) + 0x1p-50) * (error / step);
  }

  private static double moved(
      Function.Kernel kernel, double[] arguments, int index, double step, double result) {
    double most = 0;
    for (int side = -1; side <= 1; side += 2) {
      double[] moved = arguments.clone();
      moved[index] += side * step;
      double change = Math.abs(kernel.apply(moved) - result);
      if (Double.isNaN(change)) {
        throw new UncertainException();
      }
      most = Math.max(most, change);
    }
    return most;
  }

  @Override
  public double size(BinaryBall value) {
    return value.isZero() || value.relative() >= 0.5
        ? Double.NEGATIVE_INFINITY
        : Math.log(Math.abs(value.nearest()));
  }

  @Override
  public int compare(BinaryBall left, BinaryBall right) {
    BinaryBall apart = add(left, negate(right));
    if (apart.isExact() || !apart.mayBeZero()) {
      return apart.mantissa().signum();
    }
    throw new UncertainException();
  }

  @Override
  public @Nullable BigInteger integer(BinaryBall value) {
    if (!value.isExact() || value.exponent() > OUT_OF_RANGE) {
      throw new UncertainException();
    }
    if (value.exponent() >= 0 || value.isZero()) {
      return value.mantissa().shiftLeft((int) value.exponent());
    }
    boolean isWhole = value.mantissa().getLowestSetBit() >= -value.exponent();
    return isWhole ? value.mantissa().shiftRight((int) -value.exponent()) : null;
  }

  @Override
  public String text(BinaryBall value) {
    throw new UncertainException();
  }

  @Override
  public long cost() {
    return 5L * digits;
  }
}
