package org.chainrule.differences;

import java.math.BigDecimal;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.jspecify.annotations.Nullable;

/**
 * A comparison that decides whether two numbers are equal from estimates of both at rising
 * precision.
 *
 * <p>All that is known of their errors is added up: rounding, what the extrapolation leaves, and
 * from the second level the change from one precision to the next. Where that is a small part of
 * the numbers, they agree if they differ by no more than a small multiple of it, and differ if by
 * far more; else the precision rises. A zero agrees only with a zero, and only after the precision
 * has risen, as digits that cancel leave one silently.
 */
final class Comparison {
  /** The digits that numbers are compared to, beyond those that were written. */
  private static final int CLOSE_DIGITS = 15;

  /** What was written is followed to so many digits. */
  private static final int MOST_TELLING = 400;

  /** The multiple of the estimated error within which numbers agree. */
  private static final BigDecimal NEAR = BigDecimal.valueOf(16);

  /** The largest relative spread of an estimate that agrees by its digits. */
  private static final BigDecimal STEADY = new BigDecimal("1e-10");

  /** A value that falls by more than this as the precision rises is rounding, or 0. */
  private static final BigDecimal VANISHING = new BigDecimal("1e-10");

  /** The largest rounding, relative to the scale of a number, that leaves a zero certain. */
  private static final BigDecimal QUIET = new BigDecimal("1e-10");

  /** An estimate that grows by more than this from one level to the next has not settled. */
  private static final BigDecimal GROWTH = BigDecimal.valueOf(2);

  private static final BigDecimal FAR = BigDecimal.valueOf(1000);

  /** The level that must be reached before two numbers differ. */
  private static final int CONFIRMING = 2;

  /** Digits by which the precision is raised beyond what the size of a tiny number takes. */
  private static final int TINY_GUARD = 60;

  /** The outcomes of a comparison. */
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
   * @param level the level that it was reached at
   */
  record Result(
      Outcome outcome,
      double error,
      @Nullable BigDecimal expected,
      @Nullable BigDecimal claimed,
      Level level,
      String reason) {
    /** An end without numbers. */
    static Result of(Outcome outcome, String reason) {
      return new Result(outcome, 0, null, null, Level.ALL.get(0), reason);
    }
  }

  private final Estimator expected;
  private final Estimator claimed;
  private final int zeroLevel;
  private final int maximumDigits;

  /** The largest relative error of numbers that are compared. */
  private final BigDecimal close;

  private final int closeDigits;

  /**
   * A comparison of two numbers.
   *
   * @param tellingDigits up to which digit the numbers may differ by what was written
   * @param zeroLevel the level up to which both must have vanished to be taken as 0
   * @param maximumDigits the digits that the last level may be raised to
   */
  Comparison(
      Estimator expected, Estimator claimed, int tellingDigits, int zeroLevel, int maximumDigits) {
    closeDigits = CLOSE_DIGITS + Math.min(tellingDigits, MOST_TELLING);
    close = Magnitude.powerOfTen(-closeDigits);
    this.expected = expected;
    this.claimed = claimed;
    this.zeroLevel = zeroLevel;
    this.maximumDigits = tellingDigits == 0 ? maximumDigits : Level.MAXIMUM_DIGITS;
  }

  /** Runs through the levels; exceptions of the lowest level pass through. */
  Result run() {
    Level level = usual(0);
    Estimate e = expected.at(level);
    Estimate c = claimed.at(level);
    BigDecimal unsure = unsure(e, c);
    if (!e.kinked() && agree(e, c, unsure, level)) {
      return result(Outcome.AGREE, e, c, level, "");
    }
    Result tiny = e.kinked() ? null : agreedAhead(e, c);
    if (tiny != null) {
      return tiny;
    }
    boolean differ = false;
    boolean emerged = false;
    for (int index = 1; index <= (emerged ? Level.TOP + 1 : Level.TOP); index++) {
      level = level(index, e, c);
      if (level.digits() > maximumDigits) {
        return result(Outcome.UNCLEAR, e, c, level, "values too small to be compared");
      }
      Estimate nextE;
      Estimate nextC;
      try {
        nextE = expected.at(level);
        nextC = claimed.at(level);
      } catch (BudgetException exception) {
        return result(Outcome.UNCLEAR, e, c, level, String.valueOf(exception.getMessage()));
      }
      if (e.kinked() && nextE.kinked()) {
        return Result.of(Outcome.KINK, "a kink");
      }
      unsure =
          unsure(nextE, nextC)
              .add(Magnitude.distance(e.value(), nextE.value()), Magnitude.ROUGH)
              .add(Magnitude.distance(c.value(), nextC.value()), Magnitude.ROUGH);
      if (!nextE.kinked() && agree(nextE, nextC, unsure, level)) {
        return result(Outcome.AGREE, nextE, nextC, level, "");
      }
      boolean vanished =
          vanishes(e, nextE) && vanishes(c, nextC) && isQuiet(nextE) && isQuiet(nextC);
      if (vanished && index >= zeroLevel) {
        return new Result(Outcome.VANISH, 0, nextE.value(), nextC.value(), level, "");
      }
      boolean growing = isGrowing(e, nextE);
      // What only the last level brings to light takes another to be sure of.
      emerged = index == Level.TOP && growing;
      boolean before = differ;
      differ = !vanished && !growing && differ(nextE, nextC, unsure);
      e = nextE;
      c = nextC;
      if (before && differ && index >= CONFIRMING) {
        return result(Outcome.DIFFER, e, c, level, "");
      }
    }
    return differ
        ? result(Outcome.DIFFER, e, c, level, "")
        : result(
            Outcome.UNCLEAR, e, c, level, "the difference could not be estimated closely enough");
  }

