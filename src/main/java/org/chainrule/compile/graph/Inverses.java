package org.chainrule.compile.graph;

import java.util.List;

/**
 * Inverses as arrays, with what elimination tells besides: below the elements stand, in three rows,
 * the determinant, its logarithm, and which rows were exchanged.
 */
public final class Inverses {
  /** The rows below the elements. */
  private static final int MORE_ROWS = 3;

  private Inverses() {}

  /** The array of the inverse of the matrix that a node has the elements of. */
  static Buffer of(Node element, Axis row, Axis column, Graph graph) {
    Buffer.Extent rows =
        new Buffer.Extent(row.lower, graph.wholeSum(row.upper, graph.whole(MORE_ROWS)));
    Buffer.Extent columns = new Buffer.Extent(column.lower, column.upper);
    long scope = element.axes & ~row.bit() & ~column.bit();
    Buffer buffer =
        new Buffer(
            Buffer.Role.SCRATCH, "inverse" + element.id, List.of(rows, columns), scope, Double.NaN);
    buffer.needsElements = true;
    graph.invert(buffer, List.of(graph.index(row), graph.index(column)), element);
    return buffer;
  }

  /** The determinant. */
  public static Node determinant(Buffer inverse, Graph graph) {
    return below(inverse, 1, graph);
  }

  /** Its logarithm, which is there where it itself would be too large or too small. */
  public static Node logarithm(Buffer inverse, Graph graph) {
    return below(inverse, 2, graph);
  }

  private static Node below(Buffer inverse, int distance, Graph graph) {
    Buffer.Extent columns = inverse.extents.get(1);
    Node row = graph.wholeSum(columns.upper(), graph.whole(distance));
    return graph.load(inverse, List.of(row, columns.lower()));
  }
}
