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
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.number.Rational;
import org.chainrule.precise.PreciseConstants;
import org.jspecify.annotations.Nullable;

/** Arithmetic to a number of digits, which tells the exact results from the rounded ones. */
final class PreciseArithmetic implements Arithmetic<ErrorBoundedDecimal> {
  /** Sums and products of exact numbers stay exact up to so many digits. */
  static final int EXACT_DIGITS = 2_000;

  /** Beyond this a decimal exponent is refused, well before BigDecimal's own bound. */
  static final long MAXIMAL_EXPONENT = 1_000_000_000;

  /** Magnitudes up to this power of ten and from its inverse on hide no others. */
  private static final int MODERATE_EXPONENT = 60;

  /** A difference of moderate numbers that keeps none of so many digits is 0. */
  private static final int CERTAIN_DIGITS = 150;

  /** Right to so many digits, an argument leads to a result with a bound. */
  private static final int LEAST_RIGHT = 4;

  /** The digits of whole numbers that any limit lets pass. */
  private static final int SHORT = 4;

  private final MathContext context;
  private final MathContext working;
  private final Map<Rational, ErrorBoundedDecimal> numbers = new HashMap<>();
  private final boolean last;
  private final boolean follows;
  private final LostDigits losses;
  private final KernelValues computed;
  private final Function exp;
  private final Function log;
  private final UncertainException.@Nullable Refusal refused;

  /** Whether a number was so large or small that others may have hidden behind it. */
  private boolean isExtreme;

  /** Whether a number was left out that was below all digits of one that it was to change. */
  private boolean hides;

  private final Tails tails = new Tails(this);
  private final Scales scales = new Scales(this, tails);
  private final PrecisePowers powers = new PrecisePowers(this, tails, scales);

  /** The arguments that functions which oscillate had, in the order of their calls. */
  private final List<BigDecimal> turning = new ArrayList<>();

  /** The functions that powers are made of. */
  record Primitives(Function exp, Function log) {
    static Primitives of(Context.Lookup functions) {
      return new Primitives(
          functions.find("exp").orElseThrow(), functions.find("log").orElseThrow());
    }
  }

  /**
   * The arithmetic of a precision.
   *
   * @param functions where the exponential and the logarithm come from
   * @param last whether there will be no more digits, so that differences that vanish are taken as
   *     zero
   * @param refused what a function refused with fewer digits, which is final if it does so again
   */
  PreciseArithmetic(
      int digits,
      Context.Lookup functions,
      boolean last,
      UncertainException.@Nullable Refusal refused) {
    this(digits, functions, last, refused, false);
  }

  /**
   * The arithmetic of a precision, which may follow what differences lose.
   *
   * @param follows whether a difference that keeps no digit goes on as a number known only to be
   *     small, and its bound with every number that it enters
   */
  PreciseArithmetic(
      int digits,
      Context.Lookup functions,
      boolean last,
      UncertainException.@Nullable Refusal refused,
      boolean follows) {
    this(digits, functions, last, refused, follows, new KernelValues());
  }

  /** The same with values that others computed. */
  PreciseArithmetic(
      int digits,
      Context.Lookup functions,
      boolean last,
      UncertainException.@Nullable Refusal refused,
      boolean follows,
      KernelValues computed) {
    this.follows = follows;
    this.computed = computed;
    context = new MathContext(digits);
    working = new MathContext(digits + LostDigits.GUARD_DIGITS);
    Primitives primitives = Primitives.of(functions);
    exp = primitives.exp();
    log = primitives.log();
    this.last = last;
    this.refused = refused;
    losses = new LostDigits(working, last, follows);
  }

  ErrorBoundedDecimal rounded(BigDecimal value, boolean exact) {
    if (value.signum() == 0) {
      return exact ? ErrorBoundedDecimal.ZERO : new ErrorBoundedDecimal(BigDecimal.ZERO, false);
    }
    long exponent = exponent(value);
    isExtreme |= Math.abs(exponent) > MODERATE_EXPONENT;
    if (Math.abs(exponent) > MAXIMAL_EXPONENT) {
      return scales.of(value);
    }
    if (exact && value.precision() <= EXACT_DIGITS) {
      return new ErrorBoundedDecimal(value, true);
    }
    return new ErrorBoundedDecimal(value.round(working), false);
  }

