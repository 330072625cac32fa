/**
 * Matrix form: what expressions of elements are as formulas of matrices and columns.
 *
 * <p>Inside, everything is elements and sums over indices; {@link org.chainrule.matrix.MatrixForm}
 * is what a reader sees in their place where there is such a form.
 *
 * <h2>Raising</h2>
 *
 * <p><b>The method.</b> {@link org.chainrule.matrix.Raising} takes a sum term by term, and a term
 * as a graph: its indices are the nodes, its matrices the edges, its columns stand at nodes. Bound
 * indices go away one by one, as a product, a trace, a diagonal or a number, by what is around
 * them. A factor that is no product is raised by itself. Sums are multiplied out where they must
 * be, since a factor depends on three indices, and where that is shorter.
 *
 * <p><b>Its limits.</b> What is left when every bound index has three matrices around it has no
 * form, nor have sums over a part of a range, single rows and columns of a matrix, and products
 * over an index. Each form is lowered again and compared in values with what it came from, at small
 * lengths, before it is handed out; where no values are found it is not.
 *
 * <p><b>Its source.</b> Laue, Mitterreiter and Giesen (2018, 2020) calculate with indices and show
 * matrices; the order in which indices go is that of series-parallel reduction.
 */
@NullMarked
package org.chainrule.matrix;

import org.jspecify.annotations.NullMarked;
