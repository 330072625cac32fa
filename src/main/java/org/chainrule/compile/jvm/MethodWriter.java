package org.chainrule.compile.jvm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.graph.GraphBuilder;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.schedule.Block;
import org.chainrule.compile.schedule.LoopCarried;
import org.chainrule.compile.schedule.Outline;
import org.chainrule.compile.schedule.SingleUses;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the block of one method as bytecode. */
public class MethodWriter {
  /** The arguments that every method has: the six of {@link Kernel#run}, and before them this. */
  static final int VARIABLES = 1;

  static final int PARAMETERS = 2;
  public static final int DIRECTIONS = 3;
  static final int RESULTS = 4;
  public static final int SCRATCH = 5;
  public static final int LAYOUT = 6;
  static final int FIRST_AXIS = 7;

  /** How deep an expression may stand on the operand stack. */
  private static final int DEEPEST = 24;

  public final MethodVisitor code;
  public final ClassWriting classWriting;
  public final Outline outline;
  public final Places places;
  final Map<Node, Integer> locals = new HashMap<>();
  final Map<Axis, Integer> indices = new HashMap<>();
  final Map<Node, Integer> inlined = new HashMap<>();
  private final LoopWriter loops = new LoopWriter(this);
  public int nextLocal;

  MethodWriter(
      MethodVisitor code,
      ClassWriting classWriting,
      Outline outline,
      BufferLayout layout,
      Outline.Method method) {
    this(code, classWriting, outline, layout, method, FIRST_AXIS);
  }

  public MethodWriter(
      MethodVisitor code,
      ClassWriting classWriting,
      Outline outline,
      BufferLayout layout,
      Outline.Method method,
      int firstAxis) {
    this.code = code;
    this.classWriting = classWriting;
    this.outline = outline;
    places = new Places(this, layout);
    nextLocal = firstAxis;
    for (Axis axis : method.axes) {
      indices.put(axis, nextLocal++);
    }
  }

  public void write(Outline.Method method, @Nullable Node value) {
    for (Node node : method.incoming) {
      pushSpilled(node);
      keepInLocal(node);
    }
    block(method.block, value == null ? List.of() : List.of(value), () -> {});
    if (value == null) {
      code.visitInsn(Opcodes.RETURN);
    } else {
      push(value);
      code.visitInsn(Opcodes.DRETURN);
    }
  }

  private static boolean isDouble(Node node) {
    return !node.kind.isWhole() && !node.kind.isCondition();
  }

  /** Writes the statements, then what uses some nodes at the end, where all are still known. */
  public final void block(Block block, List<Node> atTheEnd, Runnable end) {
    Set<Node> once = new SingleUses(block, atTheEnd).found();
    for (Block.Statement statement : block.statements()) {
      if (statement instanceof Block.Compute compute) {
        compute(compute.node(), once);
      } else if (statement instanceof Block.Effect effect) {
        effect(effect.node());
      } else if (statement instanceof Block.Keep keep) {
        put(keep.place().buffer(), keep.place().subscripts(), keep.node(), false);
      } else if (statement instanceof Block.Recall recall) {
        recall(recall.node(), recall.place());
        store(recall.node());
      } else if (statement instanceof Block.Fill fill) {
        fill(fill.buffer());
      } else if (statement instanceof Block.Loop loop) {
        loops.write(loop);
      } else if (statement instanceof Block.Piece piece) {
        call(piece.method());
      }
    }
    end.run();
  }

  /** Puts a value that an earlier loop kept on the stack. */
  public void recall(Node node, Block.Place place) {
    element(place.buffer(), place.subscripts());
    if (!isDouble(node)) {
      code.visitInsn(Opcodes.D2I);
    }
  }

  private void compute(Node node, Set<Node> once) {
    if (loops.isCarried(node)) {
      return;
    }
    int depth = 1;
    for (Node input : node.inputs) {
      depth = Math.max(depth, 1 + inlined.getOrDefault(input, 0));
    }
    if (once.contains(node) && depth < DEEPEST && outline.spill(node) < 0) {
      inlined.put(node, depth);
      return;
    }
    evaluate(node);
    store(node);
  }

  /** Puts the value on the stack into a local, and into the scratch array where others need it. */
  final void store(Node node) {
    keepInLocal(node);
    int spill = outline.spill(node);
    if (spill >= 0) {
      putSpilled(node, spill);
    }
  }

  public void putSpilled(Node node, int place) {
    code.visitVarInsn(Opcodes.ALOAD, SCRATCH);
    constant(place);
    push(node);
    if (!isDouble(node)) {
      code.visitInsn(Opcodes.I2D);
    }
    code.visitInsn(Opcodes.DASTORE);
  }

  /** Reserves places among the locals. */
  final int newLocal(int places) {
    int local = nextLocal;
    nextLocal += places;
    return local;
  }

  /** Puts the value on the stack into a local of its own. */
  final int newLocalOf(Node node) {
    int local = nextLocal;
    nextLocal += storeLocal(node, local);
    return local;
  }