  static long exponent(BigDecimal value) {
    return (long) value.precision() - value.scale() - 1;
  }

  @Override
  public ErrorBoundedDecimal of(Rational value) {
    return numbers.computeIfAbsent(value, this::digits);
  }

  @Override
  public ErrorBoundedDecimal token() {
    return new ErrorBoundedDecimal(BigDecimal.ZERO, true);
  }

  private ErrorBoundedDecimal digits(Rational value) {
    if (value.isInteger()) {
      return rounded(new BigDecimal(value.numerator()), true);
    }
    BigDecimal decimal = ErrorBoundedDecimal.exactly(value);
    return decimal == null
        ? new ErrorBoundedDecimal(value.toBigDecimal(working), false)
        : rounded(decimal, true);
  }

  @Override
  public ErrorBoundedDecimal pi() {
    return new ErrorBoundedDecimal(PreciseConstants.pi(working), false);
  }

  @Override
  public ErrorBoundedDecimal e() {
    return new ErrorBoundedDecimal(PreciseConstants.e(working), false);
  }

  @Override
  public ErrorBoundedDecimal add(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    if (left.value().signum() == 0 && left.isExact()) {
      return right;
    }
    if (right.value().signum() == 0 && right.isExact()) {
      return left;
    }
    if (left.isScaled() || right.isScaled()) {
      return scales.add(left, right);
    }
    boolean exact = left.isExact() && right.isExact();
    if (exact && Math.abs(exponent(left.value()) - exponent(right.value())) < EXACT_DIGITS) {
      return rounded(left.value().add(right.value()), true);
    }
    if (left.tail() != null || right.tail() != null) {
      return tails.add(left, right);
    }
    if (tails.isFar(left, right)) {
      return tails.tailed(left, right);
    }
    if (tails.isFar(right, left)) {
      return tails.tailed(right, left);
    }
    BigDecimal sum = left.value().add(right.value(), working);
    if (isLost(left, right, sum)) {
      return rest(left, right);
    }
    hides |=
        isBelowDigits(left.value(), right.value()) || isBelowDigits(right.value(), left.value());
    double lost = LostDigits.larger(left.lost(), right.lost());
    return rounded(sum, false).losing(LostDigits.larger(lost, cancelled(left, right, sum)));
  }

  private boolean isBelowDigits(BigDecimal small, BigDecimal large) {
    return small.signum() != 0
        && large.signum() != 0
        && exponent(small) < exponent(large) - working.getPrecision();
  }

  /** The number without its tail, where what it enters keeps none. */
  ErrorBoundedDecimal withoutTail(ErrorBoundedDecimal number) {
    hides |= number.tail() != null;
    return number.withoutTail();
  }

  /** The bound of the rounding that a difference brings to light where many digits cancel. */
  private double cancelled(ErrorBoundedDecimal left, ErrorBoundedDecimal right, BigDecimal sum) {
    boolean isFollowed =
        follows && left.value().signum() * right.value().signum() < 0 && sum.signum() != 0;
    if (!isFollowed) {
      return ErrorBoundedDecimal.NOTHING;
    }
    long size = size(left, right);
    return size - exponent(sum) > LostDigits.GUARD_DIGITS - LostDigits.SPARE_DIGITS
        ? size - working.getPrecision() + LostDigits.ROUNDINGS
        : ErrorBoundedDecimal.NOTHING;
  }

  /** The sum, some terms of which may cancel all digits of each other where others are left. */
  @Override
  public ErrorBoundedDecimal sum(List<ErrorBoundedDecimal> values) {
    boolean isPlain = values.stream().allMatch(each -> each.tail() == null && !each.isScaled());
    if (follows || values.size() == 2 || !isPlain) {
      return Arithmetic.super.sum(values);
    }
    List<ErrorBoundedDecimal> terms = new ArrayList<>();
    ErrorBoundedDecimal exact = ErrorBoundedDecimal.ZERO;
    for (ErrorBoundedDecimal value : values) {
      ErrorBoundedDecimal sum = value.isExact() ? add(exact, value) : exact;
      if (value.isExact() && sum.isExact()) {
        exact = sum;
      } else {
        terms.add(value);
      }
    }
    terms.add(exact);
    terms.removeIf(term -> term.value().signum() == 0);
    if (terms.size() <= 2) {
      return Arithmetic.super.sum(values);
    }
    BigDecimal sum = BigDecimal.ZERO;
    long size = Long.MIN_VALUE;
    for (ErrorBoundedDecimal term : terms) {
      sum = sum.add(term.value(), working);
      size = Math.max(size, exponent(term.value()));
    }
    boolean isLost = sum.signum() == 0 || exponent(sum) < size - context.getPrecision();
    return isLost ? rest(size) : rounded(sum, false);
  }

