package org.chainrule.autograd;

import java.util.Arrays;
import org.chainrule.error.Interruption;
import org.chainrule.error.TapeException;

/**
 * The arrays of a tape: for every operation its value, what was done, and the places of two
 * operands; for what is neither a sum nor a product, also the partial derivatives by them.
 *
 * <p>Place 0 holds nothing: an operation with one operand or none names it in place of the others.
 */
abstract sealed class Recording permits Tape {
  // What was done, as it is noted with an operation; functions follow. The way back tells products
  // and sums by the two highest bits.
  static final int MULTIPLY = 0;

  static final int ADD = 1 << 11;
  private static final int OTHERS = 3 << 10;
  static final int LEAF = OTHERS;
  static final int CONSTANT = OTHERS + 1;
  static final int SUBTRACT = OTHERS + 2;
  static final int DIVIDE = OTHERS + 3;
  static final int ADD_NUMBER = OTHERS + 4;
  static final int MULTIPLY_NUMBER = OTHERS + 5;
  static final int DIVIDE_BY_NUMBER = OTHERS + 6;
  static final int SUBTRACT_FROM_NUMBER = OTHERS + 7;
  static final int DIVIDE_NUMBER = OTHERS + 8;
  static final int POWER_NUMBER = OTHERS + 9;

  /** Joins operands of an operation that has more than two; its own value tells nothing of them. */
  static final int LINK = OTHERS + 10;

  static final int FIRST_FUNCTION = OTHERS + 16;

  /** The place of the first operation. */
  static final int FIRST = 1;

  /** The bits of a place. */
  private static final int PLACE_BITS = 26;

  private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;

  /** The most functions that one record can tell apart. */
  static final int MOST_FUNCTIONS = (1 << 12) - FIRST_FUNCTION;

  /** Large enough for usual passes never to grow, small enough for a tape to be made at once. */
  private static final int FIRST_CAPACITY = 4096;

  /** The most operations that a place can number. */
  private static final int LARGEST = 1 << PLACE_BITS;

  /**
   * What a derivative is that does not count: of an argument that is not chosen, or of what the
   * result does not depend on. It is the neutral element of addition, which 0 that was computed is
   * not.
   */
  static final double DEAD = -0.0;

  private static final long DEAD_BITS = Double.doubleToRawLongBits(DEAD);

  private double[] values = new double[FIRST_CAPACITY];
  private double[] adjoints = new double[FIRST_CAPACITY];
  private long[] operations = new long[FIRST_CAPACITY];
  private double[] partials = new double[2 * FIRST_CAPACITY];
  private int end = FIRST;

  /** The place of what is recorded next. */
  final int end() {
    return end;
  }

  final int capacity() {
    return operations.length;
  }

  final double valueAt(int place) {
    return values[place];
  }

  final void setValueAt(int place, double value) {
    values[place] = value;
  }

  final double adjoint(int place) {
    return adjoints[place];
  }

  final void setAdjoint(int place, double value) {
    adjoints[place] = value;
  }

  final int code(int place) {
    return (int) (operations[place] >>> (2 * PLACE_BITS));
  }

  /** Where the first operand stands. */
  final int first(int place) {
    return (int) operations[place] & PLACE_MASK;
  }

  /** Where the second operand stands. */
  final int second(int place) {
    return (int) (operations[place] >>> PLACE_BITS) & PLACE_MASK;
  }

  /** Whether a second operand stands in the operation. */
  final boolean hasSecond(int place) {
    return second(place) >= FIRST;
  }

  final boolean isLeaf(int place) {
    return first(place) < FIRST;
  }

  /**
   * A derivative along one step: the product, but that what does not count adds nothing, whatever
   * it is multiplied by. Any other 0 times infinity is NaN.
   */
  static double along(double derivative, double partial) {
    return isDead(derivative) || isDead(partial) ? DEAD : alive(derivative * partial);
  }

  /** Whether a derivative or a partial derivative is one that does not count. */
  static boolean isDead(double derivative) {
    return Double.doubleToRawLongBits(derivative) == DEAD_BITS;
  }

  /** A number told apart from a derivative that does not count. */
  static double alive(double derivative) {
    return derivative == 0 ? 0 : derivative;
  }

  /** The partial derivative of a product with a number: nothing counts where that is 0. */
  static double byFactor(double number) {
    return number == 0 ? DEAD : number;
  }

  final double firstPartial(int place) {
    return switch (code(place)) {
      case ADD -> 1;
      case MULTIPLY -> values[second(place)];
      default -> partials[2 * place];
    };
  }

  /** The partial derivative by the second operand, or the constant of an operation that has one. */
  final double secondPartial(int place) {
    return switch (code(place)) {
      case ADD -> 1;
      case MULTIPLY -> values[first(place)];
      default -> partials[2 * place + 1];
    };
  }

  final int putSum(int left, int right) {
    return put(ADD, values[left] + values[right], left, right);
  }

  final int putSum(int left, double right) {
    return putUnary(ADD_NUMBER, values[left] + right, left, 1, right);
  }

  final int putDifference(int left, int right) {
    return put(SUBTRACT, values[left] - values[right], left, 1, right, -1);
  }

  final int putDifference(double left, int right) {
    return putUnary(SUBTRACT_FROM_NUMBER, left - values[right], right, -1, left);
  }

  final int putProduct(int left, int right) {
    return put(MULTIPLY, values[left] * values[right], left, right);
  }