  final void keepInLocal(Node node) {
    inlined.remove(node);
    locals.put(node, nextLocal);
    nextLocal += storeLocal(node, nextLocal);
  }

  /** Puts the value on the stack into a local, and tells how many places it takes. */
  public int storeLocal(Node node, int local) {
    code.visitVarInsn(isDouble(node) ? Opcodes.DSTORE : Opcodes.ISTORE, local);
    return isDouble(node) ? 2 : 1;
  }

  public void loadLocal(Node node, int local) {
    code.visitVarInsn(isDouble(node) ? Opcodes.DLOAD : Opcodes.ILOAD, local);
  }

  public void pushSpilled(Node node) {
    code.visitVarInsn(Opcodes.ALOAD, SCRATCH);
    constant(outline.spill(node));
    code.visitInsn(Opcodes.DALOAD);
    if (!isDouble(node)) {
      code.visitInsn(Opcodes.D2I);
    }
  }

  /** Puts a node's value on the stack. */
  public final void push(Node node) {
    Integer local = locals.get(node);
    if (local != null && !inlined.containsKey(node)) {
      loadLocal(node, local);
    } else if (outline.spill(node) >= 0) {
      // Made by a method that was called from here.
      pushSpilled(node);
    } else {
      evaluate(node);
    }
  }

