package org.chainrule.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;

/**
 * The cases that may hold at a number or right beside it, of an expression by cases: those whose
 * conditions compare the variable with another number hold or do not. Of a thousand cases two or
 * three are left to be looked at.
 */
final class NearPlace {
  private NearPlace() {}

  static Expr of(Expr expression, Expr variable, Expr place) {
    if (!(expression instanceof Piecewise cases)
        || cases.isRestriction()
        || !(place instanceof RationalNumber number)) {
      return expression;
    }
    List<Piecewise.Branch> near = new ArrayList<>();
    for (Piecewise.Branch branch : cases.branches()) {
      Optional<Boolean> holds = holds(branch.condition(), variable, number);
      if (holds.isEmpty()) {
        near.add(branch);
      } else if (holds.get()) {
        near.add(new Piecewise.Branch(branch.value(), Logical.TRUE));
        return Piecewise.of(near, null);
      }
    }
    return near.size() == cases.branches().size()
        ? expression
        : Piecewise.of(near, cases.otherwise().orElse(null));
  }

  /** Whether a condition holds at and beside the place; empty where that is not seen at once. */
  private static Optional<Boolean> holds(Expr condition, Expr variable, RationalNumber place) {
    if (condition instanceof Relation relation) {
      return holds(relation, variable, place);
    }
    if (!(condition instanceof Logical logical)) {
      return Optional.empty();
    }
    boolean isAnd = logical.operator() == Logical.Operator.AND;
    boolean areAll = true;
    for (Expr operand : logical.operands()) {
      Optional<Boolean> holds =
          operand instanceof Relation relation
              ? holds(relation, variable, place)
              : Optional.empty();
      if (holds.isPresent() && holds.get() != isAnd) {
        return holds;
      }
      areAll &= holds.isPresent();
    }
    return areAll ? Optional.of(isAnd) : Optional.empty();
  }

  private static Optional<Boolean> holds(Relation relation, Expr variable, RationalNumber place) {
    boolean isLeft = relation.left() == variable;
    Expr other = isLeft ? relation.right() : relation.left();
    if (!(isLeft || relation.right() == variable)
        || !(other instanceof RationalNumber bound)
        || bound == place) {
      return Optional.empty();
    }
    boolean isBelow = place.value().compareTo(bound.value()) < 0;
    return Optional.of(
        switch (relation.operator()) {
          case EQUAL -> false;
          case NOT_EQUAL -> true;
          case LESS, LESS_OR_EQUAL -> isBelow == isLeft;
        });
  }
}
