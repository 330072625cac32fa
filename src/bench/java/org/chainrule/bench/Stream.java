package org.chainrule.bench;

/**
 * Streams of operations for tapes, on numbers that are objects and on numbers that are handles.
 *
 * <p>All three use the same weights: a chain of {@code x*w + b}; sums of fifty products; and a
 * network of two inputs, twice 16 units with tanh and one with a sigmoid.
 */
final class Stream {
  static final int WEIGHTS = 337;

  private static final int STEPS = 1_000;
  private static final int LENGTH = 50;
  private static final int SUMS = 20;
  private static final int UNITS = 16;

  private Stream() {}

  /** Numbers that are objects. */
  interface Objects<T> {
    T leaf(double value);

    T add(T left, T right);

    T multiply(T left, T right);

    T tanh(T number);

    T sigmoid(T number);
  }

  /** Numbers that are handles. */
  interface Handles {
    int leaf(double value);

    int add(int left, int right);

    int multiply(int left, int right);

    int tanh(int number);

    int sigmoid(int number);
  }

  /** How many operations a stream has. */
  static int operations(String stream) {
    return switch (stream) {
      case "Tape-chain" -> 2 * STEPS;
      case "Tape-sums" -> 2 * LENGTH * SUMS;
      default -> UNITS * 5 + UNITS * (2 * UNITS + 1) + 2 * UNITS + 1;
    };
  }

  static <T> T of(String stream, Objects<T> on, T[] weights, T[] units) {
    return switch (stream) {
      case "Tape-chain" -> chain(on, weights);
      case "Tape-sums" -> sums(on, weights);
      default -> network(on, weights, units);
    };
  }

  static int of(String stream, Handles on, int[] weights, int[] units) {
    return switch (stream) {
      case "Tape-chain" -> chain(on, weights);
      case "Tape-sums" -> sums(on, weights);
      default -> network(on, weights, units);
    };
  }

  private static <T> T chain(Objects<T> on, T[] weights) {
    T number = on.leaf(0.3);
    for (int i = 0; i < STEPS; i++) {
      number = on.add(on.multiply(number, weights[0]), weights[1]);
    }
    return number;
  }

  private static int chain(Handles on, int[] weights) {
    int number = on.leaf(0.3);
    for (int i = 0; i < STEPS; i++) {
      number = on.add(on.multiply(number, weights[0]), weights[1]);
    }
    return number;
  }

  private static <T> T sums(Objects<T> on, T[] weights) {
    T sum = on.leaf(0);
    for (int i = 0; i < SUMS; i++) {
      for (int j = 0; j < LENGTH; j++) {
        sum = on.add(sum, on.multiply(weights[i + j], weights[100 + j]));
      }
    }
    return sum;
  }

  private static int sums(Handles on, int[] weights) {
    int sum = on.leaf(0);
    for (int i = 0; i < SUMS; i++) {
      for (int j = 0; j < LENGTH; j++) {
        sum = on.add(sum, on.multiply(weights[i + j], weights[100 + j]));
      }
    }
    return sum;
  }

  /** The first layer's units in the first half of an array, the second's in the other. */
  private static <T> T network(Objects<T> on, T[] weights, T[] units) {
    T first = on.leaf(1);
    T second = on.leaf(0.5);
    int at = 0;
    for (int i = 0; i < UNITS; i++) {
      T sum = on.add(weights[at++], on.multiply(weights[at++], first));
      units[i] = on.tanh(on.add(sum, on.multiply(weights[at++], second)));
    }
    for (int i = 0; i < UNITS; i++) {
      T sum = weights[at++];
      for (int j = 0; j < UNITS; j++) {
        sum = on.add(sum, on.multiply(weights[at++], units[j]));
      }
      units[UNITS + i] = on.tanh(sum);
    }
    T sum = weights[at++];
    for (int j = 0; j < UNITS; j++) {
      sum = on.add(sum, on.multiply(weights[at++], units[UNITS + j]));
    }
    return on.sigmoid(sum);
  }

  private static int network(Handles on, int[] weights, int[] units) {
    int first = on.leaf(1);
    int second = on.leaf(0.5);
    int at = 0;
    for (int i = 0; i < UNITS; i++) {
      int sum = on.add(weights[at++], on.multiply(weights[at++], first));
      units[i] = on.tanh(on.add(sum, on.multiply(weights[at++], second)));
    }
    for (int i = 0; i < UNITS; i++) {
      int sum = weights[at++];
      for (int j = 0; j < UNITS; j++) {
        sum = on.add(sum, on.multiply(weights[at++], units[j]));
      }
      units[UNITS + i] = on.tanh(sum);
    }
    int sum = weights[at++];
    for (int j = 0; j < UNITS; j++) {
      sum = on.add(sum, on.multiply(weights[at++], units[UNITS + j]));
    }
    return on.sigmoid(sum);
  }
}
