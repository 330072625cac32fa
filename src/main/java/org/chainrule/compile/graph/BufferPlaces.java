package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The places of buffers' elements in the arrays that they are part of, as whole-numbered nodes. */
public final class BufferPlaces {
  /**
   * A buffer's place.
   *
   * @param base where the element would be whose indices are all 0
   * @param strides how far apart neighbours are, of each index
   * @param start the place of the first element
   * @param end the place after the last
   */
  public record Place(Node base, List<Node> strides, Node start, Node end) {}

  private final Graph graph;
  private final Map<Buffer, Place> places = new HashMap<>();

  public BufferPlaces(Graph graph) {
    this.graph = graph;
  }

  /** Lays buffers out one after the other, and gives the place after the last. */
  public Node add(List<Buffer> buffers, int start) {
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
      Node end = graph.wholeSum(next, stride);
      places.put(buffer, new Place(base, strides, next, end));
      next = end;
    }
    return next;
  }

  private Node length(Buffer.Extent extent) {
    Node end = graph.wholeSum(simplified(extent.upper()), graph.whole(1));
    Node length = difference(end, extent.lower());
    return isNotNegative(length) ? length : graph.wholeExtremum(true, length, graph.whole(0));
  }

  /** The same, given that lengths are not below 0: an emitted class checks that they are not. */
  private Node simplified(Node whole) {
    if (whole.kind == Node.Kind.WHOLE_MAXIMUM) {
      Node left = simplified(whole.input(0));
      Node right = simplified(whole.input(1));
      if (right.kind == Node.Kind.WHOLE && right.whole() <= 0 && isNotNegative(left)) {
        return left;
      }
      if (left.kind == Node.Kind.WHOLE && left.whole() <= 0 && isNotNegative(right)) {
        return right;
      }
      return graph.wholeExtremum(true, left, right);
    }
    return whole;
  }

  private static boolean isNotNegative(Node whole) {
    return switch (whole.kind) {
      case SIZE -> true;
      case WHOLE -> whole.whole() >= 0;
      case WHOLE_ADD, WHOLE_MULTIPLY, WHOLE_MINIMUM ->
          isNotNegative(whole.input(0)) && isNotNegative(whole.input(1));
      case WHOLE_MAXIMUM -> isNotNegative(whole.input(0)) || isNotNegative(whole.input(1));
      default -> false;
    };
  }

  private Node difference(Node left, Node right) {
    return graph.wholeSum(left, graph.wholeProduct(graph.whole(-1), right));
  }

  public Place of(Buffer buffer) {
    return Objects.requireNonNull(places.get(buffer));
  }
}