  /** Whether a difference keeps none of the digits that were computed. */
  private boolean isLost(ErrorBoundedDecimal left, ErrorBoundedDecimal right, BigDecimal sum) {
    return left.value().signum() != 0
        && right.value().signum() != 0
        && (sum.signum() == 0 || exponent(sum) < size(left, right) - context.getPrecision());
  }

  private static long size(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    return Math.max(exponent(left.value()), exponent(right.value()));
  }

  /**
   * What is left of a difference that keeps no digit, which may be anything as small. Of moderate
   * numbers it is zero; else more digits are asked for, and at the last precision it is zero as
   * well, unless the numbers are large.
   */
  private ErrorBoundedDecimal rest(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    long size = size(left, right);
    if (follows) {
      boolean isZero =
          !isExtreme
              && !left.hasLost()
              && !right.hasLost()
              && context.getPrecision() >= CERTAIN_DIGITS;
      return isZero
          ? new ErrorBoundedDecimal(BigDecimal.ZERO, false)
          : ErrorBoundedDecimal.lost(
              LostDigits.larger(
                  LostDigits.larger(left.lost(), right.lost()),
                  size - context.getPrecision() + 1.0));
    }
    return rest(size);
  }

  private ErrorBoundedDecimal rest(long size) {
    if (!last) {
      throw new UncertainException();
    }
    if (size > context.getPrecision() / 4) {
      throw LostDigits.refusal();
    }
    return new ErrorBoundedDecimal(BigDecimal.ZERO, false);
  }

  /**
   * Whether a value is right to a number of digits, or, where no number was large or small, to so
   * many behind the point.
   */
  boolean isRightTo(int digits, ErrorBoundedDecimal value) {
    return value.isRightTo(digits) || !isExtreme && value.lost() <= -digits;
  }

  /** A number of which enough is known that what follows from it has a bound. */
  ErrorBoundedDecimal known(ErrorBoundedDecimal value) {
    if (value.isRightTo(LEAST_RIGHT)) {
      return value;
    }
    if (last) {
      throw LostDigits.refusal();
    }
    throw new UncertainException();
  }

  /** A number whose loss is below its rounding, as if nothing were lost. */
  ErrorBoundedDecimal settled(ErrorBoundedDecimal value) {
    if (!value.hasLost()) {
      return value;
    }
    if (value.isRightTo(context.getPrecision())) {
      return value.settled();
    }
    if (last) {
      throw LostDigits.refusal();
    }
    throw new UncertainException();
  }

  @Override
  public ErrorBoundedDecimal multiply(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    if (isZero(left) || isZero(right)) {
      return ErrorBoundedDecimal.ZERO;
    }
    if (left.isScaled() || right.isScaled()) {
      return scales.multiply(left, right);
    }
    boolean isShort = left.value().precision() + right.value().precision() <= EXACT_DIGITS;
    if (isShort && Tails.areBeside(left, right)) {
      return tails.multiply(left, right);
    }
    hides |= left.tail() != null || right.tail() != null;
    boolean exact = left.isExact() && right.isExact() && isShort;
    return rounded(
            exact
                ? left.value().multiply(right.value())
                : left.value().multiply(right.value(), working),
            exact)
        .losing(
            LostDigits.larger(LostDigits.byFactor(left, right), LostDigits.byFactor(right, left)));
  }

  private static boolean isZero(ErrorBoundedDecimal value) {
    return value.isExact() && value.value().signum() == 0;
  }

  @Override
  public ErrorBoundedDecimal negate(ErrorBoundedDecimal value) {
    return new ErrorBoundedDecimal(
        value.value().negate(),
        value.isExact(),
        value.lost(),
        value.tail() == null ? null : negate(value.tail()),
        value.scale());
  }

