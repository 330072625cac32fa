package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.RationalNumber;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.print.MatrixLayouts.Part;
import org.chainrule.print.Spelling;

/**
 * A printer of forms for arrays of which a column and a row have one axis: there is nothing to
 * transpose in them, and a column times a row is an outer product.
 */
final class NumpyPrinter extends MatrixPrinter {
  NumpyPrinter(Spelling spelling) {
    super(spelling, true);
  }

  @Override
  public Part visit(MatrixForm.Transpose transpose) {
    MatrixShape shape = transpose.shape();
    return shape.isRow() || shape.isColumn() ? part(transpose.operand()) : super.visit(transpose);
  }

  @Override
  List<Part> chain(List<MatrixForm> matrices) {
    List<Part> segments = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= matrices.size(); i++) {
      if (i == matrices.size() || matrices.get(i).shape().rows().isOne()) {
        List<Part> segment = parts(matrices.subList(start, i));
        segments.add(
            segment.size() == 1
                ? segment.get(0)
                : layouts.product(RationalNumber.ONE, List.of(), List.of(), segment));
        start = i;
      }
    }
    return segments.size() < 2
        ? parts(matrices)
        : List.of(layouts.operation(MatrixFunction.OUTER, segments));
  }
}
