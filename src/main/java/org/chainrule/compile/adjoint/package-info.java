/**
 * Derivatives as further nodes of the graph: adjoints backwards, tangents forwards. The graph of
 * values comes from {@code compile.graph}, a function's partial derivatives from its row; the nodes
 * go with those of the values to {@code compile.schedule}.
 *
 * <h2>What hurts</h2>
 *
 * <p>The derivative of an expression by each of many variables, simplified and compiled one by one,
 * shares nothing between them: its size is that of the value times the number of variables. A tape
 * shares all, but it unrolls loops: memory and time grow with lengths, and each operation is
 * recorded before it is taken back.
 *
 * <h2>What is done</h2>
 *
 * <p>{@link org.chainrule.compile.adjoint.Adjoints} goes back over the graph once, before anything
 * runs: a node's adjoint is the sum of its users' adjoints times their partial derivatives, which
 * is at most a few nodes more for each node, whatever the number of variables. A node under a sum
 * has the axes of its body, and so has its adjoint; what comes from nodes with more axes is summed
 * over them, and where the summed axis stands outside one that stays, it is gathered in an array.
 * The adjoint of a recurrence is a recurrence that runs the other way.
 *
 * <p>{@link org.chainrule.compile.adjoint.Tangents} follows one direction forwards, through values
 * or through adjoints: over adjoints it gives products with the Hessian. A recurrence with up to
 * four variables is followed forwards for them too, since there is then no second loop that takes
 * everything from arrays.
 *
 * <p>A case that is not taken contributes nothing, though its own derivative be infinite there:
 * products with a select in them are guarded ({@code Node.Kind.GUARDED_MULTIPLY}).
 *
 * <h2>Where it ends</h2>
 *
 * <p>What a recurrence has passed through is kept, all of it: there are no checkpoints here, as
 * {@code autograd.Checkpoints} has. Derivatives of second order go over a gradient's graph, and are
 * dense.
 *
 * <p>Reverse accumulation as in Griewank and Walther, Evaluating Derivatives (2nd edition, 2008),
 * chapters 3 and 5.
 */
@NullMarked
package org.chainrule.compile.adjoint;

import org.jspecify.annotations.NullMarked;
