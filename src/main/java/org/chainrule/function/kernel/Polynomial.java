package org.chainrule.function.kernel;

/** Polynomials given by their coefficients, lowest power first. */
final class Polynomial {
  private Polynomial() {}

  static double at(double x, double[] coefficients) {
    return above(x, coefficients, 0);
  }

  /** The part (p(x) - p(0))/x, to which a caller adds an exact constant last. */
  static double withoutConstant(double x, double[] coefficients) {
    return above(x, coefficients, 1);
  }

  private static double above(double x, double[] coefficients, int first) {
    double value = 0;
    for (int k = coefficients.length - 1; k >= first; k--) {
      value = value * x + coefficients[k];
    }
    return value;
  }
}
