package org.chainrule.compile.jvm;

import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.graph.PowerNodes;
import org.chainrule.compile.graph.Table;
import org.chainrule.compile.schedule.Outline;
import org.chainrule.error.BudgetException;
import org.chainrule.error.Limit;
import org.chainrule.expr.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A writer of a hidden class that implements {@link Routine}; the kernels of the function table and
 * tables of numbers are its class data, constants that the JIT sees through.
 */
public final class ClassWriting {
  /** Where a class file tells how many constants it has: after its magic number and version. */
  private static final int CONSTANT_COUNT = 8;

  private static final String NAME = "org/chainrule/compile/jvm/Compiled";
  private static final String ARRAYS = "[D[D[D[D[D[I";
  private static final String UNARY = Type.getDescriptor(DoubleUnaryOperator.class);
  private static final String BINARY = Type.getDescriptor(DoubleBinaryOperator.class);

  /** The functions whose kernels are called, and the tables that are read. */
  private final Map<Object, Constant> constants = new LinkedHashMap<>();

  private final List<Object> classData = new ArrayList<>();
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final Form form;
  private int size;

  private ClassWriting(Form form) {
    this.form = form;
  }

  /** The form of a class: for one point at a time, or several. */
  public interface Form {
    /** The interface that the class implements. */
    Class<?> routine();

    /**
     * The descriptor of what follows the arrays in the interface's method, with what it returns.
     */
    String run();

    /** The descriptors of what every other method takes after the arrays. */
    String more();

    /** What writes a method. */
    MethodWriter writer(
        MethodVisitor code,
        ClassWriting writing,
        Outline outline,
        BufferLayout layout,
        Outline.Method method);
  }

  /** A class for one point at a time. */
  private static final Form SINGLE =
      new Form() {
        @Override
        public Class<?> routine() {
          return Routine.class;
        }

        @Override
        public String run() {
          return ")D";
        }

        @Override
        public String more() {
          return "";
        }

        @Override
        public MethodWriter writer(
            MethodVisitor code,
            ClassWriting writing,
            Outline outline,
            BufferLayout layout,
            Outline.Method method) {
          return new MethodWriter(code, writing, outline, layout, method);
        }
      };

  /** A hidden class's instance and the size of its code. */
  public record Made(Routine routine, int bytes, int methods) {}

  /** The same in another form, an instance of the form's routine. */
  public static Object make(Outline outline, BufferLayout layout, Node value, Form form) {
    return new ClassWriting(form).made(outline, layout, value);
  }

  public static Made make(Outline outline, BufferLayout layout, @Nullable Node value) {
    ClassWriting writing = new ClassWriting(SINGLE);
    Routine routine = (Routine) writing.made(outline, layout, value);
    return new Made(routine, writing.size, outline.methods().size());
  }

  private Object made(Outline outline, BufferLayout layout, @Nullable Node value) {
    try {
      write(outline, layout, value);
      return define();
    } catch (ClassTooLargeException | MethodTooLargeException tooLarge) {
      throw refusal();
    }
  }

  private static BudgetException refusal() {
    return Limit.CLASS_CONSTANTS.refusal("the code would be larger than a class can be");
  }

  private void write(Outline outline, BufferLayout layout, @Nullable Node value) {
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        NAME,
        null,
        "java/lang/Object",
        new String[] {Type.getInternalName(form.routine())});
    MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    for (Outline.Method method : outline.methods()) {
      boolean isMain = method == outline.main();
      MethodVisitor code =
          writer.visitMethod(
              isMain ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PRIVATE,
              isMain ? "run" : name(method),
              isMain ? "(" + ARRAYS + form.run() : descriptor(method),
              null,
              null);
      code.visitCode();
      Node returned = isMain ? value : null;
      MethodWriter methodWriter = form.writer(code, this, outline, layout, method);
      if (!layout.sizes().isEmpty()) {
        // Written to nowhere first, to see which numbers of the layout it reads.
        MethodVisitor nowhere = new MethodVisitor(Opcodes.ASM9) {};
        MethodWriter rehearsal = form.writer(nowhere, this, outline, layout, method);
        rehearsal.write(method, returned);
        methodWriter.places.preload(rehearsal.places.layoutSlots());
      }
      methodWriter.write(method, returned);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
    writeConstants();
    writer.visitEnd();
  }

  private static String name(Outline.Method method) {
    return "piece" + method.number;
  }

  private String descriptor(Outline.Method method) {
    return "(" + ARRAYS + form.more() + "I".repeat(method.axes.size()) + ")V";
  }

