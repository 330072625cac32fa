package org.chainrule.compile.adjoint;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.Node;
import org.chainrule.error.Interruption;

/** How often elements of an array are met by loads, where all their subscripts are numbers. */
final class Coverage {
  /** The most elements that are counted one by one. */
  private static final int MOST = 1_000_000;

  private final Graph graph;
  private final Buffer buffer;
  private final byte[] counts;
  private final Map<Axis, Integer> indices = new HashMap<>();

  /** Whether each element is met at most once. */
  private boolean isSingle = true;

  private Coverage(Graph graph, Buffer buffer, int length) {
    this.graph = graph;
    this.buffer = buffer;
    counts = new byte[length];
  }

  /** Counts what loads meet; nothing is known to be single where that cannot be counted. */
  static Coverage of(Collection<Node> loads, Buffer buffer, Graph graph) {
    OptionalInt length = volume(buffer);
    Coverage coverage = new Coverage(graph, buffer, length.orElse(0));
    coverage.isSingle = length.isPresent();
    for (Node load : loads) {
      coverage.isSingle = coverage.isSingle && coverage.count(load);
    }
    return coverage;
  }

  boolean isSingle() {
    return isSingle;
  }

  /** Whether each element is met just once. */
  boolean isWhole() {
    for (byte count : counts) {
      if (count != 1) {
        return false;
      }
    }
    return isSingle;
  }

  private static OptionalInt volume(Buffer buffer) {
    long volume = 1;
    for (Buffer.Extent extent : buffer.extents) {
      if (extent.lower().kind != Node.Kind.WHOLE || extent.upper().kind != Node.Kind.WHOLE) {
        return OptionalInt.empty();
      }
      volume *= (long) extent.upper().whole() - extent.lower().whole() + 1;
      if (volume > MOST) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of((int) volume);
  }

  private boolean count(Node load) {
    List<Axis> axes = graph.inOrder(load.axes);
    int passes = 1;
    for (Axis axis : axes) {
      if (axis.lower.kind != Node.Kind.WHOLE || axis.upper.kind != Node.Kind.WHOLE) {
        return false;
      }
      int length = axis.upper.whole() - axis.lower.whole() + 1;
      if ((long) passes * length > counts.length) {
        return false;
      }
      passes *= Math.max(0, length);
    }
    for (int pass = 0; pass < passes; pass++) {
      Interruption.poll();
      int rest = pass;
      for (Axis axis : axes) {
        int length = axis.upper.whole() - axis.lower.whole() + 1;
        indices.put(axis, axis.lower.whole() + rest % length);
        rest /= length;
      }
      int place = place(load);
      if (place < 0 || counts[place]++ > 0) {
        return false;
      }
    }
    return true;
  }

  private int place(Node load) {
    int place = 0;
    for (int i = 0; i < load.inputs.size(); i++) {
      OptionalInt subscript = load.input(i).whole(indices);
      if (subscript.isEmpty()) {
        return -1;
      }
      Buffer.Extent extent = buffer.extents.get(i);
      int length = extent.upper().whole() - extent.lower().whole() + 1;
      int index = subscript.getAsInt() - extent.lower().whole();
      if (index < 0 || index >= length) {
        return -1;
      }
      place = place * length + index;
    }
    return place;
  }
}
