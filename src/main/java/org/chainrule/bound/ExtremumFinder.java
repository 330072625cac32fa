package org.chainrule.bound;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.number.Interval;
import org.chainrule.number.Interval.Decoration;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * What the largest or the smallest value of an expression is, from the boxes that a {@link Search}
 * leaves: exactly where each of these has an exact bound, else within an interval.
 */
final class ExtremumFinder {
  private static final int MOST_CLUSTERS = 24;
  private static final int MOST_GROUPED = 600;
  private static final int BISECTIONS = 60;
  private static final int REFINEMENTS = 40;
  private static final int MOST_REFINED = 64;

  private final Objective objective;
  private final boolean isMaximum;
  private final Search search;

  /**
   * The bound on a part of the domain.
   *
   * @param limit what it is; null where it is infinite
   * @param isTaken whether the expression has that value there
   * @param isStrict whether all values there are below it
   */
  private record Part(@Nullable Expr limit, boolean isTaken, boolean isStrict, Place place) {
    static Part infinite(Place place) {
      return new Part(null, false, true, place);
    }
  }

  /** Boxes that meet, and what is around them. */
  private static final class Cluster {
    private final Interval[] sides;
    private final double upper;
    private final boolean isUpperOpen;

    Cluster(Interval[] sides, double upper, boolean isUpperOpen) {
      this.sides = sides;
      this.upper = upper;
      this.isUpperOpen = isUpperOpen;
    }

    Interval[] sides() {
      return sides;
    }

    double upper() {
      return upper;
    }

    boolean isUpperOpen() {
      return isUpperOpen;
    }
  }

  private ExtremumFinder(Objective objective, boolean isMaximum) {
    this.objective = objective;
    this.isMaximum = isMaximum;
    search = new Search(objective, isMaximum);
  }

  /** The extremum, or null where the expression has no value on the box. */
  static @Nullable Extremum find(Objective objective, boolean isMaximum) {
    ExtremumFinder finder = new ExtremumFinder(objective, isMaximum);
    finder.search.run();
    return finder.search.hasValue() ? finder.extremum() : null;
  }

  private Extremum extremum() {
    double upper = search.upper();
    Part part = search.place() == null ? null : atBest(upper);
    if (part != null) {
      return extremum(List.of(part));
    }
    Part far = objective.names().size() > 1 ? alongRay(upper) : null;
    if (far != null) {
      return extremum(List.of(far));
    }
    for (int i = 0; i < REFINEMENTS; i++) {
      List<Part> parts = parts();
      Extremum exact = parts == null ? null : largest(parts);
      if (exact != null) {
        return exact;
      }
      if (search.left().size() > MOST_REFINED || !search.refine()) {
        break;
      }
    }
    return enclosed(search.upper());
  }

  private Extremum enclosed(double upper) {
    Interval signed =
        new Interval(search.taken(), upper, false, search.isUpperOpen(), Decoration.CONTINUOUS);
    List<Place> places = new ArrayList<>();
    double[] at = search.place();
    if (at != null) {
      places.add(near(at));
    }
    return new Extremum(
        isMaximum, null, false, signed(signed), search.isUpperOpen(), false, places, witness());
  }

  private List<Double> witness() {
    double[] at = search.place();
    return at == null ? List.of() : Arrays.stream(at).boxed().toList();
  }

  private Interval signed(Interval value) {
    return isMaximum ? value : value.negate();
  }

