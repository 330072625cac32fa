package org.chainrule.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.number.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The search for the largest value of an expression on a box, by branch and bound: boxes are split,
 * and left out where no value in them is above one that is known to be taken.
 *
 * <p>A box on which the expression rises or falls with a name is narrowed to its side. What is left
 * holds all places where the largest value may be.
 */
final class Search {
  /** The part of the bound to which it is narrowed. */
  private static final double TOLERANCE = 1e-9;

  /** A side is split until it is as narrow as this part of it. */
  private static final double NARROW = 0x1p-44;

  private static final double FAR = 0x1p500;

  /** A part of the domain. */
  static final class Box {
    private final Interval[] sides;
    private final Objective.OnBox onBox;

    private Box(Interval[] sides, Objective.OnBox onBox) {
      this.sides = sides;
      this.onBox = onBox;
    }

    /** The ranges of the names there. */
    Interval[] sides() {
      return sides;
    }

    /** All values of the expression on it, with the sign of the search. */
    Interval value() {
      return onBox.value();
    }

    /** What else is known there. */
    Objective.OnBox onBox() {
      return onBox;
    }

    double width() {
      double width = 0;
      for (Interval side : sides) {
        width = Math.max(width, side.width());
      }
      return width;
    }
  }

  private final Objective objective;
  private final boolean isMaximum;
  private final Interval[] domain;
  private final PriorityQueue<Box> open =
      new PriorityQueue<>(
          Comparator.comparingDouble((Box each) -> -each.value().upper())
              .thenComparingDouble(Box::width));
  private final List<Box> narrow = new ArrayList<>();
  private final long mostBoxes = Limit.BOUND_BOXES.most();
  private double taken = Double.NEGATIVE_INFINITY;
  private double @Nullable [] place;
  private long boxes;
  private boolean isStopped;
  private boolean hasValue;

  Search(Objective objective, boolean isMaximum) {
    this.objective = objective;
    this.isMaximum = isMaximum;
    domain = objective.ranges().stream().map(NameRange::interval).toArray(Interval[]::new);
  }

  /** A value that is taken, or one below it. */
  double taken() {
    return taken;
  }

  /** The point at which that value is taken. */
  double @Nullable [] place() {
    return place;
  }

  /** What no value is above. */
  double upper() {
    double upper = taken;
    for (Box each : left()) {
      upper = Math.max(upper, each.value().upper());
    }
    return upper;
  }

  /** Whether no value is equal to what no value is above. */
  boolean isUpperOpen() {
    double upper = upper();
    return taken < upper
        && left().stream()
            .noneMatch(each -> each.value().upper() == upper && !each.value().isUpperOpen());
  }

  /** The boxes that may have larger values than the one that is known. */
  List<Box> left() {
    List<Box> left = new ArrayList<>(open);
    left.addAll(narrow);
    left.removeIf(each -> each.value().upper() <= taken);
    return left;
  }

  long boxes() {
    return boxes;
  }

  /** Whether the budget ended before the bound was as narrow as it is to be. */
  boolean isStopped() {
    return isStopped;
  }

  /** Whether there may be a value anywhere. */
  boolean hasValue() {
    return hasValue;
  }

  void run() {
    Interval[] all = objective.ranges().stream().map(NameRange::interval).toArray(Interval[]::new);
    sampleAround();
    examine(all);
    while (!open.isEmpty()) {
      Box top = open.peek();
      if (top.value().upper() <= taken + tolerance()) {
        return;
      }
      if (boxes >= mostBoxes) {
        Limit.BOUND_BOXES.stop();
        isStopped = true;
        return;
      }
      open.poll();
      int side = widest(top);
      if (side < 0) {
        narrow.add(top);
      } else {
        split(top, side);
      }
    }
  }

  /**
   * Splits all that is left, so that the places of the largest value are told apart.
   *
   * @return whether anything was split
   */
  boolean refine() {
    List<Box> left = left();
    boolean isSplit = false;
    open.clear();
    narrow.clear();
    for (Box box : left) {
      int side = boxes < mostBoxes ? widest(box) : -1;
      isSplit |= side >= 0;
      if (side < 0) {
        narrow.add(box);
      } else {
        split(box, side);
      }
    }
    return isSplit;
  }

