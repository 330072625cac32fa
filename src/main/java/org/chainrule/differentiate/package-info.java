/**
 * Differentiation: the chain rule over the function table, the calculus of indices, and
 * recurrences.
 *
 * <p>{@link org.chainrule.differentiate.Differentiator} goes forwards through an expression and the
 * definitions of its names, {@link org.chainrule.differentiate.Backpropagation} backwards through
 * these. Expressions and {@link org.chainrule.differentiate.Definitions} come from {@code resolve}
 * by way of {@code model}, which has the result simplified; {@code compile} differentiates graphs
 * of its own and asks here only what definitions mean.
 *
 * <h2>Recurrences</h2>
 *
 * <p><b>The problem.</b> {@code h_t = sigma(w_1*x_t + w_2*h_{t-1})} has, at a symbolic t, no
 * derivative that could be written out: each step leads to the one before. Written out for 50 steps
 * the derivative by {@code w_1} has nodes in proportion to the steps, and says nothing of the 51st.
 *
 * <p><b>The method.</b> {@link org.chainrule.differentiate.Recurrences} finds the families whose
 * elements lead back to themselves, in the graph of their definitions. Where one is met at an index
 * that moves, its derivative stays as a derivative ({@code dh_{t-1}/dw_1}), and the answer is one
 * step: {@code h_t*(1 - h_t)*(x_t + w_2*dh_{t-1}/dw_1)}, with the elements for which it holds as
 * conditions. That step read as {@code D_t = a_t*D_{t-1} + b_t} has the closed form {@code
 * sum(k=1..t, b_k*prod(j=k+1..t, a_j))} and what the start adds ({@link
 * org.chainrule.differentiate.ClosedForms}); several orders and several given starts are nested and
 * told by cases.
 *
 * <p><b>Its limits.</b> A closed form needs a recurrence that is linear in its own derivative, of
 * the first order, and not tangled with another family's; where it is not, the step is the answer,
 * and the reason is told. Numbers of steps are bounded, and elements far from the start are
 * refused.
 *
 * <p><b>Its source.</b> Variation of constants for linear difference equations, and backpropagation
 * through time (Werbos 1990) as the case of a network; decision 0028.
 */
@NullMarked
package org.chainrule.differentiate;

import org.jspecify.annotations.NullMarked;
