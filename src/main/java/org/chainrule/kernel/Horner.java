package org.chainrule.kernel;

/** Polynomials given by their coefficients, lowest power first. */
final class Horner {
  private Horner() {}

  static double at(double x, double[] coefficients) {
    return above(x, coefficients, 0);
  }

  /** The part (p(x) - p(0))/x, to which a caller adds an exact constant last. */
  static double withoutConstant(double x, double[] coefficients) {
    return above(x, coefficients, 1);
  }

  /** x*(p(x) + low), with the last steps carried in two doubles. */
  static double timesArgument(double x, double[] coefficients, double low) {
    double upper = x * above(x, coefficients, 2);
    double slope = coefficients[1] + upper;
    double slopeRest = (coefficients[1] - slope) + upper;
    double product = x * slope;
    double productRest = Math.fma(x, slope, -product) + x * slopeRest;
    double value = coefficients[0] + product;
    double part = value - coefficients[0];
    double valueRest = (coefficients[0] - (value - part)) + (product - part) + productRest + low;
    return Math.fma(x, value, x * valueRest);
  }

  private static double above(double x, double[] coefficients, int first) {
    double value = 0;
    for (int k = coefficients.length - 1; k >= first; k--) {
      value = value * x + coefficients[k];
    }
    return value;
  }
}
