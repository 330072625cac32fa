package org.chainrule.compile.lanes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.jvm.ClassWriting;
import org.chainrule.compile.jvm.MethodWriter;
import org.chainrule.compile.schedule.Block;
import org.chainrule.compile.schedule.LoopCarried;
import org.chainrule.compile.schedule.Outline;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Function;
import org.chainrule.expr.Reduction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A writer of one method's block for several points at a time: what is a double for one point is a
 * vector here, with a lane for each, and a condition that depends on the point is a mask. Whole
 * numbers, and so loops and subscripts, are the same for all points.
 *
 * <p>Both branches of a case are computed where its condition is a mask.
 */
public final class LaneWriter extends MethodWriter {
  /**
   * The most bytes that stay in one method, and the bytes of a piece: the JIT makes much more of a
   * call of the Vector API than of an operation on a double, and gives up early.
   */
  public static final int LARGEST_METHOD = 2_000;

  public static final int PIECE = 1_000;

  private static final int VALUES = DIRECTIONS;
  private static final int STRIDE = LAYOUT + 1;

  /** The first of the points that are in the vectors. */
  private static final int POINT = LAYOUT + 2;

  private static final int END = LAYOUT + 3;

  private final Lanes lanes;
  private final Vectors vectors;
  private final LaneFunctions functions;
  private final Map<Node, Boolean> masks = new HashMap<>();

  LaneWriter(
      MethodVisitor code,
      ClassWriting classWriting,
      Outline outline,
      BufferLayout layout,
      Outline.Method method,
      Lanes lanes) {
    super(
        code,
        classWriting,
        outline,
        layout,
        method,
        method == outline.main() ? END + 1 : POINT + 1);
    this.lanes = lanes;
    vectors = new Vectors(code);
    functions = new LaneFunctions(method.block, vectors, this::push, () -> nextLocal++);
  }

  /** The form of classes that compute several points at a time. */
  static ClassWriting.Form form(Lanes lanes) {
    return new ClassWriting.Form() {
      @Override
      public Class<?> routine() {
        return LaneRoutine.class;
      }

      @Override
      public String run() {
        return "III)V";
      }

      @Override
      public String more() {
        return "II";
      }

      @Override
      public MethodWriter writer(
          MethodVisitor code,
          ClassWriting writing,
          Outline outline,
          BufferLayout layout,
          Outline.Method method) {
        return new LaneWriter(code, writing, outline, layout, method, lanes);
      }
    };
  }

  /** The number of vectors in the scratch array that calls of functions need. */
  public static int temporaries(Outline outline) {
    int most = 0;
    Deque<Block> pending = new ArrayDeque<>();
    outline.methods().forEach(method -> pending.push(method.block));
    while (!pending.isEmpty()) {
      Interruption.poll();
      for (Block.Statement each : pending.pop().statements()) {
        if (each instanceof Block.Loop loop) {
          pending.push(loop.body());
        } else if (each instanceof Block.Compute compute && compute.node().kind == Node.Kind.CALL) {
          most = Math.max(most, compute.node().inputs.size());
        }
      }
    }
    return most;
  }

  @Override
  public void write(Outline.Method method, @Nullable Node value) {
    if (value == null) {
      super.write(method, null);
      return;
    }
    Label head = new Label();
    Label exit = new Label();
    code.visitLabel(head);
    code.visitVarInsn(Opcodes.ILOAD, POINT);
    code.visitVarInsn(Opcodes.ILOAD, END);
    code.visitJumpInsn(Opcodes.IF_ICMPGE, exit);
    body(method, List.of(value));
    push(value);
    code.visitVarInsn(Opcodes.ALOAD, VALUES);
    code.visitVarInsn(Opcodes.ILOAD, POINT);
    vectors.intoArray();
    code.visitIincInsn(POINT, lanes.count());
    code.visitJumpInsn(Opcodes.GOTO, head);
    code.visitLabel(exit);
    code.visitInsn(Opcodes.RETURN);
  }

  @Override
  public void passArguments() {
    super.passArguments();
    code.visitVarInsn(Opcodes.ILOAD, STRIDE);
    code.visitVarInsn(Opcodes.ILOAD, POINT);
  }

