/**
 * Where an answer holds: the domain of an expression and of its derivative, the places where it is
 * not smooth with both sides there, each in the simplest words that are true.
 *
 * <p>Conditions are made of a {@link org.chainrule.model.Question} and travel with its answer.
 */
@NullMarked
package org.chainrule.condition;

import org.jspecify.annotations.NullMarked;
