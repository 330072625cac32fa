/**
 * Rewriting: what is known of names and ranges, the contraction of sums over Kronecker deltas, and
 * the matching of identities.
 *
 * <p>{@link org.chainrule.rewrite.Facts} come from a problem's declarations and assumptions, by way
 * of {@code model}; {@code simplify} and {@code differentiate} ask them and build on what is here.
 *
 * <h2>Contraction of indices</h2>
 *
 * <p><b>The problem.</b> The derivative of an element by an element is a delta: that of {@code
 * sum_i sum_j sum_k (A_{i,j}*B_{j,k} - C_{i,k})^2} by {@code B_{p,q}} is a sum over three indices
 * in which {@code delta(j,p)*delta(k,q)} leaves one term in n*n. A textbook prints {@code
 * 2*sum(i=1..n, A_{i,p}*(A_{i,p}*B_{p,q} - C_{i,q}))}, and computes it with n terms, not n*n*n.
 *
 * <p><b>The method.</b> {@link org.chainrule.rewrite.Contraction} takes a sum apart by terms. A
 * delta that is a factor of a term and holds the bound index with the coefficient 1 or -1 is solved
 * for it; the other factors take that value, and the sum over this term is gone. Whether the value
 * lies in the range is asked of the facts: where they say yes nothing is left, where they say no
 * the term is 0, and where they cannot tell it stays under that condition. Deltas inside factors
 * that are sums are multiplied out first, those that all cases of a value share come out in front;
 * factors without the index do too, and a sum of equal terms is their number times one of them.
 *
 * <p><b>Its limits.</b> An index with another coefficient, {@code delta(2*k,j)}, stays in a sum:
 * whether j is even cannot be said in the notation. Each term costs in proportion to its own size;
 * terms are multiplied out only where a delta asks for it.
 *
 * <p><b>Its source.</b> The sifting property of the Kronecker delta, in the form in which Laue,
 * Mitterreiter and Giesen (2018) use it for tensors; conditions on ranges are Chainrule's own.
 */
@NullMarked
package org.chainrule.rewrite;

import org.jspecify.annotations.NullMarked;
