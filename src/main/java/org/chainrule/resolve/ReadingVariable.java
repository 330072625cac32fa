package org.chainrule.resolve;

import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.shape.Axis;

/**
 * A variable to differentiate by.
 *
 * @param variable a {@link org.chainrule.expr.Symbol} or {@link org.chainrule.expr.IndexedSymbol}
 * @param occurs whether it, or its family, occurs in the expression or in what it is defined by
 * @param axes the axes of what was named, of which the variable is an element; none of a number
 */
public record ReadingVariable(Expr variable, boolean occurs, List<Axis> axes) {
  public ReadingVariable {
    axes = List.copyOf(axes);
  }

  /** A variable that is a number. */
  public ReadingVariable(Expr variable, boolean occurs) {
    this(variable, occurs, List.of());
  }
}
