package org.chainrule.compile.lanes;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A writer of calls of the Vector API as bytecode. It is never linked to at compile time: code that
 * uses it is only made where the module is there.
 */
final class Vectors {
  private static final String PACKAGE = "jdk/incubator/vector/";
  private static final String DOUBLES = PACKAGE + "DoubleVector";
  private static final String LONGS = PACKAGE + "LongVector";
  private static final String OPERATORS = PACKAGE + "VectorOperators";
  private static final String MASKS = PACKAGE + "VectorMask";
  private static final String SPECIES_TYPE = "L" + PACKAGE + "VectorSpecies;";
  private static final String VECTOR = "L" + PACKAGE + "Vector;";
  private static final String RESULT = "L" + DOUBLES + ";";
  private static final String MASK = "L" + MASKS + ";";
  private static final String UNARY = "L" + OPERATORS + "$Unary;";
  private static final String BINARY = "L" + OPERATORS + "$Binary;";
  private static final String COMPARISON = "L" + OPERATORS + "$Comparison;";

  private final MethodVisitor code;

  Vectors(MethodVisitor code) {
    this.code = code;
  }

  private void species() {
    code.visitFieldInsn(Opcodes.GETSTATIC, DOUBLES, "SPECIES_PREFERRED", SPECIES_TYPE);
  }

  private void ofDoubles(String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, DOUBLES, method, descriptor, false);
  }

  private void ofMasks(String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, MASKS, method, descriptor, false);
  }

  /** The vector of a number that is the same for all lanes. */
  void broadcast(Runnable number) {
    species();
    number.run();
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, DOUBLES, "broadcast", "(" + SPECIES_TYPE + "D)" + RESULT, false);
  }

  void broadcast(double number) {
    broadcast(() -> code.visitLdcInsn(number));
  }

  /** The vector at a place of an array. */
  void fromArray(Runnable arrayAndPlace) {
    species();
    arrayAndPlace.run();
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, DOUBLES, "fromArray", "(" + SPECIES_TYPE + "[DI)" + RESULT, false);
  }

  /** Stores a vector; on the stack it, the array and the place. */
  void intoArray() {
    ofDoubles("intoArray", "([DI)V");
  }

  /** A method without arguments. */
  void method(String name) {
    ofDoubles(name, "()" + RESULT);
  }

  /** A method of two vectors. */
  void binary(String name) {
    ofDoubles(name, "(" + VECTOR + ")" + RESULT);
  }

  void lanewise(String operator) {
    code.visitFieldInsn(Opcodes.GETSTATIC, OPERATORS, operator, UNARY);
    ofDoubles("lanewise", "(" + UNARY + ")" + RESULT);
  }

  /** An operation on the two vectors on the stack. */
  void lanewiseBinary(String operator) {
    boolean isAssociative = operator.equals("MAX") || operator.equals("MIN");
    code.visitFieldInsn(
        Opcodes.GETSTATIC,
        OPERATORS,
        operator,
        isAssociative ? "L" + OPERATORS + "$Associative;" : BINARY);
    code.visitInsn(Opcodes.SWAP);
    ofDoubles("lanewise", "(" + BINARY + VECTOR + ")" + RESULT);
  }

  /** The mask of a comparison of the two vectors on the stack. */
  void compare(String operator) {
    code.visitFieldInsn(Opcodes.GETSTATIC, OPERATORS, operator, COMPARISON);
    code.visitInsn(Opcodes.SWAP);
    ofDoubles("compare", "(" + COMPARISON + VECTOR + ")" + MASK);
  }

  void compareNumber(String operator, double number) {
    code.visitFieldInsn(Opcodes.GETSTATIC, OPERATORS, operator, COMPARISON);
    code.visitLdcInsn(number);
    ofDoubles("compare", "(" + COMPARISON + "D)" + MASK);
  }

  /** The first of the three vectors on the stack times the second, plus the third, rounded once. */
  void multiplyAdd() {
    ofDoubles("fma", "(" + VECTOR + VECTOR + ")" + RESULT);
  }

  /** Shifts the bits of each number to the left. */
  void shiftLeft(int places) {
    ofDoubles("reinterpretAsLongs", "()L" + LONGS + ";");
    code.visitFieldInsn(Opcodes.GETSTATIC, OPERATORS, "LSHL", BINARY);
    code.visitLdcInsn((long) places);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, LONGS, "lanewise", "(" + BINARY + "J)L" + LONGS + ";", false);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, LONGS, "reinterpretAsDoubles", "()" + RESULT, false);
  }

  /** Jumps if the mask on the stack is that of all lanes. */
  void jumpIfAll(Label target) {
    ofMasks("allTrue", "()Z");
    code.visitJumpInsn(Opcodes.IFNE, target);
  }

  void mark(Label label) {
    code.visitLabel(label);
  }

  /** Replaces lanes; on the stack the vector, the one to take them from, and the mask. */
  void blend() {
    ofDoubles("blend", "(" + VECTOR + MASK + ")" + RESULT);
  }

  /** The same with a number instead of the second vector. */
  void blendNumber() {
    ofDoubles("blend", "(D" + MASK + ")" + RESULT);
  }

  void maskBinary(String method) {
    ofMasks(method, "(" + MASK + ")" + MASK);
  }

  void maskNot() {
    ofMasks("not", "()" + MASK);
  }

  /** The mask of all lanes or of none. */
  void maskOfAll(Runnable condition) {
    species();
    condition.run();
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, PACKAGE + "VectorSpecies", "maskAll", "(Z)" + MASK, true);
  }

  void load(int local) {
    code.visitVarInsn(Opcodes.ALOAD, local);
  }

  void store(int local) {
    code.visitVarInsn(Opcodes.ASTORE, local);
  }
}
