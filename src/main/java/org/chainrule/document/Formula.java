package org.chainrule.document;

/**
 * A formula in the spellings in which documents show it.
 *
 * @param text in Chainrule's plain notation
 * @param unicode in the signs of Unicode, on one line
 * @param latex in LaTeX, without what makes it a formula there
 * @param mathMl a whole {@code math} element
 */
public record Formula(String text, String unicode, String latex, String mathMl) {}
