/**
 * A question within a problem: an expression as it was read or given, what is declared, defined and
 * assumed of its names, and the derivation of its derivatives in those names.
 *
 * <p>Texts come from {@link org.chainrule.resolve} as {@code ParsedText} and {@code Declarations},
 * expressions from Java. {@link org.chainrule.model.Question} is what everything that follows asks;
 * {@link org.chainrule.model.Derivations} are its derivatives by variables in turn, each derived
 * once, from {@link org.chainrule.model.Premises}; {@link org.chainrule.model.EvaluationBindings}
 * say what its names stand for at a point. Conditions, checks and answers are made of these three.
 */
@NullMarked
package org.chainrule.model;

import org.jspecify.annotations.NullMarked;
