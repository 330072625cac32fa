/** The expression as it was written: a tree with positions and spellings, never simplified. */
@NullMarked
package org.chainrule.syntax;

import org.jspecify.annotations.NullMarked;
