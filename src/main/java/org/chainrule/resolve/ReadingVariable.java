package org.chainrule.resolve;

import org.chainrule.expr.Expr;

/**
 * A variable to differentiate by.
 *
 * @param variable a {@link org.chainrule.expr.Symbol} or {@link org.chainrule.expr.IndexedSymbol}
 * @param occurs whether it, or its family, occurs in the expression or in what it is defined by
 */
public record ReadingVariable(Expr variable, boolean occurs) {}
