/**
 * Steps for readers, read off the log of a derivation: what {@code trace} tells as sweeps of local
 * rewrites becomes a list of equalities in the order in which a lecturer writes them, the whole
 * before its parts. Nothing is derived here.
 */
@NullMarked
package org.chainrule.explain;

import org.jspecify.annotations.NullMarked;
