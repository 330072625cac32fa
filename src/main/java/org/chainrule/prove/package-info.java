/**
 * Proofs that expressions are equal, and that a claim is the derivative of an expression.
 *
 * <p><b>The problem.</b> Points make an equality probable. That two formulas are the same for all
 * values is shown by bringing both to one form, and the one that shows it must not trust the ones
 * who found the answer.
 */
@NullMarked
package org.chainrule.prove;

import org.jspecify.annotations.NullMarked;
