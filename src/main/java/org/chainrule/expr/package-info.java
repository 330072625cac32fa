/**
 * The expressions: one closed set of immutable, interned nodes, their canonical constructors, and
 * the visitors that passes are written as.
 *
 * <p>A node is made by the static {@code of} of its class, which does the arithmetic that needs no
 * rule (flattening, collecting, folding of constants) and returns the one instance that stands for
 * that expression. Equal therefore means identical, and every memoised pass is linear in the
 * directed acyclic graph.
 *
 * <p>{@code resolve} makes expressions of syntax trees, and users of each other; all that follows
 * works on them. {@link org.chainrule.expr.Visitor} lists all kinds of nodes; a pass is a {@link
 * org.chainrule.expr.Pass} or, where it builds expressions, a {@link org.chainrule.expr.Rewriter}.
 */
@NullMarked
package org.chainrule.expr;

import org.jspecify.annotations.NullMarked;
