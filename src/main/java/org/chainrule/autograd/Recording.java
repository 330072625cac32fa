package org.chainrule.autograd;

import java.util.Arrays;

/**
 * The arrays of a tape: for every operation its value, the places of two operands, and the partial
 * derivatives by them.
 *
 * <p>The first {@value #SINKS} places are no operations. An operation with one operand or none
 * names one of them as the other operand, in turn, so that the way back treats all alike and no
 * place is written to by one operation after the other. What arrives there is never read.
 */
final class Recording {
  // What was done, as it is noted with an operation; functions follow.
  static final int LEAF = 0;

  static final int CONSTANT = 1;
  static final int ADD = 2;
  static final int SUBTRACT = 3;
  static final int MULTIPLY = 4;
  static final int DIVIDE = 5;
  static final int ADD_NUMBER = 6;
  static final int MULTIPLY_NUMBER = 7;
  static final int DIVIDE_BY_NUMBER = 8;
  static final int SUBTRACT_FROM_NUMBER = 9;
  static final int DIVIDE_NUMBER = 10;
  static final int POWER_NUMBER = 11;

  /** Joins operands of an operation that has more than two; its own value tells nothing of them. */
  static final int LINK = 12;

  static final int FIRST_FUNCTION = 16;

  /** The number of places that swallow what an operation has no operand for. */
  static final int SINKS = 8;

  /** The bits of a place. */
  static final int PLACE_BITS = 26;

  /** The most functions that one record can tell apart. */
  static final int MOST_FUNCTIONS = (1 << (63 - 2 * PLACE_BITS)) - FIRST_FUNCTION;

  private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;

  /** Large enough for usual passes never to grow, small enough for a tape to be made at once. */
  private static final int FIRST_CAPACITY = 4096;

  /** The most operations that a place can number. */
  static final int LARGEST = 1 << PLACE_BITS;

  private double[] values = new double[FIRST_CAPACITY];
  private double[] partials = new double[2 * FIRST_CAPACITY];
  private double[] adjoints = new double[FIRST_CAPACITY];
  private long[] operations = new long[FIRST_CAPACITY];
  private int size = SINKS;

  int size() {
    return size;
  }

  int capacity() {
    return operations.length;
  }

  double value(int place) {
    return values[place];
  }

  void setValue(int place, double value) {
    values[place] = value;
  }

  double adjoint(int place) {
    return adjoints[place];
  }

  void setAdjoint(int place, double value) {
    adjoints[place] = value;
  }

  int code(int place) {
    return (int) (operations[place] >>> (2 * PLACE_BITS));
  }

  /** Where the first operand stands. */
  int first(int place) {
    return (int) operations[place] & PLACE_MASK;
  }

  /** Where the second operand stands. */
  int second(int place) {
    return (int) (operations[place] >>> PLACE_BITS) & PLACE_MASK;
  }

  /** Whether a second operand stands in the operation. */
  boolean hasSecond(int place) {
    return second(place) >= SINKS;
  }

  boolean isLeaf(int place) {
    return first(place) < SINKS;
  }

  double firstPartial(int place) {
    return partials[2 * place];
  }

  /** The partial derivative by the second operand, or the constant of an operation that has one. */
  double secondPartial(int place) {
    return partials[2 * place + 1];
  }

  /** Records something without operands. */
  int putLeaf(int code, double value) {
    int sink = size & (SINKS - 1);
    return put(code, value, sink, 0, sink, 0);
  }

  /**
   * Records an operation with one operand.
   *
   * @param constant a number to remember with it
   */
  int putUnary(int code, double value, int operand, double partial, double constant) {
    return put(code, value, operand, partial, size & (SINKS - 1), constant);
  }

  int put(
      int code, double value, int first, double firstPartial, int second, double secondPartial) {
    int place = size;
    long[] noted = operations;
    if (place < noted.length) {
      noted[place] = (long) code << (2 * PLACE_BITS) | (long) second << PLACE_BITS | first;
      values[place] = value;
      double[] slopes = partials;
      slopes[2 * place] = firstPartial;
      slopes[2 * place + 1] = secondPartial;
      adjoints[place] = 0;
      size = place + 1;
      return place;
    }
    return putGrown(code, value, first, firstPartial, second, secondPartial);
  }

  /** Apart and last, so that compiled loops keep all in registers across what seldom happens. */
  private int putGrown(
      int code, double value, int first, double firstPartial, int second, double secondPartial) {
    grow();
    return put(code, value, first, firstPartial, second, secondPartial);
  }

  private void grow() {
    if (operations.length >= LARGEST) {
      throw new TapeException(
          "a tape holds at most " + LARGEST + " operations; run long recurrences by Checkpoints");
    }
    int capacity = 2 * operations.length;
    values = Arrays.copyOf(values, capacity);
    partials = Arrays.copyOf(partials, 2 * capacity);
    adjoints = Arrays.copyOf(adjoints, capacity);
    operations = Arrays.copyOf(operations, capacity);
  }

  /** Forgets all from a place on. */
  void truncate(int place) {
    size = place;
  }

  /** Sets the adjoints of operations before a place to 0, not those of leaves. */
  void clearAdjoints(int before) {
    for (int place = SINKS; place < before; place++) {
      if (!isLeaf(place)) {
        adjoints[place] = 0;
      }
    }
  }

  /**
   * Takes the adjoints back from a place to all that it was computed from.
   *
   * <p>An adjoint of 0 is not taken further: an infinite partial derivative of what the result does
   * not depend on would make it NaN.
   */
  void sweep(int from) {
    sweep(from, adjoints);
  }

  /**
   * The same with adjoints of one's own.
   *
   * <p>The adjoint of the place below is kept in a register: written and read again, it would hold
   * up chains of operations.
   */
  void sweep(int from, double[] into) {
    long[] noted = operations;
    double[] slopes = partials;
    double adjoint = into[from];
    for (int place = from; place >= SINKS; place--) {
      int below = place - 1;
      double next = into[below];
      if (adjoint != 0) {
        long operation = noted[place];
        int first = (int) operation & PLACE_MASK;
        int second = (int) (operation >>> PLACE_BITS) & PLACE_MASK;
        double toFirst = slopes[2 * place] * adjoint;
        double toSecond = slopes[2 * place + 1] * adjoint;
        if (first == below) {
          next += toFirst;
          into[first] = next;
        } else {
          into[first] += toFirst;
        }
        if (second == below) {
          next += toSecond;
          into[second] = next;
        } else {
          into[second] += toSecond;
        }
      }
      adjoint = next;
    }
  }
}
