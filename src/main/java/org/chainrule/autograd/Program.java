package org.chainrule.autograd;

import java.util.List;
import org.chainrule.expr.Relation;

/**
 * A derivative from the table as a list of instructions over registers of doubles.
 *
 * <p>The first registers hold what the derivative is made from: the arguments and the result of the
 * function, or, for a function of a vector, the two indices and the result. Programs are immutable;
 * what they compute in is a {@link Scratch}.
 */
final class Program {
  /** What an instruction does. */
  enum Operation {
    CONSTANT,
    /** A constant plus a multiple. */
    AFFINE,
    ADD,
    MULTIPLY,
    DIVIDE,
    /** A power with a constant exponent. */
    POWER,
    CALL,
    /** A function of the vector, for the element that a register selects. */
    VECTOR_CALL,
    COMPARE,
    AND,
    OR,
    /** One register or another, by a third. */
    SELECT
  }

  /** One instruction. */
  static final class Instruction {
    private final Operation operation;
    private final int target;
    private final int[] sources;
    private final double offset;
    private final double factor;
    private final Rule rule;
    private final Relation.Operator relation;

    /**
     * An instruction.
     *
     * @param operation what it does
     * @param target the register for the result
     * @param sources the registers that it reads
     * @param offset a constant, or 0
     * @param factor another constant, or 0
     * @param rule the function that is called, otherwise one that is not looked at
     * @param relation the comparison, otherwise one that is not looked at
     */
    Instruction(
        Operation operation,
        int target,
        int[] sources,
        double offset,
        double factor,
        Rule rule,
        Relation.Operator relation) {
      this.operation = operation;
      this.target = target;
      this.sources = sources;
      this.offset = offset;
      this.factor = factor;
      this.rule = rule;
      this.relation = relation;
    }
  }

  /** Stands for a derivative that there is not: its value is NaN. */
  static final Program NO_VALUE = new Program(List.of(), -1, 1);

  private final Instruction[] instructions;
  private final int result;
  private final int registers;

  Program(List<Instruction> instructions, int result, int registers) {
    this.instructions = instructions.toArray(Instruction[]::new);
    this.result = result;
    this.registers = registers;
  }

  /** The registers that a run needs. */
  int registers() {
    return registers;
  }

  /** Runs, the first registers being filled. */
  double run(Scratch scratch) {
    double[] at = scratch.registers;
    for (Instruction each : instructions) {
      at[each.target] = value(each, at, scratch);
    }
    return result < 0 ? Double.NaN : at[result];
  }

  /** Runs with tangents beside the values; gives the tangent of the result. */
  double runTangent(Scratch scratch) {
    double[] at = scratch.registers;
    double[] along = scratch.tangents;
    for (Instruction each : instructions) {
      at[each.target] = value(each, at, scratch);
      along[each.target] = tangent(each, at, along, scratch);
    }
    return result < 0 ? Double.NaN : along[result];
  }

  private static double value(Instruction each, double[] at, Scratch scratch) {
    int[] from = each.sources;
    return switch (each.operation) {
      case CONSTANT -> each.offset;
      case AFFINE -> each.offset + each.factor * at[from[0]];
      case ADD -> at[from[0]] + at[from[1]];
      case MULTIPLY -> at[from[0]] * at[from[1]];
      case DIVIDE -> at[from[0]] / at[from[1]];
      case POWER -> Powers.value(at[from[0]], each.offset);
      case CALL -> each.rule.value(gathered(from, at, scratch));
      case VECTOR_CALL -> each.rule.value(scratch.elements, position(from, at));
      case COMPARE -> holds(each.relation, at[from[0]], at[from[1]]) ? 1 : 0;
      case AND -> at[from[0]] * at[from[1]];
      case OR -> Math.max(at[from[0]], at[from[1]]);
      case SELECT -> at[from[0]] == 1 ? at[from[1]] : at[from[2]];
    };
  }

  private static double tangent(Instruction each, double[] at, double[] along, Scratch scratch) {
    int[] from = each.sources;
    return switch (each.operation) {
      case CONSTANT, COMPARE, AND, OR -> 0;
      case AFFINE -> each.factor * along[from[0]];
      case ADD -> along[from[0]] + along[from[1]];
      case MULTIPLY -> scaled(along[from[0]], at[from[1]]) + scaled(along[from[1]], at[from[0]]);
      case DIVIDE ->
          scaled(along[from[0]], 1 / at[from[1]])
              - scaled(along[from[1]], at[each.target] / at[from[1]]);
      case POWER ->
          scaled(along[from[0]], Powers.partial(at[from[0]], each.offset, at[each.target]));
      case CALL -> callTangent(each, at, along, scratch);
      case VECTOR_CALL -> vectorTangent(each, at, scratch);
      case SELECT -> at[from[0]] == 1 ? along[from[1]] : along[from[2]];
    };
  }

  /** A slope times a tangent, nothing where there is no tangent: an infinite slope is no matter. */
  static double scaled(double tangent, double slope) {
    return tangent == 0 ? 0 : tangent * slope;
  }

  private static double[] gathered(int[] from, double[] at, Scratch scratch) {
    double[] arguments = scratch.arguments(from.length);
    for (int i = 0; i < from.length; i++) {
      arguments[i] = at[from[i]];
    }
    return arguments;
  }

  private static int position(int[] from, double[] at) {
    return from.length == 0 ? 0 : (int) at[from[0]];
  }

  private static double callTangent(
      Instruction each, double[] at, double[] along, Scratch scratch) {
    double total = 0;
    for (int i = 0; i < each.sources.length; i++) {
      double tangent = along[each.sources[i]];
      if (tangent != 0) {
        double[] arguments = gathered(each.sources, at, scratch);
        total += tangent * each.rule.partial(i, arguments, at[each.target], scratch.inner());
      }
    }
    return total;
  }

  private static double vectorTangent(Instruction each, double[] at, Scratch scratch) {
    double[] elements = scratch.elements;
    Scratch inner = scratch.inner();
    inner.requireElements(elements.length);
    System.arraycopy(elements, 0, inner.elements, 0, elements.length);
    int position = position(each.sources, at);
    double total = 0;
    for (int i = 0; i < elements.length; i++) {
      double tangent = scratch.elementTangents[i];
      if (tangent != 0) {
        total += tangent * each.rule.elementPartial(position, i, at[each.target], inner);
      }
    }
    return total;
  }

  static boolean holds(Relation.Operator relation, double left, double right) {
    return !Double.isNaN(left)
        && !Double.isNaN(right)
        && relation.holds(left < right ? -1 : left > right ? 1 : 0);
  }
}
