package org.chainrule.bound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Interval;
import org.chainrule.number.Interval.Decoration;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Factorization;
import org.chainrule.simplify.Simplifier;
import org.jspecify.annotations.Nullable;

/**
 * What is to be bounded: an expression over the ranges of its names, in several forms that are
 * equal wherever the first has a value, under the conditions for that, with its derivatives.
 */
final class Objective {
  private final Expr expression;
  private final List<NameRange> ranges;
  private final List<Expr> names;
  private final Expr condition;
  private final List<@Nullable Expr> gradient;
  private final IntervalProgram program;
  private final List<Expr> values;
  private final List<List<Expr>> slopes;
  private final List<Expr> curvature;
  private final @Nullable Far far;
  private final Facts facts;

  /**
   * @param conditions what must hold for a value besides what the form of the expression tells
   */
  Objective(Expr expression, List<NameRange> ranges, List<Expr> conditions, Facts facts) {
    this.expression = expression;
    this.ranges = List.copyOf(ranges);
    this.facts = facts;
    names = ranges.stream().map(NameRange::name).toList();
    condition = Logical.of(Logical.Operator.AND, conditions);
    gradient = new ArrayList<>();
    for (Expr name : names) {
      gradient.add(derivative(expression, name));
    }
    values = forms(expression);
    slopes = new ArrayList<>();
    for (Expr each : gradient) {
      slopes.add(each == null ? List.of() : forms(each));
    }
    List<Expr> roots = new ArrayList<>(values);
    roots.add(condition);
    slopes.forEach(roots::addAll);
    Expr slope = names.size() == 1 ? gradient.get(0) : null;
    Expr second = slope == null ? null : derivative(slope, names.get(0));
    curvature = second == null ? List.of() : forms(second);
    roots.addAll(curvature);
    program = new IntervalProgram(names, roots);
    far = names.size() == 1 && !ranges.get(0).interval().isBounded() ? Far.of(this) : null;
  }

  /** Equal forms of an expression: each encloses some boxes better than the others. */
  private List<Expr> forms(Expr given) {
    Set<Expr> equal = new LinkedHashSet<>(List.of(given));
    Expr simple = simplified(given);
    equal.add(simple);
    try {
      equal.add(Factorization.of(simple).expression());
    } catch (ChainruleException tooLong) {
      // It stays as it is.
    }
    return List.copyOf(equal);
  }

  /**
   * The expression far out, in terms of the reciprocal of its name: quotients of two parts that
   * both grow have a value there.
   *
   * @param objective the expression at 1/t, for t next to 0
   */
  private record Far(Objective objective) {
    static @Nullable Far of(Objective near) {
      Expr name = near.names.get(0);
      Symbol reciprocal = Symbol.opened(Symbol.largestOpened(near.expression) + 1);
      try {
        Expr inverse =
            near.simplified(Substitution.of(name, reciprocal.power(-1)).apply(near.expression));
        NameRange range = new NameRange(reciprocal, Expr.of(-1), Expr.of(1), false, false);
        return new Far(new Objective(inverse, List.of(range), List.of(), near.facts));
      } catch (ChainruleException none) {
        return null;
      }
    }

    OnBox on(Interval side) {
      return objective.on(new Interval[] {Interval.ONE.dividedBy(side)});
    }
  }

  Expr expression() {
    return expression;
  }

  List<NameRange> ranges() {
    return ranges;
  }

  List<Expr> names() {
    return names;
  }

  Expr condition() {
    return condition;
  }

  /** The derivative by a name, or null where there is none in closed form. */
  @Nullable Expr derivative(int name) {
    return gradient.get(name);
  }

  /** An equal expression that is cheaper to read, and mostly encloses better. */
  Expr simplified(Expr given) {
    return new Simplifier(facts).simplify(given);
  }

  @Nullable Expr derivative(Expr of, Expr name) {
    try {
      return simplified(new Differentiator(name, Definitions.none(), facts).differentiate(of));
    } catch (ChainruleException none) {
      return null;
    }
  }

  /** The expression at a point, as a number in its simplest form; null where it has none there. */
  @Nullable Expr at(List<Expr> point) {
    return at(expression, point);
  }

