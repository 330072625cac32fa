package org.chainrule.compile.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.graph.Node;
import org.objectweb.asm.Opcodes;

/** A writer of where elements of buffers are: the array, and the place in it. */
public final class Places {
  private final MethodWriter writer;
  private final BufferLayout layout;
  private final Set<Integer> layoutSlots = new TreeSet<>();
  private final Map<Integer, Integer> layoutLocals = new HashMap<>();

  Places(MethodWriter writer, BufferLayout layout) {
    this.writer = writer;
    this.layout = layout;
  }

  /** The numbers of the layout that were read. */
  Set<Integer> layoutSlots() {
    return layoutSlots;
  }

  /**
   * Reads numbers of the layout into locals, before anything else is written: loops then need not
   * be told that nothing changes them.
   */
  void preload(Set<Integer> slots) {
    for (int slot : slots) {
      layoutNumber(slot);
      layoutLocals.put(slot, writer.newLocal(1));
      writer.code.visitVarInsn(Opcodes.ISTORE, writer.nextLocal - 1);
    }
  }

  /** Puts a length on the stack. */
  void number(String size) {
    layoutNumber(layout.slot(size));
  }

  /** Puts the array of a buffer and the place of an element in it on the stack. */
  public void push(Buffer buffer, List<Node> subscripts) {
    writer.code.visitVarInsn(Opcodes.ALOAD, array(buffer));
    int[] fixed = layout.fixed(buffer);
    if (fixed.length > 0) {
      fixedPlace(fixed, subscripts);
      return;
    }
    OptionalInt base = subscripts.isEmpty() ? OptionalInt.empty() : layout.base(buffer);
    if (base.isEmpty()) {
      layoutNumber(layout.slot(buffer));
    }
    List<Node> strides = layout.strides(buffer);
    for (int i = 0; i < subscripts.size(); i++) {
      writer.push(subscripts.get(i));
      Node stride = strides.get(i);
      if (!stride.isWhole(1)) {
        pushStride(stride);
        writer.code.visitInsn(Opcodes.IMUL);
      }
      if (i > 0 || base.isEmpty()) {
        writer.code.visitInsn(Opcodes.IADD);
      }
    }
    // A number behind the index: the JIT sees that it stays within the array.
    if (base.isPresent() && base.getAsInt() != 0) {
      writer.constant(base.getAsInt());
      writer.code.visitInsn(Opcodes.IADD);
    }
  }

  /** Puts on the stack how far apart neighbours of a buffer are along a dimension. */
  void pushStride(Buffer buffer, int dimension) {
    int[] fixed = layout.fixed(buffer);
    if (fixed.length > 0) {
      writer.constant(fixed[dimension + 1]);
    } else {
      pushStride(layout.strides(buffer).get(dimension));
    }
  }

  private void pushStride(Node stride) {
    if (stride.kind == Node.Kind.WHOLE || stride.kind == Node.Kind.SIZE) {
      writer.evaluate(stride);
    } else {
      layoutNumber(layout.slot(stride));
    }
  }

  private void fixedPlace(int[] fixed, List<Node> subscripts) {
    int constant = fixed[0];
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < subscripts.size(); i++) {
      if (subscripts.get(i).kind == Node.Kind.WHOLE) {
        constant += subscripts.get(i).whole() * fixed[i + 1];
      } else {
        others.add(i);
      }
    }
    if (others.isEmpty()) {
      writer.constant(constant);
      return;
    }
    boolean first = true;
    for (int i : others) {
      writer.push(subscripts.get(i));
      if (fixed[i + 1] != 1) {
        writer.constant(fixed[i + 1]);
        writer.code.visitInsn(Opcodes.IMUL);
      }
      if (!first) {
        writer.code.visitInsn(Opcodes.IADD);
      }
      first = false;
    }
    if (constant != 0) {
      writer.constant(constant);
      writer.code.visitInsn(Opcodes.IADD);
    }
  }

  static int array(Buffer buffer) {
    return switch (buffer.role) {
      case VARIABLES -> MethodWriter.VARIABLES;
      case PARAMETERS -> MethodWriter.PARAMETERS;
      case DIRECTIONS -> MethodWriter.DIRECTIONS;
      case RESULTS -> MethodWriter.RESULTS;
      case SCRATCH -> MethodWriter.SCRATCH;
    };
  }

  private void layoutNumber(int slot) {
    layoutSlots.add(slot);
    Integer local = layoutLocals.get(slot);
    if (local != null) {
      writer.code.visitVarInsn(Opcodes.ILOAD, local);
      return;
    }
    writer.code.visitVarInsn(Opcodes.ALOAD, MethodWriter.LAYOUT);
    writer.constant(slot);
    writer.code.visitInsn(Opcodes.IALOAD);
  }
}
