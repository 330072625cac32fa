package org.chainrule.bench;

import java.util.List;
import org.apache.commons.math3.RealFieldElement;
import org.hipparchus.CalculusFieldElement;

/**
 * What the functions are written in that the peers differentiate.
 *
 * @param <T> a number that knows its derivatives
 */
interface Arithmetic<T> {
  T add(T left, T right);

  T multiply(T left, T right);

  T divide(T left, T right);

  T scale(double factor, T number);

  T exp(T number);

  T log(T number);

  /** The terms' sum. */
  default T sum(List<T> terms) {
    T sum = terms.get(0);
    for (int i = 1; i < terms.size(); i++) {
      sum = add(sum, terms.get(i));
    }
    return sum;
  }

  /** 1/(1 + exp(-x)). */
  T sigmoid(T number);

  /**
   * That of commons-math3.
   *
   * @param <T> its numbers
   */
  final class CommonsMath<T extends RealFieldElement<T>> implements Arithmetic<T> {
    @Override
    public T add(T left, T right) {
      return left.add(right);
    }

    @Override
    public T multiply(T left, T right) {
      return left.multiply(right);
    }

    @Override
    public T divide(T left, T right) {
      return left.divide(right);
    }

    @Override
    public T scale(double factor, T number) {
      return number.multiply(factor);
    }

    @Override
    public T exp(T number) {
      return number.exp();
    }

    @Override
    public T log(T number) {
      return number.log();
    }

    @Override
    public T sigmoid(T number) {
      return number.negate().exp().add(1).reciprocal();
    }
  }

  /**
   * That of Hipparchus.
   *
   * @param <T> its numbers
   */
  final class Hipparchus<T extends CalculusFieldElement<T>> implements Arithmetic<T> {
    @Override
    public T add(T left, T right) {
      return left.add(right);
    }

    @Override
    public T multiply(T left, T right) {
      return left.multiply(right);
    }

    @Override
    public T divide(T left, T right) {
      return left.divide(right);
    }

    @Override
    public T scale(double factor, T number) {
      return number.multiply(factor);
    }

    @Override
    public T exp(T number) {
      return number.exp();
    }

    @Override
    public T log(T number) {
      return number.log();
    }

    @Override
    public T sigmoid(T number) {
      return number.negate().exp().add(1).reciprocal();
    }
  }

  /** That of an object graph. */
  final class ObjectGraph implements Arithmetic<Cell> {
    @Override
    public Cell add(Cell left, Cell right) {
      return new Cell(left.value + right.value, left, 1, right, 1);
    }

    @Override
    public Cell multiply(Cell left, Cell right) {
      return new Cell(left.value * right.value, left, right.value, right, left.value);
    }

    @Override
    public Cell divide(Cell left, Cell right) {
      double quotient = left.value / right.value;
      return new Cell(quotient, left, 1 / right.value, right, -quotient / right.value);
    }

    @Override
    public Cell scale(double factor, Cell number) {
      return new Cell(factor * number.value, number, factor, null, 0);
    }

    @Override
    public Cell exp(Cell number) {
      double value = Math.exp(number.value);
      return new Cell(value, number, value, null, 0);
    }

    @Override
    public Cell log(Cell number) {
      return new Cell(Math.log(number.value), number, 1 / number.value, null, 0);
    }

    @Override
    public Cell sigmoid(Cell number) {
      double value = 1 / (1 + Math.exp(-number.value));
      return new Cell(value, number, value * (1 - value), null, 0);
    }
  }
}
