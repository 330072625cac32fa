/** Differentiation: the chain rule over the function table, and the calculus of indices. */
@NullMarked
package org.chainrule.differentiate;

import org.jspecify.annotations.NullMarked;
