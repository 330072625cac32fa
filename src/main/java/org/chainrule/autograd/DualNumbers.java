package org.chainrule.autograd;

import java.util.List;

/** Arithmetic on dual numbers. */
final class DualNumbers implements NumberKinds<Dual> {
  @Override
  public Dual number(double value) {
    return Dual.constant(value);
  }

  @Override
  public double value(Dual number) {
    return number.value();
  }

  @Override
  public Dual add(Dual left, Dual right) {
    return left.plus(right);
  }

  @Override
  public Dual addNumber(Dual left, double right) {
    return left.plus(right);
  }

  @Override
  public Dual multiply(Dual left, Dual right) {
    return left.times(right);
  }

  @Override
  public Dual scale(Dual left, double right) {
    return left.times(right);
  }

  @Override
  public Dual divide(Dual left, Dual right) {
    return left.dividedBy(right);
  }

  @Override
  public Dual power(Dual base, double exponent) {
    return base.pow(exponent);
  }

  @Override
  public Dual apply(PreparedFunction rule, List<Dual> arguments) {
    return Dual.apply(rule, arguments);
  }

  @Override
  public Dual applyToVector(PreparedFunction rule, List<Dual> elements, int position) {
    return Dual.applyToVector(rule, elements, position);
  }
}
