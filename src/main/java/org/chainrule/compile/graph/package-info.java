/**
 * The graph of a computation: expressions brought to nodes that know the loops that they depend on,
 * equal ones once, with the arrays that they read and write.
 */
@NullMarked
package org.chainrule.compile.graph;

import org.jspecify.annotations.NullMarked;
