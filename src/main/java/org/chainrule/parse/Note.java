package org.chainrule.parse;

import org.chainrule.error.Span;

/**
 * A remark on how something was read that another reader might take differently.
 *
 * @param span what was read
 * @param text how it was read
 */
public record Note(Span span, String text) {}
