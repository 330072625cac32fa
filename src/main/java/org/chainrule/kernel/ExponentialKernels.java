package org.chainrule.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The exponential function as arithmetic that the JIT compiles into its callers, where the JDK's
 * own is a call.
 *
 * <p>By the method of Tang, Table-driven implementation of the exponential function in IEEE
 * floating-point arithmetic, ACM Transactions on Mathematical Software 15 (1989): exp(x) is
 * 2^(k/128)*exp(r) with a whole number k and |r| at most log(2)/256; a table has the powers, a
 * polynomial is exp(r) - 1. Within 0.52 ulp; exact at 0.
 */
public final class ExponentialKernels {
  private static final int STEPS = 128;

  /** Where the arithmetic below keeps its digits: no result or part is subnormal or infinite. */
  private static final double RANGE = 708;

  private static final double STEPS_BY_LOG_2 = 0x1.71547652b82fep+7;

  /** What rounds to a whole number when it is added, and has that number in its lowest bits. */
  private static final double ROUNDING = 0x1.8p52;

  /** log(2)/128 in two parts; multiples of the first below 2^19 are exact. */
  private static final double STEP_HIGH = 0x1.62e42fef8p-8;

  private static final double STEP_LOW = 0x1.1cf79abc9e3b4p-43;

  /**
   * For each step j what the double nearest to 2^(j/128) lacks, relative to it; then the bits of
   * that double, less what adding k shifted to the exponent adds too much.
   */
  private static final long[] TABLE = new long[2 * STEPS];

  static {
    MathContext digits = new MathContext(45);
    BigDecimal step = BigDecimal.valueOf(2);
    for (int roots = 1; roots < STEPS; roots *= 2) {
      step = step.sqrt(digits);
    }
    BigDecimal power = BigDecimal.ONE;
    for (int j = 0; j < STEPS; j++) {
      double nearest = power.doubleValue();
      BigDecimal rest = power.divide(new BigDecimal(nearest), digits).subtract(BigDecimal.ONE);
      TABLE[2 * j] = Double.doubleToRawLongBits(rest.doubleValue());
      TABLE[2 * j + 1] = Double.doubleToRawLongBits(nearest) - ((long) j << 45);
      power = power.multiply(step, digits);
    }
  }

  private ExponentialKernels() {}

  /** The exponential function. */
  public static double exp(double x) {
    if (!(Math.abs(x) < RANGE)) {
      return Math.exp(x);
    }
    double shifted = x * STEPS_BY_LOG_2 + ROUNDING;
    long steps = Double.doubleToRawLongBits(shifted);
    double whole = shifted - ROUNDING;
    double r = (x - whole * STEP_HIGH) - whole * STEP_LOW;
    int entry = 2 * ((int) steps & (STEPS - 1));
    double rest = Double.longBitsToDouble(TABLE[entry]);
    double power = Double.longBitsToDouble(TABLE[entry + 1] + (steps << 45));
    double square = r * r;
    double low = square * (0.5 + r * (1.0 / 6));
    double high = square * square * (1.0 / 24 + r * (1.0 / 120));
    return power + power * (rest + r + low + high);
  }
}
