package org.chainrule.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.JoinedExponentials;
import org.chainrule.simplify.Simplifier;

/**
 * An expression whose sums and products of one and the same thing are multiples and powers of it,
 * as far as the ends of their ranges are in order. Beyond that a sum is 0, and a multiple is not.
 *
 * @param expression the expression, equal to the given one where the conditions hold
 * @param conditions what has to be told beside it, since it does not follow from the facts
 */
record CountedRanges(Expr expression, List<Expr> conditions) {
  /** The multiples may be of ranges themselves, one inside another. */
  private static final int MOST_ROUNDS = 6;

  static CountedRanges of(Expr given, Facts facts) {
    Facts known = facts;
    Expr current = given;
    Set<Expr> conditions = new LinkedHashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Set<Expr> needed = needed(current);
      if (needed.isEmpty() || !conditions.addAll(needed)) {
        break;
      }
      for (Expr each : needed) {
        known = known.with(each);
      }
      current = new JoinedExponentials(known).apply(new Simplifier(known).simplify(current));
    }
    return current == given
        ? new CountedRanges(given, List.of())
        : new CountedRanges(current, List.copyOf(conditions));
  }

  /** What must hold so that the ranges of equal terms have as many members as their ends tell. */
  private static Set<Expr> needed(Expr expression) {
    Set<Expr> needed = new LinkedHashSet<>();
    for (Expr node : nodes(expression)) {
      if (node instanceof Reduction reduction
          && (reduction.operator() == Reduction.Operator.SUM
              || reduction.operator() == Reduction.Operator.PRODUCT)
          && reduction.condition() == Logical.TRUE
          && isOfEquals(reduction)
          && reduction.lower() instanceof RationalNumber
          && isFixed(reduction.upper())) {
        needed.add(
            Relation.greaterOrEqual(
                reduction.upper(), reduction.lower().minus(RationalNumber.ONE)));
      }
    }
    return needed;
  }

  private static boolean isOfEquals(Reduction reduction) {
    Binder.Opened inside = reduction.open(0);
    return !Occurrence.of(inside.index(), inside.body());
  }

  /** Whether an end is a number that no index and no limit decides. */
  private static boolean isFixed(Expr end) {
    return nodes(end).stream()
        .noneMatch(node -> node instanceof BoundIndex || node == NamedConstant.INFINITY);
  }

  private static List<Expr> nodes(Expr root) {
    List<Expr> nodes = new ArrayList<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node)) {
        nodes.add(node);
        node.children().forEach(pending::push);
      }
    }
    return nodes;
  }
}
