package org.chainrule.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** An axis of a plot on paper: where its numbers come to lie. */
final class PlotScale {
  private final double low;
  private final double high;
  private final boolean isLogarithmic;
  private final double start;
  private final double end;
  private final Plot.Axis axis;

  /**
   * @param start where its low end lies
   * @param end where its high end lies
   */
  PlotScale(Plot.Axis axis, double start, double end) {
    this.axis = widened(axis);
    isLogarithmic = axis.isLogarithmic();
    low = this.axis.low();
    high = this.axis.high();
    this.start = start;
    this.end = end;
  }

  /** The axis, longer where it has no length. */
  private static Plot.Axis widened(Plot.Axis axis) {
    if (axis.high() > axis.low()) {
      return axis;
    }
    double low = axis.low();
    double by = low == 0 ? 1 : Math.abs(low) / 2;
    return new Plot.Axis(axis.label(), low - by, low + by, axis.isLogarithmic());
  }

  /** Where a number lies, a little beyond the paper at most. */
  double at(double value) {
    double share =
        isLogarithmic
            ? Math.log(value / low) / Math.log(high / low)
            : value / (high - low) - low / (high - low);
    return start + (end - start) * Math.max(-9, Math.min(10, share));
  }

  /** The number at a place; it is written in few digits. */
  String inverse(double place) {
    double share = (place - start) / (end - start);
    double value =
        isLogarithmic ? low * Math.pow(high / low, share) : low * (1 - share) + high * share;
    return new BigDecimal(value).round(new MathContext(6)).toString();
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  boolean holds(double value) {
    double slack = isLogarithmic ? 0 : (high - low) * 1e-9;
    return value >= low - slack && value <= high + slack;
  }

  /** Whether a number has a place at all. */
  boolean has(double value) {
    return Double.isFinite(value) && (!isLogarithmic || value > 0);
  }

  List<Ticks.Tick> ticks(int about) {
    return Ticks.of(axis, about);
  }
}
