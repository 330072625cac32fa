package org.chainrule.autograd;

import java.util.List;

/**
 * Arithmetic on numbers that carry derivatives.
 *
 * @param <T> the numbers
 */
interface Numbers<T> {
  T number(double value);

  double value(T number);

  T add(T left, T right);

  T addNumber(T left, double right);

  T multiply(T left, T right);

  T scale(T left, double right);

  T divide(T left, T right);

  T power(T base, double exponent);

  T apply(Rule rule, List<T> arguments);

  T applyToVector(Rule rule, List<T> elements, int position);
}
