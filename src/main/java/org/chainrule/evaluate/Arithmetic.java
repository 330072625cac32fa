package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.List;
import org.chainrule.expr.Field;
import org.chainrule.expr.Function;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Real arithmetic of one precision.
 *
 * <p>Where rounding leaves open which way a decision goes, it throws {@link UncertainException},
 * and the evaluation starts again with more digits.
 *
 * @param <T> the numbers
 */
interface Arithmetic<T> extends Field<T> {
  T of(Rational value);

  @Override
  default T of(long value) {
    return of(Rational.of(value));
  }

  /**
   * A number that a point gives.
   *
   * @param target the name that the point binds it to, or the element
   */
  default T input(Object target, Rational value) {
    return of(value);
  }

  /** A number that is told from all others by its identity, and not calculated with. */
  T token();

  T pi();

  T e();

  /** The sum of one number or more. */
  default T sum(List<T> values) {
    T sum = values.get(0);
    for (T value : values.subList(1, values.size())) {
      sum = add(sum, value);
    }
    return sum;
  }

  /** To a power that is whole because of its form, where 0^0 is 1. */
  T integerPower(T base, BigInteger exponent);

  T power(T base, T exponent);

  T exponential(T value);

  T apply(Function function, List<T> arguments);

  /** The sign of left minus right. */
  int compare(T left, T right);

  /** Whether a value is 0, or so far below all others that it is taken for 0. */
  @Override
  default boolean vanishes(T value) {
    return compare(value, of(Rational.ZERO)) == 0;
  }

  /** Whether a function is not smooth at its arguments, or may not be as far as rounding tells. */
  default boolean isAtPlace(Function function, List<T> arguments) {
    return false;
  }

  /** The integer that a value is, or null where it is none. */
  @Nullable BigInteger integer(T value);

  /** The number for messages. */
  String text(T value);

  /** How many steps of the budget a function costs. */
  long cost();
}
