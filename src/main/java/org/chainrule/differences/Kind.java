package org.chainrule.differences;

/** The numbers that a name may stand for. */
public sealed interface Kind {
  /** Any real number. */
  Kind REAL = new Real();

  /** Any number above 0. */
  Kind POSITIVE = new Positive();

  /** A whole number, both bounds included. */
  static Kind integer(int lower, int upper) {
    return new Whole(lower, upper);
  }

  /** Any real number. */
  record Real() implements Kind {}

  /** Any number above 0. */
  record Positive() implements Kind {}

  /** A whole number, both bounds included. */
  record Whole(int lower, int upper) implements Kind {
    public Whole {
      if (lower > upper) {
        throw new IllegalArgumentException("no whole number from " + lower + " to " + upper);
      }
    }
  }
}
