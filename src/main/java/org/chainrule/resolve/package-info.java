/**
 * Syntax trees to expressions: which names are families, indices, lengths or plain names, which
 * their uses in a whole problem decide together, what is declared and defined, and what a text
 * means by that.
 *
 * <p>{@link org.chainrule.resolve.Declarations} reads the statements of a problem, {@link
 * org.chainrule.resolve.Lowering} an expression within it. Trees come from {@link
 * org.chainrule.parse}; what follows works with expressions alone, but for the conditions that
 * follow from how a text was written.
 */
@NullMarked
package org.chainrule.resolve;

import org.jspecify.annotations.NullMarked;
