package org.chainrule.kernel;

/** Kernels of the circular functions and their inverses, arguments in radians. */
public final class TrigonometricKernels {
  private static final double HALF_PI = Math.PI / 2;

  private TrigonometricKernels() {}

  /** Sine, its argument reduced exactly however large. */
  public static double sin(double x) {
    return Math.sin(x);
  }

  public static double cos(double x) {
    return Math.cos(x);
  }

  public static double tan(double x) {
    return Math.tan(x);
  }

  public static double cot(double x) {
    return pole(x) ? Double.NaN : 1 / Math.tan(x);
  }

  public static double sec(double x) {
    return 1 / Math.cos(x);
  }

  public static double csc(double x) {
    return pole(x) ? Double.NaN : 1 / Math.sin(x);
  }

  public static double asin(double x) {
    return Math.asin(x);
  }

  public static double acos(double x) {
    return Math.acos(x);
  }

  public static double atan(double x) {
    return Math.atan(x);
  }

  /** Inverse cotangent pi/2 - atan(x), continuous, with values in (0, pi). */
  public static double acot(double x) {
    return x > 1 ? Math.atan(1 / x) : HALF_PI - Math.atan(x);
  }

  /** Inverse secant, from 0 to pi; by the tangent, as 1/x beside 1 has not the digits for it. */
  public static double asec(double x) {
    double angle = Math.atan(tangent(Math.abs(x)));
    return x < 0 ? Math.PI - angle : angle;
  }

  /** Inverse cosecant, from -pi/2 to pi/2. */
  public static double acsc(double x) {
    return Math.copySign(Math.atan2(1, tangent(Math.abs(x))), x);
  }

  /** The tangent of an angle whose secant is given; NaN where that is below 1. */
  private static double tangent(double secant) {
    return Math.sqrt(secant - 1) * Math.sqrt(secant + 1);
  }

  /** Angle of the point (x, y); NaN at the origin, where there is none. */
  public static double atan2(double y, double x) {
    return x == 0 && y == 0 ? Double.NaN : Math.atan2(y, x);
  }

  /** The only multiple of pi among the doubles. */
  private static boolean pole(double x) {
    return x == 0;
  }
}
