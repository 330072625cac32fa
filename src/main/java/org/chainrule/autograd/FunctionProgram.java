package org.chainrule.autograd;

import java.util.List;
import org.chainrule.expr.Relation;

/**
 * A derivative from the table as a list of instructions over registers of doubles.
 *
 * <p>The first registers hold what the derivative is made from: the arguments and the result of the
 * function, or, for a function of a vector, the two indices and the result. Every instruction
 * writes the register after the last one. Programs are immutable; what they compute in is a {@link
 * Scratch}.
 */
final class FunctionProgram {
  // What an instruction does. Numbers and arrays of numbers, as objects would cost more to look at
  // than the arithmetic.
  static final int NUMBER = 0;

  /** A number plus a multiple. */
  static final int AFFINE = 1;

  static final int ADD = 2;
  static final int MULTIPLY = 3;
  static final int DIVIDE = 4;

  /** A square, which is a power that is asked for often. */
  static final int SQUARE = 5;

  /** A power with a constant exponent. */
  static final int POWER = 6;

  static final int CALL_OF_ONE = 7;
  static final int CALL = 8;

  /** A function of the vector, for the element that a register selects. */
  static final int VECTOR_CALL = 9;

  static final int COMPARE = 10;
  static final int AND = 11;
  static final int OR = 12;

  /** One register or another, by a third. */
  static final int SELECT = 13;

  /**
   * One instruction.
   *
   * @param operation what it does
   * @param sources the registers that it reads
   * @param offset a number to add, an exponent, or 0
   * @param factor a number to multiply by, or 0
   * @param rule the function that is called, otherwise one that is not looked at
   * @param relation the comparison, otherwise one that is not looked at
   */
  record Instruction(
      int operation,
      List<Integer> sources,
      double offset,
      double factor,
      PreparedFunction rule,
      Relation.Operator relation) {}

  /** Stands for a derivative that there is not: its value is NaN. */
  static final FunctionProgram NO_VALUE = new FunctionProgram(List.of(), -1, 1);

  private final int[] operations;
  private final int[] first;
  private final int[] second;
  private final int[] third;
  private final int[][] sources;
  private final double[] offsets;
  private final double[] factors;
  private final PreparedFunction[] rules;
  private final Relation.Operator[] relations;
  private final int result;
  private final int given;

