/**
 * Simplification: rational normal forms, identities as data, a cost that prefers textbooks' forms,
 * and elimination in the names of a problem.
 *
 * <p>{@link org.chainrule.simplify.Simplifier} makes an expression cheaper to read; {@link
 * org.chainrule.simplify.NamedForm} brings a derivative into the names that its problem defines.
 * Expressions come from {@code differentiate} by way of {@code model}, and go on to {@code
 * condition} and {@code print}.
 *
 * <h2>What a node costs to simplify</h2>
 *
 * <p><b>The problem.</b> The 325 derivatives of a small network share most of their 1,200 nodes,
 * and of a hundred nodes one or two can be made cheaper. Trying every form on every node, for each
 * derivative and in each round, took 29 s; deriving them takes 0.04 s.
 *
 * <p><b>The method.</b> From the leaves up, {@link org.chainrule.simplify.Simplifier} offers each
 * node its forms as {@link org.chainrule.simplify.Candidates}, keeps the cheapest by {@link
 * org.chainrule.simplify.Cost}, and begins again with that until none is cheaper. {@link
 * org.chainrule.simplify.Settled} remembers what became of a node under which facts. A form is made
 * only where it may differ from the node: identities by the functions that they look for, sigmoids
 * and tangents by the roots of what stands below the line, forms of the {@link
 * org.chainrule.simplify.Fraction} by whether there is a sum in it.
 *
 * <p><b>Its limits.</b> What costs a reader too much is left as it is, and the answer says so. A
 * form that is cheaper only after a dearer one is not found.
 *
 * <p><b>Its source.</b> Hash-consed terms with remembered normal forms, as in term rewriting;
 * fractions by factors that are multiplied out only on demand, as in computer algebra (Geddes,
 * Czapor and Labahn, Algorithms for Computer Algebra, chapter 3); decision 0048.
 *
 * <h2>Elimination in names</h2>
 *
 * <p><b>The problem.</b> Who defines {@code y_i = exp(x_i)/sum(k=1..n, exp(x_k))} expects {@code
 * y_i*(delta(i,j) - y_j)}. The chain rule gives {@code exp(x_i)*(delta(i,j)*sum(k=1..n, exp(x_k)) -
 * exp(x_j))/sum(k=1..n, exp(x_k))^2}: 23 nodes in the place of 11, and no {@code y}. Three steps of
 * a recurrent network written with {@code h_1}, {@code h_2} and {@code h_3} have a derivative of 35
 * nodes in these names and of 50 without, in a line three times as long; what a reader misses is
 * not the length but the quantity that he knows.
 *
 * <p><b>The method.</b> A definition is an equation, and so is an assumed equality. {@link
 * org.chainrule.simplify.Solver} solves each one for every kernel that enters its rational form
 * with one power only: the softmax says what {@code exp(x_i)} is, namely {@code y_i} times the sum,
 * for every i. {@link org.chainrule.simplify.Elimination} puts that in the place of the kernel, at
 * any index and under binders too, and leaves sums that the replacement holds itself, so that they
 * cancel. What comes out is simplified and kept where {@link org.chainrule.simplify.Cost} says that
 * it is cheaper; rounds go on until none is. No shape of an answer is looked for, so that any
 * spelling of a definition is found again. What a family sums to is one more equation where that is
 * a number.
 *
 * <p><b>Its limits.</b> A form may divide by nothing that the derivative did not divide by ({@link
 * org.chainrule.simplify.Poles}), and bring in no function. Rounds, trials and visited nodes are
 * bounded, since each trial simplifies anew; an answer that stopped there is right and says so. A
 * kernel that enters with two powers, as {@code exp(x)} does in {@code y = exp(2*x) + exp(x)}, is
 * not solved for.
 *
 * <p><b>Its source.</b> Elimination of variables by equations, as in linear algebra and in
 * Buchberger's algorithm, of which this is the case of one kernel at a time; decisions 0011 and
 * 0017.
 */
@NullMarked
package org.chainrule.simplify;

import org.jspecify.annotations.NullMarked;
