package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Function;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on what expressions are just beside a point, over that of the coefficients. Over
 * series it gives series in a second infinitesimal, which is below every power of the first.
 *
 * <p>Where the terms that are kept do not decide, it throws {@link UntoldException}.
 *
 * @param <C> the coefficients
 */
final class SeriesArithmetic<C> implements Arithmetic<Series<C>> {
  /** An exponent that makes a bound of a logarithm: it is below every power, and so below this. */
  static final Rational ALMOST = Rational.of(1, 4096);

  /** What a power of the infinitesimal counts among the logarithms of numbers. */
  private static final double POWER = 1e4;

  private final Arithmetic<C> base;
  private final C zero;
  private final SeriesFunctions<C> functions;
  private final Rational length;

  /**
   * The arithmetic of series.
   *
   * @param length terms are kept up to this power above that of the first
   */
  SeriesArithmetic(
      Arithmetic<C> base, Context.Lookup functions, EvaluationSteps budget, int length) {
    this.base = base;
    this.length = Rational.of(length);
    zero = base.of(Rational.ZERO);
    this.functions = new SeriesFunctions<>(this, functions, budget);
  }

  Arithmetic<C> base() {
    return base;
  }

  Rational length() {
    return length;
  }

  boolean isZero(C coefficient) {
    return base.vanishes(coefficient);
  }

  C zero() {
    return zero;
  }

  /** A value that does not vary with the infinitesimal. */
  Series<C> constant(C value) {
    return Series.constant(value, isZero(value), null);
  }

  /** The infinitesimal itself, or its negative. */
  Series<C> infinitesimal(int sign) {
    SortedMap<Rational, C> terms = new TreeMap<>();
    terms.put(Rational.ONE, base.of(Rational.of(sign)));
    return new Series<>(terms, null, false, null);
  }

  /** Something of which only a bound is known. */
  Series<C> bounded(Rational order, boolean isRough) {
    return new Series<>(new TreeMap<>(), order, isRough, null);
  }

  /** The series without its terms from an exponent on, and without more than are kept. */
  Series<C> cut(SortedMap<Rational, C> given, @Nullable Rational order, boolean isRough) {
    SortedMap<Rational, C> terms = order == null ? given : new TreeMap<>(given.headMap(order));
    Rational bound = order;
    if (!terms.isEmpty()) {
      Rational end = terms.firstKey().plus(length);
      if (terms.lastKey().compareTo(end) >= 0) {
        terms = new TreeMap<>(terms.headMap(end));
        bound = end;
      }
    }
    return new Series<>(terms, bound, isRough, null);
  }

  static @Nullable Rational least(@Nullable Rational first, @Nullable Rational second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return first.compareTo(second) <= 0 ? first : second;
  }

  @Override
  public Series<C> of(Rational value) {
    return Series.constant(base.of(value), value.isZero(), value);
  }

  @Override
  public Series<C> token() {
    return Series.constant(base.token(), false, null);
  }

  @Override
  public Series<C> pi() {
    return Series.constant(base.pi(), false, null);
  }

  @Override
  public Series<C> e() {
    return Series.constant(base.e(), false, null);
  }

  @Override
  public Series<C> add(Series<C> left, Series<C> right) {
    if (left.isZero() || right.isZero()) {
      return left.isZero() ? right : left;
    }
    if (left.number() != null && right.number() != null) {
      return of(left.number().plus(right.number()));
    }
    Rational order = least(left.order(), right.order());
    SortedMap<Rational, C> terms = new TreeMap<>(left.terms());
    right
        .terms()
        .forEach(
            (exponent, coefficient) -> {
              C before = terms.remove(exponent);
              if (order != null && exponent.compareTo(order) >= 0) {
                return;
              }
              C sum = before == null ? coefficient : base.add(before, coefficient);
              if (before == null || !isZero(sum)) {
                terms.put(exponent, sum);
              }
            });
    return cut(terms, order, left.isRough() || right.isRough());
  }

  @Override
  public Series<C> negate(Series<C> value) {
    SortedMap<Rational, C> terms = new TreeMap<>();
    value.terms().forEach((exponent, each) -> terms.put(exponent, base.negate(each)));
    Rational number = value.number();
    return new Series<>(
        terms, value.order(), value.isRough(), number == null ? null : number.negate());
  }

