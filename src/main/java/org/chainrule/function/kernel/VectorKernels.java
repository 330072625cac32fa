package org.chainrule.function.kernel;

/** Kernels over a whole vector: the logarithm of a sum of exponentials, and softmax. */
public final class VectorKernels {
  private VectorKernels() {}

  /**
   * log(sum exp(values)), without overflow; minus infinity for no values.
   *
   * <p>Where the sum is near 1, and its logarithm cancels against the largest value, it is computed
   * to about 100 bits.
   */
  public static double logSumExp(double[] values) {
    int largest = indexOfLargest(values);
    if (largest < 0) {
      return values.length == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    double maximum = values[largest];
    if (Double.isInfinite(maximum)) {
      return maximum;
    }
    double rest = Math.log1p(sumOfOthers(values, largest));
    double result = maximum + rest;
    return Math.abs(result) >= 0.75 * Math.max(-maximum, rest)
        ? result
        : preciseLogSumExp(values, maximum);
  }

  private static double preciseLogSumExp(double[] values, double maximum) {
    DoubleDouble sum = DoubleDouble.ZERO;
    for (double value : values) {
      sum = sum.plus(DoubleDouble.sum(value, -maximum).exp());
    }
    return sum.log().plus(maximum).value();
  }

  /** exp(values[index]) / sum exp(values), without overflow; NaN for an index outside. */
  public static double softmax(double[] values, int index) {
    int largest = indexOfLargest(values);
    if (largest < 0 || index < 0 || index >= values.length) {
      return Double.NaN;
    }
    double sum = 1 + sumOfOthers(values, largest);
    return exponentialOfDifference(values[index], values[largest], sum);
  }

  /** log(softmax(values)_index); NaN for an index outside. */
  public static double logSoftmax(double[] values, int index) {
    int largest = indexOfLargest(values);
    if (largest < 0 || index < 0 || index >= values.length) {
      return Double.NaN;
    }
    return (values[index] - values[largest]) - Math.log1p(sumOfOthers(values, largest));
  }

  /** Index of the first largest value, or -1 if there is none or one of them is NaN. */
  private static int indexOfLargest(double[] values) {
    int largest = -1;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        return -1;
      }
      if (largest < 0 || values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }

  /** Sum of exp(value - largest value), but for the largest, compensated. */
  private static double sumOfOthers(double[] values, int largest) {
    double sum = 0;
    double lost = 0;
    for (int i = 0; i < values.length; i++) {
      if (i == largest) {
        continue;
      }
      double term = exponentialOfDifference(values[i], values[largest], 1);
      double next = sum + term;
      lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
      sum = next;
    }
    return sum + lost;
  }

  /** exp(a - b)/divisor, with the rounding of a - b made good; an underflow comes last. */
  private static double exponentialOfDifference(double a, double b, double divisor) {
    double difference = a - b;
    if (difference < -2000 || Double.isNaN(difference)) {
      return Double.isNaN(difference) ? difference : 0;
    }
    double part = difference - a;
    double rounding = (a - (difference - part)) + (-b - part);
    if (difference < -700) {
      double root = Math.exp(0.5 * difference);
      return root * (root + root * rounding) / divisor;
    }
    double exponential = Math.exp(difference);
    return (exponential + exponential * rounding) / divisor;
  }
}
