package org.chainrule.evaluate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A straight-line program: the operations that one evaluation took, in their order, each once.
 *
 * <p>What the evaluation decided by values, which case holds or how far a sum goes, are operations
 * too: the program is the evaluation's at all points at which they come out the same.
 */
final class StraightLine {
  /** The operations. */
  enum Operation {
    INPUT,
    NUMBER,
    PI,
    E,
    ADD,
    MULTIPLY,
    NEGATE,
    DIVIDE,
    INTEGER_POWER,
    POWER,
    EXPONENTIAL,
    APPLY,
    /** A decision: the sign of a difference. */
    SIGN,
    /** A decision: the whole number that a value is. */
    WHOLE
  }

  /** The detail of a value that is no whole number. */
  static final Object NOT_WHOLE = new Object();

  /**
   * An operation with what it is applied to.
   *
   * @param operands the places of the operands in the program
   * @param detail the name of an input, a number, an exponent, a function, the outcome of a
   *     decision
   */
  record Instruction(Operation operation, List<Integer> operands, @Nullable Object detail) {}

  private final Operation[] operations;
  private final int[][] operands;
  private final @Nullable Object[] details;
  private final int result;

  /** The program of instructions, each with its place. */
  StraightLine(Map<Instruction, Integer> instructions, int result) {
    int size = instructions.size();
    operations = new Operation[size];
    operands = new int[size][];
    details = new @Nullable Object[size];
    instructions.forEach(
        (instruction, place) -> {
          operations[place] = instruction.operation();
          operands[place] = instruction.operands().stream().mapToInt(each -> each).toArray();
          details[place] = instruction.detail();
        });
    this.result = result;
  }

  int size() {
    return operations.length;
  }

  Operation operation(int place) {
    return operations[place];
  }

  /** The places of an instruction's operands, which nobody changes. */
  int[] operands(int place) {
    return operands[place];
  }

  @Nullable Object detail(int place) {
    return details[place];
  }

  /** The place of the value that all others lead to. */
  int result() {
    return result;
  }
}