  private double tolerance() {
    return Double.isInfinite(taken) ? 0 : TOLERANCE * Math.abs(taken) + 1e-300;
  }

  /** Splits a side: the cut belongs to the upper part, so that no case is met in two boxes. */
  private void split(Box box, int side) {
    Interval range = box.sides()[side];
    double at = cut(range);
    for (int half = 0; half < 2; half++) {
      Interval[] sides = box.sides().clone();
      sides[side] =
          half == 0
              ? new Interval(range.lower(), at, range.isLowerOpen(), true, range.decoration())
              : new Interval(at, range.upper(), false, range.isUpperOpen(), range.decoration());
      examine(sides);
    }
  }

  /** Where a range is cut: at its middle, or of large ranges at the middle of the magnitudes. */
  private static double cut(Interval range) {
    double lower = range.lower();
    double upper = range.upper();
    if (lower < 0 && upper > 0) {
      return Double.isInfinite(lower) || Double.isInfinite(upper) || isAround(lower, upper)
          ? 0
          : range.middle();
    }
    if (lower == upper) {
      return lower;
    }
    if (upper <= 0) {
      return -cut(range.negate());
    }
    if (upper == Double.POSITIVE_INFINITY) {
      return lower < 1 ? 1 : lower < 2 ? 2 : Math.min(FAR, lower * lower);
    }
    return lower > 0 && upper / lower > 4 ? Math.sqrt(lower) * Math.sqrt(upper) : range.middle();
  }

  private static boolean isAround(double lower, double upper) {
    return -lower < 8 * upper && upper < -8 * lower;
  }

  /** The side of a box that matters most for its values; below 0 where all are narrow. */
  private static int widest(Box box) {
    int widest = -1;
    double most = -1;
    for (int i = 0; i < box.sides().length; i++) {
      Interval side = box.sides()[i];
      if (!isSplit(side)) {
        continue;
      }
      double slope = box.onBox().gradient().get(i).magnitude();
      double weight =
          Double.isInfinite(side.width())
              ? Double.POSITIVE_INFINITY
              : Double.isInfinite(slope) ? side.width() * 1e100 : side.width() * slope;
      if (weight > most) {
        most = weight;
        widest = i;
      }
    }
    return widest;
  }

  private static boolean isSplit(Interval side) {
    if (Double.isInfinite(side.width())) {
      return Math.max(side.lower(), -side.upper()) < FAR;
    }
    double cut = cut(side);
    boolean isInside = cut > side.lower() && cut < side.upper();
    return isInside && side.width() > NARROW * Math.max(side.magnitude(), 0x1p-40);
  }

  private void examine(Interval[] sides) {
    boxes++;
    Objective.OnBox onBox = signed(objective.on(sides));
    if (onBox.value().isEmpty() || IntervalProgram.isFalse(onBox.condition())) {
      return;
    }
    hasValue = true;
    if (onBox.value().upper() <= taken) {
      return;
    }
    if (onBox.isContinuous()) {
      Interval[] side = narrowed(sides, onBox);
      if (side != null) {
        if (side.length > 0) {
          examine(side);
        }
        return;
      }
      onBox = centred(sides, onBox);
    }
    sample(sides);
    if (onBox.value().upper() > taken) {
      open.add(new Box(sides, onBox));
    }
  }

  private Objective.OnBox signed(Objective.OnBox onBox) {
    return isMaximum
        ? onBox
        : new Objective.OnBox(
            onBox.value().negate(),
            onBox.condition(),
            onBox.gradient().stream().map(Interval::negate).toList());
  }

