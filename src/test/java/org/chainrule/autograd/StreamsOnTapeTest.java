package org.chainrule.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of operations on anything recorded before, on one tape pass after pass. */
class StreamsOnTapeTest {
  private static final int WEIGHTS = 3;

  private final Tape tape = new Tape();
  private final List<Integer> handles = new ArrayList<>();
  private final List<Variable> variables = new ArrayList<>();
  private final List<Dual> duals = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 300, 6_000})
  void tapeAgreesWithDualNumbers(int length) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      tape.clear();
      start(random);
      if (seed % 2 == 0) {
        tape.mark();
      }
      if (seed % 4 == 0) {
        record(random, 5);
        tape.mark();
      }
      int kept = handles.size();
      double[] expected = new double[WEIGHTS];
      for (int pass = 0; pass < 3; pass++) {
        record(random, length);
        int result = handles.get(handles.size() - 1);
        if (pass == 1) {
          variables.get(variables.size() - 1).backward(0.5);
        } else {
          tape.backward(result, 0.5);
        }
        check(expected);
        if (seed % 2 == 0) {
          tape.rewind();
          forget(kept);
        }
      }
    }
  }

  private void start(Random random) {
    handles.clear();
    variables.clear();
    duals.clear();
    for (int i = 0; i < WEIGHTS; i++) {
      double value = 0.5 + random.nextDouble();
      Variable weight = tape.variable(value);
      variables.add(weight);
      handles.add(weight.handle());
      duals.add(Dual.variable(value, i, WEIGHTS));
    }
  }

  private void forget(int kept) {
    handles.subList(kept, handles.size()).clear();
    variables.subList(kept, variables.size()).clear();
    duals.subList(kept, duals.size()).clear();
  }

  private void check(double[] expected) {
    Dual last = duals.get(duals.size() - 1);
    assertThat(tape.value(handles.get(handles.size() - 1))).isEqualTo(last.value());
    for (int i = 0; i < WEIGHTS; i++) {
      expected[i] += 0.5 * last.tangent(i);
      assertThat(variables.get(i).gradient())
          .isCloseTo(expected[i], within(1e-9 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  /** Records by handles and by variables in turn; values stay near 1. */
  private void record(Random random, int length) {
    for (int i = 0; i < length; i++) {
      int left = operand(random);
      int right = operand(random);
      boolean byHandles = random.nextBoolean();
      switch (random.nextInt(6)) {
        case 0 -> add(sum(left, right, byHandles), duals.get(left).plus(duals.get(right)));
        case 1 -> add(difference(left, right, byHandles), duals.get(left).minus(duals.get(right)));
        case 2 -> add(product(left, right, byHandles), duals.get(left).times(duals.get(right)));
        case 3 ->
            add(
                variables.get(left).plus(0.25).dividedBy(2),
                duals.get(left).plus(0.25).dividedBy(2));
        case 4 ->
            add(
                variables.get(left).square().plus(2).reciprocal(),
                duals.get(left).pow(2).plus(2).pow(-1));
        default ->
            add(
                variables.get(left).dividedBy(variables.get(right).square().plus(1)),
                duals.get(left).dividedBy(duals.get(right).pow(2).plus(1)));
      }
      if (random.nextInt(5) == 0 || Math.abs(duals.get(duals.size() - 1).value()) > 2) {
        Variable last = variables.get(variables.size() - 1);
        add(last.tanh(), duals.get(duals.size() - 1).tanh());
      }
    }
    add(
        variables.get(variables.size() - 1).plus(variables.get(0)),
        duals.get(duals.size() - 1).plus(duals.get(0)));
  }

  private int operand(Random random) {
    int size = handles.size();
    return random.nextInt(3) == 0
        ? random.nextInt(size)
        : size - 1 - random.nextInt(Math.min(size, 3));
  }

  private Variable sum(int left, int right, boolean byHandles) {
    return byHandles
        ? tape.at(tape.add(handles.get(left), handles.get(right)))
        : variables.get(left).plus(variables.get(right));
  }

  private Variable difference(int left, int right, boolean byHandles) {
    return byHandles
        ? tape.at(tape.subtract(handles.get(left), handles.get(right)))
        : variables.get(left).minus(variables.get(right));
  }

  private Variable product(int left, int right, boolean byHandles) {
    return byHandles
        ? tape.at(tape.multiply(handles.get(left), handles.get(right)))
        : variables.get(left).times(variables.get(right));
  }

  private void add(Variable variable, Dual dual) {
    variables.add(variable);
    handles.add(variable.handle());
    duals.add(dual);
  }
}
