package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.differences.Comparison.Outcome;
import org.chainrule.differences.Comparison.Result;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;
import org.chainrule.notation.Side;
import org.jspecify.annotations.Nullable;

/**
 * The check whether a claim is a derivative of a function, by differences of that function; by no
 * name at all it is the check whether both are equal.
 */
public final class DerivativeCheck {
  private static final BigDecimal NEARLY = new BigDecimal("1e-6");
  private static final BigDecimal[] MOVES = {new BigDecimal("1.37e-6"), new BigDecimal("-2.11e-6")};

  /** By this the moves of several numbers differ, lest they keep a difference. */
  private static final BigDecimal UNLIKE = new BigDecimal("1.093");

  /** The level to which a zero is followed where the claim has no value. */
  private static final int CONFIRMED = 2;

  /** Digits beyond those that a difference by a very small step takes. */
  private static final int CLOSER_DIGITS = 60;

  private DerivativeCheck() {}

  /**
   * Checks a claimed derivative.
   *
   * @param function the function as it was written
   * @param claim the derivative that is claimed
   * @param by the names that are differentiated by in turn, a name twice for the second derivative,
   *     none for the function itself
   */
  public static Check run(
      ValueSource function, ValueSource claim, List<String> by, Settings settings) {
    Check refused = refused(by, settings.seed());
    if (refused != null) {
      return refused;
    }
    Set<String> names = new TreeSet<>(function.names());
    names.addAll(claim.names());
    names.addAll(by);
    Deadline deadline = Deadline.in(settings.limit());
    Judge judge =
        new Judge(
            deadline.guard(function), deadline.guard(claim), List.copyOf(by), settings.domain());
    boolean special = by.size() == 1;
    return new Survey(settings, deadline, judge, List.copyOf(names), Set.copyOf(by), special).run();
  }

  private static @Nullable Check refused(List<String> by, long seed) {
    long highest = Limit.CHECKED_ORDER.most();
    return by.size() <= highest
        ? null
        : undecided(seed, "derivatives of order above " + highest + " are not checked");
  }

  private static Check undecided(long seed, String note) {
    return new Check(Verdict.UNDECIDED, 0, 0, seed, null, note);
  }

  /** Checks a claimed derivative at one point, which is all that is said of it then. */
  public static Check at(
      ValueSource function,
      ValueSource claim,
      List<String> by,
      Map<String, BigDecimal> point,
      Domain domain,
      long seed) {
    Check refused = refused(by, seed);
    if (refused != null) {
      return refused;
    }
    try {
      Judge judge = new Judge(function, claim, List.copyOf(by), domain);
      Result result = judge.at(point, Level.TOP, Level.MAXIMUM_DIGITS);
      BigDecimal expected = result.expected();
      BigDecimal claimed = result.claimed();
      return switch (result.outcome()) {
        case AGREE, VANISH -> new Check(Verdict.PROBABLE, result.error(), 1, seed, null, "");
        case DIFFER ->
            new Check(
                Verdict.REFUTED,
                0,
                1,
                seed,
                Counterexample.of(point, claimed, Objects.requireNonNull(expected)),
                result.reason());
        case KINK, UNCLEAR -> undecided(seed, result.reason() + " at the point given");
      };
    } catch (DomainException | BudgetException exception) {
      return undecided(seed, String.valueOf(exception.getMessage()));
    }
  }

  /** Checks a claimed first derivative. */
  public static Check run(ValueSource function, ValueSource claim, String by, Settings settings) {
    return run(function, claim, List.of(by), settings);
  }

