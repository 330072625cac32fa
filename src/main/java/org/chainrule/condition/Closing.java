package org.chainrule.condition;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;

/** A pass that gives a place that lies between cases to the first of those that meet there. */
final class Closing extends Rewriter {
  private final Substitution onto;

  private Closing(Substitution onto) {
    this.onto = onto;
  }

  static Closing at(Expr variable, Expr place) {
    return new Closing(Substitution.of(variable, place));
  }

  @Override
  public Expr visit(Piecewise cases) {
    Expr built = super.visit(cases);
    if (!(built instanceof Piecewise again) || again.otherwise().isPresent()) {
      return built;
    }
    List<Piecewise.Branch> branches = new ArrayList<>(again.branches());
    for (int i = 0; i < branches.size(); i++) {
      Piecewise.Branch branch = branches.get(i);
      Expr closed = closed(branch.condition());
      if (closed != branch.condition()) {
        branches.set(i, new Piecewise.Branch(branch.value(), closed));
        return Piecewise.of(branches, null);
      }
    }
    return built;
  }

  private Expr closed(Expr condition) {
    if (condition instanceof Logical logical && logical.operator() == Logical.Operator.AND) {
      return Logical.of(
          Logical.Operator.AND, logical.operands().stream().map(this::closed).toList());
    }
    return condition instanceof Relation relation
            && relation.operator() == Relation.Operator.LESS
            && onto.apply(relation.right().minus(relation.left())).isZero()
        ? Relation.lessOrEqual(relation.left(), relation.right())
        : condition;
  }
}
