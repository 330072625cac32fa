package org.chainrule.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/** Kernels over a whole vector: the logarithm of a sum of exponentials, and softmax. */
public final class VectorKernels {
  private static final double NEGLIGIBLE = 1e-10;
  private static final int MANY = 1000;
  private static final int DIGITS = 80;
  private static final MathContext PRECISION = new MathContext(DIGITS);
  private static final BigDecimal REDUCTION = BigDecimal.valueOf(4096);

  private VectorKernels() {}

  /**
   * log(sum exp(values)), without overflow; minus infinity for no values.
   *
   * <p>Where the sum is near 1, so that its logarithm cancels against the largest value, it is
   * computed to about 100 bits, and where it all but vanishes, to {@value #DIGITS} digits. Of more
   * than {@value #MANY} values the latter would take too long, and a result below 1e-10 is only
   * within 2^-80.
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
        : preciseLogSumExp(values, largest);
  }

  private static double preciseLogSumExp(double[] values, int largest) {
    double maximum = values[largest];
    DoubleDouble sum = DoubleDouble.ZERO;
    for (double value : values) {
      sum = sum.plus(DoubleDouble.sum(value, -maximum).exp());
    }
    double result = sum.log().plus(maximum).value();
    return Math.abs(result) > NEGLIGIBLE || values.length > MANY
        ? result
        : Math.log1p(excessOfSum(values, largest));
  }

  /** The sum of exponentials, less 1, where it is near 1: no value is far above 0. */
  private static double excessOfSum(double[] values, int largest) {
    BigDecimal excess = exponentialExcess(new BigDecimal(values[largest], PRECISION));
    for (int i = 0; i < values.length; i++) {
      if (i != largest && values[i] > -800) {
        BigDecimal root = new BigDecimal(values[i], PRECISION).divide(REDUCTION, PRECISION);
        BigDecimal power = exponentialExcess(root).add(BigDecimal.ONE);
        excess = excess.add(power.pow(REDUCTION.intValueExact(), PRECISION), PRECISION);
      }
    }
    return excess.doubleValue();
  }

  /** exp(x) - 1 by its Taylor series, for |x| below about 1. */
  private static BigDecimal exponentialExcess(BigDecimal x) {
    BigDecimal term = x;
    BigDecimal total = x;
    for (int k = 2; k <= 60; k++) {
      term = term.multiply(x).divide(BigDecimal.valueOf(k), PRECISION);
      total = total.add(term, PRECISION);
    }
    return total;
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
      double root = ExponentialKernels.exp(0.5 * difference);
      return root * (root + root * rounding) / divisor;
    }
    double exponential = ExponentialKernels.exp(difference);
    return (exponential + exponential * rounding) / divisor;
  }
}
