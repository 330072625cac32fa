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
import org.chainrule.precise.PreciseConstants;
import org.chainrule.precise.PreciseElementary;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on binary numbers of many digits that keeps a bound of the error of each result.
 *
 * <p>It is for ordinary numbers: what is out of the range of doubles, or not decided by the digits
 * there are, is uncertain, and left to {@link PreciseArithmetic}, which follows much more and costs
 * several times as much.
 */
final class BallArithmetic implements Arithmetic<BinaryBall> {
  /**
   * The digits up to which it computes, so that no mantissa is beyond the doubles that bounds are
   * computed in.
   */
  static final int FEWER_DIGITS = 200;

  private static final int GUARD_DIGITS = LostDigits.GUARD_DIGITS;

  /** Bits beyond those of the digits. */
  private static final int GUARD_BITS = 8;

  /** Exact numbers stay exact up to so many bits. */
  private static final int EXACT_BITS = 900;

  /** Bounds are rounded too; this makes up for it. */
  private static final double SLACK = 1 + 0x1p-40;

  /** Above this power of 2, and below its inverse, numbers hide others. */
  private static final int MODERATE = 200;

  /** Beyond these powers of 2, numbers are left to the other arithmetic. */
  private static final int OUT_OF_RANGE = 1_000;

  private static final int POWER_BITS = 12;

  /** The part of an argument by which a function's change is found. */
  private static final double PART = 1e-8;

  /** What doubles may be wrong by in a function's value, as a part of that. */
  private static final double ROUGHLY = 1e-9;

  private static final double ROUNDING = 0x1p-45;
  private static final double SMALL_PART_OF_A_TURN = 0x1p-13;

  /** From so large an argument on, a function may be so close to a bound that nothing tells. */
  private static final double SATURATING = 10;

  private static final double ORDINARY_EXPONENTIAL = 300;

  private final int digits;
  private final int bits;
  private final MathContext working;

  /** The error of a function's value as a part of it. */
  private final double kernelError;

  private final KernelValues computed;
  private final Function exp;
  private final Function log;
  private final List<BigDecimal> turning = new ArrayList<>();
  private boolean isExtreme;

  BallArithmetic(int digits, PreciseArithmetic.Primitives primitives, KernelValues computed) {
    this.digits = digits;
    this.computed = computed;
    working = new MathContext(digits + GUARD_DIGITS);
    bits = BinaryBall.bits(digits + GUARD_DIGITS) + GUARD_BITS;
    kernelError = Math.pow(10, 1.0 - working.getPrecision());
    exp = primitives.exp();
    log = primitives.log();
  }

  /** The arguments that functions which oscillate had, in the order of their calls. */
  List<BigDecimal> turning() {
    return turning;
  }

  /**
   * The value as a decimal, where it is right to a number of digits, or, where no number was large
   * or small, to so many behind the point.
   */
  Optional<BigDecimal> rightTo(int wanted, BinaryBall value) {
    double part = Math.pow(10, -wanted);
    boolean isRight = value.isExact() || !value.isZero() && value.relative() <= part;
    if (!isRight && (isExtreme || Math.scalb(value.radius(), clamped(value.exponent())) > part)) {
      return Optional.empty();
    }
    boolean isNothing = Math.abs(value.mantissa().doubleValue()) <= value.radius();
    return Optional.of(
        value.isZero() || isNothing
            ? BigDecimal.ZERO
            : value.decimal(working.getPrecision() + 1).round(working));
  }

  private static int clamped(long exponent) {
    return (int) Math.max(-2 * OUT_OF_RANGE, Math.min(2 * OUT_OF_RANGE, exponent));
  }

  /** A number in as many bits as are computed with. */
  private BinaryBall rounded(BigInteger mantissa, long exponent, double radius) {
    int length = mantissa.bitLength();
    if (mantissa.signum() == 0 && radius == 0) {
      return BinaryBall.ZERO;
    }
    if (!(radius < Double.MAX_VALUE)) {
      throw new UncertainException();
    }
    if (mantissa.signum() != 0) {
      long size = exponent + length;
      isExtreme |= Math.abs(size) > MODERATE;
      if (Math.abs(size) > OUT_OF_RANGE) {
        throw new UncertainException();
      }
    }
    int most = radius == 0 ? EXACT_BITS : bits;
    if (length <= most) {
      return new BinaryBall(mantissa, exponent, radius * SLACK);
    }
    int excess = length - bits;
    return new BinaryBall(
        mantissa.shiftRight(excess), exponent + excess, Math.scalb(radius, -excess) * SLACK + 1);
  }

