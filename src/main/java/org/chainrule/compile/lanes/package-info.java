/**
 * The schedule as bytecode for several points at a time, in the lanes of vectors. Methods come from
 * {@code compile.schedule}; the program goes to {@code compile.Batch}, which measures whether it is
 * faster. Without the module {@code jdk.incubator.vector} no class is loaded from here but {@link
 * org.chainrule.compile.lanes.Lanes}, which asks for it (docs/decisions/0023).
 */
@NullMarked
package org.chainrule.compile.lanes;

import org.jspecify.annotations.NullMarked;
