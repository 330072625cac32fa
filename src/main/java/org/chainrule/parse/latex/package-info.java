/**
 * LaTeX to the words of the notation: marks, their structure by a grammar of its own, and the pass
 * that decides what a mark means where it stands.
 *
 * <p>From the words on, LaTeX is read as plain text is: families, subscripts, calls and products
 * are decided in one place. {@link org.chainrule.parse.latex.LatexNotation} is the door.
 */
@NullMarked
package org.chainrule.parse.latex;

import org.jspecify.annotations.NullMarked;
