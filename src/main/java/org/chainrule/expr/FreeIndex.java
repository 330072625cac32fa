package org.chainrule.expr;

/**
 * An axis of an array that is told by its elements: the index that is free in them, and up to where
 * it goes from 1.
 *
 * @param index the index
 * @param length the axis's length, a whole number such as {@code 3} or a name such as {@code n}
 */
public record FreeIndex(Symbol index, Expr length) {}
