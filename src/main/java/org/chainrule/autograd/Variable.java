package org.chainrule.autograd;

import java.util.Objects;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Function;

/**
 * A number on a {@link Tape}: one that was given, or the result of an operation.
 *
 * <p>It is valid until its tape is rewound or cleared; its use is told as an error until the next
 * rewinding or clearing. From then on the same object is handed out again for what stands in its
 * place, and nothing tells the two apart. A variable from before a {@linkplain Tape#mark mark}
 * stays valid until the tape is cleared, and is told for ever after.
 *
 * <p>An operation on two takes the tape from the second, which more often than the first is older
 * than the last operation: a processor need not wait for that to know where to record.
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
    tape.require(this);
    return tape.valueAt(place);
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
    Objects.requireNonNull(other, "other is null");
    Tape on = other.tape;
    on.require(this, other);
    return on.variableAt(on.putSum(place, other.place));
  }

  public Variable plus(double other) {
    tape.require(this);
    return tape.variableAt(tape.putSum(place, other));
  }

  public Variable minus(Variable other) {
    Objects.requireNonNull(other, "other is null");
    Tape on = other.tape;
    on.require(this, other);
    return on.variableAt(on.putDifference(place, other.place));
  }

  public Variable minus(double other) {
    tape.require(this);
    return tape.variableAt(tape.putSum(place, -other));
  }

  public Variable times(Variable other) {
    Objects.requireNonNull(other, "other is null");
    Tape on = other.tape;
    on.require(this, other);
    return on.variableAt(on.putProduct(place, other.place));
  }

  public Variable times(double other) {
    tape.require(this);
    return tape.variableAt(tape.putProduct(place, other));
  }

  public Variable dividedBy(Variable other) {
    Objects.requireNonNull(other, "other is null");
    Tape on = other.tape;
    on.require(this, other);
    return on.variableAt(on.putQuotient(place, other.place));
  }

  public Variable dividedBy(double other) {
    tape.require(this);
    return tape.variableAt(tape.putQuotient(place, other));
  }

  public Variable negate() {
    tape.require(this);
    return tape.variableAt(tape.putProduct(place, -1.0));
  }

  public Variable reciprocal() {
    tape.require(this);
    return tape.variableAt(tape.putQuotient(1.0, place));
  }

  public Variable square() {
    tape.require(this);
    return tape.variableAt(tape.putPower(place, 2));
  }

  public Variable pow(double exponent) {
    tape.require(this);
    return tape.variableAt(tape.putPower(place, exponent));
  }

  public Variable pow(Variable exponent) {
    Objects.requireNonNull(exponent, "exponent is null");
    return apply(PreparedFunction.POW, exponent);
  }

  public Variable exp() {
    return apply(PreparedFunction.EXP);
  }

  public Variable log() {
    return apply(PreparedFunction.LOG);
  }

  public Variable sqrt() {
    tape.require(this);
    return tape.variableAt(tape.putPower(place, 0.5));
  }

  public Variable sin() {
    return apply(PreparedFunction.SIN);
  }

  public Variable cos() {
    return apply(PreparedFunction.COS);
  }

  public Variable tanh() {
    return apply(PreparedFunction.TANH);
  }

  public Variable sigmoid() {
    return apply(PreparedFunction.SIGMOID);
  }

  public Variable relu() {
    return apply(PreparedFunction.RELU);
  }

  public Variable softplus() {
    return apply(PreparedFunction.SOFTPLUS);
  }

  public Variable abs() {
    return apply(PreparedFunction.ABS);
  }

  public Variable max(Variable other) {
    Objects.requireNonNull(other, "other is null");
    return apply(PreparedFunction.MAX, other);
  }

  public Variable min(Variable other) {
    Objects.requireNonNull(other, "other is null");
    return apply(PreparedFunction.MIN, other);
  }

  private Variable apply(PreparedFunction rule) {
    tape.require(this);
    return tape.variableAt(tape.rules().apply(rule, place));
  }

  private Variable apply(PreparedFunction rule, Variable other) {
    Tape on = other.tape;
    on.require(this, other);
    return on.variableAt(on.rules().apply(rule, place, other.place));
  }

  /** A function of the table, or one of one's own. */
  public Variable apply(Function function) {
    Objects.requireNonNull(function, "function is null");
    return tape.variableAt(tape.apply(function, tape.placeOf(this)));
  }

  /** A function of two arguments, of which this is the first. */
  public Variable apply(Function function, Variable other) {
    Objects.requireNonNull(function, "function is null");
    Objects.requireNonNull(other, "other is null");
    return tape.variableAt(tape.apply(function, tape.placeOf(this), tape.placeOf(other)));
  }

  /** A function of the table, by its name or an alias. */
  public Variable apply(String function) {
    Objects.requireNonNull(function, "function is null");
    return tape.variableAt(tape.apply(function, tape.placeOf(this)));
  }

  public Variable apply(String function, Variable other) {
    Objects.requireNonNull(function, "function is null");
    Objects.requireNonNull(other, "other is null");
    return tape.variableAt(tape.apply(function, tape.placeOf(this), tape.placeOf(other)));
  }

  /** The value, for people to see. */
  @Override
  public String toString() {
    return tape.describe(this);
  }
}
