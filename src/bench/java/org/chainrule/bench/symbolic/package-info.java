/** The symbolic workloads W1 to W7, their competitors, and the check of the answers. */
@NullMarked
package org.chainrule.bench.symbolic;

import org.jspecify.annotations.NullMarked;
