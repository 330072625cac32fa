package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.chainrule.error.Budget;
import org.chainrule.error.Limit;
import org.jspecify.annotations.Nullable;

/** Constants to any precision, each remembered at the precisions asked for so far. */
public final class PreciseConstants {
  private static final Constant PI = new Constant(PreciseConstants::chudnovsky);
  private static final Constant E =
      new Constant(working -> Kernels.exp(BigDecimal.ONE, working.getPrecision()));
  private static final Constant LOG_2 =
      new Constant(working -> Kernels.log(BigDecimal.valueOf(2), working.getPrecision()));
  private static final Constant LOG_10 =
      new Constant(working -> Kernels.log(BigDecimal.TEN, working.getPrecision()));
  private static final Constant ROOT_OF_TWO =
      new Constant(working -> Kernels.sqrt(BigDecimal.valueOf(2), working.getPrecision()));
  private static final Constant ROOT_OF_PI =
      new Constant(working -> Kernels.sqrt(pi(working), working.getPrecision()));
  private static final Constant EULER_GAMMA =
      new Constant(working -> PrecisePolygamma.digamma(BigDecimal.ONE, working).negate());

  private PreciseConstants() {}

  /** The ratio of a circle's circumference to its diameter. */
  public static BigDecimal pi(MathContext context) {
    return PI.value(context);
  }

  /** The base of the natural logarithm. */
  public static BigDecimal e(MathContext context) {
    return E.value(context);
  }

  /** The natural logarithm of 2. */
  public static BigDecimal log2(MathContext context) {
    return LOG_2.value(context);
  }

  /** The natural logarithm of 10. */
  public static BigDecimal log10(MathContext context) {
    return LOG_10.value(context);
  }

  /** The square root of 2. */
  static BigDecimal rootOfTwo(MathContext context) {
    return ROOT_OF_TWO.value(context);
  }

  /** The square root of pi. */
  static BigDecimal rootOfPi(MathContext context) {
    return ROOT_OF_PI.value(context);
  }

  /** Euler's constant, 0.577…: minus digamma at 1. */
  public static BigDecimal eulerGamma(MathContext context) {
    return EULER_GAMMA.value(context);
  }

  /**
   * A constant, remembered at each of a ladder of precisions, so that rounding it takes about as
   * long as the digits wanted and not as those wanted once. Threads may compute a step twice but
   * always see it whole.
   */
  private static final class Constant {
    private static final int LEAST = 64;
    private static final double RATIO = 1.25;
    private static final int STEPS = steps(Integer.MAX_VALUE) + 1;

    private final Computation compute;
    private final AtomicReferenceArray<BigDecimal> known = new AtomicReferenceArray<>(STEPS);

    /** The last value that was asked for, as the same digits are for many functions. */
    private volatile @Nullable Rounded last;

    private record Rounded(MathContext context, BigDecimal value) {}

    Constant(Computation compute) {
      this.compute = compute;
    }

    BigDecimal value(MathContext context) {
      Rounded same = last;
      if (same != null && same.context().equals(context)) {
        return same.value();
      }
      int wanted = context.getPrecision() + Decimals.GUARD;
      MathContext needed = Decimals.digits(wanted);
      long most = Limit.WORKING_DIGITS.standard();
      if (wanted > most) {
        return compute.apply(needed).round(context);
      }
      int step = steps(wanted);
      BigDecimal value = known.get(step);
      if (value == null) {
        double digits = Math.ceil(Math.min(LEAST * Math.pow(RATIO, step), (double) most));
        // What is remembered is for all, within whatever budget.
        value =
            Budget.standard()
                .run(() -> compute.apply(Decimals.digits((long) Math.max(wanted, digits))));
        known.set(step, value);
      }
      BigDecimal rounded = value.round(context);
      last = new Rounded(context, rounded);
      return rounded;
    }

    private static int steps(int digits) {
      return digits <= LEAST
          ? 0
          : (int) Math.ceil(Math.log((double) digits / LEAST) / Math.log(RATIO));
    }
  }

  private interface Computation {
    BigDecimal apply(MathContext context);
  }

  /**
   * Pi by the series of the Chudnovsky brothers, 14.18 digits a term, summed by binary splitting.
   */
  private static BigDecimal chudnovsky(MathContext context) {
    MathContext working = new MathContext(context.getPrecision() + Decimals.GUARD);
    int terms = context.getPrecision() / 14 + 2;
    Split sum = Split.of(0, terms);
    BigDecimal root = Kernels.sqrt(BigDecimal.valueOf(10_005), working.getPrecision());
    return new BigDecimal(sum.q.multiply(BigInteger.valueOf(426_880)))
        .multiply(root, working)
        .divide(new BigDecimal(sum.t), working);
  }

  /** The terms from one index to before another, as products p and q and a sum t over q. */
  private record Split(BigInteger p, BigInteger q, BigInteger t) {
    private static final BigInteger C3_OVER_24 =
        BigInteger.valueOf(640_320).pow(3).divide(BigInteger.valueOf(24));

    static Split of(int from, int to) {
      if (to - from == 1) {
        BigInteger p = BigInteger.ONE;
        BigInteger q = BigInteger.ONE;
        if (from > 0) {
          p =
              BigInteger.valueOf(6L * from - 5)
                  .multiply(BigInteger.valueOf(2L * from - 1))
                  .multiply(BigInteger.valueOf(6L * from - 1));
          q = BigInteger.valueOf(from).pow(3).multiply(C3_OVER_24);
        }
        BigInteger t = p.multiply(BigInteger.valueOf(13_591_409 + 545_140_134L * from));
        return new Split(p, q, from % 2 == 0 ? t : t.negate());
      }
      int middle = (from + to) >>> 1;
      Split left = of(from, middle);
      Split right = of(middle, to);
      return new Split(
          left.p.multiply(right.p),
          left.q.multiply(right.q),
          left.t.multiply(right.q).add(left.p.multiply(right.t)));
    }
  }
}