  @Override
  public ErrorBoundedDecimal divide(ErrorBoundedDecimal left, ErrorBoundedDecimal divisor) {
    ErrorBoundedDecimal right = known(divisor);
    requireDivisor(right);
    if (left.isScaled() || right.isScaled()) {
      return scales.divide(left, right);
    }
    DecimalQuotient division = DecimalQuotient.of(left.value(), right.value(), working);
    BigDecimal quotient = division.value();
    boolean areBeside = Tails.areBeside(left, right);
    boolean isWithoutRest = (areBeside || left.isExact() && right.isExact()) && division.isExact();
    if (isWithoutRest && areBeside) {
      return tails.divide(left, right, new ErrorBoundedDecimal(quotient, true));
    }
    hides |= left.tail() != null || right.tail() != null;
    boolean exact = left.isExact() && right.isExact() && isWithoutRest;
    double lost =
        left.hasLost()
            ? left.lost() - LostDigits.decimalLogarithm(right.value().abs()) + LostDigits.ALMOST
            : ErrorBoundedDecimal.NOTHING;
    return rounded(quotient, exact)
        .losing(
            LostDigits.larger(lost, LostDigits.following(quotient, LostDigits.relative(right))));
  }

  void requireDivisor(ErrorBoundedDecimal divisor) {
    if (divisor.value().signum() == 0) {
      if (!divisor.isExact() && !last) {
        throw new UncertainException();
      }
      throw divisor.isExact()
          ? new DomainException("division by zero")
          : DomainException.unsettled("division by zero");
    }
  }

  @Override
  public ErrorBoundedDecimal integerPower(ErrorBoundedDecimal base, BigInteger exponent) {
    return powers.integerPower(base, exponent);
  }

  @Override
  public ErrorBoundedDecimal power(ErrorBoundedDecimal base, ErrorBoundedDecimal exponent) {
    return powers.power(base, exponent);
  }

  /** Whether a number without rounding has more digits than are computed with. */
  boolean isLong(ErrorBoundedDecimal number) {
    return number.isExact() && number.value().precision() > working.getPrecision();
  }

  /** A long number as one of the digits that are computed with, and what is beside it. */
  ErrorBoundedDecimal split(ErrorBoundedDecimal number) {
    BigDecimal head = number.value().round(working).stripTrailingZeros();
    return ErrorBoundedDecimal.tailed(
        head, new ErrorBoundedDecimal(number.value().subtract(head), false));
  }

  static boolean isOne(ErrorBoundedDecimal digits) {
    return digits.value().compareTo(BigDecimal.ONE) == 0;
  }

  static BudgetException overflow(String what) {
    return Limit.DECIMAL_EXPONENT.refusal("overflow: " + what + " exceeds 1e" + MAXIMAL_EXPONENT);
  }

  private static final BigDecimal EXPONENT_RANGE = new BigDecimal("2.302e9");

  @Override
  public ErrorBoundedDecimal exponential(ErrorBoundedDecimal number) {
    if (number.isScaled()) {
      return scales.exponential(number);
    }
    ErrorBoundedDecimal given = withoutTail(number);
    double lost = LostDigits.larger(given.lost(), roundedLarge(given));
    if (lost == ErrorBoundedDecimal.NOTHING) {
      return exponentialOf(given);
    }
    boolean isBeyond = given.value().abs().compareTo(EXPONENT_RANGE) > 0;
    if (isBeyond && lost > LostDigits.MOST_LOST) {
      if (given.value().signum() < 0 && lost < exponent(given.value()) - 1) {
        return ErrorBoundedDecimal.lost(-MAXIMAL_EXPONENT);
      }
      throw unsettled();
    }
    ErrorBoundedDecimal argument =
        lost > LostDigits.MOST_LOST
            ? settled(given)
            : new ErrorBoundedDecimal(given.value(), false);
    ErrorBoundedDecimal result = exponentialOf(argument);
    return result.value().signum() == 0
        ? result
        : result.losing(LostDigits.following(result.value(), lost));
  }

