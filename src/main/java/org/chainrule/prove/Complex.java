package org.chainrule.prove;

/**
 * A complex number in double precision.
 *
 * @param real its real part
 * @param imaginary its imaginary part
 */
record Complex(double real, double imaginary) {
  static final Complex ZERO = of(0);
  static final Complex ONE = of(1);
  static final Complex I = new Complex(0, 1);
  static final Complex NONE = of(Double.NaN);

  static Complex of(double real) {
    return new Complex(real, 0);
  }

  /** The exponential of an imaginary number. */
  static Complex turned(double angle) {
    return new Complex(Math.cos(angle), Math.sin(angle));
  }

  Complex plus(Complex other) {
    return new Complex(real + other.real, imaginary + other.imaginary);
  }

  Complex minus(Complex other) {
    return new Complex(real - other.real, imaginary - other.imaginary);
  }

  Complex times(Complex other) {
    return new Complex(
        real * other.real - imaginary * other.imaginary,
        real * other.imaginary + imaginary * other.real);
  }

  Complex times(double factor) {
    return new Complex(real * factor, imaginary * factor);
  }

  Complex inverse() {
    double square = real * real + imaginary * imaginary;
    return square == 0 ? NONE : new Complex(real / square, -imaginary / square);
  }

  double magnitude() {
    return Math.hypot(real, imaginary);
  }

  boolean isFinite() {
    return Double.isFinite(real) && Double.isFinite(imaginary);
  }

  /** Whether it is real but for rounding. */
  boolean isReal() {
    return Math.abs(imaginary) <= 1e-9 * (1 + Math.abs(real));
  }

  Complex power(double exponent) {
    if (imaginary == 0) {
      return of(Math.pow(real, exponent));
    }
    if (exponent == Math.rint(exponent) && Math.abs(exponent) < 64) {
      Complex result = ONE;
      for (int i = 0; i < Math.abs((int) exponent); i++) {
        result = result.times(this);
      }
      return exponent < 0 ? result.inverse() : result;
    }
    return NONE;
  }
}
