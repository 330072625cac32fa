/**
 * The graph of a computation: expressions brought to nodes that know the loops that they depend on,
 * equal ones once, with the arrays that they read and write.
 *
 * <p>Expressions come from {@code compile.Compiler}, in the form that {@code function.StableForms}
 * makes of them; {@link org.chainrule.compile.graph.GraphBuilder} makes nodes, {@code
 * compile.adjoint} adds to them, and {@code compile.schedule} puts them in order.
 */
@NullMarked
package org.chainrule.compile.graph;

import org.jspecify.annotations.NullMarked;
