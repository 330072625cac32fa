package org.chainrule.bound;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Relation;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;
import org.chainrule.result.CheckResult.Verdict;
import org.chainrule.rewrite.Facts;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition holds for all numbers that names may be: a comparison by the bounds of the
 * difference of its sides, what is joined of comparisons by these.
 *
 * @param verdict PROVED, REFUTED or UNDECIDED
 * @param place a point at which it fails
 * @param values the sides there, where they are enclosed
 * @param reason why nothing is decided
 */
public record ConditionDecision(
    Verdict verdict, Optional<Place> place, List<Side> values, String reason) {
  private static final double[] SIMPLE = {
    0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 10, -10, 100, -100, 1000, -1000
  };

  public ConditionDecision {
    values = List.copyOf(values);
  }

  /** A side of a comparison with its value at a point. */
  public record Side(Expr expression, Interval value) {}

  private static final ConditionDecision PROVED =
      new ConditionDecision(Verdict.PROVED, Optional.empty(), List.of(), "");

  private static ConditionDecision undecided(String reason) {
    return new ConditionDecision(Verdict.UNDECIDED, Optional.empty(), List.of(), reason);
  }

  /** Decides a condition. */
  public static ConditionDecision of(
      Expr condition, List<NameRange> ranges, List<Expr> conditions, Facts facts) {
    if (condition == Logical.TRUE) {
      return PROVED;
    }
    ConditionDecision simple = refutedBySimple(condition, ranges, conditions);
    if (simple != null) {
      return simple;
    }
    if (condition instanceof Relation relation) {
      return ofRelation(relation, ranges, conditions, facts);
    }
    if (condition instanceof Logical logical) {
      boolean isAnd = logical.operator() == Logical.Operator.AND;
      ConditionDecision last = undecided("no part of it is decided");
      for (Expr operand : logical.operands()) {
        ConditionDecision each = of(operand, ranges, conditions, facts);
        if (isAnd && each.verdict() == Verdict.REFUTED
            || !isAnd && each.verdict() == Verdict.PROVED) {
          return each;
        }
        boolean isOpen = each.verdict() == Verdict.UNDECIDED;
        last = isOpen ? each : last;
      }
      boolean isWhole =
          isAnd
              && logical.operands().stream()
                  .allMatch(
                      each -> of(each, ranges, conditions, facts).verdict() == Verdict.PROVED);
      return isWhole ? PROVED : isAnd ? last : undecided("none of its parts holds everywhere");
    }
    return undecided("it is no comparison");
  }

  /** A simple point at which it fails for certain. */
  private static @Nullable ConditionDecision refutedBySimple(
      Expr condition, List<NameRange> ranges, List<Expr> conditions) {
    List<Expr> names = ranges.stream().map(NameRange::name).toList();
    List<Expr> roots = new ArrayList<>(List.of(condition));
    roots.add(Logical.of(Logical.Operator.AND, conditions));
    IntervalProgram program;
    try {
      program = new IntervalProgram(names, roots);
    } catch (ChainruleException none) {
      return null;
    }
    for (double at : SIMPLE) {
      double[] point = new double[names.size()];
      Arrays.fill(point, at);
      ConditionDecision refuted = refuted(condition, program, point, ranges);
      if (refuted != null) {
        return refuted;
      }
    }
    return null;
  }

  private static @Nullable ConditionDecision refuted(
      Expr condition, IntervalProgram program, double[] point, List<NameRange> ranges) {
    Interval[] box = new Interval[point.length];
    List<Place.Coordinate> coordinates = new ArrayList<>();
    for (int i = 0; i < box.length; i++) {
      NameRange range = ranges.get(i);
      if (range.inside(point[i]) != point[i]) {
        return null;
      }
      box[i] = Interval.of(point[i]);
      Expr number = Expr.of(Rational.of(new BigDecimal(point[i])));
      coordinates.add(new Place.Coordinate(range.name(), number, 0, true));
    }
    Interval[] found = program.on(box);
    boolean isFalse =
        !found[0].isEmpty()
            && found[0].isDefined()
            && IntervalProgram.isFalse(found[0])
            && IntervalProgram.isTrue(found[1]);
    if (!isFalse) {
      return null;
    }
    List<Side> sides = new ArrayList<>();
    List<Expr> names = ranges.stream().map(NameRange::name).toList();
    if (condition instanceof Relation relation) {
      Interval[] values =
          new IntervalProgram(names, List.of(relation.left(), relation.right())).on(box);
      for (int i = 0; i < 2; i++) {
        Expr side = i == 0 ? relation.left() : relation.right();
        if (!Names.in(side).isEmpty()) {
          sides.add(new Side(side, values[i]));
        }
      }
    }
    return new ConditionDecision(Verdict.REFUTED, Optional.of(new Place(coordinates)), sides, "");
  }

  private static ConditionDecision ofRelation(
      Relation relation, List<NameRange> ranges, List<Expr> conditions, Facts facts) {
    Expr difference = relation.left().minus(relation.right());
    Bounds bounds = Bounds.of(difference, ranges, conditions, facts);
    Extremum least = bounds.lower();
    Extremum most = bounds.upper();
    if (least == null || most == null) {
      return undecided("the sides have no value together anywhere");
    }
    boolean isBelow = isBeyond(most, true);
    boolean isAbove = isBeyond(least, true);
    boolean holds =
        switch (relation.operator()) {
          case LESS -> isBelow;
          case LESS_OR_EQUAL -> isBeyond(most, false);
          case EQUAL -> isBeyond(most, false) && isBeyond(least, false);
          case NOT_EQUAL -> isBelow || isAbove;
        };
    if (holds) {
      return PROVED;
    }
    for (Extremum each : List.of(most, least)) {
      ConditionDecision refuted = refuted(relation, each, ranges, conditions);
      if (refuted != null) {
        return refuted;
      }
    }
    return undecided(
        "the difference of its sides is not kept from 0 by the bounds that were found");
  }

  /** Whether no value is on the far side of 0, or at 0 where that counts. */
  private static boolean isBeyond(Extremum extremum, boolean isStrict) {
    if (extremum.isInfinite()) {
      return false;
    }
    Integer sign = extremum.exact() == null ? null : Constants.sign(extremum.exact());
    if (extremum.exact() != null && sign == null) {
      return false;
    }
    double end =
        extremum.isMaximum() ? extremum.enclosure().upper() : -extremum.enclosure().lower();
    boolean isEndOpen =
        extremum.isMaximum()
            ? extremum.enclosure().isUpperOpen()
            : extremum.enclosure().isLowerOpen();
    if (sign != null) {
      int towards = extremum.isMaximum() ? sign : -sign;
      return towards < 0 || towards == 0 && (!isStrict || extremum.isStrict());
    }
    return end < 0 || end == 0 && (!isStrict || isEndOpen);
  }

  /** Whether it fails where a bound is taken, or next to it. */
  private static @Nullable ConditionDecision refuted(
      Relation relation, Extremum extremum, List<NameRange> ranges, List<Expr> conditions) {
    List<Expr> names = ranges.stream().map(NameRange::name).toList();
    for (Place place : extremum.places()) {
      Expr exact = extremum.exact();
      Integer sign = exact == null ? null : Constants.sign(exact);
      if (extremum.isTaken() && sign != null && !relation.operator().holds(sign)) {
        return new ConditionDecision(Verdict.REFUTED, Optional.of(place), List.of(), "");
      }
    }
    double[] witness = extremum.witness().stream().mapToDouble(each -> each).toArray();
    if (witness.length < names.size()) {
      return null;
    }
    IntervalProgram program =
        new IntervalProgram(names, List.of(relation, Logical.of(Logical.Operator.AND, conditions)));
    return refuted(relation, program, witness, ranges);
  }
}
