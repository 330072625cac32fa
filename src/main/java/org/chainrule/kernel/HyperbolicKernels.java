package org.chainrule.kernel;

/** Kernels of the hyperbolic functions and their inverses. */
public final class HyperbolicKernels {
  private static final double LOG_2 = 0.6931471805599453;

  /** From here on 1 is lost beside the square of the argument. */
  private static final double LARGE = 0x1p28;

  private HyperbolicKernels() {}

  public static double sinh(double x) {
    return Math.sinh(x);
  }

  public static double cosh(double x) {
    return Math.cosh(x);
  }

  public static double tanh(double x) {
    return Math.tanh(x);
  }

  /** The derivative of tanh, whose value y says enough where it is not near 1 or -1. */
  public static double tanhSlope(double x, double y) {
    if (Math.abs(y) < 0.75) {
      return (1 - y) * (1 + y);
    }
    double decay = ExponentialKernels.exp(-2 * Math.abs(x));
    return 4 * decay / ((1 + decay) * (1 + decay));
  }

  /** Hyperbolic cotangent; NaN at its pole 0. */
  public static double coth(double x) {
    if (x == 0) {
      return Double.NaN;
    }
    double magnitude = Math.abs(x);
    return Math.copySign(1 + 2 / Math.expm1(2 * magnitude), x);
  }

  public static double sech(double x) {
    double decay = ExponentialKernels.exp(-Math.abs(x));
    return 2 * decay / (1 + decay * decay);
  }

  /** Hyperbolic cosecant; NaN at its pole 0. */
  public static double csch(double x) {
    if (x == 0) {
      return Double.NaN;
    }
    double magnitude = Math.abs(x);
    double value =
        magnitude < 1
            ? 1 / Math.sinh(magnitude)
            : 2 * ExponentialKernels.exp(-magnitude) / -Math.expm1(-2 * magnitude);
    return Math.copySign(value, x);
  }

  public static double asinh(double x) {
    double a = Math.abs(x);
    double value;
    if (a > LARGE) {
      value = Math.log(a) + LOG_2;
    } else if (a > 2) {
      value = Math.log(2 * a + 1 / (Math.sqrt(a * a + 1) + a));
    } else {
      double square = a * a;
      value = Math.log1p(a + square / (1 + Math.sqrt(1 + square)));
    }
    return Math.copySign(value, x);
  }

  /** Inverse of cosh on [1, infinity), not negative. */
  public static double acosh(double x) {
    if (x > LARGE) {
      return Math.log(x) + LOG_2;
    }
    if (x > 2) {
      return Math.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
    }
    return x < 1 ? Double.NaN : acoshOnePlus(x - 1);
  }

  /** Inverse of tanh on (-1, 1), infinite at its ends. */
  public static double atanh(double x) {
    double a = Math.abs(x);
    double value;
    if (a < 0.5) {
      double twice = 2 * a;
      value = 0.5 * Math.log1p(twice + twice * a / (1 - a));
    } else {
      value = 0.5 * Math.log1p(2 * a / (1 - a));
    }
    return Math.copySign(value, x);
  }

  /** Inverse of coth outside [-1, 1], infinite at its ends. */
  public static double acoth(double x) {
    double a = Math.abs(x);
    if (a < 1) {
      return Double.NaN;
    }
    return Math.copySign(0.5 * Math.log1p(2 / (a - 1)), x);
  }

  /** Inverse of sech on (0, 1], not negative; infinite at 0. */
  public static double asech(double x) {
    if (!(x >= 0 && x <= 1)) {
      return Double.NaN;
    }
    return x < 1 / LARGE ? LOG_2 - Math.log(x) : acoshOnePlus((1 - x) / x);
  }

  /** Inverse of csch; NaN at its pole 0. */
  public static double acsch(double x) {
    if (x == 0) {
      return Double.NaN;
    }
    double a = Math.abs(x);
    return a < 1 / LARGE ? Math.copySign(LOG_2 - Math.log(a), x) : asinh(1 / x);
  }

  private static double acoshOnePlus(double excess) {
    return Math.log1p(excess + Math.sqrt(excess * (2 + excess)));
  }
}