  FunctionProgram(List<Instruction> instructions, int result, int registers) {
    int count = instructions.size();
    this.result = result;
    given = registers - count;
    operations = instructions.stream().mapToInt(Instruction::operation).toArray();
    offsets = instructions.stream().mapToDouble(Instruction::offset).toArray();
    factors = instructions.stream().mapToDouble(Instruction::factor).toArray();
    rules = instructions.stream().map(Instruction::rule).toArray(PreparedFunction[]::new);
    relations = instructions.stream().map(Instruction::relation).toArray(Relation.Operator[]::new);
    sources =
        instructions.stream()
            .map(each -> each.sources().stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    first = sources(0);
    second = sources(1);
    third = sources(2);
  }

  private int[] sources(int which) {
    int[] chosen = new int[operations.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = which < sources[i].length ? sources[i][which] : 0;
    }
    return chosen;
  }

  /** The registers that a run needs. */
  int registers() {
    return given + operations.length;
  }

  /** Runs, the first registers being filled. */
  double run(Scratch scratch) {
    double[] at = scratch.registers;
    for (int i = 0; i < operations.length; i++) {
      at[given + i] = value(i, at, scratch);
    }
    if (result < 0) {
      return Double.NaN;
    }
    double value = at[result];
    return value != 0 ? value : isConstant(at) ? Recording.DEAD : 0;
  }

  /** Whether the result is a number that the chosen cases name, and so the same all around. */
  private boolean isConstant(double[] at) {
    int register = result;
    while (register >= given && operations[register - given] == SELECT) {
      int i = register - given;
      register = at[first[i]] == 1 ? second[i] : third[i];
    }
    return register >= given && operations[register - given] == NUMBER;
  }

  /** Runs with tangents beside the values; gives the tangent of the result. */
  double runTangent(Scratch scratch) {
    double[] at = scratch.registers;
    double[] along = scratch.tangents;
    for (int i = 0; i < operations.length; i++) {
      at[given + i] = value(i, at, scratch);
      along[given + i] = tangent(i, at, along, scratch);
    }
    return result < 0 ? Double.NaN : along[result];
  }

  private double value(int i, double[] at, Scratch scratch) {
    double left = at[first[i]];
    return switch (operations[i]) {
      case NUMBER -> offsets[i];
      case AFFINE -> offsets[i] + factors[i] * left;
      case ADD -> left + at[second[i]];
      case MULTIPLY, AND -> left * at[second[i]];
      case DIVIDE -> left / at[second[i]];
      case SQUARE -> left * left;
      case POWER -> Powers.value(left, offsets[i]);
      case CALL_OF_ONE -> rules[i].value(left, scratch);
      case CALL -> rules[i].value(gathered(sources[i], at, scratch));
      case VECTOR_CALL -> scratch.valueOfVector(rules[i], position(i, at));
      case COMPARE -> holds(relations[i], left, at[second[i]]) ? 1 : 0;
      case OR -> Math.max(left, at[second[i]]);
      case SELECT -> left == 1 ? at[second[i]] : at[third[i]];
      default -> throw new IllegalStateException("no instruction " + operations[i]);
    };
  }

  private double tangent(int i, double[] at, double[] along, Scratch scratch) {
    double left = at[first[i]];
    double change = along[first[i]];
    return switch (operations[i]) {
      case NUMBER, COMPARE, AND, OR -> Recording.DEAD;
      case AFFINE -> scaled(change, factors[i]);
      case ADD -> change + along[second[i]];
      case MULTIPLY -> scaled(change, at[second[i]]) + scaled(along[second[i]], left);
      case DIVIDE -> {
        double divisor = at[second[i]];
        yield scaled(change, 1 / divisor) + scaled(along[second[i]], -at[given + i] / divisor);
      }
      case SQUARE -> scaled(change, 2 * left);
      case POWER -> Recording.along(change, Powers.partial(left, offsets[i], at[given + i]));
      case CALL_OF_ONE, CALL -> callTangent(i, at, along, scratch);
      case VECTOR_CALL -> vectorTangent(i, at, scratch);
      case SELECT -> left == 1 ? along[second[i]] : along[third[i]];
      default -> throw new IllegalStateException("no instruction " + operations[i]);
    };
  }

  /** A slope times a tangent, nothing where there is no tangent: an infinite slope is no matter. */
  private static double scaled(double tangent, double slope) {
    return Recording.along(tangent, Recording.alive(slope));
  }

  private static double[] gathered(int[] from, double[] at, Scratch scratch) {
    double[] arguments = scratch.arguments(from.length);
    for (int i = 0; i < from.length; i++) {
      arguments[i] = at[from[i]];
    }
    return arguments;
  }

  private int position(int i, double[] at) {
    return sources[i].length == 0 ? 0 : (int) at[first[i]];
  }

  private double callTangent(int i, double[] at, double[] along, Scratch scratch) {
    double total = Recording.DEAD;
    for (int argument = 0; argument < sources[i].length; argument++) {
      double tangent = along[sources[i][argument]];
      if (!Recording.isDead(tangent)) {
        double[] arguments = gathered(sources[i], at, scratch);
        double slope = rules[i].partial(argument, arguments, at[given + i], scratch.inner());
        total += Recording.along(tangent, slope);
      }
    }
    return total;
  }

  private double vectorTangent(int i, double[] at, Scratch scratch) {
    double[] elements = scratch.elements;
    Scratch inner = scratch.inner();
    inner.requireElements(elements.length);
    System.arraycopy(elements, 0, inner.elements, 0, elements.length);
    int position = position(i, at);
    double total = Recording.DEAD;
    for (int j = 0; j < elements.length; j++) {
      double tangent = scratch.elementTangents[j];
      if (!Recording.isDead(tangent)) {
        double slope = rules[i].elementPartial(position, j, at[given + i], inner);
        total += Recording.along(tangent, slope);
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
