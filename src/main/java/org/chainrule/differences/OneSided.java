package org.chainrule.differences;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.chainrule.differences.Comparison.Outcome;
import org.chainrule.differences.Comparison.Result;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.notation.Side;
import org.jspecify.annotations.Nullable;

/**
 * A derivative from one side, at a kink for example.
 *
 * @param value the derivative, or null where there is none or none could be found
 * @param error what may be wrong with it at most, by estimate
 * @param reason why there is no value, or an empty text
 */
public record OneSided(@Nullable BigDecimal value, BigDecimal error, String reason) {
  /** The largest change, in relative terms, of differences that have approached a number. */
  private static final BigDecimal CLOSE = new BigDecimal("1e-18");

  /** The derivative of a function at a point from one side, by its values on that side. */
  public static OneSided of(
      ValueSource function, Map<String, BigDecimal> point, String variable, Side side) {
    FiniteDifferences differences = new FiniteDifferences(function, point, List.of(variable));
    try {
      Estimate before = differences.oneSided(Level.ALL.get(0), side);
      for (int index = 1; index <= Level.TOP; index++) {
        Estimate estimate = differences.oneSided(Level.ALL.get(index), side);
        BigDecimal size = estimate.value().abs(Magnitude.ROUGH);
        BigDecimal change = Magnitude.distance(before.value(), estimate.value());
        // Digits that cancel leave a zero, and a slow growth of the difference looks like none.
        boolean zero =
            index >= 2 && Comparison.vanishes(before, estimate) && size.compareTo(CLOSE) < 0;
        if (zero) {
          return new OneSided(BigDecimal.ZERO, size, "");
        }
        if (size.signum() != 0 && change.compareTo(size.multiply(CLOSE)) <= 0) {
          return new OneSided(estimate.value().round(Magnitude.ROUGH), change, "");
        }
        before = estimate;
      }
      return none("the differences do not approach a number");
    } catch (DomainException | BudgetException exception) {
      String message = exception.getMessage();
      return none(message == null ? "no value" : message);
    }
  }

  /**
   * Checks what is claimed of the derivatives of a function at a point from both sides.
   *
   * @param left the claim of the derivative from the left, or null where there is no such claim
   * @param right the claim of the derivative from the right, or null
   */
  public static Check check(
      ValueSource function,
      Map<String, BigDecimal> point,
      String variable,
      @Nullable ValueSource left,
      @Nullable ValueSource right,
      Settings settings) {
    Deadline deadline = Deadline.in(settings.limit());
    FiniteDifferences differences =
        new FiniteDifferences(deadline.guard(function), point, List.of(variable));
    double error = 0;
    int compared = 0;
    for (Side side : Side.values()) {
      ValueSource claim = side == Side.LEFT ? left : right;
      if (claim == null) {
        continue;
      }
      Result result;
      try {
        Estimator claimed = new DerivativeCheck.Values(deadline.guard(claim), point);
        result =
            new Comparison(
                    level -> differences.oneSided(level, side),
                    claimed,
                    Math.max(function.tellingDigits(), claim.tellingDigits()),
                    Level.TOP,
                    Level.MAXIMUM_DIGITS)
                .run();
      } catch (DomainException | BudgetException exception) {
        return undecided(compared, settings, side, exception.getMessage());
      }
      BigDecimal expected = result.expected();
      if (result.outcome() == Outcome.DIFFER && expected != null) {
        Counterexample counterexample = Counterexample.of(point, result.claimed(), expected);
        String note = "from the " + side.word();
        return new Check(
            Verdict.REFUTED, error, compared + 1, settings.seed(), counterexample, note);
      }
      if (result.outcome() != Outcome.AGREE && result.outcome() != Outcome.VANISH) {
        return undecided(compared, settings, side, result.reason());
      }
      error = Math.max(error, result.error());
      compared++;
    }
    return compared == 0
        ? new Check(Verdict.UNDECIDED, 0, 0, settings.seed(), null, "nothing to compare")
        : new Check(Verdict.PROBABLE, error, compared, settings.seed(), null, "");
  }

  private static OneSided none(String reason) {
    return new OneSided(null, BigDecimal.ZERO, reason);
  }

  private static Check undecided(
      int compared, Settings settings, Side side, @Nullable String reason) {
    return new Check(
        Verdict.UNDECIDED,
        0,
        compared,
        settings.seed(),
        null,
        "could not check from the " + side.word() + ": " + reason);
  }
}
