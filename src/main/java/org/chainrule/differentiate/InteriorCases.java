package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;

/**
 * Cases without the boundaries between them: derivatives hold inside the branches only, since at a
 * boundary that moves with the variable the two sides may differ.
 */
final class InteriorCases {
  private InteriorCases() {}

  /**
   * The values by cases, each condition open where it depends on the variable.
   *
   * @param conditions the conditions as they were, the last one true for an otherwise
   */
  static Expr of(List<Expr> conditions, List<Expr> values, Predicate<Expr> depends) {
    if (conditions.isEmpty()) {
      // Where no case can hold there is neither a value nor a derivative.
      return Piecewise.of(List.of(), null);
    }
    boolean same = values.stream().distinct().count() == 1;
    boolean total = conditions.get(conditions.size() - 1) == Logical.TRUE;
    if (conditions.stream().noneMatch(depends)) {
      List<Piecewise.Branch> branches = new ArrayList<>();
      for (int i = 0; i < conditions.size(); i++) {
        branches.add(new Piecewise.Branch(values.get(i), conditions.get(i)));
      }
      return same && total ? values.get(0) : Piecewise.of(branches, null);
    }
    List<Piecewise.Branch> branches = new ArrayList<>();
    Expr before = Logical.TRUE;
    for (int i = 0; i < conditions.size(); i++) {
      Expr condition = conditions.get(i);
      Expr here = Logical.and(before, open(condition, depends));
      branches.add(new Piecewise.Branch(values.get(i), withoutImplied(here)));
      if (condition != Logical.TRUE) {
        before = withoutImplied(Logical.and(before, open(Logical.not(condition), depends)));
      }
    }
    return Piecewise.of(branches, null);
  }

  /** The interior of a condition; conditions that are free of the variable stay. */
  private static Expr open(Expr condition, Predicate<Expr> depends) {
    if (condition instanceof Logical logical) {
      List<Expr> operands = new ArrayList<>();
      for (Expr operand : logical.operands()) {
        operands.add(open(operand, depends));
      }
      return Logical.of(logical.operator(), operands);
    }
    Relation relation = (Relation) condition;
    if (!depends.test(relation)) {
      return relation;
    }
    return switch (relation.operator()) {
      case LESS, LESS_OR_EQUAL -> Relation.less(relation.left(), relation.right());
      case EQUAL -> Logical.FALSE;
      case NOT_EQUAL -> relation;
    };
  }

  /** Leaves out of a conjunction what a sharper inequality of the same sides implies. */
  private static Expr withoutImplied(Expr condition) {
    if (!(condition instanceof Logical logical) || logical.operator() != Logical.Operator.AND) {
      return condition;
    }
    List<Expr> kept = new ArrayList<>();
    for (Expr operand : logical.operands()) {
      boolean implied =
          logical.operands().stream()
              .anyMatch(other -> other != operand && implies(other, operand));
      if (!implied) {
        kept.add(operand);
      }
    }
    return Logical.of(Logical.Operator.AND, kept);
  }

  /** Whether one strict inequality follows from another: x > 1 from x > 2. */
  private static boolean implies(Expr sharper, Expr weaker) {
    if (!(sharper instanceof Relation first) || !(weaker instanceof Relation second)) {
      return false;
    }
    if (first.operator() != Relation.Operator.LESS) {
      return false;
    }
    Expr known = Sum.of(first.right(), first.left().negate());
    Expr wanted = Sum.of(second.right(), second.left().negate());
    Expr surplus = Sum.of(wanted, known.negate());
    if (second.operator() == Relation.Operator.NOT_EQUAL) {
      return known == wanted || known == wanted.negate();
    }
    return second.operator() == Relation.Operator.LESS
        && surplus instanceof RationalNumber number
        && number.value().signum() >= 0;
  }
}
