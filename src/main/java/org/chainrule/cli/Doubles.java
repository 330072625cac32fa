package org.chainrule.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Finite doubles as the shortest decimals that read back as they are. */
final class Doubles {
  private static final int LONGEST = 17;
  private static final int LARGEST_PLAIN = 21;
  private static final int SMALLEST_PLAIN = -7;

  private Doubles() {}

  /**
   * The text, which is JSON too.
   *
   * <p>Double.toString is not the shortest before JDK 19. Zero has no sign: these are real numbers.
   */
  static String text(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (SMALLEST_PLAIN <= exponent && exponent < LARGEST_PLAIN) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "e"
        + exponent;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < LONGEST; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(LONGEST, RoundingMode.HALF_EVEN));
  }
}