  /** The rounding of an argument that is so large that it leaves few of the digits that matter. */
  private double roundedLarge(ErrorBoundedDecimal value) {
    boolean isLarge =
        !value.isExact()
            && value.value().signum() != 0
            && exponent(value.value()) > LostDigits.GUARD_DIGITS - LostDigits.SPARE_DIGITS
            && (follows || value.value().abs().compareTo(EXPONENT_RANGE) > 0);
    return isLarge
        ? exponent(value.value()) - working.getPrecision() + LostDigits.ROUNDINGS
        : ErrorBoundedDecimal.NOTHING;
  }

  private ErrorBoundedDecimal exponentialOf(ErrorBoundedDecimal value) {
    BigDecimal argument = value.value();
    isExtreme |= argument.signum() != 0 && Math.abs(exponent(argument)) > MODERATE_EXPONENT;
    if (argument.signum() == 0) {
      return value.isExact()
          ? ErrorBoundedDecimal.ONE
          : new ErrorBoundedDecimal(BigDecimal.ONE, false);
    }
    if (argument.abs().compareTo(EXPONENT_RANGE) > 0) {
      return Scales.ofExponent(value);
    }
    if (exponent(argument) < -working.getPrecision()) {
      return ErrorBoundedDecimal.tailed(
          BigDecimal.ONE, new ErrorBoundedDecimal(argument.round(working), false));
    }
    return rounded(computed.of(exp, kernel(exp), List.of(argument), working), false);
  }

  /** The arguments that functions which oscillate have had, in the order of their calls. */
  List<BigDecimal> turning() {
    return turning;
  }

  @Override
  public ErrorBoundedDecimal apply(Function function, List<ErrorBoundedDecimal> given) {
    if (given.stream().anyMatch(ErrorBoundedDecimal::isScaled)) {
      return scales.apply(function, given);
    }
    if (given.size() == 1) {
      Optional<ErrorBoundedDecimal> far = beyond(function.beyond(), withoutTail(given.get(0)));
      if (far.isPresent()) {
        return far.get();
      }
    }
    if (given.size() == 1 && isLong(given.get(0))) {
      ErrorBoundedDecimal argument = split(given.get(0));
      Optional<ErrorBoundedDecimal> along =
          tails.alongTangent(function, argument.value(), argument.rest());
      if (along.isPresent()) {
        return along.get();
      }
    }
    return given.stream().anyMatch(each -> each.tail() != null)
        ? tails.apply(function, given)
        : tails.farOut(function, given, plain(function, given));
  }

  /** A function so far out that its exponent of ten is out of range. */
  Optional<ErrorBoundedDecimal> beyond(Function.Beyond function, ErrorBoundedDecimal argument) {
    return function
        .at(argument.value())
        .map(
            form -> {
              isExtreme = true;
              if (form.factor().signum() == 0) {
                return ErrorBoundedDecimal.lost(-MAXIMAL_EXPONENT);
              }
              ErrorBoundedDecimal rate =
                  new ErrorBoundedDecimal(BigDecimal.valueOf(form.rate()), true);
              ErrorBoundedDecimal factor = new ErrorBoundedDecimal(form.factor(), true);
              ErrorBoundedDecimal power = integerPower(argument, BigInteger.valueOf(form.power()));
              return multiply(multiply(factor, power), exponential(multiply(rate, argument)));
            });
  }

  ErrorBoundedDecimal logarithm(ErrorBoundedDecimal number) {
    return apply(log, List.of(number));
  }

  BigDecimal logarithmOfTen() {
    return computed.of(log, kernel(log), List.of(BigDecimal.TEN), working);
  }

  /** The number as it may leave the arithmetic: within the exponents of ten. */
  ErrorBoundedDecimal inRange(ErrorBoundedDecimal number) {
    return scales.plain(number);
  }

