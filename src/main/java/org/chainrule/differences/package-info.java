/**
 * The check of a derivative against finite differences of the function as it was written.
 *
 * <p>A {@link org.chainrule.differences.ValueSource} gives values of any precision; a {@link
 * org.chainrule.differences.DerivativeCheck} samples points of its domain and compares a claim with
 * finite differences there, which ends in a {@link org.chainrule.differences.Check} that tells the
 * seed, so that it can be repeated. Sources come from {@code verify}, and checks go back there.
 * Nothing here knows a derivative of any function, nor what an expression is: what is compared has
 * nothing in common with what is checked.
 *
 * <h2>Comparing numbers that have errors</h2>
 *
 * <p><b>The problem.</b> In doubles the best central difference of {@code exp(x)} at 1 keeps 10 of
 * 16 digits, that of {@code (x^9 + x) - x^9} at 1000 none, and a tolerance that lets both pass lets
 * a claim pass that is wrong by {@code 1e-9}. A claim of 0 where the derivative is {@code 1e-40},
 * and one without a value where there is one, must fail too.
 *
 * <p><b>The method.</b> {@link org.chainrule.differences.FiniteDifferences} takes the central
 * difference by h and by 2h, whose extrapolation has an error of the fourth power of h, in 40
 * digits with h of 10 digits; higher and mixed derivatives take it once for each variable, one
 * sides four steps. Each number carries a bound of its error ({@link
 * org.chainrule.differences.Estimate}). {@link org.chainrule.differences.Comparison} says that two
 * are equal where they differ by no more than a small multiple of that bound, which is a small part
 * of them, and unequal where by far more; else both are computed again in 80, 160 and 400 digits
 * ({@link org.chainrule.differences.Level}), until nothing is open. A 0 is equal to a 0 alone, and
 * only after the digits have risen. {@link org.chainrule.differences.Survey} goes through regions:
 * common numbers, tiny and huge ones, whole ones, numbers near those that occur, coordinates that
 * are equal.
 *
 * <p><b>Its limits.</b> A function that is wrong between the points is not seen, nor a derivative
 * above the order 12. What has kinks closer together than the step, as {@code floor(1e12*x)} has,
 * is told to be undecided.
 *
 * <p><b>Its source.</b> Richardson (1911) for the extrapolation; the rising digits are the
 * iteration of Ziv (1991) with estimated instead of proved errors; decisions 0012, 0015 and 0019.
 */
@NullMarked
package org.chainrule.differences;

import org.jspecify.annotations.NullMarked;
