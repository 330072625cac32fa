package org.chainrule.autograd;

/** Powers with a constant exponent, of which the usual ones are cheap, and their derivatives. */
final class Powers {
  private Powers() {}

  static double value(double base, double exponent) {
    if (exponent == 2) {
      return base * base;
    }
    if (exponent == -1) {
      return 1 / base;
    }
    if (exponent == 0.5) {
      return base == Double.NEGATIVE_INFINITY ? Double.NaN : Math.sqrt(base);
    }
    return Math.pow(base, exponent);
  }

  /** The derivative by the base, which does not count where the exponent is 0. */
  static double partial(double base, double exponent, double value) {
    if (exponent == 0) {
      return Recording.DEAD;
    }
    return Recording.alive(slope(base, exponent, value));
  }

  private static double slope(double base, double exponent, double value) {
    if (exponent == 2) {
      return 2 * base;
    }
    double quotient = exponent * value / base;
    boolean safe = Math.abs(value) > Double.MIN_NORMAL && Math.abs(quotient) > Double.MIN_NORMAL;
    return safe && Math.abs(exponent * value) < Double.POSITIVE_INFINITY
        ? quotient
        : exponent * value(base, exponent - 1);
  }

  /** The second derivative by the base. */
  static double secondPartial(double base, double exponent) {
    return exponent == 0 || exponent == 1
        ? Recording.DEAD
        : exponent * (exponent - 1) * value(base, exponent - 2);
  }
}
