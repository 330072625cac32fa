/**
 * Derivatives of numbers while they are computed: {@link org.chainrule.autograd.Tape} records and
 * goes back (reverse mode), {@link org.chainrule.autograd.Dual} carries derivatives along (forward
 * mode).
 *
 * <p>A tape's record is a few primitive arrays that stay from pass to pass: each operation notes
 * what was done, where its operands stand and, unless these say it, the partial derivatives by
 * them; the way back is one loop over these. What a function's value and partial derivatives are
 * comes from its row in the table, turned once into a {@link
 * org.chainrule.autograd.FunctionProgram}; the tape, the dual numbers and the second derivatives
 * all read that.
 */
@NullMarked
package org.chainrule.autograd;

import org.jspecify.annotations.NullMarked;
