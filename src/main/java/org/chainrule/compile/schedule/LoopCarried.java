package org.chainrule.compile.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.Node;

/**
 * An element that one pass of a loop writes and the next one reads, and that therefore need not go
 * through memory.
 *
 * @param reader what reads it: a load, or an accumulation that adds to it
 * @param writer the store or the accumulation that writes it in the pass before
 */
public record LoopCarried(Node reader, Node writer) {
  /** The elements that are carried from pass to pass, of arrays that nothing else touches there. */
  public static List<LoopCarried> of(Block.Loop loop) {
    Map<Buffer, List<Node>> uses = new LinkedHashMap<>();
    for (Block.Statement each : loop.body().statements()) {
      if (each instanceof Block.Effect effect) {
        uses.computeIfAbsent(effect.node().buffer(), key -> new ArrayList<>()).add(effect.node());
      } else if (each instanceof Block.Compute compute && compute.node().kind == Node.Kind.LOAD) {
        uses.computeIfAbsent(compute.node().buffer(), key -> new ArrayList<>()).add(compute.node());
      } else if (each instanceof Block.Keep keep) {
        uses.computeIfAbsent(keep.place().buffer(), key -> new ArrayList<>()).add(keep.node());
      } else if (each instanceof Block.Recall recall) {
        uses.computeIfAbsent(recall.place().buffer(), key -> new ArrayList<>()).add(recall.node());
      } else if (!(each instanceof Block.Compute)) {
        return List.of();
      }
    }
    List<LoopCarried> carries = new ArrayList<>();
    for (List<Node> pair : uses.values()) {
      if (pair.size() == 2) {
        Optional<LoopCarried> carry = of(pair.get(0), pair.get(1), loop);
        carry.or(() -> of(pair.get(1), pair.get(0), loop)).ifPresent(carries::add);
      }
    }
    return carries;
  }

  private static Optional<LoopCarried> of(Node reader, Node writer, Block.Loop loop) {
    boolean fits =
        writer.kind.isEffect()
            && (reader.kind == Node.Kind.LOAD || reader.kind == Node.Kind.ACCUMULATE)
            && (reader.kind == Node.Kind.LOAD || writer.kind == Node.Kind.ACCUMULATE)
            && reader.detail == writer.detail;
    return fits && isNextTo(reader.subscripts(), writer.subscripts(), loop)
        ? Optional.of(new LoopCarried(reader, writer))
        : Optional.empty();
  }

  /** Whether what is written in one pass is what is read in the next. */
  private static boolean isNextTo(List<Node> read, List<Node> written, Block.Loop loop) {
    int moved = 0;
    for (int i = 0; i < read.size(); i++) {
      boolean isAlong = (read.get(i).axes & loop.axis().bit()) != 0;
      if (!isAlong && read.get(i) == written.get(i)) {
        continue;
      }
      if (index(read.get(i)) != loop.axis() || index(written.get(i)) != loop.axis()) {
        return false;
      }
      int distance = offset(written.get(i)) - offset(read.get(i));
      if (distance != (loop.descends() ? -1 : 1)) {
        return false;
      }
      moved++;
    }
    return moved == 1;
  }

  /** The axis whose index a subscript is up to a number, or the subscript itself. */
  private static Object index(Node subscript) {
    Node index = isShifted(subscript) ? subscript.input(0) : subscript;
    return index.kind == Node.Kind.INDEX ? index.detail : subscript;
  }

  private static boolean isShifted(Node subscript) {
    return subscript.kind == Node.Kind.WHOLE_ADD && subscript.input(1).kind == Node.Kind.WHOLE;
  }

  private static int offset(Node subscript) {
    return isShifted(subscript) ? subscript.input(1).whole() : 0;
  }

  /** Whether the element that is added to is 0: the loop runs once, and no other adds to it. */
  public static boolean isFirst(Node effect) {
    Buffer buffer = effect.buffer();
    return buffer.initial == 0 && buffer.effects.size() == 2 && Long.bitCount(effect.axes) == 1;
  }
}
