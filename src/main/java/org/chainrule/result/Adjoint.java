package org.chainrule.result;

import java.util.Objects;
import org.chainrule.expr.Expr;

/**
 * The derivative of what was asked for by a quantity on the way to it.
 *
 * @param quantity the defined name or element
 * @param value the derivative, in terms of the adjoints before it
 */
public record Adjoint(Expr quantity, Expr value) {
  public Adjoint {
    Objects.requireNonNull(quantity);
    Objects.requireNonNull(value);
  }
}
