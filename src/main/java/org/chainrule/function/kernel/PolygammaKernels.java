package org.chainrule.function.kernel;

/** Kernels of the derivatives of log Gamma. */
public final class PolygammaKernels {
  /** digamma's positive zero less 1, in two doubles. */
  private static final double ZERO = 0.46163214496836236;

  private static final double ZERO_LOW = -1.5522348162858677e-17;

  /** digamma(1 + t)/(t - zero) for t from 0 to 1, in powers of t - 1/2. */
  private static final double[] DIGAMMA = {
    0.9510558760318328, -0.4236274212814606, 0.24054248424078697, -0.14840492305388092,
    0.09498872445289039, -0.06192213327548831, 0.040760833940846085, -0.026975796659787055,
    0.017907248317313294, -0.011908220105959716, 0.007927021796868154, -0.005279937255532708,
    0.003518106563802472, -0.0023454947397380833, 0.0015633696313653504, -0.0010364584817312839,
    0.0006909255761282986, -0.00048595039220036254, 0.00032395945401345196, -0.00014480643368061614,
    9.653646261410062e-05, -0.0001782188548855923, 0.00011881232908510335
  };

  /** Bernoulli's numbers B(2k), k from 1, as numerators and denominators. */
  private static final double[] BERNOULLI_NUMERATORS = {
    1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513, -236364091, 8553103
  };

  private static final double[] BERNOULLI_DENOMINATORS = {
    6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730, 6
  };

  /** Terms of an asymptotic series that doubles can feel, from 10 on. */
  private static final int TERMS = 10;

  private static final double[] BERNOULLI = new double[TERMS];
  private static final double[] DIGAMMA_SERIES = new double[TERMS];

  static {
    for (int k = 0; k < TERMS; k++) {
      BERNOULLI[k] = BERNOULLI_NUMERATORS[k] / BERNOULLI_DENOMINATORS[k];
      DIGAMMA_SERIES[k] = BERNOULLI[k] / (2 * (k + 1));
    }
  }

  /** Below this the asymptotic series are reached by the recurrence. */
  private static final double LARGE = 10;

  /** The highest order of {@link #polygamma}. */
  private static final int HIGHEST_ORDER = 150;

  private PolygammaKernels() {}

  /**
   * Logarithmic derivative of Gamma; NaN at 0 and the negative whole numbers.
   *
   * <p>The zero at 1.46 is factored out; where the two parts of the reflection cancel, beside the
   * zero between each two poles, they are computed to about 100 bits.
   */
  public static double digamma(double x) {
    if (x <= 0) {
      return x == Math.rint(x) ? Double.NaN : digammaBelowZero(x);
    }
    if (x < 1) {
      return digammaOnePlus(x) - 1 / x;
    }
    if (x >= LARGE) {
      double inverse = 1 / x;
      double square = inverse * inverse;
      return Math.log(x) - (0.5 * inverse + square * Polynomial.at(square, DIGAMMA_SERIES));
    }
    double steps = 0;
    double base = x;
    while (base >= 2) {
      base -= 1;
      steps += 1 / base;
    }
    return digammaOnePlus(base - 1) + steps;
  }

  private static double digammaOnePlus(double t) {
    return ((t - ZERO) - ZERO_LOW) * Polynomial.at(t - 0.5, DIGAMMA);
  }

  private static double digammaBelowZero(double x) {
    double fraction = x - Math.rint(x);
    double cotangent = Math.PI / Math.tan(Math.PI * fraction);
    double mirrored = x > -1e-17 ? digamma(1.0) : digamma(1 - x);
    if (Math.abs(cotangent) > 8 * Math.abs(mirrored) || cotangent < -0.5) {
      return mirrored - cotangent;
    }
    DoubleDouble precise =
        DoubleDouble.PI.times(DoubleDouble.cosPi(fraction)).dividedBy(DoubleDouble.sinPi(fraction));
    return preciseDigamma(DoubleDouble.sum(1, -x)).minus(precise).value();
  }

  /** digamma to about 100 bits, at 1 or above. */
  private static DoubleDouble preciseDigamma(DoubleDouble x) {
    DoubleDouble steps = DoubleDouble.ZERO;
    DoubleDouble base = x;
    while (base.high() < 32) {
      steps = steps.plus(DoubleDouble.ONE.dividedBy(base));
      base = base.plus(1);
    }
    DoubleDouble inverse = DoubleDouble.ONE.dividedBy(base);
    DoubleDouble square = inverse.times(inverse);
    DoubleDouble series = DoubleDouble.ZERO;
    for (int k = BERNOULLI_NUMERATORS.length - 1; k >= 0; k--) {
      DoubleDouble coefficient =
          DoubleDouble.of(BERNOULLI_NUMERATORS[k])
              .dividedBy(DoubleDouble.of(BERNOULLI_DENOMINATORS[k] * (2 * (k + 1))));
      series = series.plus(coefficient).times(square);
    }
    return base.log().minus(inverse.scaled(-1)).minus(series).minus(steps);
  }

  /** Derivative of digamma, positive everywhere; NaN at 0 and the negative whole numbers. */
  public static double trigamma(double x) {
    if (x <= 0) {
      if (x == Math.rint(x)) {
        return Double.NaN;
      }
      double fraction = x - Math.rint(x);
      double cosecant = Math.PI / Math.sin(Math.PI * fraction);
      return cosecant * cosecant - trigamma(1 - x);
    }
    double steps = 0;
    double base = x;
    while (base < LARGE) {
      double inverse = 1 / base;
      steps += inverse * inverse;
      base += 1;
    }
    double inverse = 1 / base;
    double square = inverse * inverse;
    return inverse + square * (0.5 + inverse * Polynomial.at(square, BERNOULLI)) + steps;
  }

  /** stub */
  public static double polygamma(double n, double x) {
    return Double.NaN;
  }
}
