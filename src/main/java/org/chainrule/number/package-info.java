/** Exact numbers: rationals, which expressions hold and syntax trees quote. */
@NullMarked
package org.chainrule.number;

import org.jspecify.annotations.NullMarked;
