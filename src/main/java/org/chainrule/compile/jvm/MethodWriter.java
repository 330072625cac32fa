package org.chainrule.compile.jvm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.schedule.Block;
import org.chainrule.compile.schedule.BlockWriter;
import org.chainrule.compile.schedule.LoopCarried;
import org.chainrule.compile.schedule.Outline;
import org.chainrule.expr.Reduction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A writer of one method's bytecode: values that are at hand are locals, or written again where
 * they are used.
 */
public class MethodWriter extends BlockWriter<MethodWriter.Held> {
  /** The arguments that every method has: the six of {@link Routine#run}, and before them this. */
  static final int VARIABLES = 1;

  static final int PARAMETERS = 2;
  public static final int DIRECTIONS = 3;
  static final int RESULTS = 4;
  public static final int SCRATCH = 5;
  public static final int LAYOUT = 6;
  static final int FIRST_AXIS = 7;

  /** How deep an expression may stand on the operand stack. */
  private static final int DEEPEST = 24;

  /** About how many statements run before a loop looks whether it is to stop. */
  private static final int STATEMENTS_PER_POLL = 1 << 18;

  /** After so many passes a loop of loops looks. */
  private static final int OUTER_PASSES_PER_POLL = 16;

  public final MethodVisitor code;
  public final ClassWriting classWriting;
  public final Places places;

  /** The locals with the index of the last pass, of the loops written now. */
  private final Map<Axis, Integer> ends = new HashMap<>();

  public int nextLocal;

  /**
   * A value at hand.
   *
   * @param local the local that has it, unless it is written where it is used
   * @param depth how deep it then stands on the operand stack, else 0
   */
  protected record Held(int local, int depth) {
    static Held in(int local) {
      return new Held(local, 0);
    }