  /** The value at arguments without tails, without the tail that it may have. */
  ErrorBoundedDecimal plain(Function function, List<ErrorBoundedDecimal> given) {
    Function.PreciseKernel kernel = kernel(function);
    List<ErrorBoundedDecimal> arguments = given.stream().map(this::argument).toList();
    isExtreme |= !function.isExact() && arguments.stream().anyMatch(this::isSaturating);
    boolean exact = arguments.stream().allMatch(ErrorBoundedDecimal::isExact);
    try {
      List<BigDecimal> values = arguments.stream().map(ErrorBoundedDecimal::value).toList();
      if (function.oscillates()) {
        turning.addAll(values);
      }
      if (exact && function.isExact()) {
        int digits = values.stream().mapToInt(BigDecimal::precision).max().orElse(0);
        int enough = Math.max(digits, working.getPrecision());
        return rounded(kernel.apply(values, new MathContext(enough)), true);
      }
      BigDecimal value = computed.of(function, kernel, values, working);
      hides |= values.stream().anyMatch(each -> isHiddenIn(value, each));
      return rounded(value, exact && value.signum() == 0)
          .losing(losses.through(function, kernel, arguments, value, computed));
    } catch (DomainException exception) {
      if (last && arguments.stream().anyMatch(ErrorBoundedDecimal::hasLost)) {
        throw LostDigits.refusal();
      }
      if (!exact && !last) {
        List<BigDecimal> values = arguments.stream().map(ErrorBoundedDecimal::value).toList();
        if (refused == null || !refused.isAgain(function.name(), kernel, values, working)) {
          throw new UncertainException(new UncertainException.Refusal(function.name(), values));
        }
      }
      String list = String.join(", ", arguments.stream().map(this::text).toList());
      String reason = String.valueOf(exception.getMessage());
      String message =
          reason.startsWith(function.name() + "(")
              ? reason
              : function.name() + "(" + list + ") has no real value: " + reason;
      throw exact || !last ? new DomainException(message) : DomainException.unsettled(message);
    } catch (ArithmeticException exception) {
      throw failure(function, exception);
    }
  }

  /**
   * Whether an argument is so large or small that a result of ordinary size keeps no digit of it.
   */
  private boolean isHiddenIn(BigDecimal result, BigDecimal argument) {
    return result.signum() != 0
        && argument.signum() != 0
        && Math.abs(exponent(argument)) > context.getPrecision()
        && Math.abs(exponent(result)) < context.getPrecision() / 2;
  }

  /** An argument that is known well enough for what is lost in it to be followed. */
  private ErrorBoundedDecimal argument(ErrorBoundedDecimal value) {
    boolean isClose =
        value.value().signum() == 0
            ? value.lost() < MOST_LOST_OF_ZERO
            : value.isRightTo(LEAST_RIGHT);
    return isClose ? value : settled(value);
  }

  /** What is lost in an argument at most of which nothing else is left. */
  private static final double MOST_LOST_OF_ZERO = -10;

  /** Whether a function may be so close to a bound there that nothing tells it apart. */
  private boolean isSaturating(ErrorBoundedDecimal argument) {
    return argument.value().signum() != 0 && exponent(argument.value()) > 0;
  }

  private static Function.PreciseKernel kernel(Function function) {
    return function
        .preciseKernel()
        .orElseThrow(() -> new DomainException(function.name() + " has no value"));
  }

  private static ChainruleException failure(Function function, ArithmeticException exception) {
    return Limit.FUNCTION_DIGITS.refusal(
        function.name() + " cannot be computed to so many digits: " + exception.getMessage());
  }

  @Override
  public int compare(ErrorBoundedDecimal left, ErrorBoundedDecimal right) {
    if (left.isExact() && right.isExact() && !left.isScaled() && !right.isScaled()) {
      return left.value().compareTo(right.value());
    }
    boolean isScaled = left.isScaled() || right.isScaled();
    if (isScaled || left.tail() != null || right.tail() != null) {
      ErrorBoundedDecimal apart = add(left, negate(right));
      if (apart.hasHead() && apart.value().signum() != 0 || apart.isRightTo(1)) {
        return apart.value().signum();
      }
      throw unsettled();
    }
    BigDecimal difference = left.value().subtract(right.value(), working);
    BigDecimal size = left.value().abs().max(right.value().abs());
    boolean vanishes =
        difference.signum() == 0
            || exponent(difference) < exponent(size) - context.getPrecision() + 8
            || exponent(difference) <= LostDigits.larger(left.lost(), right.lost());
    if (!vanishes) {
      return difference.signum();
    }
    if (last && !hides) {
      return 0;
    }
    throw unsettled();
  }

