/**
 * A question in, a typed answer out: the derivative with its conditions, kinks, notes, values and
 * the verdict of its check.
 *
 * <p>{@link org.chainrule.answer.DerivingEngine} is the one way from a problem and a question to an
 * answer: Java's {@code Model} and the command line ask it alike. A {@link
 * org.chainrule.answer.Derived} finds each part of an answer when it is first asked for, from
 * {@code model}, {@code condition} and {@code verify}; the command line's answers are its parts as
 * text, made by a {@link org.chainrule.answer.Presenter}. {@link org.chainrule.answer.Compilation}
 * takes expressions to {@code compile}.
 */
@NullMarked
package org.chainrule.answer;

import org.jspecify.annotations.NullMarked;