  Series<C> minus(Series<C> left, Series<C> right) {
    return add(left, negate(right));
  }

  @Override
  public Series<C> multiply(Series<C> left, Series<C> right) {
    if (left.isZero() || right.isZero()) {
      return of(Rational.ZERO);
    }
    if (left.number() != null && right.number() != null) {
      return of(left.number().times(right.number()));
    }
    Rational order =
        least(
            left.order() == null ? null : left.order().plus(right.leading()),
            right.order() == null ? null : right.order().plus(left.leading()));
    Rational end = left.leading().plus(right.leading()).plus(length);
    SortedMap<Rational, C> terms = new TreeMap<>();
    boolean isCut = false;
    for (Map.Entry<Rational, C> first : left.terms().entrySet()) {
      for (Map.Entry<Rational, C> second : right.terms().entrySet()) {
        Rational exponent = first.getKey().plus(second.getKey());
        if (exponent.compareTo(end) >= 0) {
          isCut = true;
        } else if (order == null || exponent.compareTo(order) < 0) {
          C product = base.multiply(first.getValue(), second.getValue());
          C before = terms.get(exponent);
          terms.put(exponent, before == null ? product : base.add(before, product));
        }
      }
    }
    terms.values().removeIf(this::isZero);
    return cut(terms, isCut ? least(order, end) : order, left.isRough() || right.isRough());
  }

  /** A series times a coefficient and a power of the infinitesimal. */
  Series<C> scaled(Series<C> value, C factor, Rational power) {
    SortedMap<Rational, C> terms = new TreeMap<>();
    value
        .terms()
        .forEach((exponent, each) -> terms.put(exponent.plus(power), base.multiply(each, factor)));
    terms.values().removeIf(this::isZero);
    Rational order = value.order();
    return new Series<>(terms, order == null ? null : order.plus(power), value.isRough(), null);
  }

  /** Requires a first term, and gives its coefficient. */
  C first(Series<C> value) {
    if (value.terms().isEmpty()) {
      throw new UntoldException("the first term is not known");
    }
    return value.terms().values().iterator().next();
  }

  @Override
  public Series<C> divide(Series<C> left, Series<C> right) {
    if (right.isZero()) {
      throw new DomainException("division by zero");
    }
    if (left.number() != null && right.number() != null) {
      return of(left.number().dividedBy(right.number()));
    }
    if (left.isConstant() && right.isConstant()) {
      return constant(base.divide(left.isZero() ? zero : first(left), first(right)));
    }
    return multiply(left, powered(right, Rational.MINUS_ONE, base.of(Rational.MINUS_ONE)));
  }

  /** The power of a series with a first term, which is positive unless the exponent is whole. */
  private Series<C> powered(Series<C> value, Rational exponent, C coefficient) {
    C first = first(value);
    Rational leading = value.leading();
    C power =
        exponent.isInteger()
            ? base.integerPower(first, exponent.numerator())
            : base.power(first, coefficient);
    Series<C> rest = rest(value, first, leading);
    return scaled(binomial(rest, coefficient), power, leading.times(exponent));
  }

  /** What is added to 1 where the first term of a series is taken out. */
  Series<C> rest(Series<C> value, C first, Rational leading) {
    Series<C> ratio = scaled(value, base.divide(base.of(Rational.ONE), first), leading.negate());
    SortedMap<Rational, C> terms = new TreeMap<>(ratio.terms());
    terms.remove(Rational.ZERO);
    return new Series<>(terms, ratio.order(), ratio.isRough(), null);
  }

  /** A power of 1 and a series without a constant. */
  private Series<C> binomial(Series<C> rest, C exponent) {
    C factor = base.of(Rational.ONE);
    Series<C> sum = of(Rational.ONE);
    Series<C> power = of(Rational.ONE);
    for (int i = 1; ; i++) {
      C less = base.add(exponent, base.of(Rational.of(1L - i)));
      factor = base.divide(base.multiply(factor, less), base.of(Rational.of(i)));
      power = multiply(power, rest);
      if (power.isZero() || isZero(factor)) {
        return sum;
      }
      if (power.leading().compareTo(length) >= 0) {
        return add(sum, bounded(length, power.isRough()));
      }
      sum = add(sum, scaled(power, factor, Rational.ZERO));
    }
  }

