package org.chainrule.parse;

import org.chainrule.error.Span;

/**
 * The meaning that a name, a subscript or a call was taken for.
 *
 * @param span where it stands first
 * @param text how it is written
 * @param meaning what it was taken for
 */
public record Interpretation(Span span, String text, String meaning) {}
