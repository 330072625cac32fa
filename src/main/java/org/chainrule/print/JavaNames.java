package org.chainrule.print;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.chainrule.number.Rational;

/**
 * Names and numbers in Java. Different names have different identifiers: what no identifier may
 * hold is spelt with dollar signs, which no name of the notation has, so {@code hat(y)} is {@code
 * hat$y}, {@code z^[2]} is {@code z$$2} and {@code class} is {@code class$}.
 */
final class JavaNames {
  private static final Set<String> RESERVED =
      new HashSet<>(
          Arrays.asList(
              ("abstract assert boolean break byte case catch char class const continue default do"
                      + " double else enum extends final finally float for goto if implements"
                      + " import instanceof int interface long native new package private"
                      + " protected public return short static strictfp super switch synchronized"
                      + " this throw throws transient try void volatile while true false null _"
                      + " java org Math Double")
                  .split(" ")));

  private static final BigInteger EXACT = BigInteger.ONE.shiftLeft(53);

  private JavaNames() {}

  static String identifier(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      int point = name.codePointAt(i);
      if (point == '(' || point == '[') {
        out.append('$');
      } else if (point == '^') {
        out.append(name.startsWith("^[", i) ? "$" : "$5e$");
      } else if (point != ')' && point != ']') {
        boolean valid = point != '$' && Character.isJavaIdentifierPart(point);
        out.append(valid ? Character.toString(point) : escape(point));
      }
    }
    if (!Character.isJavaIdentifierStart(out.charAt(0))) {
      out.insert(0, '$');
    }
    return RESERVED.contains(out.toString()) ? out + "$" : out.toString();
  }

  private static String escape(int point) {
    return String.format(Locale.ROOT, "$%x$", point);
  }

  /** Whether a fraction is to be written as a division of two doubles, both exact. */
  static boolean isFraction(Rational value) {
    return !value.isInteger()
        && PrintedNumbers.decimal(value).isEmpty()
        && value.numerator().abs().compareTo(EXACT) <= 0
        && value.denominator().compareTo(EXACT) <= 0;
  }

  /** A literal of type double. */
  static String literal(Rational value) {
    double number = value.doubleValue();
    if (Double.isInfinite(number)) {
      return number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }
    String text = PrintedNumbers.text(number);
    return text.indexOf('.') < 0 && text.indexOf('e') < 0 ? text + ".0" : text;
  }
}