  /** A number from one with a relative error. */
  private BinaryBall rounded(BigDecimal value, double relative) {
    if (value.signum() == 0) {
      return BinaryBall.ZERO;
    }
    if (Math.abs((long) value.scale()) > OUT_OF_RANGE) {
      throw new UncertainException();
    }
    BigInteger ten = DecimalQuotient.powerOfTen(Math.abs(value.scale()));
    BinaryBall ball =
        value.scale() <= 0
            ? rounded(value.unscaledValue().multiply(ten), 0, 0)
            : quotient(value.unscaledValue(), ten, 0);
    return relative == 0 ? ball : widened(ball, relative);
  }

  private BinaryBall widened(BinaryBall ball, double relative) {
    return ball.isZero()
        ? ball
        : rounded(
            ball.mantissa(),
            ball.exponent(),
            ball.radius() + Math.abs(ball.mantissa().doubleValue()) * relative);
  }

  private BinaryBall quotient(BigInteger above, BigInteger below, long exponent) {
    int shift = Math.max(0, bits + 2 - above.bitLength() + below.bitLength());
    BigInteger[] parts = above.shiftLeft(shift).divideAndRemainder(below);
    return rounded(parts[0], exponent - shift, parts[1].signum() == 0 ? 0 : 1);
  }

  @Override
  public BinaryBall of(Rational value) {
    return value.isInteger()
        ? rounded(value.numerator(), 0, 0)
        : quotient(value.numerator(), value.denominator(), 0);
  }

  @Override
  public BinaryBall token() {
    return new BinaryBall(BigInteger.ZERO, 0, 0);
  }

  @Override
  public BinaryBall pi() {
    return rounded(PreciseConstants.pi(working), kernelError);
  }

  @Override
  public BinaryBall e() {
    return rounded(PreciseConstants.e(working), kernelError);
  }

  @Override
  public BinaryBall add(BinaryBall left, BinaryBall right) {
    if (left.equals(BinaryBall.ZERO)) {
      return right;
    }
    if (right.equals(BinaryBall.ZERO)) {
      return left;
    }
    BinaryBall high = left.exponent() >= right.exponent() ? left : right;
    BinaryBall low = high == left ? right : left;
    long apart = high.exponent() - low.exponent();
    if (apart == 0) {
      return rounded(
          high.mantissa().add(low.mantissa()), low.exponent(), high.radius() + low.radius());
    }
    boolean isBelow =
        !high.isZero()
            && apart > bits
            && low.exponent() + low.mantissa().bitLength() < high.size() - bits - 2;
    if (isBelow) {
      // The low one is below the last bit of the high one.
      int shift = Math.max(0, bits - high.mantissa().bitLength());
      int lower = (int) Math.min(apart - shift, 2 * OUT_OF_RANGE);
      return rounded(
          high.mantissa().shiftLeft(shift),
          high.exponent() - shift,
          Math.scalb(high.radius(), shift) + 1 + Math.scalb(low.radius(), -lower));
    }
    if (apart > OUT_OF_RANGE) {
      throw new UncertainException();
    }
    return rounded(
        high.mantissa().shiftLeft((int) apart).add(low.mantissa()),
        low.exponent(),
        Math.scalb(high.radius(), (int) apart) + low.radius());
  }

  @Override
  public BinaryBall multiply(BinaryBall left, BinaryBall right) {
    if (left.equals(BinaryBall.ZERO) || right.equals(BinaryBall.ZERO)) {
      return BinaryBall.ZERO;
    }
    double radius = left.radius() * right.radius();
    if (!right.isExact()) {
      radius += Math.abs(left.mantissa().doubleValue()) * right.radius();
    }
    if (!left.isExact()) {
      radius += Math.abs(right.mantissa().doubleValue()) * left.radius();
    }
    return rounded(
        left.mantissa().multiply(right.mantissa()), left.exponent() + right.exponent(), radius);
  }

  @Override
  public BinaryBall negate(BinaryBall value) {
    return new BinaryBall(value.mantissa().negate(), value.exponent(), value.radius());
  }

