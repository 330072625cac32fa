package org.chainrule.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of real numbers between two doubles, which holds every value of an expression on a box.
 *
 * <p>Each operation gives a set that holds all results: its ends are rounded outwards. An end is
 * open where no value is equal to it, as is known of the end 0 of {@code exp}, and of every end
 * that rounding has moved: bounds can then be told to be strict. An end without a number is
 * infinite, and open. A set also says what is known of the expression on the box ({@link
 * Decoration}).
 *
 * @param lower the lower end; above the upper one in the empty set alone
 * @param upper the upper end
 * @param isLowerOpen whether no value is equal to the lower end
 * @param isUpperOpen whether no value is equal to the upper end
 * @param decoration what holds everywhere on the box
 */
public record Interval(
    double lower, double upper, boolean isLowerOpen, boolean isUpperOpen, Decoration decoration) {

  /** What holds of an expression on a box, each including those before it. */
  public enum Decoration {
    /** It may have no value on a part of the box. */
    PARTIAL,
    /** It has a value everywhere. */
    DEFINED,
    /** It is continuous as well. */
    CONTINUOUS;

    /** What holds of both. */
    public Decoration and(Decoration other) {
      return compareTo(other) <= 0 ? this : other;
    }
  }

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** Products below this are rounded where a fused multiplication does not tell by how much. */
  private static final double SMALLEST_TOLD = 0x1p-960;

  private static final MathContext NEAR = new MathContext(40);

  public static final Interval EMPTY =
      new Interval(INFINITY, -INFINITY, true, true, Decoration.PARTIAL);
  public static final Interval ENTIRE =
      new Interval(-INFINITY, INFINITY, true, true, Decoration.CONTINUOUS);
  public static final Interval ZERO = of(0);
  public static final Interval ONE = of(1);

  public Interval {
    if (!(lower <= upper) && !(lower == INFINITY && upper == -INFINITY)) {
      throw new IllegalArgumentException("no interval from " + lower + " to " + upper);
    }
    // One zero: the two differ in nothing but their spelling.
    lower = lower == 0 ? 0 : lower;
    upper = upper == 0 ? 0 : upper;
    isLowerOpen |= Double.isInfinite(lower);
    isUpperOpen |= Double.isInfinite(upper);
  }

  /** One number. */
  public static Interval of(double value) {
    return of(value, value);
  }

  /** All numbers between two, with both of them. */
  public static Interval of(double lower, double upper) {
    return new Interval(lower, upper, false, false, Decoration.CONTINUOUS);
  }

  /** One number, between the doubles next to it. */
  public static Interval of(Rational value) {
    double near = value.doubleValue();
    if (Double.isInfinite(near)) {
      return near > 0
          ? new Interval(Double.MAX_VALUE, INFINITY, true, true, Decoration.CONTINUOUS)
          : new Interval(-INFINITY, -Double.MAX_VALUE, true, true, Decoration.CONTINUOUS);
    }
    int side = Rational.of(new BigDecimal(near)).compareTo(value);
    return between(
        side > 0 ? Math.nextDown(near) : near, side < 0 ? Math.nextUp(near) : near, side != 0);
  }

  private static Interval between(double lower, double upper, boolean isOpen) {
    return new Interval(lower, upper, isOpen, isOpen, Decoration.CONTINUOUS);
  }

  /**
   * One number that is known to so many digits.
   *
   * @param value the number, wrong by less than one in the last but two of the digits
   */
  public static Interval near(BigDecimal value, int digits) {
    if (value.signum() == 0) {
      return ZERO;
    }
    BigDecimal error = value.abs().scaleByPowerOfTen(2 - digits);
    return new Interval(
        below(value.subtract(error, NEAR)),
        above(value.add(error, NEAR)),
        true,
        true,
        Decoration.CONTINUOUS);
  }

  /** A double below a number. */
  private static double below(BigDecimal value) {
    double near = value.doubleValue();
    if (near == INFINITY) {
      return Double.MAX_VALUE;
    }
    return near == -INFINITY || new BigDecimal(near).compareTo(value) < 0
        ? near
        : Math.nextDown(near);
  }

  private static double above(BigDecimal value) {
    return -below(value.negate());
  }

  /** An end as it is computed: where it is, and whether no value is equal to it. */
  private record End(double at, boolean isOpen) {
    /** The lower of two ends of sets that are both taken: closed where either is. */
    static End lower(End one, End other) {
      return one.at < other.at || one.at == other.at && !one.isOpen ? one : other;
    }

    static End upper(End one, End other) {
      return one.at > other.at || one.at == other.at && !one.isOpen ? one : other;
    }

    /** The same of the numbers with the other sign. */
    End negate() {
      return new End(-at, isOpen);
    }

    /**
     * An end that is not above a number, of which a rounded value and the sign of the error are
     * known.
     */
    static End down(double rounded, int errorSign, boolean isOpen) {
      if (rounded == INFINITY) {
        return new End(Double.MAX_VALUE, true);
      }
      return new End(errorSign < 0 ? Math.nextDown(rounded) : rounded, isOpen || errorSign != 0);
    }
  }

  /** Above all ends. */
  private static final End NOWHERE = new End(INFINITY, true);

  private End low() {
    return new End(lower, isLowerOpen);
  }

  private End high() {
    return new End(upper, isUpperOpen);
  }

  private static Interval of(End low, End high, Decoration decoration) {
    return new Interval(low.at, high.at, low.isOpen, high.isOpen, decoration);
  }

  public boolean isEmpty() {
    return lower > upper;
  }

  /** Whether it is one number that a double holds. */
  public boolean isPoint() {
    return lower == upper;
  }

  public boolean isBounded() {
    return !isEmpty() && lower > -INFINITY && upper < INFINITY;
  }

  /** Whether a number may be in it. */
  public boolean contains(double value) {
    return (lower < value || lower == value && !isLowerOpen)
        && (value < upper || value == upper && !isUpperOpen);
  }

  /** Whether all numbers in it are above 0. */
  public boolean isPositive() {
    return !isEmpty() && (lower > 0 || lower == 0 && isLowerOpen);
  }

  public boolean isNegative() {
    return !isEmpty() && (upper < 0 || upper == 0 && isUpperOpen);
  }

  public boolean isNotNegative() {
    return !isEmpty() && lower >= 0;
  }

  public boolean isNotPositive() {
    return !isEmpty() && upper <= 0;
  }

  public boolean isDefined() {
    return decoration != Decoration.PARTIAL;
  }

  public boolean isContinuous() {
    return decoration == Decoration.CONTINUOUS;
  }

  /** A double within it, near the middle: of an infinite one far out. */
  public double middle() {
    if (isEmpty()) {
      throw new IllegalStateException("the empty set has no middle");
    }
    if (lower == -INFINITY) {
      return upper == INFINITY
          ? 0
          : upper > 0 ? 0 : upper == 0 ? -1 : Math.max(-Double.MAX_VALUE, 2 * upper);
    }
    if (upper == INFINITY) {
      return lower < 0 ? 0 : lower == 0 ? 1 : Math.min(Double.MAX_VALUE, 2 * lower);
    }
    double middle = 0.5 * lower + 0.5 * upper;
    return Math.max(lower, Math.min(upper, middle));
  }

  public double width() {
    return isEmpty() ? 0 : upper - lower;
  }

  /** The largest magnitude. */
  public double magnitude() {
    return Math.max(Math.abs(lower), Math.abs(upper));
  }

  /** The same with no more said of it than this. */
  public Interval as(Decoration most) {
    Decoration both = decoration.and(most);
    return both == decoration ? this : new Interval(lower, upper, isLowerOpen, isUpperOpen, both);
  }

  /** The same, with this said of it. */
  public Interval decorated(Decoration now) {
    return now == decoration ? this : new Interval(lower, upper, isLowerOpen, isUpperOpen, now);
  }

  /** The same numbers with the ends. */
  public Interval closed() {
    return isEmpty() ? this : new Interval(lower, upper, false, false, decoration);
  }

  /** All that is in either, or between them; it may be that only one is taken. */
  public Interval hull(Interval other) {
    Decoration both = decoration.and(other.decoration);
    if (isEmpty()) {
      return other.decorated(both);
    }
    if (other.isEmpty()) {
      return decorated(both);
    }
    return of(End.lower(low(), other.low()), End.upper(high(), other.high()), both);
  }

  /** What is in both, which hold the same values; no more is said of it than of this one. */
  public Interval intersect(Interval other) {
    if (isEmpty() || other.isEmpty()) {
      return EMPTY;
    }
    boolean fromOther = other.lower > lower || other.lower == lower && other.isLowerOpen;
    boolean toOther = other.upper < upper || other.upper == upper && other.isUpperOpen;
    double from = fromOther ? other.lower : lower;
    double to = toOther ? other.upper : upper;
    boolean isFromOpen = fromOther ? other.isLowerOpen : isLowerOpen;
    boolean isToOpen = toOther ? other.isUpperOpen : isUpperOpen;
    if (from > to || from == to && (isFromOpen || isToOpen)) {
      return EMPTY;
    }
    return new Interval(from, to, isFromOpen, isToOpen, decoration);
  }

  public Interval negate() {
    return isEmpty() ? this : new Interval(-upper, -lower, isUpperOpen, isLowerOpen, decoration);
  }

  public Interval plus(Interval other) {
    if (isEmpty() || other.isEmpty()) {
      return EMPTY;
    }
    return of(
        sumBelow(low(), other.low()),
        sumBelow(high().negate(), other.high().negate()).negate(),
        decoration.and(other.decoration));
  }

  public Interval minus(Interval other) {
    return plus(other.negate());
  }

  private static End sumBelow(End left, End right) {
    double sum = left.at + right.at;
    boolean isOpen = left.isOpen || right.isOpen;
    if (Double.isInfinite(left.at) || Double.isInfinite(right.at)) {
      return new End(-INFINITY, true);
    }
    if (Double.isInfinite(sum)) {
      return sum > 0 ? new End(Double.MAX_VALUE, true) : new End(-INFINITY, true);
    }
    double part = sum - left.at;
    double error = (left.at - (sum - part)) + (right.at - part);
    // Where a difference of the two sums overflows, nothing is known of the error.
    return Double.isNaN(error)
        ? new End(Math.nextDown(sum), true)
        : End.down(sum, (int) Math.signum(error), isOpen);
  }

  public Interval times(Interval other) {
    if (isEmpty() || other.isEmpty()) {
      return EMPTY;
    }
    End below = NOWHERE;
    End above = NOWHERE.negate();
    for (int i = 0; i < 4; i++) {
      End left = (i & 1) == 0 ? low() : high();
      End right = (i & 2) == 0 ? other.low() : other.high();
      End down = productBelow(left, right);
      End up = productBelow(left.negate(), right).negate();
      below = End.lower(below, down);
      above = End.upper(above, up);
    }
    return of(below, above, decoration.and(other.decoration));
  }

  private static End productBelow(End left, End right) {
    if (left.at == 0 || right.at == 0) {
      boolean isTaken = left.at == 0 && !left.isOpen || right.at == 0 && !right.isOpen;
      return new End(0, !isTaken);
    }
    double product = left.at * right.at;
    if (Double.isInfinite(left.at) || Double.isInfinite(right.at)) {
      return new End(product, true);
    }
    return End.down(product, productError(left.at, right.at, product), left.isOpen || right.isOpen);
  }

  /** The sign of the product less what it is rounded to. */
  private static int productError(double left, double right, double product) {
    if (Double.isInfinite(product)) {
      return product > 0 ? -1 : 1;
    }
    if (Math.abs(product) >= SMALLEST_TOLD) {
      return (int) Math.signum(Math.fma(left, right, -product));
    }
    return new BigDecimal(left).multiply(new BigDecimal(right)).compareTo(new BigDecimal(product));
  }

  /** The quotient; where the divisor may be 0, of what is left of it. */
  public Interval dividedBy(Interval other) {
    if (isEmpty() || other.isEmpty()) {
      return EMPTY;
    }
    boolean isPole = other.contains(0);
    Decoration both = decoration.and(other.decoration);
    Decoration known = isPole ? Decoration.PARTIAL : both;
    if (other.lower < 0 && other.upper > 0) {
      return new Interval(-INFINITY, INFINITY, true, true, known);
    }
    if (other.lower == 0 && other.upper == 0) {
      return EMPTY;
    }
    End below = NOWHERE;
    End above = NOWHERE.negate();
    int sign = other.lower >= 0 ? 1 : -1;
    for (int i = 0; i < 4; i++) {
      End left = (i & 1) == 0 ? low() : high();
      End right = (i & 2) == 0 ? other.low() : other.high();
      End down = quotientBelow(left, right, sign);
      End up = quotientBelow(left.negate(), right, sign).negate();
      below = End.lower(below, down);
      above = End.upper(above, up);
    }
    return of(below, above, known);
  }

  private static End quotientBelow(End left, End right, int sign) {
    if (left.at == 0) {
      return new End(0, left.isOpen);
    }
    if (right.at == 0) {
      return new End(left.at * sign > 0 ? INFINITY : -INFINITY, true);
    }
    if (Double.isInfinite(right.at)) {
      return new End(0, true);
    }
    double quotient = left.at / right.at;
    if (Double.isInfinite(left.at)) {
      return new End(quotient, true);
    }
    return End.down(
        quotient, quotientError(left.at, right.at, quotient), left.isOpen || right.isOpen);
  }

  /** The sign of the quotient less what it is rounded to. */
  private static int quotientError(double left, double right, double quotient) {
    if (Double.isInfinite(quotient)) {
      return quotient > 0 ? -1 : 1;
    }
    boolean isTold =
        Math.abs(quotient) >= SMALLEST_TOLD
            && Math.abs(left) >= SMALLEST_TOLD
            && Math.abs(right) <= 1 / SMALLEST_TOLD;
    if (isTold) {
      return (int) (Math.signum(Math.fma(-quotient, right, left)) * Math.signum(right));
    }
    BigDecimal back = new BigDecimal(quotient).multiply(new BigDecimal(right));
    return new BigDecimal(left).compareTo(back) * (int) Math.signum(right);
  }

  /** A whole power; 0 to the power 0 is 1. */
  public Interval power(int exponent) {
    if (isEmpty()) {
      return EMPTY;
    }
    if (exponent == 0) {
      return ONE.as(decoration);
    }
    if (exponent < 0) {
      return exponent == Integer.MIN_VALUE
          ? ENTIRE.decorated(Decoration.PARTIAL)
          : ONE.dividedBy(power(-exponent));
    }
    if (exponent == 1) {
      return this;
    }
    boolean isEven = exponent % 2 == 0;
    if (lower >= 0) {
      return of(powerBelow(low(), exponent), powerAbove(high(), exponent), decoration);
    }
    if (upper <= 0) {
      Interval positive = negate().power(exponent);
      return isEven ? positive : positive.negate();
    }
    End above = powerAbove(high(), exponent);
    End far = powerAbove(low().negate(), exponent);
    return isEven
        ? of(new End(0, false), End.upper(above, far), decoration)
        : of(far.negate(), above, decoration);
  }

  /** An end not above the power of a number from 0 on. */
  private static End powerBelow(End base, int exponent) {
    End power = null;
    for (int bit = Integer.highestOneBit(exponent); bit > 0; bit >>= 1) {
      power = power == null ? base : productBelow(power, power);
      if ((exponent & bit) != 0 && bit != Integer.highestOneBit(exponent)) {
        power = productBelow(power, base);
      }
    }
    return Objects.requireNonNull(power);
  }

  private static End powerAbove(End base, int exponent) {
    End power = null;
    for (int bit = Integer.highestOneBit(exponent); bit > 0; bit >>= 1) {
      power = power == null ? base : productAbove(power, power);
      if ((exponent & bit) != 0 && bit != Integer.highestOneBit(exponent)) {
        power = productAbove(power, base);
      }
    }
    return Objects.requireNonNull(power);
  }

  private static End productAbove(End left, End right) {
    return productBelow(left.negate(), right).negate();
  }

  /** The square root of what is not below 0. */
  public Interval sqrt() {
    Interval inside = intersect(new Interval(0, INFINITY, false, true, decoration));
    if (inside.isEmpty()) {
      return EMPTY;
    }
    Decoration known = lower < 0 ? Decoration.PARTIAL : decoration;
    return of(rootBelow(inside.low()), rootAbove(inside.high()), known);
  }

  private static End rootBelow(End of) {
    double root = Math.sqrt(of.at);
    return Double.isInfinite(root)
        ? new End(root, true)
        : End.down(root, rootError(of.at, root), of.isOpen);
  }

  private static End rootAbove(End of) {
    double root = Math.sqrt(of.at);
    if (Double.isInfinite(root)) {
      return new End(root, true);
    }
    int error = rootError(of.at, root);
    return new End(error > 0 ? Math.nextUp(root) : root, of.isOpen || error != 0);
  }

  private static int rootError(double of, double root) {
    if (of == 0) {
      return 0;
    }
    return of >= SMALLEST_TOLD
        ? (int) Math.signum(Math.fma(-root, root, of))
        : new BigDecimal(of).compareTo(new BigDecimal(root).pow(2));
  }

  /** The magnitudes. */
  public Interval abs() {
    if (isEmpty() || lower >= 0) {
      return this;
    }
    if (upper <= 0) {
      return negate();
    }
    return of(new End(0, false), End.upper(high(), low().negate()), decoration);
  }

  /** The larger of two. */
  public Interval max(Interval other) {
    if (isEmpty() || other.isEmpty()) {
      return EMPTY;
    }
    End low =
        lower != other.lower
            ? lower > other.lower ? low() : other.low()
            : new End(lower, isLowerOpen || other.isLowerOpen);
    return of(low, End.upper(high(), other.high()), decoration.and(other.decoration));
  }

  /** The smaller of two. */
  public Interval min(Interval other) {
    return negate().max(other.negate()).negate();
  }

  /** The one number that it is, or null. */
  public @Nullable Rational number() {
    return isPoint() && isBounded() ? Rational.of(new BigDecimal(lower)) : null;
  }

  @Override
  public String toString() {
    return isEmpty()
        ? "{}"
        : (isLowerOpen ? "(" : "[") + lower + ", " + upper + (isUpperOpen ? ")" : "]");
  }
}
