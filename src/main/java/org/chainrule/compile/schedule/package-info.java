/**
 * The schedule: which loop each node is computed in, and in which method each loop is. Graphs come
 * from {@code compile.graph} with their derivatives, by {@code compile.Compiler}; blocks go to the
 * writers of bytecode, vectors and Java, which {@link org.chainrule.compile.schedule.BlockWriter}
 * drives.
 *
 * <h2>What hurts</h2>
 *
 * <p>A graph says what depends on what, and on which indices; it has no order. A loop for each node
 * is right and slow: every value then goes through an array, and memory is several times as far as
 * a register. One loop for each index is fast and often wrong: a softmax needs the sum over all
 * terms before it has the first quotient. What a range with a bound that is itself an index ({@code
 * j < i}) makes depend on both is computed for each pair, where a person computes it once for each
 * {@code j}: a Gaussian mixture took 1.43 times the time of code by hand.
 *
 * <h2>What is done</h2>
 *
 * <ul>
 *   <li>{@link org.chainrule.compile.schedule.LoopInvariants} brings what does not need an index
 *       out of its range, as a table (the mixture: 1.2 times);
 *   <li>{@link org.chainrule.compile.schedule.MatrixProducts} finds the sums that are products of
 *       matrices, in the order of least cost; each is made by a kernel on flat arrays, outside all
 *       loops (docs/decisions/0061);
 *   <li>{@code Levels} gives each node the earliest level at which all that it needs is there, odd
 *       levels being loops; nodes of one axis and one level share a loop, so that as few loops are
 *       written as the order of the levels allows. A recurrence is a strongly connected component,
 *       and a loop by itself;
 *   <li>{@link org.chainrule.compile.schedule.Scheduler} does so in each scope, from the outermost
 *       in; what a later loop needs again is made again where that takes at most four steps, and
 *       else kept in an array;
 *   <li>{@link org.chainrule.compile.schedule.StoreSinking} and {@link
 *       org.chainrule.compile.schedule.LoopCarried} save arrays and the way through them;
 *   <li>{@link org.chainrule.compile.schedule.Outline} cuts methods of 1.5 KB, since HotSpot
 *       compiles none above 8,000 bytes; what crosses a cut goes through an array.
 * </ul>
 *
 * <h2>Where it ends</h2>
 *
 * <p>The earliest level is a greedy choice: a loop that could wait and join a later one does not,
 * and no loops are exchanged or tiled, but for products of matrices. Each loop costs before its
 * first pass, which is seen where lengths are names and small (docs/performance.md: 1.2 to 1.33
 * times code by hand for 2 to 20 passes). The cut is by size: a long straight program pays for what
 * crosses it, where no loops can be made of it ({@code graph.Rolling}).
 *
 * <p>Loops that are joined by levels are the typed fusion of Kennedy and McKinley (Maximizing loop
 * parallelism and improving data locality via loop fusion and distribution, 1993), with the axis
 * for a type. docs/decisions/0021 has what was measured on the way.
 */
@NullMarked
package org.chainrule.compile.schedule;

import org.jspecify.annotations.NullMarked;
