package org.chainrule.differences;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The domain that a check's points come from: what each name may stand for, what is assumed of them
 * all, and what is known to be of interest.
 *
 * <p>Whether the function has a value at a point need not be told; the check finds that out. A name
 * without a kind is any real number.
 */
public final class Domain {
  /** Every name is any real number. */
  public static final Domain REALS =
      new Domain(
          Map.of(), List.of(), List.of(), point -> true, point -> point, point -> true, List.of());

  private final Map<String, Kind> kinds;
  private final List<BigDecimal> landmarks;
  private final List<Integer> scales;
  private final Predicate<Map<String, BigDecimal>> assumptions;
  private final UnaryOperator<Map<String, BigDecimal>> adjustment;
  private final Predicate<Map<String, BigDecimal>> conditions;
  private final List<UnaryOperator<Map<String, BigDecimal>>> meetings;

  private Domain(
      Map<String, Kind> kinds,
      List<BigDecimal> landmarks,
      List<Integer> scales,
      Predicate<Map<String, BigDecimal>> assumptions,
      UnaryOperator<Map<String, BigDecimal>> adjustment,
      Predicate<Map<String, BigDecimal>> conditions,
      List<UnaryOperator<Map<String, BigDecimal>>> meetings) {
    this.kinds = kinds;
    this.landmarks = landmarks;
    this.scales = scales;
    this.assumptions = assumptions;
    this.adjustment = adjustment;
    this.conditions = conditions;
    this.meetings = meetings;
  }

  /** The same with a kind for a name. */
  public Domain with(String name, Kind kind) {
    Map<String, Kind> all = new LinkedHashMap<>(kinds);
    all.put(name, kind);
    return new Domain(all, landmarks, scales, assumptions, adjustment, conditions, meetings);
  }

  /** The same without the points for which an assumption does not hold. */
  public Domain where(Predicate<Map<String, BigDecimal>> assumption) {
    return new Domain(
        kinds, landmarks, scales, assumptions.and(assumption), adjustment, conditions, meetings);
  }

  /**
   * The same with each point changed into one for which an assumption holds that no point would
   * meet by chance, such as a sum that is 1.
   */
  public Domain adjusted(UnaryOperator<Map<String, BigDecimal>> change) {
    UnaryOperator<Map<String, BigDecimal>> before = adjustment;
    return new Domain(
        kinds,
        landmarks,
        scales,
        assumptions,
        point -> change.apply(before.apply(point)),
        conditions,
        meetings);
  }

  /**
   * The same with numbers near which, on both sides, points are tried besides: the places of kinks
   * and of bounds, or just the numbers that occur in the function.
   */
  public Domain near(List<BigDecimal> numbers) {
    List<BigDecimal> all = new ArrayList<>(landmarks);
    for (BigDecimal number : numbers) {
      if (all.stream().noneMatch(known -> known.compareTo(number) == 0)) {
        all.add(number);
      }
    }
    return new Domain(
        kinds, List.copyOf(all), scales, assumptions, adjustment, conditions, meetings);
  }

  /**
   * The same with powers of ten around which, with either sign, points are tried besides: where
   * tiny and huge numbers in the function are no longer so beside what they are added to.
   */
  public Domain around(List<Integer> exponents) {
    return new Domain(
        kinds, landmarks, List.copyOf(exponents), assumptions, adjustment, conditions, meetings);
  }

  /**
   * The same with conditions outside of which nothing is said of the derivative: a claim needs no
   * value there, even where the function happens to be smooth.
   */
  public Domain promised(Predicate<Map<String, BigDecimal>> where) {
    return new Domain(
        kinds, landmarks, scales, assumptions, adjustment, conditions.and(where), meetings);
  }

  /**
   * The same with ways to change a point into one where something is met that no point meets by
   * chance, such as two numbers that are compared being equal: each is tried besides.
   */
  public Domain meeting(List<UnaryOperator<Map<String, BigDecimal>>> changes) {
    return new Domain(
        kinds, landmarks, scales, assumptions, adjustment, conditions, List.copyOf(changes));
  }

  List<UnaryOperator<Map<String, BigDecimal>>> meetings() {
    return meetings;
  }

  boolean promises(Map<String, BigDecimal> point) {
    return conditions.test(point);
  }

  Kind kind(String name) {
    return kinds.getOrDefault(name, Kind.REAL);
  }

  List<Integer> scales() {
    return scales;
  }

  List<BigDecimal> landmarks() {
    return landmarks;
  }

  Map<String, BigDecimal> adjust(Map<String, BigDecimal> point) {
    return adjustment.apply(point);
  }

  /** Whether a point is one of its names' kinds and meets the assumptions. */
  boolean admits(Map<String, BigDecimal> point) {
    for (Map.Entry<String, BigDecimal> entry : point.entrySet()) {
      if (kind(entry.getKey()) instanceof Kind.Positive && entry.getValue().signum() <= 0) {
        return false;
      }
    }
    return assumptions.test(point);
  }
}
