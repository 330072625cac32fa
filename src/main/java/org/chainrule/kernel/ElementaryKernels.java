package org.chainrule.kernel;

/** Kernels of exponentials, logarithms, powers, roots and the piecewise linear functions. */
public final class ElementaryKernels {
  private static final double LOG_2 = 0.6931471805599453;

  private ElementaryKernels() {}

  /** Natural logarithm; minus infinity at 0, NaN below. */
  public static double log(double x) {
    return Math.log(x);
  }

  /** Binary logarithm, exact at powers of two. */
  public static double log2(double x) {
    double logarithm = Math.log(x);
    if (x > 0 && x < Double.POSITIVE_INFINITY) {
      double rounded = Math.rint(logarithm / LOG_2);
      if (rounded >= Double.MIN_EXPONENT - 52
          && rounded <= Double.MAX_EXPONENT
          && Math.scalb(1.0, (int) rounded) == x) {
        return rounded;
      }
    }
    return logarithm / LOG_2;
  }

  /** Decimal logarithm, exact at powers of ten. */
  public static double log10(double x) {
    return Math.log10(x);
  }

  public static double log1p(double x) {
    return Math.log1p(x);
  }

  public static double expm1(double x) {
    return Math.expm1(x);
  }

  public static double sqrt(double x) {
    return Math.sqrt(x);
  }

  /** Real cube root, of negative numbers too. */
  public static double cbrt(double x) {
    return Math.cbrt(x);
  }

  /**
   * Real power x^y.
   *
   * <p>A negative base needs a whole exponent and is NaN otherwise. Like {@link Math#pow}, {@code
   * pow(0, 0)} is 1 (the exponent is the integer 0; an exponent that merely tends to 0 is for the
   * caller to refuse) and {@code pow(0, y)} is infinite for negative y; unlike it, {@code pow(NaN,
   * 0)} is NaN, so that a value outside a domain is never lost.
   */
  public static double pow(double x, double y) {
    return Double.isNaN(x) ? x : Math.pow(x, y);
  }

  /** The derivative of x^y by x: 0 for the exponent 0, whatever the base. */
  public static double powerSlope(double x, double y) {
    return y == 0 && !Double.isNaN(x) ? 0 : y * pow(x, y - 1);
  }

  /** The second derivative of x^y by x: 0 for the exponents 0 and 1, whatever the base. */
  public static double powerCurve(double x, double y) {
    return (y == 0 || y == 1) && !Double.isNaN(x) ? 0 : y * (y - 1) * pow(x, y - 2);
  }

  /** The derivative of x^y by both, which is x^(y - 1)*(1 + y*log(x)); at x = 0 its limit. */
  public static double powerTwist(double x, double y) {
    if (x == 0) {
      return y > 1 ? 0 : y > 0 ? Double.NEGATIVE_INFINITY : y == 0 ? 1 / x : Double.NaN;
    }
    return pow(x, y - 1) * (1 + y * Math.log(x));
  }

  /** The derivative of x^y by y at x = 0: 0, where there is a power. */
  public static double powerAtZero(double x, double y) {
    return x == 0 && y >= 0 ? 0 : Double.NaN;
  }

  /** Length of the vector (x, y) without overflow on the way; NaN if either is NaN. */
  public static double hypot(double x, double y) {
    return Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : Math.hypot(x, y);
  }

  public static double abs(double x) {
    return Math.abs(x);
  }

  /** -1, 0 or 1. */
  public static double sign(double x) {
    return Math.signum(x);
  }

  /** 0 below 0, and 1 from 0 on. */
  public static double step(double x) {
    return Double.isNaN(x) ? x : x >= 0 ? 1 : 0;
  }

  public static double floor(double x) {
    return Math.floor(x);
  }

  public static double ceil(double x) {
    return Math.ceil(x);
  }

  public static double min(double x, double y) {
    return Math.min(x, y);
  }

  public static double max(double x, double y) {
    return Math.max(x, y);
  }
}
