package org.chainrule.autograd;

import java.util.List;

/** Arithmetic that records on a tape. */
final class TapeNumbers implements NumberKinds<Variable> {
  private final Tape tape;

  TapeNumbers(Tape tape) {
    this.tape = tape;
  }

  @Override
  public Variable number(double value) {
    return tape.constant(value);
  }

  @Override
  public double value(Variable number) {
    return number.value();
  }

  @Override
  public Variable add(Variable left, Variable right) {
    return left.plus(right);
  }

  @Override
  public Variable addNumber(Variable left, double right) {
    return left.plus(right);
  }

  @Override
  public Variable multiply(Variable left, Variable right) {
    return left.times(right);
  }

  @Override
  public Variable scale(Variable left, double right) {
    return left.times(right);
  }

  @Override
  public Variable divide(Variable left, Variable right) {
    return left.dividedBy(right);
  }

  @Override
  public Variable power(Variable base, double exponent) {
    return base.pow(exponent);
  }

  @Override
  public Variable apply(PreparedFunction rule, List<Variable> arguments) {
    return tape.at(tape.apply(rule.function(), handles(arguments)));
  }

  @Override
  public Variable applyToVector(PreparedFunction rule, List<Variable> elements, int position) {
    return tape.at(tape.applyToVector(rule.function(), handles(elements), position));
  }

  private static int[] handles(List<Variable> variables) {
    return variables.stream().mapToInt(Variable::handle).toArray();
  }
}
