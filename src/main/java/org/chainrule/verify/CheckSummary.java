package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.chainrule.differences.Check;
import org.chainrule.differences.Counterexample;
import org.chainrule.differences.Verdict;
import org.chainrule.model.UnevaluatedDerivatives;
import org.chainrule.print.PrintedNumbers;
import org.chainrule.result.CheckResult;
import org.jspecify.annotations.Nullable;

/** The sentence that says what the checks of all choices come to together. */
final class CheckSummary {
  private static final int SHOWN_DIGITS = 6;

  /** Two values that differ only beyond so many digits are told by their difference. */
  private static final int MOST_SHOWN_DIGITS = 24;

  /** Numbers beyond this power of ten, either way, are shown with their exponent. */
  private static final int PLAIN_EXPONENT = 20;

  /** The digits of a counterexample's coordinates, which an assumption may have made long. */
  private static final MathContext SHOWN = new MathContext(20);

  private final Claim claim;
  private final boolean isCarriedOut;
  private final long seed;
  private final Map<String, String> exact;

  /**
   * A summary of checks of a claim.
   *
   * @param isCarriedOut whether the question was compared with its derivatives carried out
   * @param exact the coordinates of a counterexample that are no decimal numbers
   */
  CheckSummary(Claim claim, boolean isCarriedOut, long seed, Map<String, String> exact) {
    this.claim = claim;
    this.isCarriedOut = isCarriedOut;
    this.seed = seed;
    this.exact = exact;
  }

  CheckResult of(List<Check> checks, List<Map<String, BigInteger>> compared, String remark) {
    int points = 0;
    double error = 0;
    @Nullable String undecided = null;
    boolean isOpen = UnevaluatedDerivatives.in(claim.expression());
    for (Check check : checks) {
      points += check.points();
      error = Math.max(error, check.maximalError());
      Counterexample counterexample = check.counterexample();
      if (counterexample != null && counterexample.claimed() == null && isOpen) {
        undecided = "the claim holds a derivative that is not carried out, and has no value";
        continue;
      }
      if (counterexample != null) {
        return refuted(counterexample, points, error);
      }
      if (check.verdict() == Verdict.UNDECIDED) {
        undecided = check.note();
      }
    }
    if (undecided == null && points == 0) {
      undecided = "no lengths and indices were found that the assumptions allow";
    }
    if (undecided != null) {
      return new CheckResult(
          CheckResult.Verdict.UNDECIDED,
          null,
          points,
          null,
          "UNDECIDED: could not check: " + undecided);
    }
    boolean isShort = remark.isEmpty() && checks.stream().anyMatch(each -> !each.note().isEmpty());
    String sentence =
        (claim.by().isEmpty()
                ? "PROBABLE: both sides agree at "
                : "PROBABLE: agrees with finite differences at ")
            + (points == 1 ? "1 point" : points + " points")
            + ", largest relative error "
            + PrintedNumbers.text(rounded(error))
            + ", seed "
            + seed
            + (claim.unknown().names().isEmpty()
                ? ""
                : ", sums of sines standing for " + String.join(", ", claim.unknown().names()))
            + (isCarriedOut ? ", the derivatives in the question as they are carried out" : "")
            + IntegerChoices.told(compared)
            + remark
            + (isShort ? ", time was up before all points" : "");
    return new CheckResult(CheckResult.Verdict.PROBABLE, error, points, null, sentence);
  }

  private static double rounded(double error) {
    return new BigDecimal(error).round(new MathContext(2)).doubleValue();
  }

  private CheckResult refuted(Counterexample counterexample, int points, double error) {
    StringBuilder at = new StringBuilder();
    counterexample
        .point()
        .forEach(
            (name, value) ->
                at.append(at.length() == 0 ? "" : ",")
                    .append(name)
                    .append('=')
                    .append(exact.getOrDefault(name, placeText(value.round(SHOWN)))));
    String place = at.length() == 0 ? "" : " at " + at;
    return new CheckResult(
        CheckResult.Verdict.REFUTED,
        error,
        points,
        at.toString(),
        "REFUTED" + place + ": " + values(counterexample.claimed(), counterexample.expected()));
  }

  /** Both values, in as few digits as tell them apart. */
  private String values(@Nullable BigDecimal claimed, BigDecimal expected) {
    String is = claim.by().isEmpty() ? "the right side is " : "the claim is ";
    String other = claim.by().isEmpty() ? ", the left side " : ", finite differences give ";
    if (claimed == null) {
      return "the claim has no value, finite differences give "
          + text(expected.round(new MathContext(SHOWN_DIGITS)));
    }
    MathContext context = new MathContext(SHOWN_DIGITS);
    while (context.getPrecision() < claimed.precision()
        && claimed.round(context).compareTo(expected.round(context)) == 0) {
      context = new MathContext(context.getPrecision() + 2);
    }
    if (context.getPrecision() > MOST_SHOWN_DIGITS) {
      BigDecimal more = expected.subtract(claimed);
      return is
          + text(claimed.round(new MathContext(SHOWN_DIGITS)))
          + other
          + text(more.abs().round(new MathContext(2)))
          + (more.signum() > 0 ? " more" : " less");
    }
    return is + text(claimed.round(context)) + other + text(expected.round(context));
  }

  /** The number, with its exponent where it has many zeros. */
  private static String text(BigDecimal value) {
    return isPlain(value) ? PrintedNumbers.text(value) : placeText(value);
  }

  /** The number in all its digits, with its exponent where it has many zeros. */
  private static String placeText(BigDecimal value) {
    BigDecimal number = value.stripTrailingZeros();
    long exponent = (long) number.precision() - number.scale() - 1;
    return isPlain(value)
        ? number.toPlainString()
        : number.scaleByPowerOfTen((int) -exponent).toPlainString() + "e" + exponent;
  }

  private static boolean isPlain(BigDecimal value) {
    long exponent = (long) value.precision() - value.scale() - 1;
    return value.signum() == 0 || Math.abs(exponent) <= PLAIN_EXPONENT;
  }
}
