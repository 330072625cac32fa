package org.chainrule.optimize;

import org.chainrule.error.TrainingException;

/** Arithmetic on arrays. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The largest absolute value. */
  static double norm(double[] a) {
    double most = 0;
    for (double each : a) {
      most = Math.max(most, Math.abs(each));
    }
    return most;
  }

  /** Adds a multiple of an array to another. */
  static void add(double factor, double[] a, double[] to) {
    for (int i = 0; i < a.length; i++) {
      to[i] += factor * a[i];
    }
  }

  static void scale(double factor, double[] a) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }

  static boolean isFinite(double value, double[] elements) {
    boolean isFinite = Double.isFinite(value);
    for (double each : elements) {
      isFinite &= Double.isFinite(each);
    }
    return isFinite;
  }

  static void requireLength(String what, int wanted, int given) {
    if (wanted != given) {
      throw new TrainingException(what + " has " + given + " elements, not " + wanted);
    }
  }
}
