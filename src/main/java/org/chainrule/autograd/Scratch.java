package org.chainrule.autograd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Room for programs to compute in, kept from run to run. It belongs to one thread. */
final class Scratch {
  private static final int FIRST_SIZE = 16;

  double[] registers = new double[FIRST_SIZE];
  double[] tangents = new double[FIRST_SIZE];
  double[] elements = new double[0];
  double[] elementTangents = new double[0];
  private double[][] arguments = new double[4][];
  private @Nullable Scratch inner;

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

  /** Makes the vector that programs see one of a length. */
  void requireElements(int length) {
    if (elements.length != length) {
      elements = new double[length];
      elementTangents = new double[length];
    }
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