  private record Judge(ValueSource source, ValueSource claim, List<String> by, Domain domain)
      implements Survey.Judge {
    @Override
    public Result at(Map<String, BigDecimal> point, int zeroLevel, int maximumDigits) {
      FiniteDifferences differences = new FiniteDifferences(source, point, by);
      Estimator expected = by.isEmpty() ? new Values(source, point) : differences::central;
      Values claimed = new Values(claim, point);
      Result result;
      try {
        result = new Comparison(expected, claimed, telling(), zeroLevel, maximumDigits).run();
      } catch (DomainException exception) {
        if (claimed.isMissing() && isMissingAround(point)) {
          return domain.promises(point)
              ? withoutClaim(expected)
              : Result.of(Outcome.UNCLEAR, "a condition of the derivative does not hold");
        }
        throw exception;
      }
      if (by.size() != 1) {
        return result;
      }
      boolean differs = result.outcome() == Outcome.DIFFER;
      if (differs && !isSmooth(differences, result)) {
        return Result.of(Outcome.KINK, "a kink");
      }
      boolean tells = differs || result.outcome() == Outcome.AGREE;
      if (tells && source.mayJumpAnywhere() && !isSettled(differences, result)) {
        return Result.of(Outcome.UNCLEAR, "the function changes by steps too small to be seen");
      }
      return result;
    }

    private int telling() {
      return Math.max(source.tellingDigits(), claim.tellingDigits());
    }

    /**
     * Whether the difference stays as it is by a step that changes the function by far less than 1.
     * Jumps that lie closer than any step before, as those of ceil(exp(x)) at 250, look like a
     * slope.
     */
    private static boolean isSettled(FiniteDifferences differences, Result result) {
      BigDecimal expected = result.expected();
      BigDecimal claimed = result.claimed();
      if (expected == null || claimed == null || expected.signum() == 0) {
        return true;
      }
      long size = Magnitude.exponent(expected);
      if (Math.abs(size) > Level.MAXIMUM_DIGITS) {
        return false;
      }
      int stepDigits = Level.ALL.get(Level.TOP).stepDigits() + (int) Math.max(0, size);
      int digits = 2 * stepDigits + (int) Math.abs(size) + CLOSER_DIGITS;
      BigDecimal apart =
          result.outcome() == Outcome.DIFFER
              ? Magnitude.distance(expected, claimed)
              : expected.abs(Magnitude.ROUGH);
      BigDecimal close = apart.multiply(NEARLY);
      try {
        BigDecimal closer = differences.central(new Level(digits, stepDigits)).value();
        return Magnitude.distance(closer, expected).compareTo(close) <= 0;
      } catch (DomainException | BudgetException exception) {
        return false;
      }
    }

    /**
     * Whether the claim has no value beside the point either, where the function has one. All
     * numbers are moved that are not whole by their kind: a claim may lack a value where another
     * variable has a special one, as {@code x^y*log(x)} does at x = 0.
     */
    private boolean isMissingAround(Map<String, BigDecimal> point) {
      for (BigDecimal move : MOVES) {
        Map<String, BigDecimal> moved = new LinkedHashMap<>();
        BigDecimal step = move;
        for (Map.Entry<String, BigDecimal> entry : point.entrySet()) {
          BigDecimal value = entry.getValue();
          boolean isFixed = domain.kind(entry.getKey()) instanceof Kind.Whole;
          BigDecimal scale = value.abs().max(BigDecimal.ONE);
          moved.put(entry.getKey(), isFixed ? value : value.add(scale.multiply(step)));
          step = step.multiply(UNLIKE);
        }
        source.at(moved, Magnitude.ROUGH);
        try {
          claim.at(moved, Magnitude.ROUGH);
          return false;
        } catch (DomainException exception) {
          // The next direction may tell more.
        }
      }
      return true;
    }

    private static Result withoutClaim(Estimator derivative) {
      Result result =
          new Comparison(derivative, shifted(derivative), 0, CONFIRMED, Level.MAXIMUM_DIGITS).run();
      return result.outcome() == Outcome.AGREE || result.outcome() == Outcome.VANISH
          ? new Result(
              Outcome.DIFFER,
              0,
              result.expected(),
              null,
              result.level(),
              "the claim has no value where the function has a derivative")
          : Result.of(Outcome.UNCLEAR, "the claim has no value");
    }

    /** The same number from more digits and a smaller step. */
    private static Estimator shifted(Estimator estimator) {
      return level -> estimator.at(level.raisedByHalf());
    }

    /** Whether both one-sided derivatives exist and are close beside the difference found. */
    private static boolean isSmooth(FiniteDifferences differences, Result result) {
      BigDecimal expected = result.expected();
      BigDecimal claimed = result.claimed();
      if (expected == null || claimed == null) {
        return false;
      }
      BigDecimal close = Magnitude.distance(expected, claimed).multiply(NEARLY);
      Level level = result.level();
      for (Side side : Side.values()) {
        try {
          BigDecimal slope = differences.oneSided(level, side).value();
          if (Magnitude.distance(slope, expected).compareTo(close) > 0) {
            return false;
          }
        } catch (DomainException | BudgetException exception) {
          return false;
        }
      }
      return true;
    }
  }

  /** The values of a source at a point, as estimates. */
  static final class Values implements Estimator {
    private static final int GUARD_DIGITS = 8;

    private final ValueSource source;
    private final Map<String, BigDecimal> point;
    private boolean missing;

    Values(ValueSource source, Map<String, BigDecimal> point) {
      this.source = source;
      this.point = point;
    }

    /** Whether the last value was asked for outside the domain. */
    boolean isMissing() {
      return missing;
    }

    @Override
    public Estimate at(Level level) {
      BigDecimal value;
      try {
        missing = true;
        value = source.at(point, new MathContext(level.digits()));
        missing = false;
      } catch (BudgetException exception) {
        missing = false;
        throw exception;
      }
      BigDecimal noise =
          value
              .abs(Magnitude.ROUGH)
              .max(BigDecimal.ONE)
              .scaleByPowerOfTen(GUARD_DIGITS - level.digits());
      BigDecimal scale = value.abs(Magnitude.ROUGH).max(BigDecimal.ONE);
      return new Estimate(value, BigDecimal.ZERO, BigDecimal.ZERO, noise, scale, false);
    }
  }
}
