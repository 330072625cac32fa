package org.chainrule.kernel;

/**
 * Kernel of the binomial coefficient Gamma(x + 1)/(Gamma(y + 1) Gamma(x - y + 1)).
 *
 * <p>A whole y or x - y up to 1,000 gives a product of exact steps; arguments up to 170 give three
 * gamma functions, each such a product; larger ones Stirling's formula in a form whose large parts
 * are never subtracted. All is carried to about 100 bits with an exponent of its own, so that whole
 * results are exact where a double holds them.
 */
public final class BinomialKernels {
  private static final double STEPS = 1000;
  private static final double LARGE = 170;

  /** From here on Stirling's correction is as good as exact. */
  private static final double STIRLING = 30;

  private BinomialKernels() {}

  /**
   * Binomial coefficient of real arguments.
   *
   * <p>A negative whole y gives 0, and so does a whole y above a whole x that is not negative. A
   * negative whole x is a pole, hence NaN, but for whole y from 0 on, where (-1)^y binomial(y - x -
   * 1, y) is meant.
   */
  public static double binomial(double x, double y) {
    double difference = x - y;
    if (Double.isNaN(difference) || Double.isInfinite(x) || Double.isInfinite(y)) {
      return Double.NaN;
    }
    DoubleDouble rest = DoubleDouble.sum(x, -y);
    boolean wholeX = x == Math.rint(x);
    if (y == Math.rint(y)) {
      if (y < 0 && wholeX && x < 0) {
        return Double.NaN;
      }
      if (y < 0 || (wholeX && x >= 0 && y > x)) {
        return 0;
      }
      if (wholeX) {
        return x >= 0
            ? whole(x, Math.min(y, difference))
            : (y % 2 == 0 ? 1 : -1) * whole(y - x - 1, Math.min(y, -x - 1));
      }
      if (y <= STEPS) {
        return steps(x, y);
      }
    } else if (wholeX && x < 0) {
      return Double.NaN;
    }
    if (rest.low() == Math.rint(rest.low()) && rest.high() == Math.rint(rest.high())) {
      if (rest.high() < 0) {
        return 0;
      }
      if (rest.high() <= STEPS) {
        return steps(x, rest.high());
      }
    }
    var result = new Scaled();
    if (Math.max(Math.abs(x), Math.max(Math.abs(y), Math.abs(difference))) <= LARGE) {
      multiplyByFactorial(result, DoubleDouble.of(x), false);
      multiplyByFactorial(result, DoubleDouble.of(y), true);
      multiplyByFactorial(result, rest, true);
    } else {
      multiplyByLarge(result, DoubleDouble.of(x), DoubleDouble.of(y), rest);
    }
    return result.value();
  }

  /** binomial(n, k) for whole 2k up to n; it is at least 2^k. */
  private static double whole(double n, double k) {
    return k > 1100 ? Double.POSITIVE_INFINITY : steps(n, k);
  }

  /** The product of (x - count + i)/i over i from 1 to count. */
  private static double steps(double x, double count) {
    var result = new Scaled();
    for (double i = 1; i <= count; i++) {
      result.multiply(DoubleDouble.sum(x, i - count));
      result.divide(DoubleDouble.of(i));
    }
    return result.value();
  }

  /** Multiplies by Gamma(t + 1), or divides by it. */
  private static void multiplyByFactorial(Scaled result, DoubleDouble t, boolean divide) {
    double whole = Math.rint(t.high());
    DoubleDouble fraction = t.plus(-whole);
    DoubleDouble reciprocal =
        ReciprocalGamma.onePlus(fraction.high())
            .plus(ReciprocalGamma.slopeAtOnePlus(fraction.high()) * fraction.low());
    result.apply(reciprocal, !divide);
    for (double k = 1; k <= whole; k++) {
      result.apply(fraction.plus(k), divide);
    }
    for (double k = 0; k < -whole; k++) {
      result.apply(fraction.plus(-k), !divide);
    }
  }

