package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.OptionalLong;
import org.chainrule.error.BudgetException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;

/** The steps and the time that an evaluation has left. */
final class EvaluationSteps {
  private static final long CHECK_EVERY = 256;

  private final long limit;
  private final OptionalLong deadline;
  private long used;
  private long nextCheck;

  EvaluationSteps(long limit, OptionalLong deadline) {
    this.limit = limit;
    this.deadline = deadline;
  }

  void spend(long steps) {
    used += steps;
    if (used > limit) {
      throw exhausted();
    }
    if (used >= nextCheck) {
      Interruption.poll();
      nextCheck = used + CHECK_EVERY;
      if (deadline.isPresent() && System.nanoTime() - deadline.getAsLong() > 0) {
        throw Limit.TIME.refusal("the evaluation ran out of time");
      }
    }
  }

  private BudgetException exhausted() {
    return Limit.EVALUATION_STEPS.refusal("the evaluation takes more than " + limit + " steps");
  }

  /** Refuses at once what cannot fit any more. */
  void require(BigInteger terms, long stepsEach) {
    if (terms.multiply(BigInteger.valueOf(stepsEach)).compareTo(BigInteger.valueOf(limit - used))
        > 0) {
      throw Limit.EVALUATION_STEPS.refusal(
          "a range of " + terms + " terms takes more than the " + limit + " steps allowed");
    }
  }

  long used() {
    return used;
  }
}
