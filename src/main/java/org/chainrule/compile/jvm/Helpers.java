package org.chainrule.compile.jvm;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Function;

/** The methods that compiled code calls. */
final class Helpers {
  private Helpers() {}

  /** Stops where the thread is asked to, as all long work does. */
  static void poll() {
    Interruption.poll();
  }

  /** The product, 0 where the adjoint is, so that branches not taken contribute nothing. */
  static double guarded(double adjoint, double partial) {
    return adjoint == 0 ? 0 : adjoint * partial;
  }

  static void fill(double[] array, int from, int to, double value) {
    Arrays.fill(array, from, to, value);
  }

  /** Fills the places from one to another of several points, which are a stride apart. */
  static void fill(
      double[] array, int from, int to, double value, int lanes, int stride, int point) {
    for (int place = from; place < to; place++) {
      int start = place * stride + point;
      Arrays.fill(array, start, start + lanes, value);
    }
  }

  /** Replaces the numbers from a place on by their function's values. */
  static void each(DoubleUnaryOperator kernel, double[] array, int from, int lanes) {
    for (int i = from; i < from + lanes; i++) {
      array[i] = kernel.applyAsDouble(array[i]);
    }
  }

  /** The same with the second arguments behind the first. */
  static void each(DoubleBinaryOperator kernel, double[] array, int from, int lanes) {
    for (int i = from; i < from + lanes; i++) {
      array[i] = kernel.applyAsDouble(array[i], array[i + lanes]);
    }
  }

  /** The same with any number of arguments. */
  static void each(Function.Kernel kernel, double[] array, int from, int lanes, int count) {
    double[] arguments = new double[count];
    for (int i = from; i < from + lanes; i++) {
      for (int k = 0; k < count; k++) {
        arguments[k] = array[i + k * lanes];
      }
      array[i] = kernel.apply(arguments);
    }
  }
}
