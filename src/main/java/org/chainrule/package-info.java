/**
 * What a user of the library meets: {@link org.chainrule.Chainrule}'s static methods, {@link
 * org.chainrule.Model} for a problem, {@link org.chainrule.Derivative} for an answer, and {@link
 * org.chainrule.Gradient} and {@link org.chainrule.Jacobian} for compiled code.
 *
 * <p>They check what they are given and ask {@code answer}; nothing is computed here.
 */
@NullMarked
package org.chainrule;

import org.jspecify.annotations.NullMarked;
