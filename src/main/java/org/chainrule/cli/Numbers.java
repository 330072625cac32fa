package org.chainrule.cli;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers that bind names: exact, and of a size that can be worked with. */
final class Numbers {
  private static final Pattern FORM =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,6})?");
  private static final int MOST_DIGITS = 10_000;
  private static final int LARGEST_EXPONENT = 10_000;

  private Numbers() {}

  /** The number that a text is, as the plain notation writes numbers, with a sign or without. */
  static BigDecimal read(String text) {
    String ascii = text.replace('−', '-');
    if (ascii.length() > MOST_DIGITS || !FORM.matcher(ascii).matches()) {
      throw new Failure("'" + Texts.shown(text) + "' is not a number");
    }
    return bounded(new BigDecimal(ascii));
  }

  /** The number itself, unless it is too long or too far from 1 to be worked with. */
  static BigDecimal bounded(BigDecimal number) {
    long exponent = (long) number.precision() - number.scale();
    if (number.precision() > MOST_DIGITS || Math.abs(exponent) > LARGEST_EXPONENT) {
      throw new Failure("the number " + Texts.shown(number.toString()) + " is out of range");
    }
    return number;
  }
}
