package org.chainrule.print;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.chainrule.number.Rational;

/** Numbers as the plain notation writes them. */
public final class PrintedNumbers {
  private static final BigInteger TEN = BigInteger.TEN;
  private static final BigInteger FIVE = BigInteger.valueOf(5);
  private static final int LARGEST_EXPONENT = 1_000;
  private static final int MOST_ZEROS = 6;
  private static final int MOST_INTEGER_DIGITS = 21;
  private static final int MOST_DIGITS_OF_DOUBLE = 17;

  private PrintedNumbers() {}

  /**
   * The shortest decimal that reads back as the same double, of those the nearest. Unlike {@link
   * Double#toString} it is the same on every JDK, and whole numbers have no point.
   */
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    } else if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS_OF_DOUBLE; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return text(rounded);
      }
    }
    return text(exact.round(new MathContext(MOST_DIGITS_OF_DOUBLE, RoundingMode.HALF_EVEN)));
  }

  /** A decimal without needless zeros, with an exponent where the zeros would be many. */
  public static String text(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    int digits = stripped.precision();
    int exponent = digits - stripped.scale() - 1;
    boolean plain = exponent >= -MOST_ZEROS - 1 && exponent < MOST_INTEGER_DIGITS;
    if (plain || Math.abs(exponent) > LARGEST_EXPONENT) {
      return stripped.toPlainString();
    }
    String unscaled = stripped.unscaledValue().abs().toString();
    String fraction = digits == 1 ? "" : "." + unscaled.substring(1);
    return (stripped.signum() < 0 ? "-" : "") + unscaled.charAt(0) + fraction + "e" + exponent;
  }

  /** A rational: a whole number, a decimal, or a fraction such as {@code 1/3}. */
  public static String text(Rational value) {
    return decimal(value).orElseGet(value::toString);
  }

  /** A number that ends, without a fraction bar. */
  static String decimalOrWhole(Rational value) {
    return decimal(value).orElseGet(() -> text(value.toBigDecimal(MathContext.UNLIMITED)));
  }

  /**
   * The number without a fraction bar: a whole number, or a decimal where it ends and the
   * denominator is above 9.
   */
  static Optional<String> decimal(Rational value) {
    if (value.isInteger()) {
      String digits = value.numerator().toString();
      int end = digits.length();
      while (end > 1 && digits.charAt(end - 1) == '0') {
        end--;
      }
      boolean manyZeros = digits.length() - end > MOST_INTEGER_DIGITS;
      return Optional.of(manyZeros ? text(new BigDecimal(value.numerator())) : digits);
    }
    if (!value.isDecimal()) {
      return Optional.empty();
    }
    int twos = value.denominator().getLowestSetBit();
    int fives = 0;
    BigInteger rest = value.denominator().shiftRight(twos);
    while (!rest.equals(BigInteger.ONE)) {
      fives++;
      rest = rest.divide(FIVE);
    }
    int scale = Math.max(twos, fives);
    if (scale > LARGEST_EXPONENT) {
      return Optional.empty();
    }
    BigInteger unscaled = value.numerator().multiply(TEN.pow(scale).divide(value.denominator()));
    return Optional.of(text(new BigDecimal(unscaled, scale)));
  }
}
