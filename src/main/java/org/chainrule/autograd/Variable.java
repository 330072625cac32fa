package org.chainrule.autograd;

import org.chainrule.expr.Function;

/**
 * A number on a {@link Tape}: one that was given, or the result of an operation.
 *
 * <p>It is valid until its tape is rewound or cleared, and is then handed out again: do not keep it
 * longer. A variable from before a {@linkplain Tape#mark mark} stays valid.
 */
public final class Variable {
  final Tape tape;
  final int place;
  int pass;

  Variable(Tape tape, int place) {
    this.tape = tape;
    this.place = place;
  }

  public double value() {
    return tape.recording().value(tape.placeOf(this));
  }

  /** The handle for the tape's own operations. */
  public int handle() {
    return tape.placeOf(this);
  }

  /**
   * The derivative of what was taken back by this, summed over all passes.
   *
   * @throws TapeException if nothing was taken back since this was recorded
   */
  public double gradient() {
    return tape.gradient(tape.placeOf(this));
  }

  /** Sets the gradient to zero. */
  public void zeroGradient() {
    tape.zeroGradient(tape.placeOf(this));
  }

  /** Gives a variable from before the mark another value for the passes to come. */
  public void set(double value) {
    tape.setValue(tape.placeOf(this), value);
  }

  /** Takes the derivatives of this by all that it was computed from. */
  public void backward() {
    tape.backward(tape.placeOf(this), 1);
  }

  /** The same, times a factor. */
  public void backward(double seed) {
    tape.backward(tape.placeOf(this), seed);
  }

  public Variable plus(Variable other) {
    return tape.variableAt(tape.add(tape.placeOf(this), tape.placeOf(other)));
  }

  public Variable plus(double other) {
    return tape.variableAt(tape.addNumber(tape.placeOf(this), other));
  }

  public Variable minus(Variable other) {
    return tape.variableAt(tape.subtract(tape.placeOf(this), tape.placeOf(other)));
  }

  public Variable minus(double other) {
    return tape.variableAt(tape.addNumber(tape.placeOf(this), -other));
  }

  public Variable times(Variable other) {
    return tape.variableAt(tape.multiply(tape.placeOf(this), tape.placeOf(other)));
  }

  public Variable times(double other) {
    return tape.variableAt(tape.scale(tape.placeOf(this), other));
  }

  public Variable dividedBy(Variable other) {
    return tape.variableAt(tape.divide(tape.placeOf(this), tape.placeOf(other)));
  }

  public Variable dividedBy(double other) {
    return tape.variableAt(tape.divideByNumber(tape.placeOf(this), other));
  }

  public Variable negate() {
    return tape.variableAt(tape.scale(tape.placeOf(this), -1));
  }

  public Variable reciprocal() {
    return tape.variableAt(tape.divideNumber(1, tape.placeOf(this)));
  }

  public Variable square() {
    return tape.variableAt(tape.powerNumber(tape.placeOf(this), 2));
  }

  public Variable pow(double exponent) {
    return tape.variableAt(tape.powerNumber(tape.placeOf(this), exponent));
  }

  public Variable pow(Variable exponent) {
    return apply("pow", exponent);
  }

  public Variable exp() {
    return apply("exp");
  }

  public Variable log() {
    return apply("log");
  }

  public Variable sqrt() {
    return tape.variableAt(tape.powerNumber(tape.placeOf(this), 0.5));
  }

  public Variable sin() {
    return apply("sin");
  }

  public Variable cos() {
    return apply("cos");
  }

  public Variable tanh() {
    return apply("tanh");
  }

  public Variable sigmoid() {
    return apply("sigmoid");
  }

  public Variable relu() {
    return apply("relu");
  }

  public Variable softplus() {
    return apply("softplus");
  }

  public Variable abs() {
    return apply("abs");
  }

  public Variable max(Variable other) {
    return apply("max", other);
  }

  public Variable min(Variable other) {
    return apply("min", other);
  }

  /** A function of the table, or one of one's own. */
  public Variable apply(Function function) {
    return tape.variableAt(tape.apply(function, tape.placeOf(this)));
  }

  /** A function of two arguments, of which this is the first. */
  public Variable apply(Function function, Variable other) {
    return tape.variableAt(tape.apply(function, tape.placeOf(this), tape.placeOf(other)));
  }

  /** A function of the table, by its name or an alias. */
  public Variable apply(String function) {
    return tape.variableAt(tape.apply(function, tape.placeOf(this)));
  }

  public Variable apply(String function, Variable other) {
    return tape.variableAt(tape.apply(function, tape.placeOf(this), tape.placeOf(other)));
  }

  /** The value, for people to see. */
  @Override
  public String toString() {
    return tape.describe(this);
  }
}
