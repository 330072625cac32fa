package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chainrule.differences.Comparison.Result;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.jspecify.annotations.Nullable;

/**
 * A comparison at many points, until one of them refutes the claim, enough of them agree, or the
 * time is over.
 */
final class Survey {
  private static final int ATTEMPTS_IN_REGION = 8;
  private static final int ATTEMPTS_TO_MEET = 3;
  private static final int ATTEMPTS_ANYWHERE = 400;
  private static final int MAXIMUM_REJECTED = 6_000;
  private static final int MAXIMUM_UNUSABLE = 60;

  /** Of checks that share the regions, each stops after so many points in vain. */
  private static final int SHARED_UNUSABLE = 12;

  private static final int SHARED_REJECTED = 1_500;

  /** Of checks that share the regions, one in so many has a point of equal coordinates. */
  private static final int SHARED_DIAGONALS = 4;

  /** One in so many of them follows tiny numbers to many digits. */
  private static final int SHARED_THOROUGH = 6;

  /** Landmarks that get points of their own; the search for points uses all. */
  private static final int MAXIMUM_LANDMARKS = 6;

  /** The digits that the coordinates of a counterexample are rounded to, if it stays one. */
  private static final int[] SHORT_DIGITS = {2, 4, 6};

  /** So many points are followed to more than the usual digits. */
  private static final int MOST_DEEP = 4;

  /** After so many zeros to all digits, another is followed to fewer. */
  private static final int SURE_ZEROS = 2;

  private static final int ZERO_LEVEL = 2;

  /** Counterexamples of more coordinates are told as they are. */
  private static final int MOST_COORDINATES = 40;

  /** A coordinate that may be anything may be all of these, of which some may be impossible. */
  private static final List<UnaryOperator<BigDecimal>> CHANGES =
      List.of(
          value -> BigDecimal.ONE,
          value -> new BigDecimal("0.37"),
          value -> value.negate(),
          value -> value.movePointRight(2));

  private static final int FEWEST_CHANGES = 2;

  /** The comparison at a point. */
  interface Judge {
    /** The source whose values say where there is anything to compare. */
    ValueSource source();

    /**
     * Compares at a point; both exceptions mean that the point is not usable.
     *
     * @param zeroLevel the level up to which zeros are followed
     * @param maximumDigits the digits that the last level may be raised to
     */
    Result at(Map<String, BigDecimal> point, int zeroLevel, int maximumDigits);
  }