  @Nullable Expr at(Expr of, List<Expr> point) {
    try {
      Map<Expr, Expr> numbers = new HashMap<>();
      for (int i = 0; i < point.size(); i++) {
        numbers.put(names.get(i), point.get(i));
      }
      return simplified(Substitution.of(numbers).apply(of));
    } catch (ChainruleException nowhere) {
      return null;
    }
  }

  /**
   * What is known on a box.
   *
   * @param value the values there
   * @param condition whether they are all taken
   * @param gradient the derivatives, where they exist; the whole line where nothing is known
   */
  record OnBox(Interval value, Interval condition, List<Interval> gradient) {
    /** Whether the expression is continuous on the box, and its derivatives are what is said. */
    boolean isContinuous() {
      return IntervalProgram.isTrue(condition) && value.isContinuous();
    }

    boolean isDefined() {
      return IntervalProgram.isTrue(condition) && value.isDefined();
    }
  }

  OnBox on(Interval[] box) {
    Interval[] found = program.on(box);
    Interval value = common(found, 0, values.size());
    int next = values.size() + 1;
    List<Interval> onBox = new ArrayList<>(names.size());
    for (List<Expr> each : slopes) {
      Interval slope = each.isEmpty() ? Interval.EMPTY : common(found, next, each.size());
      onBox.add(slope.isEmpty() ? Interval.ENTIRE.as(Decoration.PARTIAL) : slope);
      next += each.size();
    }
    if (!curvature.isEmpty() && isUndecided(onBox.get(0))) {
      onBox.set(0, byCurvature(box[0], onBox.get(0), common(found, next, curvature.size())));
    }
    if (far != null && (box[0].lower() >= 1 || box[0].upper() <= -1)) {
      OnBox there = far.on(box[0]);
      value = value.isEmpty() ? value : value.intersect(there.value());
      Interval part = Interval.ONE.dividedBy(box[0]);
      Interval slope = there.gradient().get(0).times(part.power(2)).negate();
      onBox.set(0, slope.isEmpty() ? onBox.get(0) : onBox.get(0).intersect(slope));
    }
    return new OnBox(value, found[values.size()], onBox);
  }

  private static boolean isUndecided(Interval slope) {
    return slope.isContinuous() && slope.lower() < 0 && slope.upper() > 0;
  }

  /** The slope by how it changes from an end on, by the mean value theorem. */
  private Interval byCurvature(Interval side, Interval slope, Interval second) {
    Interval known = slope;
    if (second.isEmpty() || !second.isDefined()) {
      return known;
    }
    // At an end that is left out the slope may jump.
    Interval[] closed = program.on(new Interval[] {side.closed()});
    boolean isJoined = common(closed, values.size() + 1, slopes.get(0).size()).isContinuous();
    for (double end : new double[] {side.lower(), side.upper()}) {
      if (Double.isInfinite(end)) {
        continue;
      }
      Interval[] there = program.on(new Interval[] {Interval.of(end)});
      Interval from = common(there, values.size() + 1, slopes.get(0).size());
      if (from.isContinuous() && !from.isEmpty() && (side.contains(end) || isJoined)) {
        Interval apart = side.closed().minus(Interval.of(end));
        Interval next =
            known.intersect(from.plus(second.times(apart)).decorated(slope.decoration()));
        known = next.isEmpty() ? known : next;
      }
    }
    return known;
  }

  /** What is in the enclosures of forms that are equal wherever the first has a value. */
  private static Interval common(Interval[] found, int from, int count) {
    Interval common = found[from];
    for (int i = 1; i < count && !common.isEmpty(); i++) {
      common = common.intersect(found[from + i]);
    }
    return common;
  }

  /** Forms of the expression, itself the first. */
  List<Expr> values() {
    return values;
  }

  /** The values of another expression of the same names on a box. */
  Interval enclosure(Expr of, Interval[] box) {
    List<Expr> equal = forms(of);
    return common(new IntervalProgram(names, equal).on(box), 0, equal.size());
  }

  /** The expression at the reciprocal of its name, or null where that is of no use. */
  @Nullable Objective far() {
    return far == null ? null : far.objective();
  }
}
