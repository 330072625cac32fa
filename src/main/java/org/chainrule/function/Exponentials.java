package org.chainrule.function;

import java.math.BigInteger;
import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** The canonical forms of exponentials and logarithms. */
final class Exponentials {
  private Exponentials() {}

  /**
   * The exponential, as a power of that of a primitive argument: {@code exp(2*x)} is {@code
   * exp(x)^2}, so that the powers of one exponential collect. That of a number is a power of e.
   */
  static @Nullable Expr exp(Expr argument) {
    if (argument instanceof RationalNumber) {
      return Power.of(NamedConstant.E, argument);
    }
    if (argument instanceof Sum sum) {
      Rational content = content(sum);
      return content.isOne()
          ? null
          : Power.of(Elementary.exp(Sum.distributed(content.reciprocal(), sum)), Expr.of(content));
    }
    Rational coefficient =
        argument instanceof Product product ? product.coefficient() : Rational.ONE;
    Expr rest = argument instanceof Product product ? product.withoutCoefficient() : argument;
    if (rest instanceof Apply apply && apply.function() == ElementaryFunctions.LOG) {
      return Power.of(apply.arguments().get(0), Expr.of(coefficient));
    }
    return coefficient.isOne() ? null : Power.of(Elementary.exp(rest), Expr.of(coefficient));
  }

  /** The logarithm, where it undoes an exponential or is that of 1 or e. */
  static @Nullable Expr log(Expr argument) {
    if (argument.isOne()) {
      return RationalNumber.ZERO;
    }
    return Product.Factor.of(argument).asExponential().orElse(null);
  }

  /**
   * The largest number that divides all coefficients of a sum into whole ones, below 0 where all of
   * them are.
   */
  private static Rational content(Sum sum) {
    BigInteger numerator = sum.constant().numerator().abs();
    BigInteger denominator = sum.constant().denominator();
    List<Sum.Term> terms = sum.terms();
    for (Sum.Term term : terms) {
      BigInteger below = term.coefficient().denominator();
      numerator = numerator.gcd(term.coefficient().numerator());
      denominator = denominator.divide(denominator.gcd(below)).multiply(below);
    }
    Rational content = new Rational(numerator, denominator);
    return Apply.isNegated(sum) ? content.negate() : content;
  }
}
