/**
 * A question within a problem: an expression as it was read, the variables, what is declared,
 * defined and assumed of its names, and the derivation of its derivative in those names.
 *
 * <p>{@link org.chainrule.model.Question} is what everything that follows asks. Expressions come
 * from {@link org.chainrule.resolve}; conditions, checks and answers are made of questions.
 */
@NullMarked
package org.chainrule.model;

import org.jspecify.annotations.NullMarked;
