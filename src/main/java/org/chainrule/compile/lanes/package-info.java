/** The schedule as bytecode for several points at a time, in the lanes of vectors. */
@NullMarked
package org.chainrule.compile.lanes;

import org.jspecify.annotations.NullMarked;
