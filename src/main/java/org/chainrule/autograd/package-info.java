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
 *
 * <h2>The tape's layout</h2>
 *
 * <p>An object for each operation takes 24 to 33 ns to record and take back, most of it memory;
 * what a processor needs for the arithmetic is about 1. So a record is arrays of primitives: for
 * each operation its value, an adjoint, and one {@code long} with what was done and where two
 * operands stand, and for what is neither a sum nor a product two partial derivatives. The way back
 * is one loop with three cases: 4.2 to 4.8 ns by handles, 5.8 to 8.2 by {@link
 * org.chainrule.autograd.Variable}. docs/decisions/0020 has each choice with its measurement.
 *
 * <p>It ends at 2^26 operations; {@link org.chainrule.autograd.Checkpoints} runs longer recurrences
 * in parts. An expression's sum is recorded term by term. The method is Griewank and Walther's
 * (Evaluating Derivatives, 2nd edition, 2008, chapter 6).
 *
 * <p>Operations come from users' Java, and from expressions, which are brought to the form of
 * {@code function.StableForms} first; derivatives go back to users.
 */
@NullMarked
package org.chainrule.autograd;

import org.jspecify.annotations.NullMarked;