  public void evaluate(Node node) {
    switch (node.kind) {
      case NUMBER -> number(node.number());
      case WHOLE -> constant(node.whole());
      case SIZE -> places.number((String) node.detail);
      case INDEX ->
          code.visitVarInsn(Opcodes.ILOAD, Objects.requireNonNull(indices.get((Axis) node.detail)));
      case LOAD -> element(node.buffer(), node.inputs);
      case ADD -> binary(node, Opcodes.DADD);
      case SUBTRACT -> binary(node, Opcodes.DSUB);
      case MULTIPLY -> binary(node, Opcodes.DMUL);
      case DIVIDE -> binary(node, Opcodes.DDIV);
      case WHOLE_ADD -> binary(node, Opcodes.IADD);
      case WHOLE_MULTIPLY -> binary(node, Opcodes.IMUL);
      case GUARDED_MULTIPLY -> {
        push(node.input(0));
        push(node.input(1));
        classWriting.helper(code, "guarded", "(DD)D");
      }
      case NEGATE -> {
        push(node.input(0));
        code.visitInsn(Opcodes.DNEG);
      }
      case SQUARE_ROOT -> {
        push(node.input(0));
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "sqrt", "(D)D", false);
      }
      case WHOLE_MAXIMUM, WHOLE_MINIMUM -> {
        push(node.input(0));
        push(node.input(1));
        String name = node.kind == Node.Kind.WHOLE_MAXIMUM ? "max" : "min";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", name, "(II)I", false);
      }
      case TO_DOUBLE -> {
        push(node.input(0));
        code.visitInsn(Opcodes.I2D);
      }
      case DETACH -> push(node.input(0));
      case CALL -> classWriting.call(code, node, this::push);
      case SELECT -> select(node);
      case LESS, LESS_OR_EQUAL, EQUAL, AND, OR, NOT -> condition(node);
      case REDUCE, ELEMENT, STORE, ACCUMULATE ->
          throw new IllegalStateException("no value at hand: " + node);
    }
  }

  private void binary(Node node, int opcode) {
    push(node.input(0));
    push(node.input(1));
    code.visitInsn(opcode);
  }

  private void select(Node node) {
    Label otherwise = new Label();
    Label end = new Label();
    jumpUnless(node.input(0), otherwise);
    push(node.input(1));
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(otherwise);
    push(node.input(2));
    code.visitLabel(end);
  }

  /** Puts 1 on the stack where a condition holds, else 0. */
  private void condition(Node node) {
    Label otherwise = new Label();
    Label end = new Label();
    jumpUnlessEvaluated(node, otherwise);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(otherwise);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitLabel(end);
  }

  final void jumpUnless(Node condition, Label target) {
    if (locals.containsKey(condition) && !inlined.containsKey(condition)) {
      push(condition);
      code.visitJumpInsn(Opcodes.IFEQ, target);
    } else {
      jumpUnlessEvaluated(condition, target);
    }
  }

  private void jumpUnlessEvaluated(Node condition, Label target) {
    switch (condition.kind) {
      case AND -> {
        jumpUnless(condition.input(0), target);
        jumpUnless(condition.input(1), target);
      }
      case OR -> {
        Label second = new Label();
        Label holds = new Label();
        jumpUnless(condition.input(0), second);
        code.visitJumpInsn(Opcodes.GOTO, holds);
        code.visitLabel(second);
        jumpUnless(condition.input(1), target);
        code.visitLabel(holds);
      }
      case NOT -> {
        Label fails = new Label();
        jumpUnless(condition.input(0), fails);
        code.visitJumpInsn(Opcodes.GOTO, target);
        code.visitLabel(fails);
      }
      default -> compare(condition, target);
    }
  }

  private void compare(Node condition, Label target) {
    push(condition.input(0));
    push(condition.input(1));
    if (condition.input(0).kind.isWhole()) {
      code.visitJumpInsn(
          switch (condition.kind) {
            case LESS -> Opcodes.IF_ICMPGE;
            case LESS_OR_EQUAL -> Opcodes.IF_ICMPGT;
            default -> Opcodes.IF_ICMPNE;
          },
          target);
      return;
    }
    // A comparison with NaN does not hold: DCMPG makes it greater.
    code.visitInsn(Opcodes.DCMPG);
    code.visitJumpInsn(
        switch (condition.kind) {
          case LESS -> Opcodes.IFGE;
          case LESS_OR_EQUAL -> Opcodes.IFGT;
          default -> Opcodes.IFNE;
        },
        target);
  }

  private void effect(Node effect) {
    if (loops.isCarried(effect)) {
      loops.put(effect);
    } else {
      put(
          effect.buffer(),
          effect.subscripts(),
          effect.value(),
          effect.kind == Node.Kind.ACCUMULATE);
    }
  }

  public void put(Buffer buffer, List<Node> subscripts, Node value, boolean adds) {
    places.push(buffer, subscripts);
    if (adds) {
      code.visitInsn(Opcodes.DUP2);
      code.visitInsn(Opcodes.DALOAD);
      addTo(value);
    } else {
      push(value);
      if (!isDouble(value)) {
        code.visitInsn(Opcodes.I2D);
      }
    }
    code.visitInsn(Opcodes.DASTORE);
  }

  /** Adds a node to what is on the stack. */
  void addTo(Node value) {
    boolean isNegated = value.kind == Node.Kind.NEGATE && inlined.containsKey(value);
    push(isNegated ? value.input(0) : value);
    code.visitInsn(isNegated ? Opcodes.DSUB : Opcodes.DADD);
  }

  /** Puts an element of a buffer on the stack. */
  public void element(Buffer buffer, List<Node> subscripts) {
    places.push(buffer, subscripts);
    code.visitInsn(Opcodes.DALOAD);
  }

  private void fill(Buffer buffer) {
    code.visitVarInsn(Opcodes.ALOAD, Places.array(buffer));
    List<Node> first = buffer.extents.stream().map(Buffer.Extent::lower).toList();
    List<Node> last = buffer.extents.stream().map(Buffer.Extent::upper).toList();
    place(buffer, first);
    place(buffer, last);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IADD);
    number(buffer.initial);
    fillRange(buffer);
  }

  /** Fills what lies between two places of an array with a number, all of them on the stack. */
  public void fillRange(Buffer buffer) {
    classWriting.helper(code, "fill", "([DIID)V");
  }

  /** Looks whether the thread is to stop. */
  final void poll() {
    classWriting.helper(code, "poll", "()V");
  }

  private void place(Buffer buffer, List<Node> subscripts) {
    places.push(buffer, subscripts);
    code.visitInsn(Opcodes.SWAP);
    code.visitInsn(Opcodes.POP);
  }

  /** How many passes of a loop are written after each other. */
  public int times(Block.Loop loop) {
    return loop.times();
  }

  /** What goes from one pass to the next without an array. */
  public List<LoopCarried> carries(Block.Loop loop) {
    return LoopCarried.of(loop);
  }

  /** Puts what a reduction begins with on the stack. */
  public void neutral(Node.Fold fold) {
    number(GraphBuilder.neutral(fold));
  }

  /** Joins the two values on the stack. */
  public void fold(Node.Fold fold) {
    switch (fold) {
      case SUM -> code.visitInsn(Opcodes.DADD);
      case PRODUCT -> code.visitInsn(Opcodes.DMUL);
      case MAXIMUM ->
          code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "max", "(DD)D", false);
      case MINIMUM ->
          code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "min", "(DD)D", false);
    }
  }

  private void call(Outline.Method method) {
    passArguments();
    for (Axis axis : method.axes) {
      code.visitVarInsn(Opcodes.ILOAD, Objects.requireNonNull(indices.get(axis)));
    }
    classWriting.invoke(code, method);
  }

  /** Puts the arguments of this method on the stack, but for the axes. */
  public void passArguments() {
    for (int i = 0; i <= LAYOUT; i++) {
      code.visitVarInsn(Opcodes.ALOAD, i);
    }
  }

  public final void constant(int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      // Not from the pool of constants, which holds too few for the places of a long program.
      constant(value >> 15);
      code.visitIntInsn(Opcodes.BIPUSH, 15);
      code.visitInsn(Opcodes.ISHL);
      constant(value & 0x7FFF);
      code.visitInsn(Opcodes.IADD);
    }
  }

  public final void number(double value) {
    if (Double.doubleToRawLongBits(value) == 0) {
      code.visitInsn(Opcodes.DCONST_0);
    } else if (value == 1) {
      code.visitInsn(Opcodes.DCONST_1);
    } else if (value == (short) value && value != 0) {
      constant((int) value);
      code.visitInsn(Opcodes.I2D);
    } else {
      code.visitLdcInsn(value);
    }
  }
}
