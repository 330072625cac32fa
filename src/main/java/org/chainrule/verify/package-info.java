/**
 * The check of a claim within a problem: whole numbers for its indices and lengths, points that
 * meet its assumptions, and one verdict of all comparisons.
 *
 * <p>A question and its conditions come from {@code model} and {@code condition}; every comparison
 * is made by {@link org.chainrule.differences}, which know no derivative and no expression; the
 * verdict goes to {@code answer}.
 *
 * <h2>A check with indices</h2>
 *
 * <p><b>The problem.</b> {@code s_i*(delta(i,j) - s_j)} is claimed for every i, j and n. Where only
 * some drawn numbers are compared, a claim that is wrong for {@code i = j}, at {@code j = 2} or for
 * {@code n >= 5} passes; three names up to 6 have 216 choices, at each of which several points
 * would have to be compared.
 *
 * <p><b>The method.</b> {@link org.chainrule.verify.IntegerNames} finds the names that are whole
 * numbers, {@link org.chainrule.verify.IntegerGoals} what a choice of them can show: values, pairs,
 * distances, orders, the sides of each comparison, the branches of either side. {@link
 * org.chainrule.verify.IntegerChoices} takes the choice that shows most of what is missing, until
 * nothing is, or 40 are taken: a covering array. At each, {@link org.chainrule.verify.ClaimSources}
 * puts the numbers in, and gives the tree as it was written and the claim as two functions of the
 * names that are left. {@link org.chainrule.verify.Assumptions} move drawn points to where what is
 * assumed holds, and to where the sides of a comparison meet; {@link
 * org.chainrule.verify.ExactChecks} solves for the places that no decimal number meets, and {@link
 * org.chainrule.verify.PromisedDomain} leaves out where no derivative is promised. A function of
 * which only the name is known is a sum of sines.
 *
 * <p><b>Its limits.</b> The verdict is PROBABLE, never proved: what is wrong beyond the choices, or
 * within a region that no point fell into, is not seen, and the sentence says what was compared and
 * what was not. Half of the time that a question has, ten seconds, ends a check.
 *
 * <p><b>Its source.</b> Covering arrays from the testing of software (Cohen, Dalal, Fredman and
 * Patton 1997, for greedy choice); what counts as a goal is Chainrule's own; decisions 0012 and
 * 0029.
 */
@NullMarked
package org.chainrule.verify;

import org.jspecify.annotations.NullMarked;