  private Place near(double[] at) {
    List<Place.Coordinate> coordinates = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      coordinates.add(new Place.Coordinate(objective.names().get(i), number(at[i]), 0, false));
    }
    return new Place(coordinates);
  }

  private static Expr number(double value) {
    return Expr.of(Rational.of(new BigDecimal(value)));
  }

  /**
   * The extremum where all that is left has an exact bound, or null where they cannot be compared.
   */
  private @Nullable Extremum largest(List<Part> parts) {
    List<Part> best = new ArrayList<>();
    for (Part part : parts) {
      if (part.limit() == null) {
        return extremum(List.of(part));
      }
      if (best.isEmpty()) {
        best.add(part);
        continue;
      }
      Integer sign = compare(part.limit(), best.get(0).limit());
      if (sign == null) {
        return null;
      }
      if (sign > 0) {
        best.clear();
      }
      if (sign >= 0) {
        best.add(part);
      }
    }
    Expr limit = best.isEmpty() ? null : best.get(0).limit();
    if (limit == null) {
      return null;
    }
    Interval value = signed(Constants.enclosure(limit));
    // What is known to be taken is not above the bound.
    return value.upper() < search.taken() ? null : extremum(best);
  }

  /** The sign of the difference in the direction of the search, or null where it is not told. */
  private @Nullable Integer compare(Expr one, @Nullable Expr other) {
    if (other == null) {
      return null;
    }
    Expr difference = objective.simplified(one.minus(other));
    Integer sign = Constants.sign(difference);
    return sign == null ? null : Integer.valueOf(isMaximum ? sign : -sign);
  }

  private Extremum extremum(List<Part> parts) {
    Expr limit = parts.get(0).limit();
    boolean isTaken = parts.stream().anyMatch(Part::isTaken);
    boolean isStrict = !isTaken && parts.stream().allMatch(Part::isStrict) && isAboveTaken(limit);
    List<Place> places = new ArrayList<>();
    for (Part part : parts) {
      if (part.isTaken() == isTaken && !places.contains(part.place())) {
        places.add(part.place());
      }
    }
    Interval far =
        new Interval(search.taken(), Double.POSITIVE_INFINITY, false, true, Decoration.CONTINUOUS);
    Interval enclosure = limit == null ? signed(far) : Constants.enclosure(limit);
    return new Extremum(
        isMaximum, limit, limit == null, enclosure, isStrict, isTaken, places, witness());
  }

  /** Whether a bound is above the value that other boxes were left out for. */
  private boolean isAboveTaken(@Nullable Expr limit) {
    if (limit == null) {
      return true;
    }
    Interval value = signed(Constants.enclosure(limit));
    return value.lower() > search.taken() || value.lower() == search.taken() && value.isLowerOpen();
  }

  /** The bound where a point near the best one has a value that no other is above. */
  private @Nullable Part atBest(double upper) {
    double[] at = search.place();
    if (at == null) {
      return null;
    }
    if (Double.isInfinite(upper)) {
      return null;
    }
    List<List<Expr>> points = new ArrayList<>();
    List<Expr> itself = new ArrayList<>();
    for (double each : at) {
      itself.add(number(each));
    }
    points.add(itself);
    Interval[] around = new Interval[at.length];
    for (int i = 0; i < at.length; i++) {
      double room = 2e-4 * Math.max(Math.abs(at[i]), 1e-3);
      around[i] = Interval.of(at[i] - room, at[i] + room);
    }
    points.addAll(pointsIn(around));
    for (List<Expr> point : points) {
      Expr value = valueAt(point);
      if (value != null && signed(Constants.enclosure(value)).lower() >= upper) {
        return new Part(value, true, false, place(point));
      }
    }
    return null;
  }

  /** The bound where it is the limit along a name, the others being 0. */
  private @Nullable Part alongRay(double upper) {
    for (int i = 0; i < objective.names().size(); i++) {
      for (int direction = -1; direction <= 1; direction += 2) {
        Part part = alongRay(upper, i, direction);
        if (part != null) {
          return part;
        }
      }
    }
    return null;
  }

  private @Nullable Part alongRay(double upper, int along, int direction) {
    List<Place.Coordinate> coordinates = new ArrayList<>();
    Expr expression = objective.expression();
    Expr condition = objective.condition();
    for (int i = 0; i < objective.names().size(); i++) {
      Expr name = objective.names().get(i);
      NameRange range = objective.ranges().get(i);
      if (i == along) {
        if ((direction > 0 ? range.upper() : range.lower()) != null) {
          return null;
        }
        coordinates.add(new Place.Coordinate(name, null, -direction, true));
        continue;
      }
      if (!isInside(range, RationalNumber.ZERO)) {
        return null;
      }
      try {
        Substitution fixed = Substitution.of(name, RationalNumber.ZERO);
        expression = fixed.apply(expression);
        condition = Substitution.of(name, RationalNumber.ZERO).apply(condition);
      } catch (ChainruleException nowhere) {
        return null;
      }
      coordinates.add(new Place.Coordinate(name, RationalNumber.ZERO, 0, true));
    }
    Approach limit =
        LimitPass.of(expression, objective.names().get(along), Approach.infinite(direction))
            .orElse(null);
    if (limit == null || condition != Logical.TRUE) {
      return null;
    }
    Place place = new Place(coordinates);
    if (limit.limit() == null) {
      return limit.infinite() > 0 == isMaximum ? Part.infinite(place) : null;
    }
    boolean isBound = signed(Constants.enclosure(limit.limit())).lower() >= upper;
    return isBound ? new Part(limit.limit(), false, search.isUpperOpen(), place) : null;
  }

  /** Points that may be meant by a box, of each name few numbers. */
  private List<List<Expr>> pointsIn(Interval[] sides) {
    List<List<Expr>> points = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < sides.length; i++) {
      List<Expr> numbers = numbersIn(i, sides[i]);
      int most = sides.length == 1 ? numbers.size() : Math.min(2, numbers.size());
      List<List<Expr>> longer = new ArrayList<>();
      for (List<Expr> point : points) {
        for (Expr number : numbers.subList(0, most)) {
          List<Expr> more = new ArrayList<>(point);
          more.add(number);
          longer.add(more);
        }
      }
      points = longer.size() > 64 ? longer.subList(0, 64) : longer;
    }
    return points;
  }

  private List<Expr> numbersIn(int name, Interval side) {
    NameRange range = objective.ranges().get(name);
    List<Expr> numbers = new ArrayList<>();
    for (Expr end : ends(range)) {
      Interval at = Constants.enclosure(end);
      if (at.lower() <= side.upper() && at.upper() >= side.lower()) {
        numbers.add(end);
      }
    }
    Constants.within(side).stream().filter(each -> !numbers.contains(each)).forEach(numbers::add);
    return numbers;
  }

  private static List<Expr> ends(NameRange range) {
    List<Expr> ends = new ArrayList<>();
    if (range.lower() != null) {
      ends.add(range.lower());
    }
    if (range.upper() != null) {
      ends.add(range.upper());
    }
    return ends;
  }

  /** Whether a number is in a range for certain: 1 inside, 0 not known or out. */
  private static boolean isInside(NameRange range, Expr number) {
    return isOnSide(range.lower(), range.isLowerOpen(), number, 1)
        && isOnSide(range.upper(), range.isUpperOpen(), number, -1);
  }

  private static boolean isOnSide(@Nullable Expr end, boolean isOpen, Expr number, int side) {
    if (end == null) {
      return true;
    }
    if (end == number) {
      return !isOpen;
    }
    Integer sign = Constants.sign(number.minus(end));
    return sign != null && sign * side > 0;
  }

  /**
   * The value that the expression has at a point, a number; null where it is not known to have one.
   */
  private @Nullable Expr valueAt(List<Expr> point) {
    Interval[] box = new Interval[point.size()];
    for (int i = 0; i < box.length; i++) {
      if (!isInside(objective.ranges().get(i), point.get(i))) {
        return null;
      }
      box[i] = Constants.enclosure(point.get(i));
    }
    Objective.OnBox there = objective.on(box);
    boolean holds =
        IntervalProgram.isTrue(there.condition())
            || objective.at(objective.condition(), point) == Logical.TRUE;
    if (!holds || !there.value().isDefined() || there.value().isEmpty()) {
      return null;
    }
    Expr value = objective.at(point);
    return value == null || !isNumber(value) ? null : value;
  }

  private static boolean isNumber(Expr value) {
    return Names.isNumber(value)
        && Constants.enclosure(value).isBounded()
        && Constants.enclosure(value).isDefined();
  }

  private Place place(List<Expr> point) {
    List<Place.Coordinate> coordinates = new ArrayList<>();
    for (int i = 0; i < point.size(); i++) {
      coordinates.add(new Place.Coordinate(objective.names().get(i), point.get(i), 0, true));
    }
    return new Place(coordinates);
  }

  /** The exact bounds on all that is left, or null where one has none that is known. */
  private @Nullable List<Part> parts() {
    List<Cluster> clusters = clusters(search.left());
    if (clusters == null || clusters.size() > MOST_CLUSTERS) {
      return null;
    }
    List<Part> parts = new ArrayList<>();
    boolean isWhole = true;
    for (Cluster cluster : clusters) {
      Interruption.poll();
      Part part = part(cluster);
      if (part != null && part.limit() == null) {
        return List.of(part);
      }
      isWhole &= part != null;
      if (part != null) {
        parts.add(part);
      }
    }
    return isWhole ? parts : null;
  }

  private static @Nullable List<Cluster> clusters(List<Search.Box> boxes) {
    if (boxes.size() > MOST_GROUPED) {
      return null;
    }
    List<Search.Box> sorted = new ArrayList<>(boxes);
    sorted.sort(Comparator.comparingDouble(each -> each.sides()[0].lower()));
    List<Cluster> clusters = new ArrayList<>();
    for (Search.Box box : sorted) {
      Cluster next = new Cluster(box.sides(), box.value().upper(), box.value().isUpperOpen());
      boolean isChanged = true;
      while (isChanged) {
        isChanged = false;
        for (Cluster other : clusters) {
          if (meet(other.sides(), next.sides())) {
            clusters.remove(other);
            next = joined(other, next);
            isChanged = true;
            break;
          }
        }
      }
      clusters.add(next);
    }
    return clusters;
  }

  private static boolean meet(Interval[] one, Interval[] other) {
    for (int i = 0; i < one.length; i++) {
      if (one[i].upper() < other[i].lower() || other[i].upper() < one[i].lower()) {
        return false;
      }
    }
    return true;
  }

  private static Cluster joined(Cluster one, Cluster other) {
    Interval[] sides = new Interval[one.sides().length];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = one.sides()[i].hull(other.sides()[i]);
    }
    double upper = Math.max(one.upper(), other.upper());
    boolean isOpen =
        (one.upper() < upper || one.isUpperOpen())
            && (other.upper() < upper || other.isUpperOpen());
    return new Cluster(sides, upper, isOpen);
  }

  private @Nullable Part part(Cluster cluster) {
    if (cluster.sides().length == 1) {
      return new OneName(cluster).part();
    }
    return severalNames(cluster);
  }

  private @Nullable Part severalNames(Cluster cluster) {
    for (Interval side : cluster.sides()) {
      if (!side.isBounded()) {
        return null;
      }
    }
    for (List<Expr> point : pointsIn(cluster.sides())) {
      Expr value = valueAt(point);
      if (value == null) {
        continue;
      }
      boolean isBound = signed(Constants.enclosure(value)).lower() >= cluster.upper();
      if (isBound || new Curvature(objective, isMaximum).isExtremum(cluster.sides(), point)) {
        return new Part(value, true, false, place(point));
      }
    }
    return null;
  }

  /** The bound on an interval of one name. */
  private final class OneName {
    private final Cluster cluster;
    private final Interval side;
    private final Expr name = objective.names().get(0);
    private final NameRange range = objective.ranges().get(0);

    OneName(Cluster cluster) {
      this.cluster = cluster;
      side = cluster.sides()[0];
    }

    @Nullable Part part() {
      if (side.isBounded()) {
        return inside();
      }
      boolean isUp = Double.isInfinite(side.upper());
      return isUp && Double.isInfinite(side.lower()) ? null : farOut(isUp ? 1 : -1);
    }

    private @Nullable Part farOut(int direction) {
      Place place = new Place(List.of(new Place.Coordinate(name, null, -direction, true)));
      Approach limit = new Limits(objective).farOut(direction, side);
      return limit == null ? null : approached(limit, side, direction, place);
    }

    /** The bound next to a limit, where values rise to it or none is above it. */
    private @Nullable Part approached(Approach limit, Interval on, int direction, Place place) {
      if (limit.limit() == null) {
        return limit.infinite() > 0 == isMaximum ? Part.infinite(place) : null;
      }
      Objective.OnBox onBox = objective.on(new Interval[] {on});
      Interval slope = signed(onBox.gradient().get(0));
      Interval towards = direction > 0 ? slope : slope.negate();
      if (!IntervalProgram.isTrue(onBox.condition())) {
        return null;
      }
      if (limit.limit() == null) {
        return limit.infinite() > 0 == isMaximum ? Part.infinite(place) : null;
      }
      boolean rises = onBox.isContinuous() && towards.isNotNegative();
      double value = signed(Constants.enclosure(limit.limit())).lower();
      boolean isBound = value >= cluster.upper();
      if (!rises && !isBound) {
        return null;
      }
      boolean isStrict =
          rises && towards.isPositive()
              || isBound && (value > cluster.upper() || cluster.isUpperOpen());
      return new Part(limit.limit(), false, isStrict, place);
    }

    private @Nullable Part inside() {
      for (Expr number : numbersIn(0, window())) {
        Expr value = valueAt(List.of(number));
        Part part = value == null ? null : taken(number, value);
        part = part == null ? around(number, value) : part;
        if (part != null) {
          return part;
        }
      }
      return null;
    }

    /** What holds the places where the slope changes its sign, as far as that is seen. */
    private Interval window() {
      double low = side.lower();
      double high = side.upper();
      double before = slope(low);
      double after = slope(high);
      if (!(before > 0 && after < 0)) {
        return side;
      }
      for (int i = 0; i < BISECTIONS; i++) {
        double middle = 0.5 * low + 0.5 * high;
        if (slope(middle) > 0) {
          low = middle;
        } else {
          high = middle;
        }
      }
      double room = 1e-13 * Math.max(1e-3, Math.abs(low));
      return Interval.of(low - room, high + room);
    }

    private double slope(double at) {
      Interval slope = signed(objective.on(new Interval[] {Interval.of(at)}).gradient().get(0));
      return slope.isBounded() ? slope.middle() : Double.NaN;
    }

    /** The bound that is taken at a number, if it is one. */
    private @Nullable Part taken(Expr number, Expr value) {
      boolean isBound = signed(Constants.enclosure(value)).lower() >= cluster.upper();
      return isBound || risesTo(number) || isFlatAt(number)
          ? new Part(value, true, false, ExtremumFinder.this.place(List.of(number)))
          : null;
    }

    /** Whether values rise up to a number and fall behind it. */
    private boolean risesTo(Expr number) {
      Interval at = Constants.enclosure(number);
      return isMonotone(below(at), 1, false) && isMonotone(above(at), -1, false);
    }

    private Interval below(Interval at) {
      return at.upper() <= side.lower() && at.isPoint()
          ? Interval.EMPTY
          : new Interval(
              side.lower(),
              Math.max(side.lower(), at.upper()),
              side.isLowerOpen() && side.lower() < at.upper(),
              at.isPoint() && side.lower() < at.upper(),
              Decoration.CONTINUOUS);
    }

    private Interval above(Interval at) {
      return at.lower() >= side.upper() && at.isPoint()
          ? Interval.EMPTY
          : new Interval(
              Math.min(side.upper(), at.lower()),
              side.upper(),
              at.isPoint() && at.lower() < side.upper(),
              side.isUpperOpen() && at.lower() < side.upper(),
              Decoration.CONTINUOUS);
    }

    private boolean isMonotone(Interval on, int direction, boolean isStrict) {
      if (on.isEmpty()) {
        return true;
      }
      Interval slope = signed(objective.on(new Interval[] {on}).gradient().get(0));
      Interval towards = direction > 0 ? slope : slope.negate();
      return isContinuous(on) && (isStrict ? towards.isPositive() : towards.isNotNegative());
    }

    private boolean isContinuous(Interval on) {
      return objective.on(new Interval[] {on.closed()}).isContinuous();
    }

    /** Whether the slope is 0 at a number, and falls everywhere. */
    private boolean isFlatAt(Expr number) {
      Expr slope = objective.derivative(0);
      if (slope == null) {
        return false;
      }
      Expr there = objective.at(slope, List.of(number));
      return there != null
          && there.isZero()
          && new Curvature(objective, isMaximum)
              .isCurved(new Interval[] {side.hull(Constants.enclosure(number)).closed()});
    }

    /** The bound next to a number, where the expression need not have a value, and there. */
    private @Nullable Part around(Expr number, @Nullable Expr value) {
      Interval at = Constants.enclosure(number);
      if (!at.isPoint()) {
        return null;
      }
      Part best =
          value == null
              ? null
              : new Part(value, true, false, ExtremumFinder.this.place(List.of(number)));
      List<Interval> open = new ArrayList<>();
      for (int direction = -1; direction <= 1; direction += 2) {
        Interval on = direction > 0 ? below(at) : above(at);
        boolean isOut =
            on.isEmpty()
                || direction > 0 && number == range.lower()
                || direction < 0 && number == range.upper();
        if (isOut) {
          continue;
        }
        Approach limit = new Limits(objective).beside(number, -direction, on);
        Place place = new Place(List.of(new Place.Coordinate(name, number, -direction, true)));
        Part part = limit == null ? null : besideNumber(limit, on, direction, place);
        if (part == null) {
          open.add(on);
        } else if (part.limit() == null) {
          return part;
        } else {
          Integer order = best == null ? Integer.valueOf(1) : compare(part.limit(), best.limit());
          if (order == null) {
            return null;
          }
          best = order > 0 ? part : best;
        }
      }
      for (Interval on : open) {
        if (best == null || !isBelow(on, best)) {
          return null;
        }
      }
      return best;
    }

    /** Whether no value on a side is above a bound. */
    private boolean isBelow(Interval on, Part part) {
      Expr limit = part.limit();
      Interval values = signed(objective.on(new Interval[] {on}).value());
      return limit != null && values.upper() <= signed(Constants.enclosure(limit)).lower();
    }

    private @Nullable Part besideNumber(Approach limit, Interval on, int direction, Place place) {
      if (limit.limit() == null && limit.infinite() > 0 != isMaximum) {
        // Values fall without bound: what is above others on this side is where it begins.
        return null;
      }
      Objective.OnBox onBox = objective.on(new Interval[] {on});
      if (!IntervalProgram.isTrue(onBox.condition())) {
        return null;
      }
      if (limit.limit() == null) {
        return Part.infinite(place);
      }
      double value = signed(Constants.enclosure(limit.limit())).lower();
      boolean isBound = value >= cluster.upper();
      Interval slope = signed(objective.on(new Interval[] {on}).gradient().get(0));
      Interval towards = direction > 0 ? slope : slope.negate();
      boolean rises = objective.on(new Interval[] {on}).isContinuous() && towards.isNotNegative();
      return rises || isBound
          ? new Part(
              limit.limit(),
              false,
              rises && towards.isPositive() || isBound && cluster.isUpperOpen(),
              place)
          : null;
    }
  }
}
