package org.chainrule.answer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;
import org.chainrule.error.BudgetException;
import org.chainrule.print.PrintedNumbers;
import org.jspecify.annotations.Nullable;

/**
 * A value at a point: a number, an array of values, or why there is none.
 *
 * @param number the value where it is a number, else null
 * @param digits the value as it is shown, null where there is none
 * @param elements the values of a column from the top, or the rows of a matrix; none of a number
 * @param error why there is none, else null
 */
public record Value(
    @Nullable Double number,
    @Nullable String digits,
    List<Value> elements,
    @Nullable String error) {
  private static final int EXACT_FROM = 16;
  private static final int GUARD = 4;

  /** The exact value to some digits. */
  public interface Exact {
    BigDecimal to(int digits);
  }

  public Value {
    elements = List.copyOf(elements);
    if ((digits == null) == (error == null)
        || (digits == null || !elements.isEmpty()) != (number == null)) {
      throw new IllegalArgumentException("a value is a number, an array or an error");
    }
  }

  /** An array of numbers or of arrays. */
  public static Value of(List<Value> elements) {
    String digits =
        elements.stream()
            .map(each -> String.valueOf(each.digits()))
            .collect(Collectors.joining(", ", "[", "]"));
    return new Value(null, digits, elements, null);
  }

  /** A value that is there, shown as the shortest decimal that reads back as the double. */
  public static Value of(double number) {
    return new Value(number, PrintedNumbers.text(number), List.of(), null);
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
      return new Value(number, PrintedNumbers.text(rounded), List.of(), null);
    } catch (BudgetException tooDear) {
      // The double is right to its last digit, only its decimal may be beside the nearest.
      return of(number);
    }
  }

  /** A value that is not there, and why. */
  public static Value none(String error) {
    return new Value(null, null, List.of(), error);
  }
}
