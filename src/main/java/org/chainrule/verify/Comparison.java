package org.chainrule.verify;

import java.math.BigDecimal;
import org.chainrule.number.BudgetException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether two numbers are equal from estimates of both at rising precision.
 *
 * <p>They agree where they differ by less than a fixed part of their size, which is never wide:
 * what cannot be estimated so closely is not decided. They differ where, at the highest precision,
 * the difference is far above all that is known of the errors: the change from one precision to the
 * next, the spread of the extrapolation, and rounding. A zero agrees only with a zero, and only
 * after the precision has risen, as digits that cancel leave one silently.
 */
final class Comparison {
  /** The largest relative difference of numbers that agree. */
  static final BigDecimal FLOOR = new BigDecimal("1e-18");

  /** The largest relative spread of an estimate that is compared. */
  private static final BigDecimal CLOSE = new BigDecimal("1e-10");

  /** A value that falls by more than this as the precision rises is rounding, or 0. */
  private static final BigDecimal VANISHING = new BigDecimal("1e-10");

  private static final BigDecimal FAR = BigDecimal.valueOf(1000);

  /** The level that must be reached before two numbers differ. */
  private static final int CONFIRMING = 2;

  /** Digits by which the precision is raised beyond what the size of a tiny number takes. */
  private static final int TINY_GUARD = 300;

  /** What two numbers were found to be. */
  enum Outcome {
    AGREE,
    /** Both fall towards 0 as the precision rises. */
    VANISH,
    DIFFER,
    KINK,
    UNCLEAR
  }

  /**
   * The end of a comparison.
   *
   * @param error the relative difference
   */
  record Result(
      Outcome outcome,
      double error,
      @Nullable BigDecimal expected,
      @Nullable BigDecimal claimed,
      String reason) {}

  private final Estimator expected;
  private final Estimator claimed;
  private final int zeroLevel;

  /**
   * A comparison of two numbers.
   *
   * @param zeroLevel the level up to which both must have vanished to be taken as 0
   */
  Comparison(Estimator expected, Estimator claimed, int zeroLevel) {
    this.expected = expected;
    this.claimed = claimed;
    this.zeroLevel = zeroLevel;
  }

  /** Runs through the levels; exceptions of the lowest level pass through. */
  Result run() {
    Estimate e = expected.at(Level.ALL.get(0));
    Estimate c = claimed.at(Level.ALL.get(0));
    if (e.kinked()) {
      return new Result(Outcome.KINK, 0, null, null, "a kink");
    }
    if (agree(e, c)) {
      return result(Outcome.AGREE, e, c, "");
    }
    boolean differ = false;
    for (int index = 1; index <= Level.TOP; index++) {
      Level level = level(index, e, c);
      if (level.digits() > Level.MAXIMUM_DIGITS) {
        return result(Outcome.UNCLEAR, e, c, "values too small to be compared");
      }
      Estimate nextE;
      Estimate nextC;
      try {
        nextE = expected.at(level);
        nextC = claimed.at(level);
      } catch (BudgetException exception) {
        boolean enough = differ && index > CONFIRMING && e.value().signum() != 0;
        return result(
            enough ? Outcome.DIFFER : Outcome.UNCLEAR,
            e,
            c,
            String.valueOf(exception.getMessage()));
      }
      if (nextE.kinked()) {
        return new Result(Outcome.KINK, 0, null, null, "a kink");
      }
      if (agree(nextE, nextC)) {
        return result(Outcome.AGREE, nextE, nextC, "");
      }
      boolean vanished = vanishes(e, nextE) && vanishes(c, nextC);
      if (vanished && index >= zeroLevel) {
        return new Result(Outcome.VANISH, 0, nextE.value(), nextC.value(), "");
      }
      differ = !vanished && differ(e, nextE, c, nextC);
      e = nextE;
      c = nextC;
    }
    return differ
        ? result(Outcome.DIFFER, e, c, "")
        : result(Outcome.UNCLEAR, e, c, "the difference could not be estimated closely enough");
  }

  /** The level, at the top raised so that a tiny number stands out of the rounding of others. */
  private static Level level(int index, Estimate e, Estimate c) {
    Level level = Level.ALL.get(index);
    BigDecimal size = size(e, c);
    if (index < Level.TOP || size.signum() == 0) {
      return level;
    }
    long wanted = -Magnitude.exponent(size) + TINY_GUARD + 2L * level.stepDigits();
    return wanted <= level.digits()
        ? level
        : level.raised((int) Math.min(wanted, Level.MAXIMUM_DIGITS + 1L) - level.digits());
  }

  private static boolean agree(Estimate e, Estimate c) {
    BigDecimal size = size(e, c);
    return size.signum() != 0
        && Magnitude.distance(e.value(), c.value()).compareTo(size.multiply(FLOOR)) <= 0
        && e.spread().compareTo(size.multiply(CLOSE)) <= 0;
  }

  /** Whether an estimate falls towards 0 as the precision rises. */
  static boolean vanishes(Estimate before, Estimate after) {
    return after.value().signum() == 0
        || after.value().abs().compareTo(before.value().abs().multiply(VANISHING)) <= 0;
  }

  private static boolean differ(Estimate e, Estimate nextE, Estimate c, Estimate nextC) {
    BigDecimal unsure =
        Magnitude.distance(e.value(), nextE.value())
            .add(Magnitude.distance(c.value(), nextC.value()), Magnitude.ROUGH)
            .add(nextE.spread(), Magnitude.ROUGH)
            .add(nextC.spread(), Magnitude.ROUGH)
            .add(nextE.noise(), Magnitude.ROUGH)
            .add(nextC.noise(), Magnitude.ROUGH);
    BigDecimal difference = Magnitude.distance(nextE.value(), nextC.value());
    return difference.compareTo(size(nextE, nextC).multiply(FLOOR)) > 0
        && difference.compareTo(unsure.multiply(FAR)) > 0;
  }

  private static BigDecimal size(Estimate e, Estimate c) {
    return e.value().abs(Magnitude.ROUGH).max(c.value().abs(Magnitude.ROUGH));
  }

  private static Result result(Outcome outcome, Estimate e, Estimate c, String reason) {
    BigDecimal size = size(e, c);
    double error =
        size.signum() == 0 ? 0 : Magnitude.ratio(Magnitude.distance(e.value(), c.value()), size);
    return new Result(outcome, error, e.value(), c.value(), reason);
  }
}
