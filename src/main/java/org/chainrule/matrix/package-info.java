/**
 * Matrix form: what expressions of elements are as formulas of matrices and columns.
 *
 * <p>Inside, everything is elements and sums over indices; {@link org.chainrule.matrix.MatrixForm}
 * is what a reader sees in their place where there is such a form.
 */
@NullMarked
package org.chainrule.matrix;

import org.jspecify.annotations.NullMarked;
