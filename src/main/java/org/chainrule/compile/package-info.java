/**
 * Values and derivatives as JVM bytecode: expressions become a graph whose nodes know the loops
 * that they depend on; derivatives are further nodes of it; a schedule puts the nodes into loops,
 * and those are written as methods of a hidden class.
 *
 * <p>Requests come from {@code answer.Compilation}, with names turned into inputs; a {@link
 * org.chainrule.compile.Program} goes back, which holds no lock and allocates nothing when it runs.
 */
@NullMarked
package org.chainrule.compile;

import org.jspecify.annotations.NullMarked;
