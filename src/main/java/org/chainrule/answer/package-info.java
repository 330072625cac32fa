/**
 * A question in, a typed answer out: the derivative with its conditions, kinks, notes, values and
 * the verdict of its check.
 *
 * <p>{@link org.chainrule.answer.Engine} is what the command line calls.
 */
@NullMarked
package org.chainrule.answer;

import org.jspecify.annotations.NullMarked;
