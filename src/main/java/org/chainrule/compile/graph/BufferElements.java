package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.List;

/** The elements of a buffer, one by one. */
public final class BufferElements {
  private static final int MOST = 1_000;

  private BufferElements() {}

  /** Adds a load of each element, in the order of the array; false where they are not countable. */
  public static boolean addAll(Buffer buffer, Graph graph, List<Node> loads) {
    List<List<Node>> places = new ArrayList<>(List.of(List.of()));
    for (Buffer.Extent extent : buffer.extents) {
      if (extent.lower().kind != Node.Kind.WHOLE || extent.upper().kind != Node.Kind.WHOLE) {
        return false;
      }
      List<List<Node>> longer = new ArrayList<>();
      for (List<Node> place : places) {
        for (int i = extent.lower().whole(); i <= extent.upper().whole(); i++) {
          List<Node> next = new ArrayList<>(place);
          next.add(graph.whole(i));
          longer.add(next);
          if (longer.size() > MOST) {
            return false;
          }
        }
      }
      places = longer;
    }
    places.forEach(place -> loads.add(graph.load(buffer, place)));
    return true;
  }
}
