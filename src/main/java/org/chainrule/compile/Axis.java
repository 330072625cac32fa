package org.chainrule.compile;

/** An index that a loop runs over, from a lower to an upper bound that may depend on others. */
final class Axis {
  final int number;
  final Node lower;
  final Node upper;

  /** Whether the loop carries a recurrence, and so runs in one order only. */
  final boolean sequential;

  /** This axis and those that its bounds depend on. */
  final long axes;

  Axis(int number, Node lower, Node upper, boolean sequential) {
    this.number = number;
    this.lower = lower;
    this.upper = upper;
    this.sequential = sequential;
    this.axes = 1L << number | lower.axes | upper.axes;
  }

  long bit() {
    return 1L << number;
  }

  /** Whether loops over this axis stand outside those over another. */
  boolean isOutside(Axis other) {
    if ((other.axes & bit()) != 0 || (axes & other.bit()) != 0) {
      return (other.axes & bit()) != 0;
    }
    return sequential == other.sequential ? number < other.number : sequential;
  }

  @Override
  public String toString() {
    return "a" + number;
  }
}
