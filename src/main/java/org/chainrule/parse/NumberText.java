package org.chainrule.parse;

import java.math.BigDecimal;
import org.chainrule.error.Limit;
import org.chainrule.error.Span;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax.NumberLiteral;

/** The reader of numbers, exact and within limits. */
final class NumberText {
  private NumberText() {}

  static NumberLiteral read(SourceText source, ParserToken token) {
    Span span = source.span(token);
    String text = token.spelling();
    int sign = text.indexOf('e');
    String digits = sign < 0 ? text : text.substring(0, sign);
    long mostDigits = Limit.NUMBER_DIGITS.most();
    if (digits.length() > mostDigits) {
      throw Limit.NUMBER_DIGITS.refusal(
          source.refusal(span, "a number of more than " + mostDigits + " digits", null));
    }
    if (sign >= 0) {
      String exponent = text.substring(sign + 1).replaceFirst("^[+-]?0*", "");
      long most = Limit.NUMBER_EXPONENT.most();
      if (exponent.length() > 9 || (!exponent.isEmpty() && Integer.parseInt(exponent) > most)) {
        throw Limit.NUMBER_EXPONENT.refusal(
            source.refusal(
                span,
                "the number " + shortened(text) + " has an exponent beyond " + most,
                "write it as a power, 10^n"));
      }
    }
    return new NumberLiteral(span, Rational.of(new BigDecimal(text)), text);
  }

  private static String shortened(String text) {
    return text.length() > 30 ? text.substring(0, 30) + "…" : text;
  }
}
