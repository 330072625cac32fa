package org.chainrule.kernel;

/** Kernels of the activation functions of neural networks. */
public final class ActivationKernels {
  private static final double SELU_SCALE = 1.0507009873554805;

  /** The product of selu's lambda and alpha. */
  private static final double SELU_SCALE_ALPHA = 1.7580993408473768;

  /** Below this the exponential loses digits to underflow, and is taken as a square. */
  private static final double UNDERFLOW = -700;

  private ActivationKernels() {}

  /** Logistic function 1/(1 + exp(-x)). */
  public static double sigmoid(double x) {
    double decay = ExponentialKernels.exp(-Math.abs(x));
    return (x >= 0 ? 1 : decay) / (1 + decay);
  }

  /** The derivative of the logistic function, whose value y says enough where it is not near 1. */
  public static double sigmoidSlope(double x, double y) {
    if (y < 0.75) {
      return y * (1 - y);
    }
    double decay = ExponentialKernels.exp(-Math.abs(x));
    return decay / ((1 + decay) * (1 + decay));
  }

  /** log(1 + exp(x)). */
  public static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(ExponentialKernels.exp(-Math.abs(x)));
  }

  /** log(sigmoid(x)) = -softplus(-x). */
  public static double logSigmoid(double x) {
    return -softplus(-x);
  }

  public static double relu(double x) {
    return Math.max(x, 0.0);
  }

  /** x from 0 on, slope*x below. */
  public static double leakyRelu(double x, double slope) {
    return x >= 0 && !Double.isNaN(slope) ? x : slope * x;
  }

  /** x from 0 on, alpha*(exp(x) - 1) below. */
  public static double elu(double x, double alpha) {
    return x >= 0 && !Double.isNaN(alpha) ? x : alpha * Math.expm1(x);
  }

  /** Scaled elu, with the constants of Klambauer and others (2017). */
  public static double selu(double x) {
    return x >= 0 ? SELU_SCALE * x : SELU_SCALE_ALPHA * Math.expm1(x);
  }

  /** x*Phi(x), with the exact normal distribution function Phi. */
  public static double gelu(double x) {
    return ErrorKernels.gaussianWeighted(x);
  }

  /** x*sigmoid(x). */
  public static double silu(double x) {
    if (x >= 0) {
      return x == Double.POSITIVE_INFINITY ? x : x / (1 + ExponentialKernels.exp(-x));
    }
    if (x < UNDERFLOW) {
      return timesExponential(x);
    }
    double growth = ExponentialKernels.exp(x);
    return x * growth / (1 + growth);
  }

  /**
   * x*tanh(softplus(x)).
   *
   * <p>For g = exp(x) and w = g*(g + 2) the factor of x is 1 - 2/(w + 2), and also g*(1 - (g^2 +
   * g)/(w + 2)): each where what it subtracts is small.
   */
  public static double mish(double x) {
    if (x > 40) {
      return x;
    }
    if (x < UNDERFLOW) {
      return timesExponential(x);
    }
    double growth = ExponentialKernels.exp(x);
    double divisor = growth * (growth + 2) + 2;
    if (x > 0) {
      return x * (1 - 2 / divisor);
    }
    double leading = x * growth;
    double rest = Math.fma(x, growth, -leading);
    return leading - (leading * (growth * (growth + 1) / divisor) - rest);
  }

  /** x/(1 + |x|). */
  public static double softsign(double x) {
    return Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
  }

  /** x*exp(x) where exp(x) alone underflows. */
  private static double timesExponential(double x) {
    if (x < -800) {
      return -0.0;
    }
    double root = ExponentialKernels.exp(0.5 * x);
    return x * root * root;
  }
}
