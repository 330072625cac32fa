package org.chainrule.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The places on an axis that bear numbers: round ones, about as many as asked for. */
final class Ticks {
  /**
   * From how many digits before the point, or zeros behind it, on a number is written by a power.
   */
  private static final int MOST_DIGITS = 5;

  /** A place, and what stands there. */
  record Tick(double value, String label) {}

  private Ticks() {}

  static List<Tick> of(Plot.Axis axis, int about) {
    return axis.isLogarithmic() && Math.log10(axis.high() / axis.low()) >= 1
        ? logarithmic(axis.low(), axis.high(), about)
        : linear(axis.low(), axis.high(), about);
  }

  private static List<Tick> linear(double low, double high, int about) {
    double raw = (high - low) / about;
    int power = (int) Math.floor(Math.log10(raw));
    double unit = raw / Math.pow(10, power);
    int digit = unit < 1.42 ? 1 : unit < 3.17 ? 2 : unit < 7.08 ? 5 : 10;
    BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
    List<Tick> ticks = new ArrayList<>();
    double slack = (high - low) * 1e-9;
    long first = (long) Math.ceil((low - slack) / step.doubleValue());
    for (long i = first; ticks.size() <= 4 * about; i++) {
      BigDecimal value = step.multiply(BigDecimal.valueOf(i));
      if (value.doubleValue() > high + slack) {
        break;
      }
      ticks.add(new Tick(value.doubleValue(), label(value)));
    }
    return ticks;
  }

  private static List<Tick> logarithmic(double low, double high, int about) {
    int first = (int) Math.ceil(Math.log10(low) - 1e-9);
    int last = (int) Math.floor(Math.log10(high) + 1e-9);
    int every = Math.max(1, (last - first + about) / about);
    List<Tick> ticks = new ArrayList<>();
    int[] digits = last - first < 2 ? new int[] {1, 2, 5} : new int[] {1};
    for (int power = first - 1; power <= last; power++) {
      for (int digit : digits) {
        BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
        boolean isInside =
            value.doubleValue() >= low * (1 - 1e-9) && value.doubleValue() <= high * (1 + 1e-9);
        if (isInside && Math.floorMod(power - first, every) == 0) {
          ticks.add(new Tick(value.doubleValue(), label(value)));
        }
      }
    }
    return ticks;
  }

  /** A number in few digits. */
  static String label(double value) {
    return Double.isFinite(value)
        ? label(new BigDecimal(value).round(new MathContext(6)))
        : String.valueOf(value).replace("Infinity", "∞").replace('-', '−');
  }

  private static String label(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal plain = value.stripTrailingZeros();
    int power = plain.precision() - plain.scale() - 1;
    String text;
    if (power >= MOST_DIGITS || power <= -MOST_DIGITS) {
      String digits = plain.movePointLeft(power).toPlainString();
      String exponent = superscript(power);
      text =
          digits.equals("1")
              ? "10" + exponent
              : digits.equals("-1") ? "-10" + exponent : digits + "·10" + exponent;
    } else {
      text = plain.toPlainString();
    }
    return text.replace('-', '−');
  }

  private static String superscript(int power) {
    StringBuilder text = new StringBuilder();
    for (char each : Integer.toString(power).toCharArray()) {
      text.append(each == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(each - '0'));
    }
    return text.toString();
  }
}
