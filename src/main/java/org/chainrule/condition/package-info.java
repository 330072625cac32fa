/**
 * Where an answer holds: the domain of an expression and of its derivative, the places where it is
 * not smooth with both sides there, each in the simplest words that are true.
 *
 * <p>Questions and derivatives come from {@link org.chainrule.model}. {@link
 * org.chainrule.condition.DomainConditions} starts from what was written, as {@code x/x} has a
 * value only where x is not 0; {@link org.chainrule.condition.NonsmoothPoints} from the places that
 * the functions' rows and the borders of cases tell; {@link org.chainrule.condition.CaseBorders}
 * says what of that belongs into the answer as an expression. {@code answer} prints them, and
 * {@code verify} compares nothing where they do not hold.
 */
@NullMarked
package org.chainrule.condition;

import org.jspecify.annotations.NullMarked;
