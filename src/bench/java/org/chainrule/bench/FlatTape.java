package org.chainrule.bench;

import java.util.Arrays;

/** A tape as one writes it first: an array for everything, and no checks. */
final class FlatTape {
  private double[] values = new double[4_096];
  private double[] gradients = new double[4_096];
  private double[] byLeft = new double[4_096];
  private double[] byRight = new double[4_096];
  private int[] left = new int[4_096];
  private int[] right = new int[4_096];
  private int size;

  void truncate(int length) {
    size = length;
  }

  private int put(double value, int first, double byFirst, int second, double bySecond) {
    if (size == values.length) {
      grow();
    }
    values[size] = value;
    left[size] = first;
    byLeft[size] = byFirst;
    right[size] = second;
    byRight[size] = bySecond;
    return size++;
  }

  private void grow() {
    values = Arrays.copyOf(values, 2 * size);
    gradients = Arrays.copyOf(gradients, 2 * size);
    byLeft = Arrays.copyOf(byLeft, 2 * size);
    byRight = Arrays.copyOf(byRight, 2 * size);
    left = Arrays.copyOf(left, 2 * size);
    right = Arrays.copyOf(right, 2 * size);
  }

  int leaf(double value) {
    return put(value, -1, 0, -1, 0);
  }

  int add(int first, int second) {
    return put(values[first] + values[second], first, 1, second, 1);
  }

  int multiply(int first, int second) {
    double value = values[first] * values[second];
    return put(value, first, values[second], second, values[first]);
  }

  int tanh(int argument) {
    double value = Math.tanh(values[argument]);
    return put(value, argument, 1 - value * value, -1, 0);
  }

  int sigmoid(int argument) {
    double value = 1 / (1 + Math.exp(-values[argument]));
    return put(value, argument, value * (1 - value), -1, 0);
  }

  void backward(int result) {
    Arrays.fill(gradients, 0, size, 0);
    gradients[result] = 1;
    for (int place = result; place >= 0; place--) {
      double gradient = gradients[place];
      if (left[place] >= 0) {
        gradients[left[place]] += gradient * byLeft[place];
      }
      if (right[place] >= 0) {
        gradients[right[place]] += gradient * byRight[place];
      }
    }
  }

  double gradient(int place) {
    return gradients[place];
  }
}
