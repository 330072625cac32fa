package org.chainrule.function;

import org.chainrule.expr.Field;

/** The field of the doubles, rounded as the processor does. */
public enum DoubleField implements Field<Double> {
  DOUBLES;

  @Override
  public Double of(long value) {
    return (double) value;
  }

  @Override
  public Double add(Double left, Double right) {
    return left + right;
  }

  @Override
  public Double negate(Double value) {
    return -value;
  }

  @Override
  public Double multiply(Double left, Double right) {
    return left * right;
  }

  @Override
  public Double divide(Double left, Double right) {
    return left / right;
  }

  @Override
  public boolean vanishes(Double value) {
    return value == 0;
  }

  @Override
  public double size(Double value) {
    return Math.log(Math.abs(value));
  }
}