  void invoke(MethodVisitor code, Outline.Method method) {
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, NAME, name(method), descriptor(method), false);
  }

  public void helper(MethodVisitor code, String method, String descriptor) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, Type.getInternalName(Helpers.class), method, descriptor, false);
  }

  /** Calls the kernel of a function. */
  void call(MethodVisitor code, Node call, Consumer<Node> push) {
    if (PowerNodes.halves(call) > 0) {
      push.accept(call.input(0));
      powerOfHalves(code, PowerNodes.halves(call));
      return;
    }
    String kernel = kernel(code, call);
    if (kernel.equals(UNARY)) {
      push.accept(call.input(0));
      invoke(code, DoubleUnaryOperator.class, "applyAsDouble", "(D)D");
    } else if (kernel.equals(BINARY)) {
      push.accept(call.input(0));
      push.accept(call.input(1));
      invoke(code, DoubleBinaryOperator.class, "applyAsDouble", "(DD)D");
    } else {
      int count = call.inputs.size();
      code.visitIntInsn(Opcodes.SIPUSH, count);
      code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_DOUBLE);
      for (int i = 0; i < count; i++) {
        code.visitInsn(Opcodes.DUP);
        code.visitIntInsn(Opcodes.SIPUSH, i);
        push.accept(call.input(i));
        code.visitInsn(Opcodes.DASTORE);
      }
      invoke(code, Function.Kernel.class, "apply", "([D)D");
    }
  }

  /** Puts the kernel of a call's function on the stack, and tells the descriptor of its type. */
  public String kernel(MethodVisitor code, Node call) {
    Function function = call.function();
    int count = call.inputs.size();
    if (count == 1 && function.unaryKernel().isPresent()) {
      load(code, function, function.unaryKernel().get(), DoubleUnaryOperator.class);
      return UNARY;
    }
    if (count == 2 && function.binaryKernel().isPresent()) {
      load(code, function, function.binaryKernel().get(), DoubleBinaryOperator.class);
      return BINARY;
    }
    load(code, function, function.kernel().orElseThrow(), Function.Kernel.class);
    return Type.getDescriptor(Function.Kernel.class);
  }

  /** Puts the root of what is on the stack times powers of it there. */
  private static void powerOfHalves(MethodVisitor code, int halves) {
    for (int i = 0; i < halves / 2; i++) {
      code.visitInsn(Opcodes.DUP2);
    }
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "sqrt", "(D)D", false);
    for (int i = 0; i < halves / 2; i++) {
      code.visitInsn(Opcodes.DMUL);
    }
  }

  /** Puts the array of a table on the stack. */
  void load(MethodVisitor code, Table table) {
    load(code, table, table.array(), table.isWhole() ? int[].class : double[].class);
  }

  private void load(MethodVisitor code, Object key, Object value, Class<?> type) {
    Constant constant =
        constants.computeIfAbsent(
            key, none -> new Constant("constant" + constants.size(), Type.getDescriptor(type)));
    if (classData.size() < constants.size()) {
      classData.add(value);
    }
    code.visitFieldInsn(Opcodes.GETSTATIC, NAME, constant.name(), constant.descriptor());
  }

  /**
   * Sets the constants when the class is initialised: the JIT refuses to compile a method in which
   * a dynamic constant is not resolved yet.
   */
  private void writeConstants() {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    int place = 0;
    for (Constant constant : constants.values()) {
      writer
          .visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
              constant.name(),
              constant.descriptor(),
              null,
              null)
          .visitEnd();
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "lookup",
          "()Ljava/lang/invoke/MethodHandles$Lookup;",
          false);
      code.visitLdcInsn("_");
      code.visitLdcInsn(Type.getType(Object.class));
      code.visitIntInsn(Opcodes.SIPUSH, place++);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "classDataAt",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)"
              + "Ljava/lang/Object;",
          false);
      code.visitTypeInsn(Opcodes.CHECKCAST, Type.getType(constant.descriptor()).getInternalName());
      code.visitFieldInsn(Opcodes.PUTSTATIC, NAME, constant.name(), constant.descriptor());
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** A static field that holds a kernel or a table. */
  private record Constant(String name, String descriptor) {}

  private static void invoke(MethodVisitor code, Class<?> type, String method, String descriptor) {
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, Type.getInternalName(type), method, descriptor, true);
  }

  private Object define() {
    byte[] bytes = writer.toByteArray();
    size = bytes.length;
    int constants = ByteBuffer.wrap(bytes).getChar(CONSTANT_COUNT);
    if (constants > Limit.CLASS_CONSTANTS.most()) {
      throw refusal();
    }
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.lookup().defineHiddenClassWithClassData(bytes, classData, true);
      return lookup.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException("the compiled class cannot be made", failed);
    }
  }
}
