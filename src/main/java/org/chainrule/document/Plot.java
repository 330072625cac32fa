package org.chainrule.document;

import java.util.List;

/**
 * Curves over an interval.
 *
 * @param title what they show, or nothing
 */
public record Plot(String title, Axis across, Axis up, List<Curve> curves) {
  public Plot {
    curves = List.copyOf(curves);
  }

  /**
   * An axis.
   *
   * @param label what is on it
   * @param isLogarithmic whether equal ratios are equally long
   */
  public record Axis(Formula label, double low, double high, boolean isLogarithmic) {}

  /**
   * A curve, in pieces where it is broken.
   *
   * @param pieces the points of each piece, in order
   * @param marks what is to be seen on it
   */
  public record Curve(Formula label, List<List<Spot>> pieces, List<Mark> marks) {
    public Curve {
      pieces = pieces.stream().map(List::copyOf).toList();
      marks = List.copyOf(marks);
    }
  }

  /** A point in the plane. */
  public record Spot(double across, double up) {}

  /**
   * A place on a curve.
   *
   * @param text what is said of it where the pointer is on it
   */
  public record Mark(Kind kind, Spot spot, String text) {
    /** What a place is. */
    public enum Kind {
      KINK,
      /** An end that belongs to the curve. */
      CLOSED_END,
      /** An end that does not. */
      OPEN_END
    }
  }
}
