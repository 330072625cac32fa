/** The schedule as bytecode of a hidden class, for one point at a time. */
@NullMarked
package org.chainrule.compile.jvm;

import org.jspecify.annotations.NullMarked;
