package org.chainrule.condition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;

/**
 * The cases that may hold at a number or right beside it, of expressions by cases: those whose
 * conditions compare the variable with another number hold or do not. Of a thousand cases two or
 * three are left to be looked at.
 */
final class NearPlace {
  private final Expr variable;
  private final Map<Piecewise, CaseIndex> indices = new HashMap<>();

  NearPlace(Expr variable) {
    this.variable = variable;
  }

  /** The expression with the cases that may hold near a place. */
  Expr of(Expr expression, Expr place) {
    return place instanceof RationalNumber number ? new At(number).apply(expression) : expression;
  }

  /** The pass for one place. */
  private final class At extends Rewriter {
    private final RationalNumber place;

    At(RationalNumber place) {
      this.place = place;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      Expr near = near(node);
      return near == node ? super.dependencies(node) : List.of(near);
    }

    @Override
    public Expr visit(Piecewise cases) {
      Expr near = near(cases);
      return near == cases ? super.visit(cases) : result(near);
    }

    private Expr near(Expr node) {
      if (!(node instanceof Piecewise cases) || cases.isRestriction()) {
        return node;
      }
      Near near = new Near(cases);
      indices
          .computeIfAbsent(cases, each -> new CaseIndex(each, variable))
          .visit(place.value(), near);
      return near.result();
    }

    /** The cases that are left, as they are found. */
    private final class Near implements CaseIndex.Visitor {
      private final Piecewise cases;
      private final List<Piecewise.Branch> left = new ArrayList<>();
      private boolean isDecided;

      Near(Piecewise cases) {
        this.cases = cases;
      }

      @Override
      public boolean goesOn(int place) {
        Piecewise.Branch branch = cases.branches().get(place);
        Optional<Boolean> holds = holds(branch.condition());
        isDecided = holds.orElse(false);
        if (isDecided) {
          left.add(new Piecewise.Branch(branch.value(), Logical.TRUE));
        } else if (holds.isEmpty()) {
          left.add(branch);
        }
        return !isDecided;
      }

      Expr result() {
        return !isDecided && left.size() == cases.branches().size()
            ? cases
            : Piecewise.of(left, isDecided ? null : cases.otherwise().orElse(null));
      }
    }

    /** Whether a condition holds at and beside the place; empty where that is not seen at once. */
    private Optional<Boolean> holds(Expr condition) {
      if (condition instanceof Relation relation) {
        return holds(relation);
      }
      if (!(condition instanceof Logical logical)) {
        return Optional.empty();
      }
      boolean isAnd = logical.operator() == Logical.Operator.AND;
      boolean areAll = true;
      for (Expr operand : logical.operands()) {
        Optional<Boolean> holds =
            operand instanceof Relation relation ? holds(relation) : Optional.empty();
        if (holds.isPresent() && holds.get() != isAnd) {
          return holds;
        }
        areAll &= holds.isPresent();
      }
      return areAll ? Optional.of(isAnd) : Optional.empty();
    }

    private Optional<Boolean> holds(Relation relation) {
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
}