  /** The failure where the digits there are do not decide. */
  RuntimeException unsettled() {
    return last ? LostDigits.refusal() : new UncertainException();
  }

  /** So far from 1, places of functions are not looked for. */
  private static final int FARTHEST_PLACE = 3_000;

  @Override
  public boolean isAtPlace(Function function, List<ErrorBoundedDecimal> arguments) {
    if (!DoubleArithmetic.hasPlaces(function)) {
      return false;
    }
    List<Expr> numbers = new ArrayList<>();
    double within = ErrorBoundedDecimal.NOTHING;
    for (ErrorBoundedDecimal each : arguments) {
      if (each.isScaled()) {
        return true;
      }
      long size = each.value().signum() == 0 ? 0 : exponent(each.value());
      if (Math.abs(size) > FARTHEST_PLACE) {
        return true;
      }
      numbers.add(Expr.of(Rational.of(each.value())));
      within = LostDigits.larger(within, each.lost());
      if (!each.isExact()) {
        within = LostDigits.larger(within, (double) size - context.getPrecision());
      }
    }
    for (Function.Singularity place : function.singularities(numbers)) {
      BigDecimal apart = DoubleArithmetic.distance(place);
      if (apart == null || apart.signum() == 0 || exponent(apart) <= within) {
        return true;
      }
    }
    return false;
  }

  @Override
  public double size(ErrorBoundedDecimal value) {
    if (value.value().signum() == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double logarithm = LostDigits.decimalLogarithm(value.value().abs()) * Math.log(10);
    return value.isScaled() ? logarithm + Scales.scale(value).doubleValue() : logarithm;
  }

  /** A difference that keeps no digit is 0 at the last precision, if nothing hides behind it. */
  @Override
  public boolean vanishes(ErrorBoundedDecimal value) {
    if (value.isExact() || value.value().signum() != 0 && value.isRightTo(1)) {
      return value.value().signum() == 0;
    }
    boolean mayHide = hides && value.lost() + Scales.exponent(value) > -MAXIMAL_EXPONENT;
    if (value.hasLost() && (!last || mayHide)) {
      throw unsettled();
    }
    return true;
  }

  /** Whether what is not certain at this precision has no value. */
  boolean isLast() {
    return last;
  }

  /** Whether it is followed how many digits results lose. */
  boolean followsLosses() {
    return follows;
  }

  /** Notes that digits of a number were left aside. */
  void hide() {
    hides = true;
  }

  /** The logarithm of a number without errors, to so many digits beyond those asked for. */
  BigDecimal logarithm(BigDecimal value, long more) {
    return computed.of(
        log,
        kernel(log),
        List.of(value),
        new MathContext((int) Math.min(6_000, context.getPrecision() + more)));
  }

  MathContext working() {
    return working;
  }

  static boolean isWhole(BigDecimal value) {
    return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
  }

  @Override
  public @Nullable BigInteger integer(ErrorBoundedDecimal number) {
    if (number.isExact()
        && !number.isScaled()
        && number.value().scale() == 0
        && number.value().precision() <= SHORT) {
      return number.value().unscaledValue();
    }
    ErrorBoundedDecimal value = inRange(number);
    if (exponent(value.value()) > Limit.NUMBER_DIGITS.most()) {
      throw Limit.NUMBER_DIGITS.refusal("an index or bound is too large: " + text(value));
    }
    if (value.isExact()) {
      return isWhole(value.value()) ? value.value().toBigIntegerExact() : null;
    }
    BigDecimal nearest = value.value().setScale(0, RoundingMode.HALF_EVEN);
    return compare(value, new ErrorBoundedDecimal(nearest, true)) == 0
        ? nearest.toBigInteger()
        : null;
  }

  @Override
  public String text(ErrorBoundedDecimal value) {
    BigDecimal shown = value.value().round(new MathContext(17)).stripTrailingZeros();
    if (value.isScaled()) {
      return shown.toPlainString()
          + "*exp("
          + text(new ErrorBoundedDecimal(Scales.scale(value), true))
          + ")";
    }
    return shown.signum() != 0 && Math.abs(exponent(shown)) > 20
        ? shown.toString()
        : shown.toPlainString();
  }

  @Override
  public long cost() {
    return 5L * context.getPrecision();
  }
}
