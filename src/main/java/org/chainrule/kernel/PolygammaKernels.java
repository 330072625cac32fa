package org.chainrule.kernel;

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

  private static final double PI_SQUARED = 9.869604401089358;

  /** Below this the asymptotic series are reached by the recurrence. */
  private static final double LARGE = 10;

  /** The highest order of {@link #polygamma}. */
  private static final int HIGHEST_ORDER = 150;

  private PolygammaKernels() {}

  /**
   * Logarithmic derivative of Gamma; NaN at 0 and the negative whole numbers.
   *
   * <p>The zero at 1.46 is factored out; where the two parts of the reflection cancel, beside the
   * zero between each two poles below 0, they are computed to about 100 bits. There the error is at
   * most 4 ulp or 2^-98, whichever is more; the doubles nearest to the zeros that the tests visit
   * (the first 30, and some down to -1e9) are within 4 ulp.
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
      return Math.log(x) - (0.5 * inverse + square * Horner.at(square, DIGAMMA_SERIES));
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
    return ((t - ZERO) - ZERO_LOW) * Horner.at(t - 0.5, DIGAMMA);
  }

  private static double digammaBelowZero(double x) {
    double fraction = x - Math.rint(x);
    double cotangent = cotangentOfPi(fraction);
    double mirrored = digamma(1 - x);
    if (Math.abs(cotangent) > 8 * Math.abs(mirrored) || (cotangent < 0 && mirrored > 0.1)) {
      return mirrored - cotangent;
    }
    DoubleDouble precise =
        DoubleDouble.PI.times(DoubleDouble.cosPi(fraction)).dividedBy(DoubleDouble.sinPi(fraction));
    return preciseDigamma(DoubleDouble.sum(1, -x)).minus(precise).value();
  }

  /** pi*cot(pi*fraction), with the complement to 1/2, which is exact, beside the zeros. */
  private static double cotangentOfPi(double fraction) {
    double magnitude = Math.abs(fraction);
    double value =
        magnitude < 0.25
            ? Math.PI / Math.tan(Math.PI * magnitude)
            : Math.PI * Math.tan(Math.PI * (0.5 - magnitude));
    return Math.copySign(value, fraction);
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
      double angle = Math.PI * fraction;
      double rest = Math.fma(Math.PI, fraction, -angle) + DoubleDouble.PI.low() * fraction;
      double sine = Math.sin(angle);
      double square = sine * sine + 2 * sine * (rest * Math.cos(angle));
      return PI_SQUARED / square - trigamma(1 - x);
    }
    double steps = x < LARGE ? Math.ceil(LARGE - x) : 0;
    double inverse = 1 / (x + steps);
    double square = inverse * inverse;
    double total = inverse + square * (0.5 + inverse * Horner.at(square, BERNOULLI));
    for (double k = steps - 1; k >= 0; k--) {
      double base = x + k;
      double reciprocal = 1 / base;
      if (Double.isInfinite(reciprocal)) {
        return reciprocal;
      }
      double rest = reciprocal * Math.fma(-reciprocal, base, 1);
      total += reciprocal * (reciprocal + 2 * rest);
    }
    return total;
  }

  /**
   * The order-th derivative of digamma, for whole orders from 0 to 150; NaN for other orders.
   *
   * <p>(-1)^(n+1) n! times Hurwitz's zeta(n + 1, x), all parts relative to the largest, 1/x^(n+1),
   * and summed to about 100 bits; below 0, the sum over all x + k is that around the nearest pole.
   * For even orders beside their zeros below 0 the error is at most 4 ulp or 2^-98 of the largest
   * part, whichever is more.
   */
  public static double polygamma(double order, double x) {
    if (!(order >= 0 && order <= HIGHEST_ORDER && order == Math.rint(order))) {
      return Double.NaN;
    }
    if (order < 2) {
      return order == 0 ? digamma(x) : trigamma(x);
    }
    if (Double.isNaN(x) || (x <= 0 && x == Math.rint(x))) {
      return Double.NaN;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return order % 2 == 0 ? -0.0 : 0.0;
    }
    int power = (int) order + 1;
    double leading = x > 0 ? x : x - Math.rint(x);
    double total = relativeZeta(power, x, leading).value();
    double sign = power % 2 == 0 || leading < 0 ? 1 : -1;
    double root = Math.pow(Math.abs(leading), -0.5 * power);
    double factorial = GammaKernels.factorial(order);
    double square = root * root;
    return square > 1e-290 && square < 1e290
        ? sign * (factorial * total) * Math.pow(Math.abs(leading), -power)
        : sign * (factorial * root) * total * root;
  }

  /** leading^power * zeta(power, x). */
  private static DoubleDouble relativeZeta(int power, double x, double leading) {
    if (x > 0) {
      return tail(power, DoubleDouble.of(x), leading);
    }
    DoubleDouble above = tail(power, DoubleDouble.sum(1, leading), leading);
    DoubleDouble below =
        tail(power, DoubleDouble.sum(1, -leading), leading)
            .minus(tail(power, DoubleDouble.sum(1, -x), leading));
    return above.plus(power % 2 == 0 ? below : below.negated()).plus(1);
  }

  /** The sum of (leading/(start + k))^power over k from 0, by Euler's and Maclaurin's formula. */
  private static DoubleDouble tail(int power, DoubleDouble start, double leading) {
    DoubleDouble total = DoubleDouble.ZERO;
    DoubleDouble base = start;
    while (base.high() < 32 + power) {
      total = total.plus(power(DoubleDouble.of(leading).dividedBy(base), power));
      base = base.plus(1);
    }
    DoubleDouble inverse = DoubleDouble.ONE.dividedBy(base);
    DoubleDouble term = inverse.times(0.5 * power);
    DoubleDouble series = base.dividedBy(DoubleDouble.of(power - 1)).plus(0.5);
    for (int k = 0; k < BERNOULLI_NUMERATORS.length; k++) {
      DoubleDouble bernoulli =
          DoubleDouble.of(BERNOULLI_NUMERATORS[k])
              .dividedBy(DoubleDouble.of(BERNOULLI_DENOMINATORS[k]));
      series = series.plus(term.times(bernoulli));
      double next = 2.0 * k + 3;
      term =
          term.times(inverse.times(inverse))
              .times((power + next - 2) * (power + next - 1))
              .dividedBy(DoubleDouble.of(next * (next + 1)));
    }
    DoubleDouble scale = power(DoubleDouble.of(leading).dividedBy(base), power);
    return total.plus(scale.times(series));
  }

  private static DoubleDouble power(DoubleDouble base, int exponent) {
    DoubleDouble result = DoubleDouble.ONE;
    DoubleDouble square = base;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = result.times(square);
      }
      square = square.times(square);
    }
    return result;
  }
}
