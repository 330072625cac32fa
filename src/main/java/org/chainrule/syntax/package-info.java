/**
 * The expression as it was written: a tree with positions and spellings, never simplified.
 *
 * <p>{@code parse} builds it; {@code resolve} makes an expression of it, and {@code evaluate}
 * computes its values without that expression, which is what a check compares with.
 */
@NullMarked
package org.chainrule.syntax;

import org.jspecify.annotations.NullMarked;
