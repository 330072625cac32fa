package org.chainrule.kernel;

/**
 * Kernels of the gamma function, the factorial and the logarithm of |Gamma|.
 *
 * <p>Gamma(x) is the product of the whole steps from x to its fraction d in [-1/2, 1/2], each of
 * them exact, times or divided by {@link ReciprocalGamma} at d; both carried to about 100 bits, so
 * that the result is rounded about once, and exact at whole numbers where a double holds it.
 */
public final class GammaKernels {
  /** lgamma(1 + t)/t for t from -0.3 to 0.5, in powers of t. */
  private static final double[] LOG_GAMMA_AT_ONE = {
    -0.5772156649015329, 0.8224670334241132, -0.40068563438653204, 0.2705808084277883,
    -0.20738555102848874, 0.16955717699645445, -0.14404989679065594, 0.12550966963735205,
    -0.11133426461609001, 0.10009945032324984, -0.09095405509713504, 0.08335410821497227,
    -0.0769319649044932, 0.07142696709351769, -0.06666927057470873, 0.06257947456129383,
    -0.058927037431254686, 0.05501756518274934, -0.0511433011614706, 0.050941985147466236,
    -0.05574259156156904, 0.0541019163032257, -0.03450550353611872, 0.010016839662016667
  };

  /** lgamma(2 + s)/s for |s| up to 1/2, in powers of s. */
  private static final double[] LOG_GAMMA_AT_TWO = {
    0.42278433509846713, 0.3224670334241132, -0.06735230105319814, 0.02058080842778457,
    -0.0073855510286681535, 0.002890510330738737, -0.0011927539120010226, 0.0005096695248853096,
    -0.00022315475074520367, 9.945750909889392e-05, -4.4926351103833334e-05, 2.050726741605779e-05,
    -9.438458716242811e-06, 4.374374916915131e-06, -2.0449201467015115e-06, 9.578663334114758e-07,
    -4.303558760359961e-07, 2.0304806751615227e-07, -1.3412819758517287e-07, 6.379047507619774e-08
  };

  /** B(2k)/(2k(2k - 1)) of Stirling's series. */
  private static final double[] STIRLING = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360360,
    1.0 / 156,
    -3617.0 / 122400,
    43867.0 / 244188,
    -174611.0 / 125400
  };

  /** log(2 pi)/2 - 1/2. */
  private static final double STIRLING_CONSTANT = 0.4189385332046728;

  private static final double LOG_PI = 1.1447298858494002;

  private GammaKernels() {}

  /** Gamma function; NaN at 0 and the negative whole numbers, infinite above 171.62. */
  public static double gamma(double x) {
    return shiftedGamma(x, 0);
  }

  /** Gamma(x + 1), without rounding x + 1. */
  public static double factorial(double x) {
    return shiftedGamma(x, 1);
  }

  private static double shiftedGamma(double x, int shift) {
    if (Double.isNaN(x) || (x + shift <= 0 && x == Math.rint(x))) {
      return Double.NaN;
    }
    if (x > 172) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < -190) {
      return Math.floor(0.5 * (x + shift)) == 0.5 * Math.floor(x + shift) ? 0.0 : -0.0;
    }
    int whole = (int) Math.rint(x);
    DoubleDouble reciprocal = ReciprocalGamma.onePlus(x - whole);
    int exponent = whole > 100 ? -200 : whole < -100 ? -600 : 0;
    double high = Math.scalb(1.0, exponent);
    double low = 0;
    boolean below = whole + shift < 1;
    int first = below ? whole : 1 - shift;
    int last = below ? -shift : whole - 1;
    for (int k = first; k <= last; k++) {
      double factor = x - k;
      double product = high * factor;
      double error = Math.fma(high, factor, -product) + low * factor;
      high = product + error;
      low = error - (high - product);
    }
    DoubleDouble steps = new DoubleDouble(high, low);
    return below
        ? Math.scalb(quotient(DoubleDouble.ONE, steps.times(reciprocal)), exponent)
        : Math.scalb(quotient(steps, reciprocal), -exponent);
  }

  /** The quotient, rounded about once; an overflow is infinite. */
  private static double quotient(DoubleDouble numerator, DoubleDouble denominator) {
    double first = numerator.high() / denominator.high();
    if (Double.isInfinite(first)) {
      return first;
    }
    double rest = Math.fma(-first, denominator.high(), numerator.high());
    return first + (rest + numerator.low() - first * denominator.low()) / denominator.high();
  }

  /**
   * Logarithm of |Gamma(x)|; NaN at 0 and the negative whole numbers.
   *
   * <p>The zeros at 1 and 2 are factored out. Below 0 the reciprocal of Gamma is built to 100 bits
   * and its distance from 1 taken before the logarithm, so that the zeros there keep their digits
   * too: at the doubles nearest to them all, which the tests visit, the bound of 4 ulp holds (they
   * lie above -24; below, they are closer to a pole than any double).
   */
  public static double logGamma(double x) {
    if (x <= 0) {
      return x == Math.rint(x) ? Double.NaN : x > -60 ? belowZero(x) : reflected(x);
    }
    if (x < 0.7) {
      return (x < 0.5 ? logGammaAtOne(x) : logGammaAtTwo(x - 1)) - Math.log(x);
    }
    if (x < 1.5) {
      return logGammaAtOne(x - 1);
    }
    if (x < 8) {
      double steps = 1;
      double base = x;
      while (base > 2.5) {
        base -= 1;
        steps *= base;
      }
      double value = logGammaAtTwo(base - 2);
      return steps == 1 ? value : Math.log(steps) + value;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    return (x - 0.5) * (Math.log(x) - 1) + (STIRLING_CONSTANT + stirlingCorrection(x));
  }

  /**
   * What (x - 1/2)*log(x) - x + log(2 pi)/2 lacks of log Gamma(x), for x from 8 on, to 1e-17: the
   * first ten terms of Stirling's series.
   */
  static double stirlingCorrection(double x) {
    double inverse = 1 / x;
    return inverse * Horner.at(inverse * inverse, STIRLING);
  }

  /** lgamma(1 + t) for t from -0.3 to 0.5. */
  private static double logGammaAtOne(double t) {
    return Horner.timesArgument(t, LOG_GAMMA_AT_ONE, 5.257532341129324e-18);
  }

  /** lgamma(2 + s) for |s| up to 1/2. */
  private static double logGammaAtTwo(double s) {
    return Horner.timesArgument(s, LOG_GAMMA_AT_TWO, 4.998234382459033e-18);
  }

  /** Minus the logarithm of 1/|Gamma|, for x from -60 to 0. */
  private static double belowZero(double x) {
    int whole = (int) Math.rint(x);
    DoubleDouble reciprocal = ReciprocalGamma.onePlus(x - whole);
    for (int k = whole; k <= 0; k++) {
      reciprocal = reciprocal.times(x - k);
    }
    if (reciprocal.high() < 0) {
      reciprocal = reciprocal.negated();
    }
    if (reciprocal.high() < 0.5 || reciprocal.high() > 2) {
      return -Math.log(reciprocal.high());
    }
    DoubleDouble excess = reciprocal.plus(-1);
    return -(Math.log1p(excess.high()) + excess.low() / (1 + excess.high()));
  }

  /** By Euler's reflection, for x below -60, where |Gamma| is far from 1. */
  private static double reflected(double x) {
    double sine = Math.sin(Math.PI * (x - Math.rint(x)));
    return LOG_PI - Math.log(Math.abs(x * sine)) - logGamma(-x);
  }
}
