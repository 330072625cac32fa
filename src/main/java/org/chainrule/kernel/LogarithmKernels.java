package org.chainrule.kernel;

/** Kernels of logarithms of what overflows, or rounds to 1, before its logarithm is taken. */
public final class LogarithmKernels {
  private static final double LOG_2 = 0.6931471805599453;

  private LogarithmKernels() {}

  /** log(cosh(x)). */
  public static double logCosh(double x) {
    double a = Math.abs(x);
    if (a < 1) {
      double half = Math.sinh(0.5 * a);
      return Math.log1p(2 * half * half);
    }
    return (a - LOG_2) + Math.log1p(ExponentialKernels.exp(-2 * a));
  }

  /** log(exp(x) + exp(y)). */
  public static double logAddExp(double x, double y) {
    double largest = Math.max(x, y);
    return Double.isInfinite(largest)
        ? largest
        : largest + Math.log1p(ExponentialKernels.exp(Math.min(x, y) - largest));
  }

  /** log(sinh(x)). */
  public static double logSinh(double x) {
    return x < 1 ? Math.log(Math.sinh(x)) : (x - LOG_2) + Math.log1p(-Math.exp(-2 * x));
  }

  /** log(tanh(x)). */
  public static double logTanh(double x) {
    return x < 0.5 ? Math.log(Math.tanh(x)) : Math.log1p(-2 / (Math.exp(2 * x) + 1));
  }

  /** log(exp(x) - 1). */
  public static double logExpm1(double x) {
    return x < 1 ? Math.log(Math.expm1(x)) : x + Math.log1p(-Math.exp(-x));
  }

  /** log(1 - exp(x)). */
  public static double logOneMinusExp(double x) {
    return x > -LOG_2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
  }

  /** Below this, exp(x) is below the last digit of 1. */
  private static final double LEAST = -37;

  /** log(log(1 + exp(x))). */
  public static double logSoftplus(double x) {
    return x < LEAST ? x : Math.log(ActivationKernels.softplus(x));
  }

  /** sigma(x)/log(1 + exp(x)). */
  public static double logSoftplusSlope(double x) {
    return x < LEAST ? 1 : ActivationKernels.sigmoid(x) / ActivationKernels.softplus(x);
  }

  /** log(erfc(x)). */
  public static double logErfc(double x) {
    return ErrorKernels.logErfc(x);
  }

  /** The derivative of log(erfc(x)). */
  public static double logErfcSlope(double x) {
    return ErrorKernels.logErfcSlope(x);
  }

  /** exp(x^2)*erfc(x). */
  public static double scaledErfc(double x) {
    return ErrorKernels.scaledErfc(x);
  }

  /** The derivative of exp(x^2)*erfc(x). */
  public static double scaledErfcSlope(double x) {
    return ErrorKernels.scaledErfcSlope(x);
  }

  /** 1/(exp(x) - 1); NaN at its pole 0. */
  public static double reciprocalExpm1(double x) {
    return x == 0 ? Double.NaN : 1 / Math.expm1(x);
  }

  /** The power of the real cube root, the exponent being a whole number. */
  public static double cubeRootPower(double x, double n) {
    return n == 0 && !Double.isNaN(x) ? 1 : Math.pow(Math.cbrt(x), n);
  }
}
