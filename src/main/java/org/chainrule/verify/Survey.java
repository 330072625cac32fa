package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.number.BudgetException;
import org.chainrule.number.DomainException;
import org.chainrule.verify.Comparison.Result;
import org.jspecify.annotations.Nullable;

/**
 * A comparison at many points, until one of them refutes the claim, enough of them agree, or the
 * time is over.
 */
final class Survey {
  private static final int ATTEMPTS_IN_REGION = 8;
  private static final int ATTEMPTS_ANYWHERE = 400;
  private static final int MAXIMUM_REJECTED = 6_000;
  private static final int MAXIMUM_UNUSABLE = 60;

  /** Landmarks that get points of their own; the search for points uses all. */
  private static final int MAXIMUM_LANDMARKS = 6;

  /** So many zeros are followed beyond the second level, others to it. */
  private static final int ZEROS_TO_CONFIRM = 4;

  /** The digits that the coordinates of a counterexample are rounded to, if it stays one. */
  private static final int[] SHORT_DIGITS = {2, 4, 6};

  /** The comparison at a point. */
  interface Judge {
    /** The source whose values say where there is anything to compare. */
    ValueSource source();

    /**
     * Compares at a point; both exceptions mean that the point is not usable.
     *
     * @param zeroLevel the level up to which zeros are followed
     */
    Result at(Map<String, BigDecimal> point, int zeroLevel);
  }

  private final Settings settings;
  private final Deadline deadline;
  private final Judge judge;
  private final Sampler sampler;
  private final boolean special;
  private final int needed;
  private double maximalError;
  private int points;
  private int zeros;
  private int unusable;
  private String lastReason = "";
  private @Nullable Counterexample counterexample;
  private String refutation = "";

  Survey(
      Settings settings,
      Deadline deadline,
      Judge judge,
      List<String> names,
      Set<String> leading,
      boolean special) {
    this.settings = settings;
    this.deadline = deadline;
    this.judge = judge;
    this.special = special;
    this.needed = (int) Math.min((settings.points() + 1) / 2, distinct(names, settings));
    this.sampler = new Sampler(names, leading, settings.domain(), settings.seed(), this::hasValue);
  }

  Check run() {
    for (Region region : plan()) {
      if (counterexample != null || isOver()) {
        break;
      }
      Map<String, BigDecimal> point = sampler.in(region, ATTEMPTS_IN_REGION);
      if (point != null) {
        visit(point);
      }
    }
    while (counterexample == null && points < settings.points() && !isOver()) {
      Map<String, BigDecimal> point = sampler.anywhere(ATTEMPTS_ANYWHERE);
      if (point == null) {
        if (points == 0 && sampler.rejected() < MAXIMUM_REJECTED / 2) {
          continue;
        }
        break;
      }
      visit(point);
    }
    return check();
  }

  private boolean isOver() {
    return deadline.isOver()
        || unusable >= MAXIMUM_UNUSABLE
        || sampler.rejected() >= MAXIMUM_REJECTED;
  }

  private List<Region> plan() {
    List<Region> plan = new ArrayList<>(Region.PLAN);
    if (special) {
      plan.addAll(Region.SPECIAL);
    }
    settings.domain().landmarks().stream()
        .limit(MAXIMUM_LANDMARKS)
        .forEach(landmark -> plan.addAll(Region.beside(landmark)));
    List<Region> share = new ArrayList<>();
    for (int i = settings.part(); i < plan.size(); i += settings.parts()) {
      share.add(plan.get(i));
    }
    return share;
  }

  private boolean hasValue(Map<String, BigDecimal> point) {
    try {
      judge.source().at(point, Magnitude.ROUGH);
      return true;
    } catch (DomainException exception) {
      return false;
    } catch (BudgetException exception) {
      lastReason = String.valueOf(exception.getMessage());
      return false;
    }
  }

  private void visit(Map<String, BigDecimal> point) {
    try {
      int zeroLevel = zeros < ZEROS_TO_CONFIRM ? 2 : 1;
      Result result = judge.at(point, zeroLevel);
      switch (result.outcome()) {
        case AGREE -> {
          points++;
          maximalError = Math.max(maximalError, result.error());
        }
        case VANISH -> {
          points++;
          zeros++;
        }
        case DIFFER -> {
          points++;
          refute(point, result);
        }
        case KINK, UNCLEAR -> skip(result.reason());
      }
    } catch (DomainException exception) {
      skip("no value next to a point");
    } catch (BudgetException exception) {
      skip(exception.getMessage());
    }
  }

  /** Takes the counterexample, its coordinates in as few digits as still refute the claim. */
  private void refute(Map<String, BigDecimal> point, Result result) {
    counterexample = new Counterexample(point, rounded(result.claimed()), expected(result));
    refutation = result.reason();
    for (int digits : SHORT_DIGITS) {
      Map<String, BigDecimal> simpler = new LinkedHashMap<>();
      point.forEach((name, value) -> simpler.put(name, value.round(new MathContext(digits))));
      if (simpler.equals(point)) {
        return;
      }
      Map<String, BigDecimal> adjusted = settings.domain().adjust(simpler);
      if (!settings.domain().admits(adjusted) || isOver()) {
        continue;
      }
      try {
        Result again = judge.at(adjusted, 1);
        if (again.outcome() == Comparison.Outcome.DIFFER) {
          counterexample = new Counterexample(adjusted, rounded(again.claimed()), expected(again));
          refutation = again.reason();
          return;
        }
      } catch (DomainException | BudgetException exception) {
        // Not a point to tell: the next has more digits.
      }
    }
  }

  private void skip(@Nullable String reason) {
    unusable++;
    lastReason = reason == null ? "" : reason;
  }

  private static BigDecimal expected(Result result) {
    BigDecimal expected = rounded(result.expected());
    if (expected == null) {
      throw new IllegalStateException("a difference without a value");
    }
    return expected;
  }

  private static @Nullable BigDecimal rounded(@Nullable BigDecimal value) {
    return value == null ? null : value.round(Magnitude.ROUGH);
  }

  private Check check() {
    if (counterexample != null) {
      return new Check(
          Verdict.REFUTED, maximalError, points, settings.seed(), counterexample, refutation);
    }
    boolean enough = points >= needed && !deadline.isInterrupted();
    String note = "";
    if (deadline.isOver() && points < settings.points()) {
      note =
          "stopped after "
              + points
              + " points: "
              + (deadline.isInterrupted() ? "interrupted" : "out of time");
    } else if (!enough) {
      note =
          (points == 0 ? "no point" : "only " + points + " points")
              + " where there is something to compare, of "
              + needed
              + " needed; outside the domain or too costly: "
              + sampler.rejected()
              + ", not comparable: "
              + unusable
              + (lastReason.isEmpty() ? "" : " (" + lastReason + ")");
    }
    return new Check(
        enough ? Verdict.PROBABLE : Verdict.UNDECIDED,
        maximalError,
        points,
        settings.seed(),
        null,
        note);
  }

  /** How many points there are at all. */
  private static long distinct(List<String> names, Settings settings) {
    long distinct = 1;
    for (String name : names) {
      if (!(settings.domain().kind(name) instanceof Kind.Whole whole)) {
        return Long.MAX_VALUE;
      }
      distinct = Math.min(Integer.MAX_VALUE, distinct * ((long) whole.upper() - whole.lower() + 1));
    }
    return distinct;
  }
}
