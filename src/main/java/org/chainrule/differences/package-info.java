/**
 * The check of a derivative against finite differences of the function as it was written.
 *
 * <p>A {@link org.chainrule.differences.ValueSource} gives values of any precision; a {@link
 * org.chainrule.differences.DerivativeCheck} samples points of its domain and compares a claim with
 * finite differences there, which ends in a {@link org.chainrule.differences.Check} that tells the
 * seed, so that it can be repeated.
 *
 * <p>Nothing here knows a derivative of any function.
 */
@NullMarked
package org.chainrule.differences;

import org.jspecify.annotations.NullMarked;
