/**
 * The schedule as bytecode of a hidden class, for one point at a time. Methods come from {@code
 * compile.schedule}; the instance goes to {@code compile.Program}. Kernels of the function table
 * are constants of the class (docs/decisions/0021), and {@code compile.lanes} writes by the same
 * means.
 */
@NullMarked
package org.chainrule.compile.jvm;

import org.jspecify.annotations.NullMarked;
