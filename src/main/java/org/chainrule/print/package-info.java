/**
 * Expressions as text: plain notation, Unicode, LaTeX, Java, a tree and JSON.
 *
 * <p>{@link org.chainrule.print.LayoutPass} decides once, for all formats, how an expression is set
 * (the order of terms and factors, what is a fraction, where signs go); the writers only spell that
 * out. What is printed as text reads back as the same expression.
 *
 * <p>Expressions come from anywhere; how names were spelt comes in a {@link
 * org.chainrule.print.Spelling}. Which formats there are, and the word for each, is said in {@code
 * answer.Format}.
 */
@NullMarked
package org.chainrule.print;

import org.jspecify.annotations.NullMarked;
