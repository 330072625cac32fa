package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Function;
import org.jspecify.annotations.Nullable;

/** The signal that a computation needs more digits; it never leaves this package. */
final class UncertainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Refusal refusal;
  private final Reason reason;

  private enum Reason {
    DIGITS,
    TURNS,
    DOMAIN
  }

  UncertainException() {
    this(null);
  }

  UncertainException(@Nullable Refusal refusal) {
    this(refusal, Reason.DIGITS);
  }

  private UncertainException(@Nullable Refusal refusal, Reason reason) {
    super("more digits are needed", null, false, false);
    this.refusal = refusal;
    this.reason = reason;
  }

  /** Of a function that oscillates, with an argument that leaves open where in its turns it is. */
  static UncertainException ofTurns() {
    return new UncertainException(null, Reason.TURNS);
  }

  /** Whether the digits there are tell nothing of a function that oscillates. */
  boolean isOfTurns() {
    return reason == Reason.TURNS;
  }

  /** Where a step has no value, as sure as the digits there are, and more digits tell why. */
  static UncertainException ofDomain() {
    return new UncertainException(null, Reason.DOMAIN);
  }

  /** Whether there is no value, which more digits would only put into words. */
  boolean isOfDomain() {
    return reason == Reason.DOMAIN;
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
  record Refusal(String function, List<BigDecimal> arguments) {
    /** Arguments that differ by less are the same but for their last digits. */
    private static final int SETTLED_DIGITS = 8;

    private static final MathContext BESIDE = new MathContext(20);
    private static final BigDecimal JUST_BELOW = new BigDecimal("0.9999999");
    private static final BigDecimal JUST_ABOVE = new BigDecimal("1.0000001");

    /**
     * Whether this is the same refusal with more digits, of arguments that are the same but for
     * them, and lie not just outside the domain.
     */
    boolean isAgain(
        String refusing,
        Function.PreciseKernel kernel,
        List<BigDecimal> again,
        MathContext working) {
      if (!function.equals(refusing) || arguments.size() != again.size()) {
        return false;
      }
      for (int i = 0; i < again.size(); i++) {
        BigDecimal before = arguments.get(i);
        BigDecimal now = again.get(i);
        BigDecimal change = before.subtract(now, working);
        boolean isSame =
            before.signum() * now.signum() > 0
                && (change.signum() == 0
                    || PreciseArithmetic.exponent(change)
                        <= PreciseArithmetic.exponent(now) - SETTLED_DIGITS);
        if (!isSame) {
          return false;
        }
      }
      return !isBesideDomain(kernel, again);
    }

    private static boolean isBesideDomain(
        Function.PreciseKernel kernel, List<BigDecimal> arguments) {
      for (int i = 0; i < arguments.size(); i++) {
        for (BigDecimal factor : List.of(JUST_BELOW, JUST_ABOVE)) {
          List<BigDecimal> moved = new ArrayList<>(arguments);
          moved.set(i, arguments.get(i).multiply(factor, BESIDE));
          try {
            kernel.apply(moved, BESIDE);
            return true;
          } catch (DomainException exception) {
            // The other direction may lead into the domain.
          }
        }
      }
      return false;
    }
  }
}
