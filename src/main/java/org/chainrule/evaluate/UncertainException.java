package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signal that a computation needs more digits; it never leaves this package. */
final class UncertainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Refusal refusal;

  UncertainException() {
    this(null);
  }

  UncertainException(@Nullable Refusal refusal) {
    super("more digits are needed", null, false, false);
    this.refusal = refusal;
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
