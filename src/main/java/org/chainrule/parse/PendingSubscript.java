package org.chainrule.parse;

import java.util.List;
import org.chainrule.error.Span;

/**
 * A subscript before it is decided whether it is an index.
 *
 * @param type the token with which it begins
 * @param word what is written after the underscore, where it is one word without braces
 * @param parts what stands in braces or brackets
 * @param span all of it
 */
record PendingSubscript(int type, String word, List<Built> parts, Span span) {}