  /**
   * The agreement on a tiny number at the level at which it stands out of rounding, or null. All
   * levels before would leave it open.
   */
  private @Nullable Result agreedAhead(Estimate e, Estimate c) {
    BigDecimal size = c.value().abs(Magnitude.ROUGH);
    if (size.signum() == 0) {
      return null;
    }
    Level first = usual(0);
    BigDecimal wanted = size.multiply(close).divide(NEAR, Magnitude.ROUGH);
    int index = 1;
    while (index <= Level.TOP && noiseAt(index, e, first).compareTo(wanted) > 0) {
      index++;
    }
    if (index == 1) {
      return null;
    }
    Level level = level(Math.min(index, Level.TOP), c, c);
    // Few points may have more digits than are usual: those between are to save them that.
    if (level.digits() > Math.min(maximumDigits, Level.USUAL_DIGITS)) {
      return null;
    }
    try {
      Estimate nextC = claimed.at(level);
      Estimate nextE = expected.at(level);
      return !nextE.kinked() && agree(nextE, nextC, unsure(nextE, nextC), level)
          ? result(Outcome.AGREE, nextE, nextC, level, "")
          : null;
    } catch (DomainException | BudgetException elsewhere) {
      return null;
    }
  }

  /** What the rounding of a difference will be at a level. */
  private BigDecimal noiseAt(int index, Estimate e, Level first) {
    Level level = usual(index);
    int smaller = level.digits() - level.stepDigits() - (first.digits() - first.stepDigits());
    return e.noise().scaleByPowerOfTen(-smaller);
  }

  /** A level that tells as many digits as are compared. */
  private Level usual(int index) {
    return Level.ALL.get(index).closerBy(closeDigits - CLOSE_DIGITS);
  }

  /** The level, at the top raised so that a tiny number stands out of the rounding of others. */
  private Level level(int index, Estimate e, Estimate c) {
    Level level = index <= Level.TOP ? usual(index) : usual(Level.TOP).raisedByHalf();
    BigDecimal size = size(e, c);
    if (index < Level.TOP || size.signum() == 0) {
      return level;
    }
    long wanted = -Magnitude.exponent(size) + TINY_GUARD + 2L * level.stepDigits();
    return wanted <= level.digits()
        ? level
        : level.raised((int) Math.min(wanted, Integer.MAX_VALUE) - level.digits());
  }

  /** What is known of the errors of two numbers at one level. */
  private static BigDecimal unsure(Estimate e, Estimate c) {
    return e.error()
        .add(c.error(), Magnitude.ROUGH)
        .add(e.noise(), Magnitude.ROUGH)
        .add(c.noise(), Magnitude.ROUGH);
  }

  /**
   * Whether two numbers agree: within their estimated errors, or, where these are bounded too
   * roughly as for tiny numbers, to half the working digits, which does not happen by chance.
   */
  private boolean agree(Estimate e, Estimate c, BigDecimal unsure, Level level) {
    BigDecimal size = size(e, c);
    BigDecimal distance = Magnitude.distance(e.value(), c.value());
    BigDecimal allowed = unsure.multiply(NEAR);
    boolean areErrorsSmall = allowed.compareTo(size.multiply(close)) <= 0;
    return areErrorsSmall
        ? distance.compareTo(allowed) <= 0
        : (size.signum() != 0
            && level.digits() / 2 - 2 >= closeDigits
            && distance.compareTo(size.scaleByPowerOfTen(2 - level.digits() / 2)) <= 0
            && e.spread().compareTo(size.multiply(STEADY)) <= 0);
  }

  /** Whether an estimate falls towards 0 as the precision rises. */
  static boolean vanishes(Estimate before, Estimate after) {
    return after.value().signum() == 0
        || after.value().abs().compareTo(before.value().abs().multiply(VANISHING)) <= 0;
  }

  /** Whether rounding, of values much larger than the changes sought, cannot have made a zero. */
  private static boolean isQuiet(Estimate estimate) {
    return estimate.noise().compareTo(estimate.scale().multiply(QUIET)) <= 0;
  }

  /**
   * Whether an estimate still grows: it has not come out of rounding before, or the steps are
   * longer than the waves of the function, whose differences then grow as the steps shrink.
   */
  private static boolean isGrowing(Estimate before, Estimate after) {
    BigDecimal size = after.value().abs();
    return size.compareTo(before.value().abs().multiply(GROWTH)) > 0
        && size.compareTo(after.noise().multiply(NEAR)) > 0;
  }

  private static boolean differ(Estimate e, Estimate c, BigDecimal unsure) {
    BigDecimal error = unsure.add(e.spread(), Magnitude.ROUGH).add(c.spread(), Magnitude.ROUGH);
    return Magnitude.distance(e.value(), c.value()).compareTo(error.multiply(FAR)) > 0;
  }

  private static BigDecimal size(Estimate e, Estimate c) {
    return e.value().abs(Magnitude.ROUGH).max(c.value().abs(Magnitude.ROUGH));
  }

  private static Result result(
      Outcome outcome, Estimate e, Estimate c, Level level, String reason) {
    BigDecimal size = size(e, c);
    double error =
        size.signum() == 0 ? 0 : Magnitude.ratio(Magnitude.distance(e.value(), c.value()), size);
    return new Result(outcome, error, told(e), told(c), level, reason);
  }

  /** The number as it is told: 0 where it is nothing but its own error. */
  private static BigDecimal told(Estimate estimate) {
    BigDecimal unsure = estimate.error().add(estimate.noise(), Magnitude.ROUGH).multiply(NEAR);
    return estimate.value().abs(Magnitude.ROUGH).compareTo(unsure) <= 0
        ? BigDecimal.ZERO
        : estimate.value();
  }
}
