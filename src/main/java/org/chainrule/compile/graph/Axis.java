package org.chainrule.compile.graph;

/** An index that a loop runs over, from a lower to an upper bound that may depend on others. */
public final class Axis {
  final int number;
  public final Node lower;
  public final Node upper;

  /** Whether the loop carries a recurrence, and so runs in one order only. */
  public final boolean sequential;

  /** The place in the order of loops, outer ones first. */
  public int rank;

  /** The axes inside whose loops this one stands in the expression. */
  long outer;

  /** This axis and those that its bounds depend on. */
  public final long axes;

  Axis(int number, Node lower, Node upper, boolean sequential) {
    this.number = number;
    this.lower = lower;
    this.upper = upper;
    this.sequential = sequential;
    this.rank = number;
    this.axes = 1L << number | lower.axes | upper.axes;
  }

  public long bit() {
    return 1L << number;
  }

  /** Whether loops over this axis stand outside those over another. */
  public boolean isOutside(Axis other) {
    return rank < other.rank;
  }

  @Override
  public String toString() {
    return "a" + number;
  }
}