  /** Multiplies by binomial(x, y), z = x - y, where one of them is large, by reflections. */
  private static void multiplyByLarge(
      Scaled result, DoubleDouble x, DoubleDouble y, DoubleDouble z) {
    boolean negativeY = y.high() <= -1;
    boolean negativeZ = z.high() <= -1;
    if (!negativeY && !negativeZ) {
      multiplyByPositive(result, x, y, z);
    } else if (negativeY && !negativeZ) {
      multiplyByLarge(result, x, z, y);
    } else if (x.high() > -1) {
      // binomial(x, y) = -sin(pi z) / (pi y binomial(y - 1, x))
      result.multiply(sinPi(z).negated());
      result.divide(DoubleDouble.PI.times(y));
      var inverse = new Scaled();
      multiplyByPositive(inverse, y.plus(-1), x, z.negated().plus(-1));
      result.divide(inverse);
    } else if (!negativeY) {
      // binomial(x, y) = sin(pi z)/sin(pi x) * binomial(y - x - 1, y)
      result.multiply(sinPi(z));
      result.divide(sinPi(x));
      multiplyByPositive(result, z.negated().plus(-1), y, x.negated().plus(-1));
    } else {
      // the reflection of all three
      result.multiply(sinPi(y).negated());
      result.multiply(sinPi(z));
      result.divide(DoubleDouble.PI.times(sinPi(x)));
      result.divide(x.negated().plus(-1));
      var inverse = new Scaled();
      multiplyByPositive(inverse, x.negated().plus(-2), y.negated().plus(-1), z.negated().plus(-1));
      result.divide(inverse);
    }
  }

  /** Multiplies by binomial(x, y) for y and z above -1 and the larger of them large. */
  private static void multiplyByPositive(
      Scaled result, DoubleDouble x, DoubleDouble y, DoubleDouble z) {
    DoubleDouble a = y.high() > z.high() ? y : z;
    DoubleDouble b = y.high() > z.high() ? z : y;
    DoubleDouble growth = b.dividedBy(a).log1p();
    double correction =
        GammaKernels.stirlingCorrection(x.high()) - GammaKernels.stirlingCorrection(a.high());
    if (b.high() >= STIRLING) {
      DoubleDouble inverse = x.dividedBy(b).dividedBy(a).dividedBy(DoubleDouble.PI).scaled(-1);
      DoubleDouble logarithm =
          a.times(growth)
              .plus(b.times(x.dividedBy(b).log()))
              .plus(inverse.log().scaled(-1))
              .plus(correction - GammaKernels.stirlingCorrection(b.high()));
      result.multiplyByExponential(logarithm);
      return;
    }
    DoubleDouble logarithm =
        a.times(growth).minus(b).plus(b.times(x.log())).plus(growth.scaled(-1)).plus(correction);
    result.multiplyByExponential(logarithm);
    multiplyByFactorial(result, b, true);
  }

  private static DoubleDouble sinPi(DoubleDouble t) {
    double whole = Math.rint(t.high());
    DoubleDouble fraction = t.plus(-whole);
    double slope = Math.PI * Math.cos(Math.PI * fraction.high());
    DoubleDouble sine = DoubleDouble.sinPi(fraction.high()).plus(slope * fraction.low());
    return whole % 2 == 0 ? sine : sine.negated();
  }

  /** A product with an exponent of its own. */
  private static final class Scaled {
    private DoubleDouble mantissa = DoubleDouble.ONE;
    private double exponent;

    void apply(DoubleDouble factor, boolean divide) {
      if (divide) {
        divide(factor);
      } else {
        multiply(factor);
      }
    }

    void multiply(DoubleDouble factor) {
      rescale(mantissa.times(extract(factor, 1)));
    }

    void divide(DoubleDouble divisor) {
      rescale(mantissa.dividedBy(extract(divisor, -1)));
    }

    void divide(Scaled divisor) {
      rescale(mantissa.dividedBy(divisor.mantissa));
      exponent -= divisor.exponent;
    }

    void multiplyByExponential(DoubleDouble logarithm) {
      if (Math.abs(logarithm.high()) > 1e6) {
        exponent += Math.copySign(1e7, logarithm.high());
        return;
      }
      double halvings = Math.rint(logarithm.high() / DoubleDouble.LOG_2.high());
      multiply(logarithm.minus(DoubleDouble.LOG_2.times(halvings)).exp());
      exponent += halvings;
    }

    double value() {
      double bounded = Math.max(-5000, Math.min(5000, exponent));
      return Math.scalb(mantissa.value(), (int) bounded);
    }

    /** The factor brought near 1, its exponent counted. */
    private DoubleDouble extract(DoubleDouble factor, int sign) {
      int power = Math.getExponent(factor.high());
      if (factor.high() == 0 || power > Double.MAX_EXPONENT) {
        return factor;
      }
      exponent += sign * power;
      return factor.scaled(-power);
    }

    private void rescale(DoubleDouble value) {
      mantissa = extract(value, 1);
    }
  }
}
