package org.chainrule.parse;

import java.math.BigDecimal;
import org.chainrule.error.Span;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax.NumberLiteral;

/** Reads numbers exactly, within limits. */
final class NumberText {
  static final int MOST_DIGITS = 10_000;
  static final int LARGEST_EXPONENT = 1_000;

  private NumberText() {}

  static NumberLiteral read(SourceText source, ParserToken token) {
    Span span = source.span(token);
    String text = token.spelling();
    int sign = text.indexOf('e');
    String digits = sign < 0 ? text : text.substring(0, sign);
    if (digits.length() > MOST_DIGITS) {
      throw source.refusal(span, "a number of more than " + MOST_DIGITS + " digits", null);
    }
    if (sign >= 0) {
      String exponent = text.substring(sign + 1).replaceFirst("^[+-]?0*", "");
      if (exponent.length() > 9
          || (!exponent.isEmpty() && Integer.parseInt(exponent) > LARGEST_EXPONENT)) {
        throw source.refusal(
            span,
            "the number " + shortened(text) + " has an exponent beyond " + LARGEST_EXPONENT,
            "write it as a power, 10^n");
      }
    }
    return new NumberLiteral(span, Rational.of(new BigDecimal(text)), text);
  }

  private static String shortened(String text) {
    return text.length() > 30 ? text.substring(0, 30) + "…" : text;
  }
}