  /**
   * The side of a box that has its largest value, or null where none is known to; empty where that
   * side belongs to another box.
   */
  private Interval @Nullable [] narrowed(Interval[] sides, Objective.OnBox onBox) {
    Interval[] narrowed = null;
    for (int i = 0; i < sides.length; i++) {
      Interval side = sides[i];
      Interval slope = onBox.gradient().get(i);
      boolean isThin = side.isBounded() && side.width() <= 4 * Math.ulp(side.magnitude());
      if (isThin || !isKnown(slope)) {
        continue;
      }
      Interval end = null;
      if (slope.isNotNegative()) {
        if (isCut(i, side)) {
          if (objective.on(withCut(sides, i)).isContinuous()) {
            return new Interval[0];
          }
          continue;
        }
        end = end(i, side, side.upper(), side.isUpperOpen());
      } else if (slope.isNotPositive()) {
        end = end(i, side, side.lower(), side.isLowerOpen());
      }
      if (end != null) {
        narrowed = narrowed == null ? sides.clone() : narrowed;
        narrowed[i] = end;
      }
    }
    return narrowed;
  }

  /** Whether the upper end of a side is where it was cut. */
  private boolean isCut(int name, Interval side) {
    return side.isUpperOpen() && side.upper() < domain[name].upper();
  }

  /** A box with the cut at the upper end of a side, which belongs to the next. */
  private static Interval[] withCut(Interval[] sides, int name) {
    Interval[] closed = sides.clone();
    Interval side = sides[name];
    closed[name] =
        new Interval(side.lower(), side.upper(), side.isLowerOpen(), false, side.decoration());
    return closed;
  }

  /** Whether an enclosure holds the derivative wherever there is one, and that is not nowhere. */
  private static boolean isKnown(Interval slope) {
    return !slope.isEmpty() && !Double.isNaN(slope.lower());
  }

  /** The end of a side, if it is in the domain: a double, or what holds the number that it is. */
  private @Nullable Interval end(int name, Interval side, double at, boolean isOpen) {
    if (Double.isInfinite(at)) {
      return null;
    }
    if (!isOpen) {
      return Interval.of(at);
    }
    NameRange range = objective.ranges().get(name);
    boolean isUpper = at == side.upper();
    Expr given = isUpper ? range.upper() : range.lower();
    boolean isLeftOut = isUpper ? range.isUpperOpen() : range.isLowerOpen();
    if (given == null || isLeftOut) {
      return null;
    }
    Interval exact = IntervalProgram.constant(given);
    return at == (isUpper ? exact.upper() : exact.lower()) ? exact : null;
  }

  /** The values by the mean value theorem, where these are narrower. */
  private Objective.OnBox centred(Interval[] sides, Objective.OnBox onBox) {
    Interval[] centre = new Interval[sides.length];
    for (int i = 0; i < sides.length; i++) {
      Interval slope = onBox.gradient().get(i);
      if (!sides[i].isBounded() || !slope.isBounded()) {
        return onBox;
      }
      centre[i] = Interval.of(sides[i].middle());
    }
    Objective.OnBox there = signed(objective.on(centre));
    if (there.value().isEmpty()) {
      return onBox;
    }
    Interval value = there.value();
    for (int i = 0; i < sides.length; i++) {
      value = value.plus(onBox.gradient().get(i).times(sides[i].minus(centre[i])));
    }
    Interval both = onBox.value().intersect(value.decorated(onBox.value().decoration()));
    return new Objective.OnBox(both, onBox.condition(), onBox.gradient());
  }

  private void sampleAround() {
    for (double at : new double[] {0, 1, -1, 0.5, -0.5, 2, -2, 10, -10}) {
      double[] point = new double[objective.ranges().size()];
      Arrays.fill(point, at);
      sample(point);
    }
  }

  private void sample(Interval[] sides) {
    double[] point = new double[sides.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = sides[i].middle();
    }
    sample(point);
  }

  private void sample(double[] point) {
    Interval[] sides = new Interval[point.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = objective.ranges().get(i).inside(point[i]);
      sides[i] = Interval.of(point[i]);
    }
    Objective.OnBox there = signed(objective.on(sides));
    if (there.isDefined() && !there.value().isEmpty() && there.value().lower() > taken) {
      taken = there.value().lower();
      place = point;
    }
  }
}
