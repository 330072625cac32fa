package org.chainrule.autograd;

import java.util.List;

/**
 * Arithmetic on numbers that carry derivatives.
 *
 * @param <T> the numbers
 */
interface NumberKinds<T> {
  T number(double value);

  double value(T number);

  T add(T left, T right);

  T addNumber(T left, double right);

  T multiply(T left, T right);

  T scale(T left, double right);

  T divide(T left, T right);

  T power(T base, double exponent);

  T apply(PreparedFunction rule, List<T> arguments);

  T applyToVector(PreparedFunction rule, List<T> elements, int position);
}