  /** Whether a condition differs between points. */
  private boolean isMask(Node node) {
    if (!node.kind.isCondition()) {
      return false;
    }
    Boolean known = masks.get(node);
    if (known == null) {
      known = comparesDoubles(node);
      masks.put(node, known);
    }
    return known;
  }

  private boolean comparesDoubles(Node condition) {
    Deque<Node> pending = new ArrayDeque<>(List.of(condition));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Node node = pending.pop();
      if (node.kind.isCondition()) {
        if (Boolean.TRUE.equals(masks.get(node))) {
          return true;
        }
        node.inputs.forEach(pending::push);
      } else if (!node.kind.isWhole()) {
        return true;
      }
    }
    return false;
  }

  private boolean isInt(Node node) {
    return node.kind.isWhole() || node.kind.isCondition() && !isMask(node);
  }

  @Override
  public int storeLocal(Node node, int local) {
    code.visitVarInsn(isInt(node) ? Opcodes.ISTORE : Opcodes.ASTORE, local);
    return 1;
  }

  @Override
  public void loadLocal(Node node, int local) {
    code.visitVarInsn(isInt(node) ? Opcodes.ILOAD : Opcodes.ALOAD, local);
  }

  @Override
  public void putSpilled(Node node, int place) {
    if (isInt(node)) {
      super.putSpilled(node, place * lanes.count());
      return;
    }
    pushVector(node);
    code.visitVarInsn(Opcodes.ALOAD, SCRATCH);
    constant(place * lanes.count());
    vectors.intoArray();
  }

  /** Puts a value of any kind on the stack as a vector. */
  private void pushVector(Node node) {
    if (isInt(node)) {
      vectors.broadcast(
          () -> {
            push(node);
            code.visitInsn(Opcodes.I2D);
          });
    } else if (isMask(node)) {
      vectors.broadcast(() -> number(0));
      number(1);
      push(node);
      vectors.blendNumber();
    } else {
      push(node);
    }
  }

  @Override
  public void pushKept(Node node, Block.Place place) {
    if (isInt(node)) {
      place(place.buffer(), place.subscripts());
      code.visitInsn(Opcodes.DALOAD);
      code.visitInsn(Opcodes.D2I);
      return;
    }
    element(place.buffer(), place.subscripts());
    if (isMask(node)) {
      vectors.compareNumber("EQ", 1);
    }
  }

  @Override
  public void pushSpilled(Node node) {
    int place = outline.spill(node) * lanes.count();
    if (isInt(node)) {
      code.visitVarInsn(Opcodes.ALOAD, SCRATCH);
      constant(place);
      code.visitInsn(Opcodes.DALOAD);
      code.visitInsn(Opcodes.D2I);
      return;
    }
    fromScratch(place);
    if (isMask(node)) {
      vectors.compareNumber("EQ", 1);
    }
  }

  private void fromScratch(int place) {
    vectors.fromArray(
        () -> {
          code.visitVarInsn(Opcodes.ALOAD, SCRATCH);
          constant(place);
        });
  }

  @Override
  public void evaluate(Node node) {
    switch (node.kind) {
      case NUMBER -> vectors.broadcast(() -> number(node.number()));
      case TO_DOUBLE, CONSTANT -> vectors.broadcast(() -> super.evaluate(node));
      case ADD -> binary(node, "add");
      case SUBTRACT -> binary(node, "sub");
      case MULTIPLY -> binary(node, "mul");
      case DIVIDE -> binary(node, "div");
      case GUARDED_MULTIPLY -> {
        binary(node, "mul");
        number(0);
        push(node.input(0));
        vectors.compareNumber("EQ", 0);
        vectors.blendNumber();
      }
      case NEGATE -> {
        push(node.input(0));
        vectors.method("neg");
      }
      case SQUARE_ROOT -> {
        push(node.input(0));
        vectors.method("sqrt");
      }
      case CALL -> call(node);
      case SELECT -> {
        if (isMask(node.input(0))) {
          push(node.input(2));
          push(node.input(1));
          push(node.input(0));
          vectors.blend();
        } else {
          super.evaluate(node);
        }
      }
      case LESS, LESS_OR_EQUAL, EQUAL, AND, OR, NOT -> {
        if (isMask(node)) {
          mask(node);
        } else {
          super.evaluate(node);
        }
      }
      default -> super.evaluate(node);
    }
  }

  private void binary(Node node, String method) {
    push(node.input(0));
    push(node.input(1));
    vectors.binary(method);
  }

  private void mask(Node node) {
    switch (node.kind) {
      case AND, OR -> {
        pushMask(node.input(0));
        pushMask(node.input(1));
        vectors.maskBinary(node.kind == Node.Kind.AND ? "and" : "or");
      }
      case NOT -> {
        push(node.input(0));
        vectors.maskNot();
      }
      default -> {
        push(node.input(0));
        push(node.input(1));
        vectors.compare(
            node.kind == Node.Kind.LESS ? "LT" : node.kind == Node.Kind.EQUAL ? "EQ" : "LE");
      }
    }
  }

  /** Puts a condition on the stack as a mask, also where it is the same for all points. */
  private void pushMask(Node condition) {
    if (isMask(condition)) {
      push(condition);
    } else {
      vectors.maskOfAll(() -> push(condition));
    }
  }

  private void call(Node call) {
    if (functions.write(call)) {
      return;
    }
    // The temporaries stand behind the spilled values.
    int first = outline.spills() * lanes.count();
    int count = call.inputs.size();
    for (int i = 0; i < count; i++) {
      push(call.input(i));
      code.visitVarInsn(Opcodes.ALOAD, SCRATCH);
      constant(first + i * lanes.count());
      vectors.intoArray();
    }
    String kernel = classWriting.kernel(code, call);
    code.visitVarInsn(Opcodes.ALOAD, SCRATCH);
    constant(first);
    constant(lanes.count());
    boolean isOfArray = kernel.equals(Function.Kernel.class.descriptorString());
    if (isOfArray) {
      constant(count);
    }
    classWriting.helper(code, "each", "(" + kernel + "[DII" + (isOfArray ? "I" : "") + ")V");
    fromScratch(first);
  }

  /** The array of a buffer and the place of its element of the first point, on the stack. */
  private void place(Buffer buffer, List<Node> subscripts) {
    places.push(buffer, subscripts);
    if (buffer.role == Buffer.Role.SCRATCH) {
      constant(lanes.count());
      code.visitInsn(Opcodes.IMUL);
    } else {
      code.visitVarInsn(Opcodes.ILOAD, STRIDE);
      code.visitInsn(Opcodes.IMUL);
      code.visitVarInsn(Opcodes.ILOAD, POINT);
      code.visitInsn(Opcodes.IADD);
    }
  }

  @Override
  public void element(Buffer buffer, List<Node> subscripts) {
    if (buffer.role == Buffer.Role.PARAMETERS && !lanes.hasOwnParameters()) {
      vectors.broadcast(() -> super.element(buffer, subscripts));
    } else {
      vectors.fromArray(() -> place(buffer, subscripts));
    }
  }

  @Override
  public void put(Buffer buffer, List<Node> subscripts, Node value, boolean adds) {
    pushVector(value);
    if (adds) {
      element(buffer, subscripts);
      vectors.binary("add");
    }
    place(buffer, subscripts);
    vectors.intoArray();
  }

  @Override
  public void multiply(Block.MatrixProduct product) {
    throw new IllegalStateException("sums stay loops over several points");
  }

  @Override
  public void invert(Block.Inversion inversion) {
    throw new IllegalStateException("no inverses over several points");
  }

  @Override
  public void fillRange(Buffer buffer) {
    constant(lanes.count());
    if (buffer.role == Buffer.Role.SCRATCH) {
      constant(lanes.count());
      constant(0);
    } else {
      code.visitVarInsn(Opcodes.ILOAD, STRIDE);
      code.visitVarInsn(Opcodes.ILOAD, POINT);
    }
    classWriting.helper(code, "fill", "([DIIDIII)V");
  }

  @Override
  public void neutral(Node reduction) {
    vectors.broadcast(() -> number(reduction.over().neutral()));
  }

  @Override
  public void fold(Reduction.Operator fold) {
    switch (fold) {
      case SUM -> vectors.binary("add");
      case PRODUCT -> vectors.binary("mul");
      case MAXIMUM -> vectors.lanewiseBinary("MAX");
      case MINIMUM -> vectors.lanewiseBinary("MIN");
    }
  }

  /** One: several points are on their way already. */
  @Override
  protected int times(Block.Loop loop) {
    return 1;
  }

  @Override
  protected List<LoopCarried> carries(Block.Loop loop) {
    return List.of();
  }
}
