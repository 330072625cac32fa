/**
 * Documents: typed elements, and their writers.
 *
 * <p>What they show comes as {@link org.chainrule.document.Formula formulas} that are spelled
 * already, so nothing here knows an expression.
 */
@NullMarked
package org.chainrule.document;

import org.jspecify.annotations.NullMarked;
