package org.chainrule.differences;

import org.jspecify.annotations.Nullable;

/**
 * The result of a check.
 *
 * @param verdict the outcome
 * @param maximalError the largest relative difference at the points that agreed
 * @param points the number of points at which the claim was compared
 * @param seed the seed of the points, which gives the same check again
 * @param counterexample where the claim is wrong, given exactly with a refutation
 * @param note why the verdict is what it is, or an empty text
 */
public record Check(
    Verdict verdict,
    double maximalError,
    int points,
    long seed,
    @Nullable Counterexample counterexample,
    String note) {
  public Check {
    if ((verdict == Verdict.REFUTED) != (counterexample != null)) {
      throw new IllegalArgumentException("a counterexample goes with a refutation only");
    }
  }
}
