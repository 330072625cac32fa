package org.chainrule.shape;

import org.chainrule.syntax.Syntax;

/**
 * An axis of a value that is no number, from 1.
 *
 * @param index the name of the index that stands for a position on it
 * @param length the length
 */
public record Axis(String index, Syntax length) {}