  final int putProduct(int left, double right) {
    return putUnary(MULTIPLY_NUMBER, values[left] * right, left, byFactor(right), right);
  }

  final int putQuotient(int left, int right) {
    double divisor = values[right];
    double value = values[left] / divisor;
    return put(DIVIDE, value, left, alive(1 / divisor), right, alive(-value / divisor));
  }

  final int putQuotient(int left, double right) {
    return putUnary(DIVIDE_BY_NUMBER, values[left] / right, left, alive(1 / right), right);
  }

  final int putQuotient(double left, int right) {
    double divisor = values[right];
    double value = left / divisor;
    return putUnary(DIVIDE_NUMBER, value, right, alive(-value / divisor), left);
  }

  final int putPower(int base, double exponent) {
    double of = values[base];
    double value = Powers.value(of, exponent);
    double partial = Powers.partial(of, exponent, value);
    return putUnary(POWER_NUMBER, value, base, partial, exponent);
  }

  /** Records something without operands. */
  final int putLeaf(int code, double value) {
    return put(code, value, 0, 0);
  }

  /**
   * Records an operation with one operand.
   *
   * @param constant a number to remember with it
   */
  final int putUnary(int code, double value, int operand, double partial, double constant) {
    return put(code, value, operand, partial, 0, constant);
  }

  /** Records an operation with its partial derivatives. */
  final int put(
      int code, double value, int first, double firstPartial, int second, double secondPartial) {
    int place = put(code, value, first, second);
    double[] slopes = partials;
    slopes[2 * place] = firstPartial;
    slopes[2 * place + 1] = secondPartial;
    return place;
  }

  /** Records an operation whose partial derivatives follow from what it is. */
  final int put(int code, double value, int first, int second) {
    int place = end;
    double[] into = values;
    if (place < into.length) {
      into[place] = value;
      operations[place] = (long) code << (2 * PLACE_BITS) | (long) second << PLACE_BITS | first;
      end = place + 1;
      return place;
    }
    return putGrown(code, value, first, second);
  }

  /** Apart and last, so that compiled loops keep all in registers across what seldom happens. */
  private int putGrown(int code, double value, int first, int second) {
    grow();
    return put(code, value, first, second);
  }

  private void grow() {
    Interruption.poll();
    if (operations.length >= LARGEST) {
      throw new TapeException(
          "a tape holds at most " + LARGEST + " operations; run long recurrences by Checkpoints");
    }
    int capacity = 2 * operations.length;
    values = Arrays.copyOf(values, capacity);
    adjoints = Arrays.copyOf(adjoints, capacity);
    operations = Arrays.copyOf(operations, capacity);
    partials = Arrays.copyOf(partials, 2 * capacity);
  }

  /** Forgets all from a place on. */
  final void truncate(int place) {
    end = place;
  }

  /**
   * Makes all adjoints ready for a way back, but for those of leaves that have one already.
   *
   * @param known before which place there are adjoints of an earlier way back
   * @param clears whether those of operations among them are to be forgotten
   */
  final void clearAdjoints(int known, boolean clears) {
    Arrays.fill(adjoints, known, end, DEAD);
    for (int place = FIRST; clears && place < known; place++) {
      if (!isLeaf(place)) {
        adjoints[place] = DEAD;
      }
    }
  }

  /** Sets all adjoints before a place to 0. */
  final void forgetAdjoints(int before) {
    Arrays.fill(adjoints, FIRST, before, DEAD);
  }

  /**
   * Takes the adjoints back from a place to all that it was computed from.
   *
   * @param until the first place that may be an operation
   */
  final void sweep(int from, int until) {
    sweep(from, until, values, adjoints, operations, partials);
  }

  /**
   * The same with all in local variables.
   *
   * <p>The adjoint of the place below is kept in a register: written and read again, it would hold
   * up chains of operations. What does not count is not multiplied: an infinite partial derivative
   * of what the result does not depend on would make it NaN. The length being a power of 2, {@code
   * length - 1} cuts a place out of an operation, and the JIT knows it to be in the array.
   */
  private static void sweep(
      int from, int until, double[] at, double[] into, long[] operations, double[] partials) {
    double adjoint = into[from];
    for (int place = from; place >= until; place--) {
      int below = place - 1;
      double next = into[below];
      long operation = operations[place];
      int first = (int) operation & (into.length - 1);
      int second = (int) (operation >>> PLACE_BITS) & (into.length - 1);
      if (operation >= 0) {
        if (!isDead(adjoint)) {
          double toFirst = alive(at[second & (at.length - 1)] * adjoint);
          double toSecond = alive(at[first & (at.length - 1)] * adjoint);
          if (first == below) {
            next += toFirst;
          } else {
            into[first] += toFirst;
          }
          if (second == below) {
            next += toSecond;
          } else {
            into[second] += toSecond;
          }
        }
      } else if (operation << 1 >= 0) {
        if (first == below) {
          next += adjoint;
        } else {
          into[first] += adjoint;
        }
        if (second == below) {
          next += adjoint;
        } else {
          into[second] += adjoint;
        }
      } else if (first >= FIRST && !isDead(adjoint)) {
        double toFirst = along(adjoint, partials[2 * place]);
        if (first == below) {
          next += toFirst;
        } else {
          into[first] += toFirst;
        }
        if (second >= FIRST) {
          double toSecond = along(adjoint, partials[2 * place + 1]);
          if (second == below) {
            next += toSecond;
          } else {
            into[second] += toSecond;
          }
        }
      }
      into[below] = next;
      adjoint = next;
    }
  }
}
