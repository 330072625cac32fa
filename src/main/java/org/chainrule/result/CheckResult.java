package org.chainrule.result;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check.
 *
 * @param verdict what it came to
 * @param maxError the largest error seen, if any was measured
 * @param points how many points were tried
 * @param counterexample the point that refutes, as {@code x=1,y=2}
 * @param sentence all of it in one line that begins with the verdict
 */
public record CheckResult(
    Verdict verdict,
    @Nullable Double maxError,
    int points,
    @Nullable String counterexample,
    String sentence) {
  public CheckResult {
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(sentence);
  }

  /** The same with more to tell at the end of the sentence. */
  public CheckResult with(String more) {
    return new CheckResult(verdict, maxError, points, counterexample, sentence + more);
  }

  /** The sentence, so that a shell echoes it. */
  @Override
  public String toString() {
    return sentence;
  }

  /** The verdicts of a check. */
  public enum Verdict {
    /** Shown exactly. */
    PROVED,
    /** Agreed wherever it was tried. */
    PROBABLE,
    /** Wrong, at a point that is told. */
    REFUTED,
    /** It could not be checked. */
    UNDECIDED
  }
}
