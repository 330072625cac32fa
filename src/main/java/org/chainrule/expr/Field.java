package org.chainrule.expr;

/**
 * Numbers that can be added, multiplied and divided, exactly or rounded: what an algorithm is
 * written over that is to compute in every arithmetic.
 *
 * @param <T> the numbers
 */
public interface Field<T> {
  /** A whole number. */
  T of(long value);

  T add(T left, T right);

  T negate(T value);

  T multiply(T left, T right);

  /**
   * The quotient.
   *
   * @throws org.chainrule.error.DomainException if the divisor is 0
   */
  T divide(T left, T right);

  /** Whether a number is 0, for certain: where that is open, it fails, to be asked more exactly. */
  boolean vanishes(T value);

  /**
   * The logarithm, roughly, of the magnitude of a number; negative infinity of what may be 0. It
   * serves to choose a divisor, and decides nothing.
   */
  double size(T value);
}
