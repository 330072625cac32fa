package org.chainrule.compile.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.schedule.Block;
import org.chainrule.compile.schedule.LoopCarried;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes loops: short ones with several sums side by side, and what one pass hands to the next in
 * locals.
 */
final class LoopWriter {
  /** About how many statements run before a loop looks whether it is to stop. */
  private static final int STATEMENTS_PER_POLL = 1 << 18;

  /** After so many passes a loop of loops looks. */
  private static final int OUTER_PASSES_PER_POLL = 16;

  private final MethodWriter writer;
  private final Map<Node, Integer> carried = new HashMap<>();
  private final Set<Node> carriedReaders = new HashSet<>();

  /** Accumulations that the next pass goes on with and stores. */
  private final Set<Node> carriedOnly = new HashSet<>();

  LoopWriter(MethodWriter writer) {
    this.writer = writer;
  }

  /** Whether a load or an effect goes from pass to pass in a local, in the loops written now. */
  boolean isCarried(Node node) {
    return carried.containsKey(node);
  }

  void write(Block.Loop loop) {
    int times = writer.times(loop);
    List<Map<Node, Integer>> lanes = new ArrayList<>();
    for (int lane = 0; lane < times; lane++) {
      Map<Node, Integer> accumulators = new HashMap<>();
      for (Node reduction : loop.reductions()) {
        writer.neutral(reduction.over().fold());
        accumulators.put(reduction, writer.newLocalOf(reduction));
      }
      lanes.add(accumulators);
    }
    Axis axis = loop.axis();
    int index = writer.newLocal(1);
    int end = writer.newLocal(1);
    writer.push(loop.descends() ? axis.upper : axis.lower);
    writer.code.visitVarInsn(Opcodes.ISTORE, index);
    writer.push(loop.descends() ? axis.lower : axis.upper);
    writer.code.visitVarInsn(Opcodes.ISTORE, end);
    writer.indices.put(axis, index);
    List<LoopCarried> carries = writer.carries(loop);
    carries.forEach(carry -> begin(carry, loop, index, end));
    if (times > 1) {
      passes(loop, index, end, lanes, carries, true);
    }
    List<Map<Node, Integer>> single = lanes.subList(0, 1);
    if (times == 1) {
      passes(loop, index, end, single, carries, true);
    }
    // What is left is less than a round: a pass at a time, without a loop's set-up.
    for (int rest = 1; rest < times; rest++) {
      passes(loop, index, end, single, carries, false);
    }
    carries.forEach(carry -> end(carry, loop, end));
    writer.indices.remove(axis);
    for (LoopCarried carry : carries) {
      carried.remove(carry.reader());
      carried.remove(carry.writer());
      writer.locals.remove(carry.reader());
    }
    for (Node reduction : loop.reductions()) {
      writer.loadLocal(reduction, Objects.requireNonNull(lanes.get(0).get(reduction)));
      for (int lane = 1; lane < times; lane++) {
        writer.loadLocal(reduction, Objects.requireNonNull(lanes.get(lane).get(reduction)));
        writer.fold(reduction.over().fold());
      }
      writer.store(reduction);
    }
  }

  /**
   * Gives a carried element two locals, one for what a pass writes and one for what the next reads;
   * before the first pass it is what stands in the array.
   */
  private void begin(LoopCarried carry, Block.Loop loop, int index, int end) {
    int local = writer.newLocal(2);
    int previous = writer.newLocal(2);
    Label empty = new Label();
    writer.code.visitInsn(Opcodes.DCONST_0);
    writer.code.visitVarInsn(Opcodes.DSTORE, local);
    writer.code.visitVarInsn(Opcodes.ILOAD, index);
    writer.code.visitVarInsn(Opcodes.ILOAD, end);
    writer.code.visitJumpInsn(loop.descends() ? Opcodes.IF_ICMPLT : Opcodes.IF_ICMPGT, empty);
    writer.places.push(carry.reader().buffer(), carry.reader().subscripts());
    writer.code.visitInsn(Opcodes.DALOAD);
    writer.code.visitVarInsn(Opcodes.DSTORE, local);
    writer.code.visitLabel(empty);
    carried.put(carry.writer(), local);
    carried.put(carry.reader(), previous);
    carriedReaders.add(carry.reader());
    if (carry.reader().kind == Node.Kind.LOAD) {
      writer.locals.put(carry.reader(), previous);
    } else {
      carriedOnly.add(carry.writer());
    }
  }

  /** Stores what the last pass would have handed to the next, if there was any pass. */
  private void end(LoopCarried carry, Block.Loop loop, int end) {
    if (!carriedOnly.contains(carry.writer())) {
      return;
    }
    Label empty = new Label();
    writer.push(loop.descends() ? loop.axis().upper : loop.axis().lower);
    writer.code.visitVarInsn(Opcodes.ILOAD, end);
    writer.code.visitJumpInsn(loop.descends() ? Opcodes.IF_ICMPLT : Opcodes.IF_ICMPGT, empty);
    writer.places.push(carry.reader().buffer(), carry.reader().subscripts());
    writer.code.visitVarInsn(Opcodes.DLOAD, Objects.requireNonNull(carried.get(carry.writer())));
    writer.code.visitInsn(Opcodes.DASTORE);
    writer.code.visitLabel(empty);
  }

