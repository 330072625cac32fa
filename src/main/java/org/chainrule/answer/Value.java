package org.chainrule.answer;

import java.math.BigDecimal;
import java.math.MathContext;
import org.chainrule.error.BudgetException;
import org.chainrule.print.PrintedNumbers;
import org.jspecify.annotations.Nullable;

/**
 * A value at a point, or why there is none; one of the two is null.
 *
 * @param number the value
 * @param digits the number as it is shown
 * @param error why there is none
 */
public record Value(@Nullable Double number, @Nullable String digits, @Nullable String error) {
  private static final int EXACT_FROM = 16;
  private static final int GUARD = 4;

  /** The exact value to some digits. */
  public interface Exact {
    BigDecimal to(int digits);
  }

  public Value {
    if ((number == null) == (error == null) || (number == null) != (digits == null)) {
      throw new IllegalArgumentException("a value is a number or an error");
    }
  }

  /** A value that is there, shown as the shortest decimal that reads back as the double. */
  public static Value of(double number) {
    return new Value(number, PrintedNumbers.text(number), null);
  }

  /**
   * A value that is there, shown with as many digits as the double's shortest decimal has, but
   * rounded from the exact value: beside a tie the two differ in the last digit.
   */
  public static Value of(double number, Exact exact) {
    int digits = new BigDecimal(PrintedNumbers.text(number)).precision();
    if (digits < EXACT_FROM) {
      return of(number);
    }
    try {
      BigDecimal rounded = exact.to(digits + GUARD).round(new MathContext(digits));
      return new Value(number, PrintedNumbers.text(rounded), null);
    } catch (BudgetException tooDear) {
      // The double is right to its last digit, only its decimal may be beside the nearest.
      return of(number);
    }
  }

  /** A value that is not there, and why. */
  public static Value none(String error) {
    return new Value(null, null, error);
  }
}
