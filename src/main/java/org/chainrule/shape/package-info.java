/** The shapes of a problem's names and expressions, and the elements that stand for them. */
@NullMarked
package org.chainrule.shape;

import org.jspecify.annotations.NullMarked;
