package org.chainrule.autograd;

import java.util.Arrays;
import java.util.List;

/**
 * Second derivatives of what a tape recorded, forward over reverse: tangents along a direction go
 * forwards through the record, and adjoints with tangents of their own come back.
 *
 * <p>The record stays as it is, and so do the gradients on it. The memory is kept from call to
 * call.
 */
public final class SecondOrder {
  private final Tape tape;
  private final Recording recording;
  private final Operands operands = new Operands();
  private final Scratch scratch = new Scratch();
  private double[] tangents = new double[0];
  private double[] partialTangents = new double[0];
  private double[] adjoints = new double[0];
  private double[] adjointTangents = new double[0];

  public SecondOrder(Tape tape) {
    this.tape = tape;
    recording = tape;
  }

  /** The second derivatives, a row for each variable. */
  public double[][] hessian(Variable result, List<Variable> by) {
    int[] handles = by.stream().mapToInt(tape::placeOf).toArray();
    double[][] hessian = new double[handles.length][handles.length];
    double[] direction = new double[handles.length];
    for (int i = 0; i < handles.length; i++) {
      direction[i] = 1;
      product(tape.placeOf(result), handles, direction, hessian[i]);
      direction[i] = 0;
    }
    return hessian;
  }

  /**
   * The second derivatives times a direction.
   *
   * @param result the handle of what was computed
   * @param by handles of the variables to differentiate by
   * @param direction a number for each of them
   * @param into where the product goes
   * @return the first derivative along the direction
   */
  public double product(int result, int[] by, double[] direction, double[] into) {
    tape.requireThread();
    tape.value(result);
    require(result + 1);
    if (Double.isNaN(recording.valueAt(result))) {
      Arrays.fill(into, 0, by.length, Double.NaN);
      return Double.NaN;
    }
    forward(result, by, direction);
    backward(result);
    for (int i = 0; i < by.length; i++) {
      into[i] = by[i] > result ? 0 : Recording.alive(adjointTangents[by[i]]);
    }
    return Recording.alive(tangents[result]);
  }

  private void require(int size) {
    if (tangents.length < size) {
      int capacity = Math.max(size, recording.capacity());
      tangents = new double[capacity];
      partialTangents = new double[2 * capacity];
      adjoints = new double[capacity];
      adjointTangents = new double[capacity];
    }
    Arrays.fill(tangents, 0, size, Recording.DEAD);
    Arrays.fill(partialTangents, 0, 2 * size, Recording.DEAD);
    Arrays.fill(adjoints, 0, size, Recording.DEAD);
    Arrays.fill(adjointTangents, 0, size, Recording.DEAD);
  }

  private void forward(int result, int[] by, double[] direction) {
    for (int i = 0; i < by.length; i++) {
      if (by[i] <= result) {
        tangents[by[i]] += Recording.byFactor(direction[i]);
      }
    }
    for (int place = Recording.FIRST; place <= result; place++) {
      if (!recording.isLeaf(place)) {
        double along =
            Recording.along(tangents[recording.first(place)], recording.firstPartial(place));
        if (recording.hasSecond(place)) {
          along +=
              Recording.along(tangents[recording.second(place)], recording.secondPartial(place));
        }
        tangents[place] += along;
        curve(place);
      }
    }
  }

  /** Finds how the partial derivatives of an operation change along the direction. */
  private void curve(int place) {
    int first = recording.first(place);
    int second = recording.second(place);
    double along = tangents[place];
    switch (recording.code(place)) {
      case Recording.ADD,
          Recording.SUBTRACT,
          Recording.ADD_NUMBER,
          Recording.MULTIPLY_NUMBER,
          Recording.DIVIDE_BY_NUMBER,
          Recording.SUBTRACT_FROM_NUMBER,
          Recording.LINK -> {}
      case Recording.MULTIPLY -> note(place, tangents[second], tangents[first]);
      case Recording.DIVIDE -> {
        double reciprocal = recording.firstPartial(place);
        double change = Recording.along(tangents[second], reciprocal);
        double byDivisor = Recording.along(change, -recording.secondPartial(place));
        note(
            place,
            Recording.along(change, -reciprocal),
            byDivisor + Recording.along(along, -reciprocal));
      }
      case Recording.DIVIDE_NUMBER -> {
        double reciprocal = 1 / recording.valueAt(first);
        double change = Recording.along(tangents[first], -recording.firstPartial(place));
        note(
            place,
            Recording.along(change, reciprocal) + Recording.along(along, -reciprocal),
            Recording.DEAD);
      }
      case Recording.POWER_NUMBER -> {
        double slope =
            Powers.secondPartial(recording.valueAt(first), recording.secondPartial(place));
        note(place, Recording.along(tangents[first], slope), Recording.DEAD);
      }
      default -> curveFunction(place, tape.rules().rule(recording.code(place)));
    }
  }

  private void note(int place, double first, double second) {
    partialTangents[2 * place] = first;
    partialTangents[2 * place + 1] = second;
  }

  private void curveFunction(int place, PreparedFunction rule) {
    operands.read(recording, place);
    int count = operands.count();
    boolean moves = false;
    double[] values = scratch.arguments(count);
    scratch.requireElements(count);
    double[] along = scratch.elementTangents;
    Scratch inner = scratch.inner();
    for (int i = 0; i < count; i++) {
      values[i] = recording.valueAt(operands.place(i));
      along[i] = tangents[operands.place(i)];
      moves |= !Recording.isDead(along[i]);
    }
    if (!moves) {
      return;
    }
    double result = recording.valueAt(place);
    double change = tangents[place];
    if (rule.ofVector()) {
      inner.requireElements(count);
      System.arraycopy(values, 0, inner.elements, 0, count);
      System.arraycopy(along, 0, inner.elementTangents, 0, count);
    }
    for (int i = 0; i < count; i++) {
      partialTangents[operands.slot(i)] =
          rule.ofVector()
              ? rule.elementPartialTangent(operands.position(), i, result, change, inner)
              : rule.partialTangent(i, values, along, result, change, inner);
    }
  }

  private void backward(int result) {
    adjoints[result] = 1;
    for (int place = result; place >= Recording.FIRST; place--) {
      double adjoint = adjoints[place];
      double change = adjointTangents[place];
      boolean counts = !Recording.isDead(adjoint) || !Recording.isDead(change);
      if (counts && !recording.isLeaf(place)) {
        give(recording.first(place), 2 * place, recording.firstPartial(place), adjoint, change);
        if (recording.hasSecond(place)) {
          int second = recording.second(place);
          give(second, 2 * place + 1, recording.secondPartial(place), adjoint, change);
        }
      }
    }
  }

  private void give(int operand, int slot, double partial, double adjoint, double change) {
    adjoints[operand] += Recording.along(adjoint, partial);
    adjointTangents[operand] +=
        Recording.along(change, partial) + Recording.along(adjoint, partialTangents[slot]);
  }
}
