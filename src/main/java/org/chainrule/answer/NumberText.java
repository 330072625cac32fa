package org.chainrule.answer;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.error.InputException;
import org.chainrule.error.Limit;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.NamedConstant;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** Numbers that bind names: exact, and of a size that can be worked with. */
public final class NumberText {
  private static final String DIGITS = "(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,6})?";
  private static final Pattern FORM = Pattern.compile("[-+]?" + DIGITS);
  private static final Pattern FRACTION = Pattern.compile("([-+]?" + DIGITS + ")/(" + DIGITS + ")");
  private static final Pattern CONSTANT =
      Pattern.compile("([-+]?)(?:(" + DIGITS + ")\\*?)?(pi|π|e)(?:/(" + DIGITS + "))?");

  /** The digits of a constant: more than any evaluation of its neighbourhood needs. */
  private static final int CONSTANT_DIGITS = 400;

  private NumberText() {}

  /**
   * The number that a text is: a decimal or a fraction, which are exact, or a multiple of pi or e.
   *
   * @return a {@link BigDecimal}, or a {@link Rational} for a fraction
   */
  public static Object read(String text) {
    String ascii = text.replace('−', '-');
    if (ascii.length() <= Limit.NUMBER_DIGITS.most()) {
      Matcher fraction = FRACTION.matcher(ascii);
      Matcher constant = CONSTANT.matcher(ascii);
      if (FORM.matcher(ascii).matches()) {
        return bounded(new BigDecimal(ascii));
      }
      if (fraction.matches()) {
        return Rational.of(bounded(new BigDecimal(fraction.group(1))))
            .dividedBy(divisor(fraction.group(2), text));
      }
      if (constant.matches()) {
        return multiple(constant, text);
      }
    }
    throw new InputException("'" + Texts.shown(text) + "' is not a number");
  }

  private static Rational divisor(String digits, String text) {
    Rational divisor = Rational.of(bounded(new BigDecimal(digits)));
    if (divisor.isZero()) {
      throw new InputException("'" + Texts.shown(text) + "' divides by 0");
    }
    return divisor;
  }

  private static Rational multiple(Matcher parts, String text) {
    Expr constant = parts.group(3).equals("e") ? NamedConstant.E : NamedConstant.PI;
    Rational value =
        Rational.of(
            Evaluator.precise(
                constant,
                Point.builder().build(),
                Context.<Expr>of(Functions::named),
                CONSTANT_DIGITS));
    @Nullable String factor = parts.group(2);
    @Nullable String divisor = parts.group(4);
    if (factor != null) {
      value = value.times(Rational.of(bounded(new BigDecimal(factor))));
    }
    if (divisor != null) {
      value = value.dividedBy(divisor(divisor, text));
    }
    return parts.group(1).equals("-") ? value.negate() : value;
  }

  /** The number itself, unless it is too long or too far from 1 to be worked with. */
  public static BigDecimal bounded(BigDecimal number) {
    long exponent = (long) number.precision() - number.scale();
    long most = Limit.NUMBER_DIGITS.most();
    if (number.precision() > most || Math.abs(exponent) > most) {
      throw Limit.NUMBER_DIGITS.refusal(
          new InputException("the number " + Texts.shown(number.toString()) + " is out of range"));
    }
    return number;
  }
}
