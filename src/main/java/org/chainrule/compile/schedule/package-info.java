/** The schedule: which loop each node is computed in, and in which method each loop is. */
@NullMarked
package org.chainrule.compile.schedule;

import org.jspecify.annotations.NullMarked;
