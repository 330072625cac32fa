/**
 * The log of a derivation: what the engines did, as equalities that can be replayed and checked one
 * by one. The engines write it while they work; whoever explains or checks reads it, and needs no
 * engine for that.
 *
 * <p>A {@link org.chainrule.trace.Trace} leads from an expression to an equal one by sweeps in
 * turn. A {@link org.chainrule.trace.Sweep} rewrites an expression in all its parts by local {@link
 * org.chainrule.trace.TraceStep steps}, each of which is one use of a {@link
 * org.chainrule.trace.Rule}. A step that took a derivation of its own has that as its part, so that
 * a reader can stop at it or go on.
 */
@NullMarked
package org.chainrule.trace;

import org.jspecify.annotations.NullMarked;
