package org.chainrule.autograd;

import org.chainrule.error.TapeException;

/**
 * The way back through a long recurrence with little memory: only every so many states are kept,
 * and the steps between two of them are recorded anew when the way back comes to them.
 *
 * <p>With n steps, about the square root of n states are kept and as many steps are on the tape at
 * once; every step is computed twice. The parameters of the steps are variables from before the
 * tape's mark, and their gradients add up there.
 */
public final class Checkpoints {
  /** One step of a recurrence. */
  @FunctionalInterface
  public interface Step {
    /**
     * Records a step.
     *
     * @param number which step, from 0
     * @param state the state before, which is to be replaced by that after it
     */
    void apply(int number, Variable[] state);
  }

  private final Tape tape;
  private final Step step;
  private double[][] kept = new double[0][];
  private double[] current = new double[0];
  private Variable[] state = new Variable[0];
  private int steps;
  private int length = 1;
  private int largestRecord;

  public Checkpoints(Tape tape, Step step) {
    this.tape = tape;
    this.step = step;
  }

  /**
   * Takes the steps, keeping some of the states.
   *
   * @return the state after the last
   */
  public double[] forward(double[] start, int steps) {
    if (steps < 0 || start.length == 0) {
      throw new TapeException(
          "a recurrence needs a state and a number of steps that is not negative");
    }
    this.steps = steps;
    largestRecord = 0;
    length = Math.max(1, (int) Math.ceil(Math.sqrt(steps)));
    int segments = (steps + length - 1) / length;
    if (kept.length < segments || segments > 0 && kept[0].length != start.length) {
      kept = new double[segments][start.length];
    }
    if (state.length != start.length) {
      state = new Variable[start.length];
    }
    current = start.clone();
    for (int segment = 0; segment < segments; segment++) {
      System.arraycopy(current, 0, kept[segment], 0, current.length);
      record(segment);
      for (int i = 0; i < state.length; i++) {
        current[i] = state[i].value();
      }
    }
    tape.rewind();
    return current.clone();
  }

  private void record(int segment) {
    tape.rewind();
    for (int i = 0; i < state.length; i++) {
      state[i] = tape.variable(kept[segment][i]);
    }
    int end = Math.min(steps, (segment + 1) * length);
    for (int number = segment * length; number < end; number++) {
      step.apply(number, state);
    }
    largestRecord = Math.max(largestRecord, tape.size());
  }

  /**
   * Takes derivatives back from the last state to the first.
   *
   * @param seeds the derivative of the result by each number of the last state
   * @return the derivative of the result by each number of the first state
   */
  public double[] backward(double[] seeds) {
    if (seeds.length != current.length) {
      throw new TapeException("the state has " + current.length + " numbers, so has the seed");
    }
    double[] adjoints = seeds.clone();
    int segments = (steps + length - 1) / length;
    for (int segment = segments - 1; segment >= 0; segment--) {
      record(segment);
      tape.backward(state, adjoints);
      for (int i = 0; i < adjoints.length; i++) {
        adjoints[i] = tape.gradient(tape.firstAfterMark() + i);
      }
    }
    tape.rewind();
    return adjoints;
  }

  /** The most operations and variables that were on the tape at once. */
  public int largestRecord() {
    return largestRecord;
  }
}