  @Override
  public BinaryBall divide(BinaryBall left, BinaryBall right) {
    double below = right.isZero() ? 1 : right.relative();
    if (below >= 0.5) {
      throw new UncertainException();
    }
    if (left.equals(BinaryBall.ZERO)) {
      return left;
    }
    if (left.isZero()) {
      throw new UncertainException();
    }
    BinaryBall quotient =
        quotient(left.mantissa(), right.mantissa(), left.exponent() - right.exponent());
    double relative = (left.relative() + below) / (1 - below);
    return relative == 0
        ? quotient
        : rounded(
            quotient.mantissa(),
            quotient.exponent(),
            quotient.radius() + Math.abs(quotient.mantissa().doubleValue()) * relative * SLACK + 1);
  }

  @Override
  public BinaryBall integerPower(BinaryBall base, BigInteger exponent) {
    if (exponent.signum() == 0) {
      return BinaryBall.ONE;
    }
    if (exponent.bitLength() > POWER_BITS || base.isZero()) {
      throw new UncertainException();
    }
    if (exponent.signum() < 0) {
      return divide(BinaryBall.ONE, integerPower(base, exponent.negate()));
    }
    int times = exponent.intValueExact();
    BinaryBall power = base;
    for (int bit = Integer.highestOneBit(times) >> 1; bit > 0; bit >>= 1) {
      power = multiply(power, power);
      if ((times & bit) != 0) {
        power = multiply(power, base);
      }
    }
    return power;
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
    return isHalf ? root(base) : exponential(multiply(exponent, apply(log, List.of(base))));
  }

  private BinaryBall root(BinaryBall base) {
    BigDecimal argument = base.decimal(working.getPrecision() + GUARD_DIGITS);
    BigDecimal root = PreciseElementary.sqrt(argument, working);
    boolean isWithoutRest =
        base.isExact() && root.multiply(root).compareTo(argument) == 0 && base.exponent() >= 0;
    return rounded(root, isWithoutRest ? 0 : base.relative() + kernelError);
  }

  @Override
  public BinaryBall exponential(BinaryBall value) {
    if (value.equals(BinaryBall.ZERO)) {
      return BinaryBall.ONE;
    }
    double size = Math.abs(value.nearest());
    if (!(size <= ORDINARY_EXPONENTIAL) || value.isZero()) {
      throw new UncertainException();
    }
    BigDecimal argument = argument(value);
    BigDecimal result = kernelValue(exp, List.of(argument));
    double error = size * (value.relative() + kernelError);
    if (!(error <= ROUGHLY)) {
      throw new UncertainException();
    }
    return rounded(result, 2 * error + kernelError);
  }

  /** The decimal of an argument, which is wrong by less than a function's value is. */
  private BigDecimal argument(BinaryBall value) {
    if (!value.isZero() && Math.abs(value.size()) > OUT_OF_RANGE) {
      throw new UncertainException();
    }
    return value.decimal(working.getPrecision() + 1);
  }

  private BigDecimal kernelValue(Function function, List<BigDecimal> arguments) {
    Function.PreciseKernel kernel = function.preciseKernel().orElseThrow(UncertainException::new);
    try {
      return computed.of(function, kernel, arguments, working);
    } catch (ChainruleException | ArithmeticException without) {
      throw new UncertainException();
    }
  }

  /**
   * A function's value. How it changes with its arguments is found in doubles, from what is beside
   * them by far more than their errors; where it jumps, the double at an argument, and those beside
   * that, are on the same side of the jump.
   */
  @Override
  public BinaryBall apply(Function function, List<BinaryBall> given) {
    Function.Kernel kernel = function.kernel().orElseThrow(UncertainException::new);
    double[] arguments = new double[given.size()];
    List<BigDecimal> decimals = new ArrayList<>(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      BinaryBall argument = given.get(i);
      arguments[i] = argument.nearest();
      if (argument.isZero() && !argument.isExact() || !Double.isFinite(arguments[i])) {
        throw new UncertainException();
      }
      decimals.add(argument(argument));
      isExtreme |= !function.isExact() && Math.abs(arguments[i]) >= SATURATING;
    }
    BigDecimal value = kernelValue(function, decimals);
    if (function.oscillates()) {
      turning.addAll(decimals);
    }
    double result = kernel.apply(arguments.clone());
    BinaryBall told = rounded(value, 0);
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
    return widened(told, relative);
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
    if (apart.isExact() || Math.abs(apart.mantissa().doubleValue()) > apart.radius()) {
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
