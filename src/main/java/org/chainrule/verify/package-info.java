/**
 * The check of a claim within a problem: whole numbers for its indices and lengths, chosen so that
 * each coincidence, order and border occurs; points that meet its assumptions; and verdicts.
 *
 * <p>Every comparison is made by {@link org.chainrule.differences}, which know no derivative.
 */
@NullMarked
package org.chainrule.verify;

import org.jspecify.annotations.NullMarked;
