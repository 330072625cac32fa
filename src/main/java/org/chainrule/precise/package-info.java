/**
 * Values of Chainrule's functions to any precision.
 *
 * <p>Every function takes exact arguments and a context, and its result differs from the true value
 * by less than one unit in the last digit of the context's precision: the error is relative, so
 * results next to a zero of the function are as precise as any other. An argument outside the real
 * domain raises {@link org.chainrule.error.DomainException}; an argument, a precision or a result
 * beyond the limits of {@link org.chainrule.error.Limit} raises {@link
 * org.chainrule.error.BudgetException}. Nothing here returns a value that stands for infinity or
 * for "not a number", and nothing underflows to zero.
 *
 * <p>Kernels use nothing but the platform's integers and decimals, and are used by the rows of
 * {@code function}, constants by {@code evaluate} and {@code verify} too. docs/decisions/0040 says
 * why they are not a library's.
 */
@NullMarked
package org.chainrule.precise;

import org.jspecify.annotations.NullMarked;
