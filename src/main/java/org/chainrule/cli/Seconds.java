package org.chainrule.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time limit as an argument: seconds, with or without a unit, such as 2, 0.5, 2s or 500ms. */
final class Seconds implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m)?");
  private static final BigDecimal MOST = BigDecimal.valueOf(Duration.ofDays(1).toMillis());

  @Override
  public Duration convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(unit(matcher.group(2)));
      if (millis.compareTo(BigDecimal.ONE) >= 0 && millis.compareTo(MOST) <= 0) {
        return Duration.ofMillis(millis.longValue());
      }
    }
    throw new TypeConversionException(
        "expected a time from 1ms to a day, such as 5, 0.5 or 500ms, but was '" + text + "'");
  }

  private static BigDecimal unit(String name) {
    return BigDecimal.valueOf("ms".equals(name) ? 1 : "m".equals(name) ? 60_000 : 1_000);
  }

  /** The duration in words. */
  static String text(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