    boolean isWritten() {
      return depth > 0;
    }
  }

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
    super(outline);
    this.code = code;
    this.classWriting = classWriting;
    places = new Places(this, layout);
    nextLocal = firstAxis;
    for (Axis axis : method.axes) {
      indices.put(axis, Held.in(newLocal(1)));
    }
  }

  public void write(Outline.Method method, @Nullable Node value) {
    body(method, value == null ? List.of() : List.of(value));
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

  @Override
  protected final void takeSpilled(Node node) {
    pushSpilled(node);
    keepInLocal(node);
  }

  @Override
  protected final void recall(Node node, Block.Place place) {
    pushKept(node, place);
    store(node);
  }

  /** Puts a value that an earlier loop kept on the stack. */
  public void pushKept(Node node, Block.Place place) {
    element(place.buffer(), place.subscripts());
    if (!isDouble(node)) {
      code.visitInsn(Opcodes.D2I);
    }
  }

  @Override
  protected final void compute(Node node, boolean isUsedOnce) {
    int depth = 1;
    for (Node input : node.inputs) {
      Held held = known.get(input);
      depth = Math.max(depth, 1 + (held == null ? 0 : held.depth()));
    }
    if (isUsedOnce && depth < DEEPEST && outline.spill(node) < 0) {
      known.put(node, new Held(-1, depth));
      return;
    }
    evaluate(node);
    store(node);
  }

  /** Puts the value on the stack into a local, and into the scratch array where others need it. */
  private void store(Node node) {
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
  private Held newLocalOf(Node node) {
    int local = nextLocal;
    nextLocal += storeLocal(node, local);
    return Held.in(local);
  }

  private void keepInLocal(Node node) {
    known.put(node, newLocalOf(node));
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
    Held held = known.get(node);
    if (held != null && !held.isWritten()) {
      loadLocal(node, held.local());
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
      case INDEX -> code.visitVarInsn(Opcodes.ILOAD, index((Axis) node.detail));
      case LOAD -> element(node.buffer(), node.inputs);
      case CONSTANT, PLACE -> {
        classWriting.load(code, node.table());
        push(node.input(0));
        code.visitInsn(node.kind == Node.Kind.PLACE ? Opcodes.IALOAD : Opcodes.DALOAD);
      }
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
      case REDUCE, MATRIX_PRODUCT, ELEMENT, STORE, ACCUMULATE, INVERT ->
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
    Held held = known.get(condition);
    if (held != null && !held.isWritten()) {
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

  @Override
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
  private void addTo(Node value) {
    Held held = known.get(value);
    boolean isNegated = value.kind == Node.Kind.NEGATE && held != null && held.isWritten();
    push(isNegated ? value.input(0) : value);
    code.visitInsn(isNegated ? Opcodes.DSUB : Opcodes.DADD);
  }

  /** Puts an element of a buffer on the stack. */
  public void element(Buffer buffer, List<Node> subscripts) {
    places.push(buffer, subscripts);
    code.visitInsn(Opcodes.DALOAD);
  }

  @Override
  protected final void fill(Buffer buffer) {
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

  @Override
  protected final Held first(Axis axis) {
    push(axis.lower);
    code.visitVarInsn(Opcodes.ISTORE, newLocal(1));
    return Held.in(nextLocal - 1);
  }

  @Override
  public void multiply(Block.MatrixProduct product) {
    Node.ProductAxes axes = product.node().product();
    matrix(product.left(), axes.row(), axes.term());
    matrix(product.right(), axes.term(), axes.column());
    matrix(product.target(), axes.row(), axes.column());
    product.axes().forEach(this::length);
    code.visitInsn(axes.isGuarded() ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
    classWriting.helper(code, "multiply", "([DIII[DIII[DIIIIIIZ)V");
  }

  @Override
  public void invert(Block.Inversion inversion) {
    Axis row = inversion.axes().get(0);
    Axis column = inversion.axes().get(1);
    matrix(inversion.source(), row, column);
    matrix(inversion.target(), row, column);
    length(row);
    classWriting.helper(code, "invert", "([DIII[DIIII)V");
  }

  /** Puts a matrix on the stack: the array, the first place and two distances. */
  private void matrix(Block.Place place, Axis row, Axis column) {
    places.push(place.buffer(), place.subscripts());
    places.pushStride(place.buffer(), place.dimension(row));
    places.pushStride(place.buffer(), place.dimension(column));
  }

  /** Puts the number of an axis's indices on the stack. */
  private void length(Axis axis) {
    push(axis.upper);
    push(axis.lower);
    code.visitInsn(Opcodes.ISUB);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IADD);
  }

  /** Fills what lies between two places of an array with a number, all of them on the stack. */
  public void fillRange(Buffer buffer) {
    classWriting.helper(code, "fill", "([DIID)V");
  }

  /** Looks whether the thread is to stop. */
  private void poll() {
    classWriting.helper(code, "poll", "()V");
  }

  private void place(Buffer buffer, List<Node> subscripts) {
    places.push(buffer, subscripts);
    code.visitInsn(Opcodes.SWAP);
    code.visitInsn(Opcodes.POP);
  }

  /** Puts what a reduction begins with on the stack. */
  public void neutral(Node reduction) {
    number(reduction.over().neutral());
  }

  /** Joins the two values on the stack. */
  public void fold(Reduction.Operator fold) {
    switch (fold) {
      case SUM -> code.visitInsn(Opcodes.DADD);
      case PRODUCT -> code.visitInsn(Opcodes.DMUL);
      case MAXIMUM ->
          code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "max", "(DD)D", false);
      case MINIMUM ->
          code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "min", "(DD)D", false);
    }
  }

  @Override
  protected final void call(Outline.Method method) {
    passArguments();
    for (Axis axis : method.axes) {
      code.visitVarInsn(Opcodes.ILOAD, index(axis));
    }
    classWriting.invoke(code, method);
  }

  private int index(Axis axis) {
    return Objects.requireNonNull(indices.get(axis)).local();
  }

  private int end(Axis axis) {
    return Objects.requireNonNull(ends.get(axis));
  }

  /** Puts the arguments of this method on the stack, but for the axes. */
  public void passArguments() {
    for (int i = 0; i <= LAYOUT; i++) {
      code.visitVarInsn(Opcodes.ALOAD, i);
    }
  }

  @Override
  protected final Held accumulator(Node reduction) {
    neutral(reduction);
    return newLocalOf(reduction);
  }

  @Override
  protected final void accumulate(Node reduction, Held accumulator) {
    loadLocal(reduction, accumulator.local());
    push(reduction.input(0));
    fold(reduction.over().fold());
    storeLocal(reduction, accumulator.local());
  }

  @Override
  protected final void join(Node reduction, List<Held> accumulators) {
    loadLocal(reduction, accumulators.get(0).local());
    for (Held each : accumulators.subList(1, accumulators.size())) {
      loadLocal(reduction, each.local());
      fold(reduction.over().fold());
    }
    store(reduction);
  }

  @Override
  protected final Held index(Block.Loop loop, boolean isSetBefore) {
    Axis axis = loop.axis();
    int index = newLocal(1);
    int end = newLocal(1);
    push(loop.descends() ? axis.upper : axis.lower);
    code.visitVarInsn(Opcodes.ISTORE, index);
    push(loop.descends() ? axis.lower : axis.upper);
    code.visitVarInsn(Opcodes.ISTORE, end);
    ends.put(axis, end);
    return Held.in(index);
  }

  /** Leaves where an index is beyond the last of a loop. */
  private void jumpBeyond(Block.Loop loop, int index, int last, Label target) {
    code.visitVarInsn(Opcodes.ILOAD, index);
    code.visitVarInsn(Opcodes.ILOAD, last);
    code.visitJumpInsn(loop.descends() ? Opcodes.IF_ICMPLT : Opcodes.IF_ICMPGT, target);
  }

  @Override
  protected final void repeat(Block.Loop loop, int passes, boolean isSetBefore, Runnable written) {
    int index = index(loop.axis());
    int last = newLocal(1);
    code.visitVarInsn(Opcodes.ILOAD, end(loop.axis()));
    if (passes > 1) {
      constant(passes - 1);
      code.visitInsn(Opcodes.ISUB);
    }
    code.visitVarInsn(Opcodes.ISTORE, last);
    int blockEnd = newLocal(1);
    Label block = new Label();
    Label head = new Label();
    Label blockExit = new Label();
    Label exit = new Label();
    code.visitLabel(block);
    startBlock(loop, index, last, blockEnd);
    code.visitLabel(head);
    jumpBeyond(loop, index, blockEnd, blockExit);
    written.run();
    next(loop);
    code.visitJumpInsn(Opcodes.GOTO, head);
    code.visitLabel(blockExit);
    jumpBeyond(loop, index, last, exit);
    poll();
    code.visitJumpInsn(Opcodes.GOTO, block);
    code.visitLabel(exit);
  }

  /** Sets where the passes end that run without a look at whether to stop: docs/decisions/0031. */
  private void startBlock(Block.Loop loop, int index, int last, int blockEnd) {
    int from = loop.descends() ? last : index;
    code.visitVarInsn(Opcodes.ILOAD, loop.descends() ? index : last);
    code.visitVarInsn(Opcodes.ILOAD, from);
    code.visitInsn(Opcodes.ISUB);
    constant(passesPerPoll(loop));
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
    code.visitVarInsn(Opcodes.ISTORE, blockEnd);
    code.visitVarInsn(Opcodes.ILOAD, index);
    code.visitVarInsn(Opcodes.ILOAD, blockEnd);
    code.visitInsn(loop.descends() ? Opcodes.ISUB : Opcodes.IADD);
    code.visitVarInsn(Opcodes.ISTORE, blockEnd);
  }

  private static int passesPerPoll(Block.Loop loop) {
    List<Block.Statement> statements = loop.body().statements();
    return statements.stream()
            .anyMatch(each -> each instanceof Block.Loop || each instanceof Block.Piece)
        ? OUTER_PASSES_PER_POLL
        : Math.max(Block.Loop.SIDE_BY_SIDE, STATEMENTS_PER_POLL / (statements.size() + 1));
  }

  @Override
  protected final void once(Block.Loop loop, boolean isLast, Runnable pass) {
    Label exit = new Label();
    jumpBeyond(loop, index(loop.axis()), end(loop.axis()), exit);
    pass.run();
    next(loop);
    code.visitLabel(exit);
  }

  @Override
  protected final void next(Block.Loop loop) {
    code.visitIincInsn(index(loop.axis()), loop.descends() ? -1 : 1);
  }

  @Override
  protected final Held latest(LoopCarried carry, Block.Loop loop) {
    int local = newLocal(2);
    Label empty = new Label();
    code.visitInsn(Opcodes.DCONST_0);
    code.visitVarInsn(Opcodes.DSTORE, local);
    jumpBeyond(loop, index(loop.axis()), end(loop.axis()), empty);
    places.push(carry.reader().buffer(), carry.reader().subscripts());
    code.visitInsn(Opcodes.DALOAD);
    code.visitVarInsn(Opcodes.DSTORE, local);
    code.visitLabel(empty);
    return Held.in(local);
  }

  @Override
  protected final Held previous(LoopCarried carry) {
    return Held.in(newLocal(2));
  }

  @Override
  protected final void handOn(Held latest, Held previous) {
    code.visitVarInsn(Opcodes.DLOAD, latest.local());
    code.visitVarInsn(Opcodes.DSTORE, previous.local());
  }

  @Override
  protected final void putLast(LoopCarried carry, Block.Loop loop, Held latest) {
    Label empty = new Label();
    push(loop.descends() ? loop.axis().upper : loop.axis().lower);
    code.visitVarInsn(Opcodes.ILOAD, end(loop.axis()));
    code.visitJumpInsn(loop.descends() ? Opcodes.IF_ICMPLT : Opcodes.IF_ICMPGT, empty);
    places.push(carry.reader().buffer(), carry.reader().subscripts());
    code.visitVarInsn(Opcodes.DLOAD, latest.local());
    code.visitInsn(Opcodes.DASTORE);
    code.visitLabel(empty);
  }

  @Override
  protected final void putOnTop(Node effect, Held previous) {
    places.push(effect.buffer(), effect.subscripts());
    code.visitVarInsn(Opcodes.DLOAD, previous.local());
    addTo(effect.value());
    code.visitInsn(Opcodes.DASTORE);
  }

  @Override
  protected final void putCarried(Node effect, Held latest, boolean adds, boolean isKept) {
    if (adds || !isKept) {
      places.push(effect.buffer(), effect.subscripts());
    }
    if (adds) {
      if (!isKept) {
        code.visitInsn(Opcodes.DUP2);
      }
      code.visitInsn(Opcodes.DALOAD);
      addTo(effect.value());
    } else {
      push(effect.value());
    }
    if (!isKept) {
      code.visitInsn(Opcodes.DUP2);
    }
    code.visitVarInsn(Opcodes.DSTORE, latest.local());
    if (!isKept) {
      code.visitInsn(Opcodes.DASTORE);
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