  @Override
  public Series<C> integerPower(Series<C> value, BigInteger exponent) {
    if (exponent.signum() == 0) {
      return of(Rational.ONE);
    }
    if (value.isZero()) {
      if (exponent.signum() < 0) {
        throw new DomainException("division by zero");
      }
      return of(Rational.ZERO);
    }
    if (value.isConstant()) {
      return constant(base.integerPower(first(value), exponent));
    }
    Rational power = Rational.of(exponent);
    if (value.terms().isEmpty()) {
      if (exponent.signum() < 0) {
        throw new UntoldException("the first term is not known");
      }
      return bounded(value.leading().times(power), value.isRough());
    }
    return powered(value, power, base.of(power));
  }

  @Override
  public Series<C> power(Series<C> value, Series<C> exponent) {
    if (value.isConstant() && exponent.isConstant()) {
      return constant(
          base.power(
              value.isZero() ? zero : first(value), exponent.isZero() ? zero : first(exponent)));
    }
    if (value.isZero()) {
      int sign = compare(exponent, of(Rational.ZERO));
      if (sign <= 0) {
        throw new DomainException("division by zero");
      }
      return of(Rational.ZERO);
    }
    if (exponent.isConstant() && !exponent.isZero()) {
      Rational number = exponent.number();
      C coefficient = first(exponent);
      if (number == null) {
        BigInteger whole = base.integer(coefficient);
        number = whole == null ? null : Rational.of(whole);
      }
      if (number != null && number.isInteger()) {
        return integerPower(value, number.numerator());
      }
      if (value.terms().isEmpty() && number != null && number.signum() > 0) {
        return bounded(value.leading().times(number), value.isRough());
      }
      if (base.compare(first(value), zero) < 0) {
        throw new DomainException("a power of a number below 0 is outside the real domain");
      }
      if (number != null) {
        return powered(value, number, coefficient);
      }
    }
    return exponential(multiply(exponent, functions.logarithm(value)));
  }

  @Override
  public Series<C> exponential(Series<C> value) {
    if (value.isConstant()) {
      return constant(base.exponential(value.isZero() ? zero : first(value)));
    }
    if (value.leading().signum() < 0) {
      boolean vanishes = base.compare(first(value), zero) < 0;
      if (!vanishes) {
        throw new UntoldException("an exponential grows beyond every power");
      }
      return bounded(length.plus(length), value.isRough());
    }
    C limit = limit(value);
    Series<C> rest = minus(value, constant(limit));
    Series<C> sum = of(Rational.ONE);
    Series<C> power = of(Rational.ONE);
    for (int i = 1; !rest.isZero(); i++) {
      power = multiply(power, rest);
      power =
          scaled(power, base.divide(base.of(Rational.ONE), base.of(Rational.of(i))), Rational.ZERO);
      if (power.leading().compareTo(length) >= 0) {
        sum = add(sum, bounded(length, power.isRough()));
        break;
      }
      sum = add(sum, power);
    }
    return scaled(sum, base.exponential(limit), Rational.ZERO);
  }

  /** The limit of a series that has one. */
  C limit(Series<C> value) {
    if (value.order() != null && value.order().signum() <= 0) {
      throw new UntoldException("the limit is not known");
    }
    if (!value.terms().isEmpty() && value.leading().signum() < 0) {
      throw new UntoldException("there is no limit");
    }
    return value.terms().getOrDefault(Rational.ZERO, zero);
  }

  @Override
  public Series<C> apply(Function function, List<Series<C>> arguments) {
    return functions.apply(function, arguments);
  }

  /** Of the terms the first counts, and the lower its power is, the larger it is. */
  @Override
  public double size(Series<C> value) {
    return value.terms().isEmpty()
        ? Double.NEGATIVE_INFINITY
        : base.size(first(value)) - value.leading().doubleValue() * POWER;
  }

  @Override
  public int compare(Series<C> left, Series<C> right) {
    Series<C> difference = minus(left, right);
    return difference.isZero() ? 0 : base.compare(first(difference), zero);
  }

  @Override
  public @Nullable BigInteger integer(Series<C> value) {
    return value.isConstant() ? base.integer(value.isZero() ? zero : first(value)) : null;
  }

  @Override
  public String text(Series<C> value) {
    return value.isConstant() ? base.text(value.isZero() ? zero : first(value)) : "a value beside";
  }

  @Override
  public long cost() {
    return base.cost() * 16;
  }
}
