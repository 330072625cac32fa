/** Derivatives as further nodes of the graph: adjoints backwards, tangents forwards. */
@NullMarked
package org.chainrule.compile.adjoint;

import org.jspecify.annotations.NullMarked;
