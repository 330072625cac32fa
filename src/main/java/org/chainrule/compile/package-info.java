/**
 * Values and derivatives as JVM bytecode: expressions become a graph whose nodes know the loops
 * that they depend on; derivatives are further nodes of it; a schedule puts the nodes into loops,
 * and those are written as methods of a hidden class.
 */
@NullMarked
package org.chainrule.compile;

import org.jspecify.annotations.NullMarked;
