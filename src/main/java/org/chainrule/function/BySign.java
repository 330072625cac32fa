package org.chainrule.function;

import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;

/**
 * The signs of expressions that are seen without looking deeper than a sum of products of powers.
 * All answers hold wherever the expression has a value.
 */
final class BySign {
  private BySign() {}

  static boolean isPositive(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      return isPositiveTerm(expression);
    }
    return isNotNegative(sum)
        && (sum.constant().signum() > 0
            || sum.terms().stream().anyMatch(term -> isPositiveTerm(term.expression())));
  }

  static boolean isNotNegative(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      return isNotNegativeTerm(expression);
    }
    return sum.constant().signum() >= 0
        && sum.terms().stream()
            .allMatch(
                term -> term.coefficient().signum() > 0 && isNotNegativeTerm(term.expression()));
  }

  private static boolean isPositiveTerm(Expr term) {
    if (term instanceof Product product) {
      return product.coefficient().signum() > 0
          && product.factors().stream().allMatch(factor -> isPositiveAtom(factor.base()));
    }
    return isPositiveAtom(term instanceof Power power ? power.base() : term);
  }

  private static boolean isNotNegativeTerm(Expr term) {
    if (term instanceof Product product) {
      return product.coefficient().signum() >= 0
          && product.factors().stream()
              .allMatch(factor -> isNotNegativePower(factor.base(), factor.exponent()));
    }
    return term instanceof Power power
        ? isNotNegativePower(power.base(), power.exponent())
        : isNotNegativeAtom(term);
  }

  /** A fractional power has a value of a base from 0 on only, and then that of a real root. */
  private static boolean isNotNegativePower(Expr base, Expr exponent) {
    Rational number = Rows.number(exponent);
    if (number == null) {
      return isPositiveAtom(base);
    }
    return !number.isInteger() || !number.numerator().testBit(0) || isNotNegativeAtom(base);
  }

  private static boolean isPositiveAtom(Expr atom) {
    return atom instanceof RationalNumber number && number.value().signum() > 0
        || atom == NamedConstant.E
        || atom == NamedConstant.PI
        || range(atom).isPositive();
  }

  private static boolean isNotNegativeAtom(Expr atom) {
    return atom.isZero() || isPositiveAtom(atom) || range(atom).isNotNegative();
  }

  private static Function.Range range(Expr atom) {
    return atom instanceof Apply apply ? apply.function().range() : Function.Range.REALS;
  }
}
