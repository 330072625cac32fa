package org.chainrule.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the elements of buffers are in the arrays that they are part of, as whole-numbered nodes. */
final class JavaPlaces {
  /**
   * A buffer's place.
   *
   * @param base where the element would be whose indices are all 0
   * @param strides how far apart neighbours are, of each index
   */
  record Place(Node base, List<Node> strides) {}

  private final Graph graph;
  private final Map<Buffer, Place> places = new HashMap<>();

  JavaPlaces(Graph graph) {
    this.graph = graph;
  }

  /** Lays buffers out one after the other, and gives the place after the last. */
  Node add(List<Buffer> buffers, int start) {
    Node next = graph.whole(start);
    for (Buffer buffer : buffers) {
      List<Node> strides = new ArrayList<>();
      Node base = next;
      Node stride = graph.whole(1);
      for (int i = buffer.extents.size() - 1; i >= 0; i--) {
        Buffer.Extent extent = buffer.extents.get(i);
        strides.add(0, stride);
        base = difference(base, graph.wholeProduct(extent.lower(), stride));
        stride = graph.wholeProduct(length(extent), stride);
      }
      places.put(buffer, new Place(base, strides));
      next = graph.wholeSum(next, stride);
    }
    return next;
  }

  private Node length(Buffer.Extent extent) {
    Node length = difference(graph.wholeSum(extent.upper(), graph.whole(1)), extent.lower());
    // A length by its name alone is checked not to be below 0.
    return length.kind == Node.Kind.SIZE
        ? length
        : graph.wholeExtremum(true, length, graph.whole(0));
  }

  private Node difference(Node left, Node right) {
    return graph.wholeSum(left, graph.wholeProduct(graph.whole(-1), right));
  }

  Place of(Buffer buffer) {
    return places.get(buffer);
  }
}
