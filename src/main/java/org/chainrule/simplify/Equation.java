package org.chainrule.simplify;

import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Symbol;

/**
 * A relation between a name and what it stands for, or an assumed equality, for all values of its
 * indices.
 *
 * @param left the name, or one side
 * @param right its value, or the other side
 * @param indices the symbols that stand for any index, with the ranges for which the equation holds
 */
public record Equation(Expr left, Expr right, Map<Symbol, IndexRange> indices) {
  public Equation {
    indices = Map.copyOf(indices);
  }

  /** An equality with its name or number, if it has one, on the left. */
  public static Equation assumed(Expr one, Expr other, Map<Symbol, IndexRange> indices) {
    return Solver.isName(other) && !Solver.isName(one)
        ? new Equation(other, one, indices)
        : new Equation(one, other, indices);
  }
}
