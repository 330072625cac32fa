package org.chainrule.simplify;

import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.trace.Rule;
import org.chainrule.trace.TraceStep;

/**
 * A relation between a name and what it stands for, or an assumed equality, for all values of its
 * indices.
 *
 * @param left the name, or one side
 * @param right its value, or the other side
 * @param indices the symbols that stand for any index, with the ranges for which the equation holds
 * @param isAssumed whether it is assumed, and no definition
 */
public record Equation(Expr left, Expr right, Map<Symbol, IndexRange> indices, boolean isAssumed) {
  public Equation {
    indices = Map.copyOf(indices);
  }

  /** What a name is defined as. */
  public Equation(Expr left, Expr right, Map<Symbol, IndexRange> indices) {
    this(left, right, indices, false);
  }

  /** An equality with its name or number, if it has one, on the left. */
  public static Equation assumed(Expr one, Expr other, Map<Symbol, IndexRange> indices) {
    return Solver.isName(other) && !Solver.isName(one)
        ? new Equation(other, one, indices, true)
        : new Equation(one, other, indices, true);
  }

  /** The same relation with other sides. */
  Equation with(Expr newLeft, Expr newRight, Map<Symbol, IndexRange> newIndices) {
    return new Equation(newLeft, newRight, newIndices, isAssumed);
  }

  /** A step that makes use of it. */
  TraceStep step(Expr before, Expr after) {
    boolean isTotal = left instanceof RationalNumber;
    Expr used = Relation.equal(left, right);
    Rule rule = isAssumed ? Rule.ASSUMPTION : isTotal ? Rule.TOTAL : Rule.NAMED;
    String subject = isTotal ? right + " = " + left : left.toString();
    return new TraceStep(rule, subject, before, after, List.of(used), List.of());
  }
}
