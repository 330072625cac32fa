package org.chainrule.bound;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.number.Interval;

/** Whether the second derivatives of an expression make it concave or convex on a box. */
final class Curvature {
  private final Objective objective;
  private final boolean isConcave;

  Curvature(Objective objective, boolean isConcave) {
    this.objective = objective;
    this.isConcave = isConcave;
  }

  /** Whether it is concave, or convex, on all of a box. */
  boolean isCurved(Interval[] sides) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < sides.length; i++) {
      all.add(i);
    }
    return isCurved(sides, all);
  }

  /**
   * Whether a point is the extremum on a box: its slopes are 0 along all names that are free there,
   * and the expression is concave or convex in these.
   */
  boolean isExtremum(Interval[] sides, List<Expr> point) {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < sides.length; i++) {
      if (sides[i].isPoint()) {
        continue;
      }
      Expr slope = objective.derivative(i);
      Expr there = slope == null ? null : objective.at(slope, point);
      if (there == null || !there.isZero()) {
        return false;
      }
      free.add(i);
    }
    Interval[] around = new Interval[sides.length];
    for (int i = 0; i < sides.length; i++) {
      around[i] = sides[i].hull(Constants.enclosure(point.get(i))).closed();
    }
    return isCurved(around, free);
  }

  private boolean isCurved(Interval[] sides, List<Integer> names) {
    int size = names.size();
    List<Expr> second = new ArrayList<>();
    for (int i : names) {
      Expr slope = objective.derivative(i);
      if (slope == null) {
        return false;
      }
      second.add(slope);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        Expr curvature = objective.derivative(second.get(i), objective.names().get(names.get(j)));
        if (curvature == null) {
          return false;
        }
        second.add(curvature);
      }
    }
    Objective.OnBox onBox = objective.on(sides);
    if (!onBox.isContinuous()) {
      return false;
    }
    Interval[] values = new IntervalProgram(objective.names(), second).on(sides);
    Interval[][] matrix = new Interval[size][size];
    int next = size;
    for (int i = 0; i < size; i++) {
      // The slope itself is continuous, so that its own slope tells how it changes.
      if (!values[i].isContinuous()) {
        return false;
      }
      for (int j = 0; j <= i; j++) {
        Interval value = isConcave ? values[next].negate() : values[next];
        if (value.isEmpty()) {
          return false;
        }
        matrix[i][j] = value;
        matrix[j][i] = value;
        next++;
      }
    }
    return isSemidefinite(matrix);
  }

  /** Whether all symmetric matrices within are positive semidefinite. */
  static boolean isSemidefinite(Interval[][] matrix) {
    int size = matrix.length;
    if (isDominant(matrix)) {
      return true;
    }
    Interval[][] rest = new Interval[size][];
    for (int i = 0; i < size; i++) {
      rest[i] = matrix[i].clone();
    }
    for (int k = 0; k < size; k++) {
      Interval pivot = rest[k][k];
      boolean isLast = k == size - 1;
      if (isLast ? !pivot.isNotNegative() : !(pivot.lower() > 0)) {
        return false;
      }
      for (int i = k + 1; i < size; i++) {
        for (int j = k + 1; j <= i; j++) {
          Interval change =
              i == j
                  ? rest[i][k].power(2).dividedBy(pivot)
                  : rest[i][k].times(rest[j][k]).dividedBy(pivot);
          rest[i][j] = rest[i][j].minus(change);
          rest[j][i] = rest[i][j];
        }
      }
    }
    return true;
  }

  /** Whether each diagonal element is at least the sum of the magnitudes beside it. */
  private static boolean isDominant(Interval[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      Interval beside = Interval.ZERO;
      for (int j = 0; j < matrix.length; j++) {
        beside = i == j ? beside : beside.plus(matrix[i][j].abs());
      }
      if (!(matrix[i][i].lower() >= beside.upper())) {
        return false;
      }
    }
    return true;
  }
}
