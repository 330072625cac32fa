/**
 * Bounds of expressions on boxes, proved by arithmetic on intervals.
 *
 * <p>Expressions come from {@code answer}, with the ranges of their names. {@link
 * org.chainrule.bound.IntervalProgram} encloses their values on a box, {@link
 * org.chainrule.bound.Search} splits boxes until what is left is narrow, and {@link
 * org.chainrule.bound.Extremum} says what the bound is exactly, where it is taken, or what it is a
 * limit of. What is told is proved; what is not decided is told as that.
 */
@NullMarked
package org.chainrule.bound;

import org.jspecify.annotations.NullMarked;