  /** Runs the body as long as there are as many passes left as there are lanes. */
  private void passes(
      Block.Loop loop,
      int index,
      int end,
      List<Map<Node, Integer>> lanes,
      List<LoopCarried> carries,
      boolean repeats) {
    List<Node> bodies = loop.reductions().stream().map(node -> node.input(0)).toList();
    int outside = loop.descends() ? Opcodes.IF_ICMPLT : Opcodes.IF_ICMPGT;
    int last = writer.newLocal(1);
    writer.code.visitVarInsn(Opcodes.ILOAD, end);
    if (lanes.size() > 1) {
      writer.constant(lanes.size() - 1);
      writer.code.visitInsn(Opcodes.ISUB);
    }
    writer.code.visitVarInsn(Opcodes.ISTORE, last);
    int blockEnd = last;
    Label block = new Label();
    Label head = new Label();
    Label exit = new Label();
    Label blockExit = repeats ? new Label() : exit;
    if (repeats) {
      blockEnd = writer.newLocal(1);
      writer.code.visitLabel(block);
      startBlock(loop, index, last, blockEnd);
    }
    writer.code.visitLabel(head);
    writer.code.visitVarInsn(Opcodes.ILOAD, index);
    writer.code.visitVarInsn(Opcodes.ILOAD, blockEnd);
    writer.code.visitJumpInsn(outside, blockExit);
    for (Map<Node, Integer> accumulators : lanes) {
      Map<Node, Integer> before = new HashMap<>(writer.locals);
      for (LoopCarried carry : carries) {
        writer.code.visitVarInsn(
            Opcodes.DLOAD, Objects.requireNonNull(carried.get(carry.writer())));
        writer.code.visitVarInsn(
            Opcodes.DSTORE, Objects.requireNonNull(carried.get(carry.reader())));
      }
      writer.block(
          loop.body(),
          bodies,
          () ->
              loop.reductions()
                  .forEach(
                      reduction ->
                          reduce(reduction, Objects.requireNonNull(accumulators.get(reduction)))));
      writer.locals.clear();
      writer.locals.putAll(before);
      writer.code.visitIincInsn(index, loop.descends() ? -1 : 1);
    }
    if (repeats) {
      writer.code.visitJumpInsn(Opcodes.GOTO, head);
      writer.code.visitLabel(blockExit);
      writer.code.visitVarInsn(Opcodes.ILOAD, index);
      writer.code.visitVarInsn(Opcodes.ILOAD, last);
      writer.code.visitJumpInsn(outside, exit);
      writer.poll();
      writer.code.visitJumpInsn(Opcodes.GOTO, block);
    }
    writer.code.visitLabel(exit);
  }

  /** Sets where the passes end that run without a look at whether to stop: docs/decisions/0031. */
  private void startBlock(Block.Loop loop, int index, int last, int blockEnd) {
    int from = loop.descends() ? last : index;
    writer.code.visitVarInsn(Opcodes.ILOAD, loop.descends() ? index : last);
    writer.code.visitVarInsn(Opcodes.ILOAD, from);
    writer.code.visitInsn(Opcodes.ISUB);
    writer.constant(passesPerPoll(loop));
    writer.code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
    writer.code.visitVarInsn(Opcodes.ISTORE, blockEnd);
    writer.code.visitVarInsn(Opcodes.ILOAD, index);
    writer.code.visitVarInsn(Opcodes.ILOAD, blockEnd);
    writer.code.visitInsn(loop.descends() ? Opcodes.ISUB : Opcodes.IADD);
    writer.code.visitVarInsn(Opcodes.ISTORE, blockEnd);
  }

  private static int passesPerPoll(Block.Loop loop) {
    List<Block.Statement> statements = loop.body().statements();
    return statements.stream()
            .anyMatch(each -> each instanceof Block.Loop || each instanceof Block.Piece)
        ? OUTER_PASSES_PER_POLL
        : Math.max(Block.Loop.SIDE_BY_SIDE, STATEMENTS_PER_POLL / (statements.size() + 1));
  }

  private void reduce(Node reduction, int accumulator) {
    writer.loadLocal(reduction, accumulator);
    writer.push(reduction.input(0));
    writer.fold(reduction.over().fold());
    writer.storeLocal(reduction, accumulator);
  }

  /** Writes an element that the next pass reads, or adds to the one that the last pass wrote. */
  void put(Node effect) {
    int local = Objects.requireNonNull(carried.get(effect));
    boolean isReader = carriedReaders.contains(effect);
    if (carriedOnly.contains(effect) && LoopCarried.isFirst(effect)) {
      writer.push(effect.value());
      writer.code.visitVarInsn(Opcodes.DSTORE, local);
      return;
    }
    writer.places.push(effect.buffer(), effect.subscripts());
    if (isReader) {
      writer.code.visitVarInsn(Opcodes.DLOAD, local);
      writer.addTo(effect.value());
    } else if (carriedOnly.contains(effect)) {
      writer.code.visitInsn(Opcodes.DALOAD);
      writer.addTo(effect.value());
      writer.code.visitVarInsn(Opcodes.DSTORE, local);
      return;
    } else if (effect.kind == Node.Kind.ACCUMULATE) {
      writer.code.visitInsn(Opcodes.DUP2);
      writer.code.visitInsn(Opcodes.DALOAD);
      writer.addTo(effect.value());
    } else {
      writer.push(effect.value());
    }
    if (!isReader) {
      writer.code.visitInsn(Opcodes.DUP2);
      writer.code.visitVarInsn(Opcodes.DSTORE, local);
    }
    writer.code.visitInsn(Opcodes.DASTORE);
  }
}
