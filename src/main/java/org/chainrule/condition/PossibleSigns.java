package org.chainrule.condition;

import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;

/** The signs that an expression can have wherever it has a value, as a set of bits. */
final class PossibleSigns extends Pass<Integer> {
  static final int NEGATIVE = 1;
  static final int ZERO = 2;
  static final int POSITIVE = 4;
  private static final double ROUNDING = 1e-9;
  static final int ANY = NEGATIVE | ZERO | POSITIVE;

  private static int of(int signum) {
    return signum < 0 ? NEGATIVE : signum == 0 ? ZERO : POSITIVE;
  }

  static int negated(int signs) {
    return (signs & ZERO) | (signs & NEGATIVE) << 2 | (signs & POSITIVE) >> 2;
  }

  private static int product(int first, int second) {
    int result = (first | second) & ZERO;
    if ((first & POSITIVE) != 0) {
      result |= second & ANY;
    }
    if ((first & NEGATIVE) != 0) {
      result |= negated(second);
    }
    return result;
  }

  private static int sum(int first, int second) {
    if (first == ZERO || second == ZERO) {
      return first | second & ~ZERO | (first == ZERO ? second : first);
    }
    boolean opposed =
        (first & POSITIVE) != 0 && (second & NEGATIVE) != 0
            || (first & NEGATIVE) != 0 && (second & POSITIVE) != 0;
    if (opposed) {
      return ANY;
    }
    return (first | second) & ~ZERO | first & second & ZERO;
  }

  @Override
  protected Integer compute(Expr node) {
    if (node instanceof RationalNumber number) {
      return of(number.value().signum());
    } else if (node instanceof NamedConstant) {
      return POSITIVE;
    } else if (node instanceof Apply apply) {
      return range(apply.function().range());
    } else if (node instanceof Power power) {
      return power(power.base(), power.exponent());
    } else if (node instanceof Product product) {
      int signs = of(product.coefficient().signum());
      for (Product.Factor factor : product.factors()) {
        signs = product(signs, power(factor.base(), factor.exponent()));
      }
      return signs;
    } else if (node instanceof Sum sum) {
      int signs = of(sum.constant().signum());
      for (Sum.Term term : sum.terms()) {
        int own = result(term.expression());
        int signed = term.coefficient().signum() < 0 ? negated(own) : own;
        signs = signs == ZERO ? signed : sum(signs, signed);
      }
      return signs == ANY ? signs & ofRanges(sum) & ofQuadratic(sum) : signs;
    } else if (node instanceof Reduction reduction) {
      int body = result(opened(reduction).body());
      boolean kept =
          reduction.operator() != Reduction.Operator.PRODUCT
              && (body == POSITIVE || body == (POSITIVE | ZERO));
      boolean positive = reduction.operator() == Reduction.Operator.PRODUCT && body == POSITIVE;
      return kept || positive ? body : ANY;
    }
    return ANY;
  }

  /** The signs of a sum whose terms have bounded ranges, as 1 - tanh(x) has. */
  private int ofRanges(Sum sum) {
    double constant = sum.constant().doubleValue();
    double lower = constant;
    double upper = constant;
    boolean touchesLower = true;
    boolean touchesUpper = true;
    for (Sum.Term term : sum.terms()) {
      double coefficient = term.coefficient().doubleValue();
      Function.Range range =
          term.expression() instanceof Apply apply
              ? apply.function().range()
              : ofSigns(result(term.expression()));
      boolean kept = coefficient > 0;
      lower += coefficient * (kept ? range.lower() : range.upper());
      upper += coefficient * (kept ? range.upper() : range.lower());
      touchesLower &= kept ? range.includesLower() : range.includesUpper();
      touchesUpper &= kept ? range.includesUpper() : range.includesLower();
    }
    int signs = ANY;
    if (lower > ROUNDING || lower == 0) {
      signs &= lower == 0 && touchesLower ? ~NEGATIVE : POSITIVE;
    }
    if (upper < -ROUNDING || upper == 0) {
      signs &= upper == 0 && touchesUpper ? ~POSITIVE : NEGATIVE;
    }
    return signs;
  }

  private static Function.Range ofSigns(int signs) {
    return new Function.Range(
        (signs & NEGATIVE) == 0 ? 0 : Double.NEGATIVE_INFINITY,
        (signs & POSITIVE) == 0 ? 0 : Double.POSITIVE_INFINITY,
        (signs & ZERO) != 0,
        (signs & ZERO) != 0);
  }

  /** The signs of a quadratic in one expression: those of the first term without real roots. */
  private static int ofQuadratic(Sum sum) {
    if (sum.terms().size() != 2) {
      return ANY;
    }
    for (int i = 0; i < 2; i++) {
      Sum.Term linear = sum.terms().get(i);
      Sum.Term square = sum.terms().get(1 - i);
      if (square.expression() == Power.of(linear.expression(), RationalNumber.TWO)) {
        Rational first = square.coefficient();
        Rational discriminant =
            linear
                .coefficient()
                .times(linear.coefficient())
                .minus(Rational.of(4).times(first).times(sum.constant()));
        int sign = of(first.signum());
        return discriminant.signum() < 0 ? sign : discriminant.isZero() ? sign | ZERO : ANY;
      }
    }
    return ANY;
  }

  private static int range(Function.Range range) {
    int signs = 0;
    if (range.lower() < 0) {
      signs |= NEGATIVE;
    }
    if (range.upper() > 0) {
      signs |= POSITIVE;
    }
    boolean above = range.lower() > 0 || range.lower() == 0 && !range.includesLower();
    boolean below = range.upper() < 0 || range.upper() == 0 && !range.includesUpper();
    return above || below ? signs : signs | ZERO;
  }

  private int power(Expr base, Expr exponent) {
    if (exponent.isOne()) {
      return result(base);
    }
    int signs = result(base);
    if (signs == POSITIVE) {
      return POSITIVE;
    }
    if (exponent instanceof RationalNumber number && number.value().isInteger()) {
      boolean odd = !number.value().isEven();
      int kept = number.value().signum() < 0 ? signs & ~ZERO : signs;
      return odd ? kept : (kept & ZERO) | ((kept & ~ZERO) == 0 ? 0 : POSITIVE);
    }
    boolean isReciprocal = exponent instanceof RationalNumber number && number.value().signum() < 0;
    return isReciprocal ? POSITIVE : POSITIVE | ZERO;
  }
}
