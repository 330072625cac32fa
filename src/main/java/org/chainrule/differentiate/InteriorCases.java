package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.PassedConditions;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Relation;

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
    PassedConditions passed = new PassedConditions();
    for (int i = 0; i < conditions.size(); i++) {
      Expr condition = conditions.get(i);
      branches.add(new Piecewise.Branch(values.get(i), passed.and(open(condition, depends))));
      passed.addOpposite(open(Logical.not(condition), depends));
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
}