  private final Settings settings;
  private final Deadline deadline;
  private final Judge judge;
  private final Sampler sampler;
  private final boolean special;
  private final int needed;
  private double maximalError;
  private int points;
  private int deep;
  private int vanished;
  private int unusable;
  private int costly;
  private int patience = 1;
  private String lastReason = "";
  private @Nullable Map<String, BigDecimal> lastRefused;
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
    if (isShared()) {
      // What has few points of its own needs one at which everything is to be seen.
      visitIn(Region.COMMON);
    }
    visitAll(
        settings.domain().scales().stream()
            .flatMap(exponent -> Region.around(exponent).stream())
            .toList());
    visitAll(usual());
    boolean hasDiagonal = settings.part() % SHARED_DIAGONALS == 0;
    if (counterexample == null && hasDiagonal && !isOver()) {
      Map<String, BigDecimal> diagonal = sampler.diagonal(ATTEMPTS_IN_REGION);
      if (diagonal != null) {
        visit(diagonal);
      }
    }
    visitMeetings();
    deep = 0;
    visitAll(besideLandmarks());
    for (int i = 0; isShared() && i < ATTEMPTS_IN_REGION && points < settings.points(); i++) {
      if (counterexample == null && !isOver()) {
        visitIn(i % 2 == 0 ? Region.COMMON : Region.UNIT);
      }
    }
    // Where points are known, others are sought beside them.
    patience = points > 0 ? 2 : 1;
    while (counterexample == null && points < settings.points() && !isOver()) {
      Map<String, BigDecimal> point = sampler.anywhere(ATTEMPTS_ANYWHERE);
      if (point == null) {
        // Where all points have been drawn, no time brings another.
        if (points == 0
            && !sampler.isExhausted()
            && sampler.rejected() < (isShared() ? SHARED_REJECTED : MAXIMUM_REJECTED) / 2) {
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
        || isTooCostly()
        || unusable >= (isShared() ? SHARED_UNUSABLE : MAXIMUM_UNUSABLE)
        || sampler.rejected() >= (isShared() ? SHARED_REJECTED : MAXIMUM_REJECTED);
  }

  private boolean isShared() {
    return settings.parts() > 1;
  }

  /** Whether this one of several checks follows zeros and tiny numbers as far as one alone does. */
  private boolean isThorough() {
    // The first is that of the shortest lengths, where much vanishes; the last are the longest.
    return !isShared()
        || settings.part() % SHARED_THOROUGH == 1
            && (settings.parts() < SHARED_THOROUGH || 2 * settings.part() < settings.parts());
  }

  private void visitAll(List<Region> regions) {
    // Where several checks share the regions, each takes one in so many.
    for (int i = settings.part(); i < regions.size(); i += settings.parts()) {
      if (counterexample != null || isOver()) {
        return;
      }
      visitIn(regions.get(i));
    }
  }

  private void visitMeetings() {
    List<UnaryOperator<Map<String, BigDecimal>>> meetings = settings.domain().meetings();
    for (int i = settings.part(); i < meetings.size(); i += settings.parts()) {
      if (counterexample != null || isOver()) {
        return;
      }
      Map<String, BigDecimal> point = sampler.meeting(meetings.get(i), ATTEMPTS_TO_MEET);
      if (point != null) {
        visit(point);
      }
    }
  }

  private void visitIn(Region region) {
    Map<String, BigDecimal> point = sampler.in(region, ATTEMPTS_IN_REGION);
    if (point != null) {
      visit(point);
    }
  }

  private List<Region> usual() {
    List<Region> regions = new ArrayList<>(Region.PLAN);
    if (special) {
      regions.addAll(Region.SPECIAL);
    }
    return regions;
  }

  private List<Region> besideLandmarks() {
    return settings.domain().landmarks().stream()
        .limit(MAXIMUM_LANDMARKS)
        .flatMap(landmark -> regions(landmark).stream())
        .toList();
  }

  private List<Region> regions(BigDecimal landmark) {
    List<Region> regions = new ArrayList<>(Region.beside(landmark));
    if (special) {
      regions.add(Region.at(landmark));
    }
    return regions;
  }

  private boolean hasValue(Map<String, BigDecimal> point) {
    if (isTooCostly()) {
      return false;
    }
    Optional<Boolean> told = judge.source().isDefinedAt(point);
    if (told.isPresent()) {
      lastRefused = told.get() ? lastRefused : point;
      return told.get();
    }
    try {
      judge.source().at(point, Magnitude.ROUGH);
      return true;
    } catch (DomainException exception) {
      costly += exception.isUnsettled() ? 1 : 0;
      lastRefused = point;
      return false;
    } catch (BudgetException exception) {
      costly++;
      lastReason = String.valueOf(exception.getMessage());
      return false;
    }
  }

  /** Why there is no value at the last point of which that was found. */
  private String refusal() {
    if (lastRefused == null) {
      return "";
    }
    try {
      judge.source().at(lastRefused, Magnitude.ROUGH);
      return "";
    } catch (DomainException | BudgetException exception) {
      return String.valueOf(exception.getMessage());
    }
  }

  /** Whether so many values could not be had by any effort that the others are not worth it. */
  private boolean isTooCostly() {
    int most = patience * (isShared() ? SHARED_UNUSABLE : MAXIMUM_UNUSABLE);
    return points < needed && costly >= most;
  }

  private void visit(Map<String, BigDecimal> point) {
    try {
      Result result =
          judge.at(
              point,
              isThorough() && vanished < SURE_ZEROS ? Level.TOP : ZERO_LEVEL,
              maximumDigits());
      if (result.level().digits() > Level.USUAL_DIGITS) {
        deep++;
      }
      switch (result.outcome()) {
        case AGREE -> {
          points++;
          maximalError = Math.max(maximalError, result.error());
        }
        case VANISH -> {
          points++;
          vanished++;
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

  private int maximumDigits() {
    if (!isThorough()) {
      return Level.FEW_DIGITS;
    }
    return deep < MOST_DEEP ? Level.MAXIMUM_DIGITS : Level.USUAL_DIGITS;
  }

  /** Takes the counterexample, with those of its coordinates that matter. */
  private void refute(Map<String, BigDecimal> point, Result result) {
    refuteInFewDigits(point, result);
    if (counterexample != null) {
      counterexample = withoutIdle(counterexample);
    }
  }

  /** A counterexample without the coordinates that may be anything. */
  private Counterexample withoutIdle(Counterexample found) {
    if (found.point().size() > MOST_COORDINATES) {
      return found;
    }
    Map<String, BigDecimal> left = new LinkedHashMap<>(found.point());
    for (String name : found.point().keySet()) {
      Map<String, BigDecimal> without = new LinkedHashMap<>(left);
      without.remove(name);
      if (!without.isEmpty() && isSameWithout(found, without)) {
        left = without;
      }
    }
    return new Counterexample(left, found.claimed(), found.expected());
  }

  /** Whether both values stay what they are where all coordinates but some are changed. */
  private boolean isSameWithout(Counterexample found, Map<String, BigDecimal> some) {
    int seen = 0;
    for (UnaryOperator<BigDecimal> change : CHANGES) {
      Map<String, BigDecimal> changed = new LinkedHashMap<>(found.point());
      changed.replaceAll((name, value) -> some.containsKey(name) ? value : change.apply(value));
      if (!settings.domain().admits(changed) || isOver()) {
        continue;
      }
      try {
        Result result = judge.at(changed, 1, Level.USUAL_DIGITS);
        BigDecimal expected = result.expected();
        boolean isSame =
            result.outcome() == Comparison.Outcome.DIFFER
                && expected != null
                && found.equals(Counterexample.of(found.point(), result.claimed(), expected));
        if (!isSame) {
          return false;
        }
        seen++;
      } catch (DomainException | BudgetException exception) {
        // There is nothing to compare.
      }
    }
    return seen >= FEWEST_CHANGES;
  }

  /** Takes the counterexample, its coordinates in as few digits as still refute the claim. */
  private void refuteInFewDigits(Map<String, BigDecimal> point, Result result) {
    counterexample = counterexample(point, result);
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
        Result again = judge.at(adjusted, 1, Level.USUAL_DIGITS);
        if (again.outcome() == Comparison.Outcome.DIFFER) {
          counterexample = counterexample(adjusted, again);
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

  private static Counterexample counterexample(Map<String, BigDecimal> point, Result result) {
    BigDecimal expected = result.expected();
    if (expected == null) {
      throw new IllegalStateException("a difference without a value");
    }
    return Counterexample.of(point, result.claimed(), expected);
  }

  private Check check() {
    if (counterexample != null) {
      return new Check(
          Verdict.REFUTED, maximalError, points, settings.seed(), counterexample, refutation);
    }
    if (points == 0 && lastReason.isEmpty()) {
      lastReason = refusal();
    }
    boolean isAll = points > 0 && sampler.isExhausted();
    boolean enough = (points >= needed || isAll) && !deadline.isInterrupted();
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
