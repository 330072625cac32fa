package org.chainrule.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 50, 1_000, 20_000})
  void theGradientIsThatOfThePlainTape(int steps) {
    Tape plain = new Tape();
    Variable w = plain.variable(0.7);
    Variable v = plain.variable(-0.3);
    Variable[] state = {plain.variable(0.1), plain.variable(0)};
    Variable start = state[0];
    for (int t = 0; t < steps; t++) {
      step(t, state, w, v);
    }
    plain.backward(state, new double[] {0.5, 2});

    Tape tape = new Tape();
    Variable w2 = tape.variable(0.7);
    Variable v2 = tape.variable(-0.3);
    tape.mark();
    Checkpoints checkpoints = new Checkpoints(tape, (t, each) -> step(t, each, w2, v2));
    double[] last = checkpoints.forward(new double[] {0.1, 0}, steps);
    double[] first = checkpoints.backward(new double[] {0.5, 2});

    assertThat(last).containsExactly(state[0].value(), state[1].value());
    assertNear(first[0], start.gradient());
    if (steps > 0) {
      assertNear(w2.gradient(), w.gradient());
      assertNear(v2.gradient(), v.gradient());
    }
    assertThat(checkpoints.largestRecord())
        .isLessThanOrEqualTo(10 * (int) Math.ceil(Math.sqrt(steps)) + 10);
  }

  private static void assertNear(double found, double expected) {
    assertThat(Math.abs(found - expected)).isLessThanOrEqualTo(1e-12 * (1 + Math.abs(expected)));
  }

  /** A state, and the sum of its squares as the loss. */
  private static void step(int t, Variable[] state, Variable w, Variable v) {
    state[0] = state[0].times(w).plus(v.times(Math.cos(t))).tanh();
    state[1] = state[1].plus(state[0].square());
  }
}
