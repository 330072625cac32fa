package org.chainrule.prove;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;

/**
 * The replay of a proof: each step of bringing a part to its normal form is an equality, and both
 * sides of it are valued at points, by nothing that made the step. Indices and lengths have small
 * numbers there, so that they meet.
 */
final class Replay {
  private static final int POINTS = 3;
  private static final int MOST_DRAWN = 400;
  private static final double CLOSE = 1e-7;

  private final Setting setting;
  private final Map<Expr, Integer> signs;

  Replay(Setting setting, Map<Expr, Integer> signs) {
    this.setting = setting;
    this.signs = signs;
  }

  /**
   * Refuses a proof with a step that does not hold at a point, or one that no point confirms at
   * all.
   */
  void check(List<Normalizer.Normalized> steps) {
    Set<Symbol> whole = WholeNumbers.in(steps.stream().map(Normalizer.Normalized::before).toList());
    whole.addAll(setting.whole());
    setting.addEnds(whole);
    Random random = new Random(20_240_611);
    int compared = 0;
    int points = 0;
    for (int drawn = 0; drawn < MOST_DRAWN && points < POINTS; drawn++) {
      Map<Expr, Double> given = numbers(whole, random);
      Values values = new Values(given, drawn);
      if (!isAllowed(values, whole)) {
        continue;
      }
      int here = compared(steps, values);
      compared += here;
      points += here > 0 ? 1 : 0;
    }
    if (compared == 0 && !steps.isEmpty()) {
      throw new UnprovedException("no point is found at which the steps can be replayed");
    }
  }

  /**
   * Refuses a derivative that differs from the slope between points beside each other, or that no
   * point confirms.
   */
  void checkDerivative(Expr expression, Expr variable, Expr derivative) {
    if (setting.hasRecurrence()) {
      // Elements of recurrences have derivatives of their own, which no point has.
      return;
    }
    Set<Symbol> whole = WholeNumbers.in(List.of(expression, derivative, variable));
    whole.addAll(setting.whole());
    setting.addEnds(whole);
    Random random = new Random(7_301);
    int points = 0;
    for (int drawn = 0; drawn < MOST_DRAWN && points < 2; drawn++) {
      Map<Expr, Double> given = numbers(whole, random);
      Values here = new Values(given, drawn);
      if (!isAllowed(here, whole)) {
        continue;
      }
      Complex claimed = here.apply(derivative);
      Complex value = here.apply(expression);
      double[] slopes = new double[2];
      for (int i = 0; i < 2; i++) {
        double step = i == 0 ? 1e-4 : 0.5e-4;
        Complex above = here.moving(variable, step).apply(expression);
        Complex below = here.moving(variable, -step).apply(expression);
        slopes[i] = (above.real() - below.real()) / (2 * step);
      }
      double slope = (4 * slopes[1] - slopes[0]) / 3;
      double doubt = Math.abs(slopes[1] - slopes[0]) + 1e-10 * Math.abs(value.real());
      double size = Math.max(1, Math.abs(slope));
      boolean isClear = Double.isFinite(slope) && claimed.isFinite() && doubt < 1e-3 * size;
      if (isClear) {
        if (Math.abs(claimed.real() - slope) > 1e-6 * size + doubt) {
          throw new UnprovedException("a derivative differs from the slope at a point");
        }
        points++;
      }
    }
    if (points == 0) {
      throw new UnprovedException("no point is found at which the derivative can be replayed");
    }
  }

  /** Small numbers; of half of the points, lengths that leave room for all indices. */
  private Map<Expr, Double> numbers(Set<Symbol> whole, Random random) {
    Set<Symbol> ends = new LinkedHashSet<>();
    whole.forEach(
        each ->
            setting
                .facts()
                .rangeOf(each)
                .ifPresent(range -> ends.addAll(WholeNumbers.symbols(List.of(range.upper())))));
    for (Expr each : setting.facts().asRelations()) {
      if (each instanceof Relation relation && relation.left() instanceof Symbol) {
        ends.addAll(WholeNumbers.symbols(List.of(relation.right())));
      }
    }
    boolean isRoomy = random.nextBoolean();
    Map<Expr, Double> given = new HashMap<>();
    for (Symbol each : whole) {
      boolean isEnd = ends.contains(each);
      given.put(
          each, isRoomy && isEnd ? 3.0 + random.nextInt(2) : 1.0 + random.nextInt(isRoomy ? 3 : 4));
    }
    return given;
  }

  private int compared(List<Normalizer.Normalized> steps, Values values) {
    int compared = 0;
    for (Normalizer.Normalized step : steps) {
      Complex before = values.apply(step.before());
      if (!before.isFinite() || before.magnitude() > 1e8) {
        continue;
      }
      Complex after = values.of(step.after());
      if (!after.isFinite()) {
        continue;
      }
      double size = Math.max(1, before.magnitude());
      if (after.minus(before).magnitude() > CLOSE * size) {
        throw new UnprovedException(
            "a step does not hold at a point: "
                + step.before()
                + " is not "
                + step.after().toExpr());
      }
      compared++;
    }
    return compared;
  }

  /** Whether a point lies where signs and indices are as they are known to be. */
  private boolean isAllowed(Values values, Set<Symbol> whole) {
    for (Map.Entry<Expr, Integer> each : signs.entrySet()) {
      Complex value = values.apply(each.getKey());
      if (!(value.real() * each.getValue() > 0)) {
        return false;
      }
    }
    for (Symbol each : whole) {
      IndexRange range = setting.facts().rangeOf(each).orElse(null);
      if (range != null
          && !(values.holds(Relation.lessOrEqual(range.lower(), each))
              && values.holds(Relation.lessOrEqual(each, range.upper())))) {
        return false;
      }
    }
    return setting.facts().asRelations().stream()
        .filter(each -> isTold(whole, each))
        .allMatch(values::holds);
  }

  /** Whether a point can be chosen so that a relation holds: equal real numbers are never drawn. */
  private static boolean isTold(Set<Symbol> whole, Expr relation) {
    boolean isEqual = relation instanceof Relation two && two.operator() == Relation.Operator.EQUAL;
    return isOf(whole, relation) || !isEqual && !hasBinder(relation);
  }

  private static boolean hasBinder(Expr relation) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Binder || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(relation);
  }

  private static boolean isOf(Set<Symbol> whole, Expr relation) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return !(node instanceof Symbol symbol && !whole.contains(symbol))
            && !(node instanceof IndexedSymbol)
            && !(node instanceof Binder)
            && dependencies(node).stream().allMatch(this::result);
      }
    }.apply(relation);
  }
}
