package org.chainrule.kernel;

/**
 * Kernels of the error function, its complement and the Gaussian-weighted argument.
 *
 * <p>Near 0, erf is its odd polynomial. In the tail erfc(x) = exp(-x^2) * w(x)/(1 + 2x), where w(x)
 * = (1 + 2x)*exp(x^2)*erfc(x) is smooth and between 1 and 1.3. It is a polynomial in t = (x - 2)/(x
 * + 2) over the whole half line (the substitution of Shepherd and Laframboise, 1981), its relative
 * error 3e-19. The square is kept in two doubles, since an error of half an ulp in it alone would
 * cost 700 ulp of the exponential.
 */
public final class ErrorKernels {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
  private static final double TWO_OVER_ROOT_PI_LOW = 1.533545961316588e-17;

  /** (erf(x)/x - 2/sqrt(pi))/x^2 for |x| up to 1, in powers of x^2. */
  private static final double[] ERF = {
    -0.37612638903183754, 0.11283791670955126, -0.02686617064513125, 0.005223977625442098,
    -0.0008548327023438772, 0.00012055332980820326, -1.4925650307970883e-05, 1.64621125825314e-06,
    -1.6365800670626893e-07, 1.4806425307596068e-08, -1.2281123990301673e-09, 9.342544765021714e-11,
    -6.25814465939488e-12, 2.895998335856489e-13
  };

  /** (1 + 2x)*exp(x^2)*erfc(x) for x from 1/4 on, in powers of (x - 2)/(x + 2). */
  private static final double[] SCALED_ERFC = {
    1.2769783815525286, -0.09276382658574603, -0.1660303976152895, 0.16405128003344613,
    -0.054220000992024356, -0.008034015082652177, 0.008722653875192317, 0.0012713389718508876,
    -0.0014568139365888106, -0.00045434091616781356, 0.00020636709340524125, 0.0001510399279336683,
    -1.5090437296969696e-06, -3.642766575441483e-05, -1.3496230856506248e-05, 3.72762898153286e-06,
    5.232276982734994e-06, 1.457816496095516e-06, -7.066652601041706e-07, -7.463651825262703e-07,
    -2.607905786256287e-07, 2.036127070465138e-08, 1.8061830102369507e-07, 1.310736581694494e-07,
    -6.252902719245389e-08, -7.041218809630893e-08, 2.122074397219661e-08, 1.4800324689177628e-08,
    -5.324557475071053e-09
  };

  private static final double SCALED_ERFC_LOW = 8.981092117607118e-17;

  /** Up to here erfc is 1 - erf, beyond it has its own polynomial. */
  private static final double TAIL = 0.25;

  /** From here on the series far out has all digits. */
  private static final double FAR = 6.5;

  private static final double ROOT_HALF = 0.7071067811865476;
  private static final double ROOT_HALF_LOW = -4.833646656726457e-17;

  private ErrorKernels() {}

  public static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < 1) {
      double square = x * x;
      double rest = square * Horner.at(square, ERF) + TWO_OVER_ROOT_PI_LOW;
      return x * (TWO_OVER_ROOT_PI + rest);
    }
    return Math.copySign(magnitude > 6 ? 1 : 1 - upperTail(magnitude), x);
  }

  public static double erfc(double x) {
    if (x < TAIL) {
      return 1 - erf(x);
    }
    return x > 28 ? 0 : upperTail(x);
  }

  /** log(erfc(x)). */
  public static double logErfc(double x) {
    return x < TAIL ? Math.log1p(-erf(x)) : Math.log(scaledTail(x)) - x * x;
  }

  /** The derivative of log(erfc(x)). */
  public static double logErfcSlope(double x) {
    return x < TAIL
        ? -TWO_OVER_ROOT_PI * ExponentialKernels.exp(-x * x) / erfc(x)
        : -TWO_OVER_ROOT_PI / scaledTail(x);
  }

  /** exp(x^2)*erfc(x). */
  static double scaledErfc(double x) {
    return x < TAIL ? ExponentialKernels.exp(x * x) * erfc(x) : scaledTail(x);
  }

  /** The derivative of exp(x^2)*erfc(x), far out by its series in 1/(2*x^2). */
  static double scaledErfcSlope(double x) {
    if (x < FAR) {
      return 2 * x * scaledErfc(x) - TWO_OVER_ROOT_PI;
    }
    double ratio = -0.5 / x / x;
    double sum = 1;
    double term = 1;
    for (int n = 1; Math.abs(term) > Math.ulp(0.5); n++) {
      term *= (2 * n + 1) * ratio;
      sum += term;
    }
    return -0.5 * TWO_OVER_ROOT_PI / x / x * sum;
  }

  /** exp(x^2)*erfc(x), x from 1/4 on. */
  private static double scaledTail(double x) {
    double t = (x - 2) / (x + 2);
    double above = t * Horner.withoutConstant(t, SCALED_ERFC) + SCALED_ERFC_LOW;
    return (SCALED_ERFC[0] + above) / (1 + 2 * x);
  }

  /** x*Phi(x), where Phi is the normal distribution function. */
  static double gaussianWeighted(double x) {
    if (x > -TAIL / ROOT_HALF) {
      return x > 40 ? x : x * (0.5 + 0.5 * erf(x * ROOT_HALF));
    }
    if (x < -40) {
      return -0.0;
    }
    double square = 0.5 * x * x;
    double rest = Math.fma(0.5 * x, x, -square);
    double y = -x * ROOT_HALF;
    double yRest = Math.fma(-x, ROOT_HALF, -y) - x * ROOT_HALF_LOW;
    return weightedTail(0.5 * x, y, yRest, square, rest);
  }

  private static double upperTail(double x) {
    double square = x * x;
    return weightedTail(1, x, 0, square, Math.fma(x, x, -square));
  }

  /** factor*erfc(x + xRest), x from 1/4 on, given the square of x + xRest as another such sum. */
  private static double weightedTail(
      double factor, double x, double xRest, double square, double squareRest) {
    double t = (x - 2) / (x + 2);
    double above = t * Horner.withoutConstant(t, SCALED_ERFC) + SCALED_ERFC_LOW;
    double numerator = SCALED_ERFC[0] + above;
    double numeratorRest = (SCALED_ERFC[0] - numerator) + above;
    double twice = 2 * x;
    double divisor = 1 + twice;
    double part = divisor - twice;
    double divisorRest = (twice - (divisor - part)) + (1 - part) + 2 * xRest;
    double scaled = numerator / divisor;
    double scaledRest =
        (Math.fma(-scaled, divisor, numerator) + numeratorRest - scaled * divisorRest) / divisor;
    double weighted = factor * scaled;
    double weightedRest = Math.fma(factor, scaled, -weighted) + factor * scaledRest;
    double exponential = ExponentialKernels.exp(-square);
    return Math.fma(exponential, weighted, exponential * (weightedRest - weighted * squareRest));
  }
}
