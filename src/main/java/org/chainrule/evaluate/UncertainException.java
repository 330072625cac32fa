package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signal that a computation needs more digits; it never leaves this package. */
final class UncertainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Refusal refusal;
  private final boolean isOfTurns;

  UncertainException() {
    this(null);
  }

  UncertainException(@Nullable Refusal refusal) {
    this(refusal, false);
  }

  private UncertainException(@Nullable Refusal refusal, boolean isOfTurns) {
    super("more digits are needed", null, false, false);
    this.refusal = refusal;
    this.isOfTurns = isOfTurns;
  }

  /** Of a function that oscillates, with an argument that leaves open where in its turns it is. */
  static UncertainException ofTurns() {
    return new UncertainException(null, true);
  }

  /** Whether the digits there are tell nothing of a function that oscillates. */
  boolean isOfTurns() {
    return isOfTurns;
  }

  /** What a function has refused, if that is what needs more digits. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  /**
   * Arguments that a function has no value for, as far as their digits go.
   *
   * @param function the function's name
   */
  record Refusal(String function, List<BigDecimal> arguments) {}
}
