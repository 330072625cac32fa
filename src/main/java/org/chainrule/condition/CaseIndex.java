package org.chainrule.condition;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * An index of the cases of a list by where their conditions may hold along a variable: a tree over
 * the cases, each node of which knows between which numbers some case below it may. Of a thousand
 * steps those at a number are found by some ten comparisons.
 */
final class CaseIndex {
  /** From one number to another, both included; null is without an end. */
  private record Stretch(@Nullable Rational lower, @Nullable Rational upper) {
    static final Stretch ALL = new Stretch(null, null);
    static final Stretch NONE = new Stretch(Rational.ONE, Rational.ZERO);

    boolean isEmpty() {
      return lower != null && upper != null && lower.compareTo(upper) > 0;
    }

    boolean holds(Rational number) {
      return (lower == null || lower.compareTo(number) <= 0)
          && (upper == null || upper.compareTo(number) >= 0);
    }

    Stretch and(Stretch other) {
      return new Stretch(
          lower == null || other.lower != null && other.lower.compareTo(lower) > 0
              ? other.lower
              : lower,
          upper == null || other.upper != null && other.upper.compareTo(upper) < 0
              ? other.upper
              : upper);
    }

    /** The shortest stretch that has both in it. */
    Stretch around(Stretch other) {
      if (isEmpty() || other.isEmpty()) {
        return isEmpty() ? other : this;
      }
      return new Stretch(
          lower == null || other.lower == null
              ? null
              : lower.compareTo(other.lower) <= 0 ? lower : other.lower,
          upper == null || other.upper == null
              ? null
              : upper.compareTo(other.upper) >= 0 ? upper : other.upper);
    }
  }

  private final Expr variable;

  /** The tree, the root at 1, the children of a node at twice its place and beside that. */
  private final Stretch[] nodes;

  private final int leaves;

  CaseIndex(Piecewise cases, Expr variable) {
    this.variable = variable;
    List<Piecewise.Branch> branches = cases.branches();
    leaves = Math.max(1, 2 * Integer.highestOneBit(Math.max(1, branches.size() - 1)));
    nodes = new Stretch[2 * leaves];
    for (int i = 0; i < leaves; i++) {
      nodes[leaves + i] = i < branches.size() ? stretch(branches.get(i).condition()) : Stretch.NONE;
    }
    for (int i = leaves - 1; i > 0; i--) {
      nodes[i] = nodes[2 * i].around(nodes[2 * i + 1]);
    }
  }

  /** Takes the places of cases in turn, and says whether to go on. */
  interface Visitor {
    boolean goesOn(int branch);
  }

  /** Visits the cases that may hold at a number or right beside it, in their order. */
  void visit(Rational number, Visitor visitor) {
    List<Integer> pending = new ArrayList<>(List.of(1));
    while (!pending.isEmpty()) {
      int node = pending.remove(pending.size() - 1);
      if (!nodes[node].holds(number)) {
        continue;
      }
      if (node < leaves) {
        pending.add(2 * node + 1);
        pending.add(2 * node);
      } else if (!visitor.goesOn(node - leaves)) {
        return;
      }
    }
  }

  /** Where a condition may hold, as far as single relations of the variable and a number tell. */
  private Stretch stretch(Expr condition) {
    if (condition instanceof Relation relation) {
      return stretch(relation);
    }
    if (!(condition instanceof Logical logical)) {
      return Stretch.ALL;
    }
    boolean isAnd = logical.operator() == Logical.Operator.AND;
    Stretch all = isAnd ? Stretch.ALL : Stretch.NONE;
    for (Expr operand : logical.operands()) {
      Stretch own = operand instanceof Relation relation ? stretch(relation) : Stretch.ALL;
      all = isAnd ? all.and(own) : all.around(own);
    }
    return all;
  }

  private Stretch stretch(Relation relation) {
    boolean isLeft = relation.left() == variable;
    Expr other = isLeft ? relation.right() : relation.left();
    if (!(isLeft || relation.right() == variable) || !(other instanceof RationalNumber number)) {
      return Stretch.ALL;
    }
    Rational bound = number.value();
    return switch (relation.operator()) {
      case EQUAL -> new Stretch(bound, bound);
      case NOT_EQUAL -> Stretch.ALL;
      case LESS, LESS_OR_EQUAL -> isLeft ? new Stretch(null, bound) : new Stretch(bound, null);
    };
  }
}
