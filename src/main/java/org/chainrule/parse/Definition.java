package org.chainrule.parse;

import org.chainrule.expr.Expr;
import org.chainrule.syntax.Span;
import org.chainrule.syntax.Syntax;

/**
 * What a name, an element or a family was defined to be.
 *
 * @param target a {@link org.chainrule.expr.Symbol}, or an {@link org.chainrule.expr.IndexedSymbol}
 *     whose indices are whole numbers and different index symbols
 * @param value the value, in terms of the index symbols of the target
 * @param valueSyntax the value as it was written
 * @param span where the definition stands in its text
 */
public record Definition(Expr target, Expr value, Syntax valueSyntax, Span span) {}
