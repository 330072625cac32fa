package org.chainrule.autograd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The memory that programs compute in, kept from run to run. It belongs to one thread. */
final class Scratch {
  private static final int FIRST_SIZE = 16;

  double[] registers = new double[FIRST_SIZE];
  double[] tangents = new double[FIRST_SIZE];
  double[] elements = new double[0];
  double[] elementTangents = new double[0];
  private double[][] arguments = new double[4][];
  private double[][] vectors = new double[4][];
  private double[][] vectorTangents = new double[4][];
  private @Nullable Scratch inner;
  private @Nullable PreparedFunction known;
  private double[] knownOf = new double[0];
  private double[] knownValues = new double[0];

  /** Makes room for a number of registers. */
  void require(int size) {
    if (registers.length < size) {
      registers = Arrays.copyOf(registers, 2 * size);
      tangents = Arrays.copyOf(tangents, 2 * size);
    }
  }

  /** Arguments for a kernel, the same array for the same length. */
  double[] arguments(int length) {
    if (length >= arguments.length) {
      arguments = Arrays.copyOf(arguments, 2 * length);
    }
    double[] known = arguments[length];
    if (known == null) {
      known = new double[length];
      arguments[length] = known;
    }
    return known;
  }

  double[] argumentsOf(double argument) {
    double[] one = arguments(1);
    one[0] = argument;
    return one;
  }

  double[] argumentsOf(double first, double second) {
    double[] two = arguments(2);
    two[0] = first;
    two[1] = second;
    return two;
  }

  /** Makes the vector that programs see one of a length, the same array for the same length. */
  void requireElements(int length) {
    if (elements.length == length) {
      return;
    }
    if (length >= vectors.length) {
      vectors = Arrays.copyOf(vectors, 2 * length);
      vectorTangents = Arrays.copyOf(vectorTangents, 2 * length);
    }
    if (vectors[length] == null) {
      vectors[length] = new double[length];
      vectorTangents[length] = new double[length];
    }
    elements = vectors[length];
    elementTangents = vectorTangents[length];
  }

  /** An element of a function of the vector, computed once while the vector stays the same. */
  double valueOfVector(PreparedFunction rule, int position) {
    if (rule != known || !Arrays.equals(knownOf, elements)) {
      forget(rule);
    }
    double value = knownValues[position];
    if (Double.isNaN(value)) {
      value = rule.value(elements, position);
      knownValues[position] = value;
    }
    return value;
  }

  private void forget(PreparedFunction rule) {
    known = rule;
    if (knownOf.length != elements.length) {
      knownOf = new double[elements.length];
      knownValues = new double[elements.length];
    }
    System.arraycopy(elements, 0, knownOf, 0, elements.length);
    Arrays.fill(knownValues, Double.NaN);
  }

  /** Room for a program that another one runs. */
  Scratch inner() {
    Scratch known = inner;
    if (known == null) {
      known = new Scratch();
      inner = known;
    }
    return known;
  }
}
