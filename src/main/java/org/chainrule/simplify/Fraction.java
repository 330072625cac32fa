package org.chainrule.simplify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.number.Rational;

/**
 * A Laurent polynomial over a product of powers of primitive polynomials, each of two terms or
 * more.
 *
 * @param numerator the numerator, multiplied out
 * @param denominator the factors below the line and their powers
 */
record Fraction(Polynomial numerator, Map<Polynomial, Integer> denominator) {
  static Fraction of(Polynomial numerator) {
    return new Fraction(numerator, Map.of());
  }

  Fraction times(Fraction other) {
    if (other.denominator.isEmpty()) {
      return new Fraction(numerator.times(other.numerator), denominator);
    }
    Map<Polynomial, Integer> below = new LinkedHashMap<>(denominator);
    other.denominator.forEach((factor, power) -> below.merge(factor, power, Integer::sum));
    return new Fraction(numerator.times(other.numerator), below);
  }

  Fraction plus(Fraction other) {
    if (denominator.isEmpty() && other.denominator.isEmpty()) {
      return of(numerator.plus(other.numerator));
    }
    Map<Polynomial, Integer> below = new LinkedHashMap<>(denominator);
    other.denominator.forEach((factor, power) -> below.merge(factor, power, Math::max));
    return new Fraction(over(below).plus(other.over(below)), below);
  }

  /** The numerator over a multiple of the denominator. */
  private Polynomial over(Map<Polynomial, Integer> below) {
    Polynomial result = numerator;
    for (Map.Entry<Polynomial, Integer> factor : below.entrySet()) {
      int missing = factor.getValue() - denominator.getOrDefault(factor.getKey(), 0);
      if (missing > 0) {
        result = result.times(factor.getKey().pow(missing));
      }
    }
    return result;
  }

  Fraction pow(int power) {
    if (power == 1) {
      return this;
    }
    if (power < 0) {
      return reciprocal().pow(-power);
    }
    Map<Polynomial, Integer> below = new LinkedHashMap<>();
    denominator.forEach((factor, exponent) -> below.put(factor, exponent * power));
    return new Fraction(numerator.pow(power), below);
  }

  private Fraction reciprocal() {
    if (numerator.isZero()) {
      throw new DomainException("division by zero");
    }
    Polynomial above = Polynomial.ONE;
    for (Map.Entry<Polynomial, Integer> factor : denominator.entrySet()) {
      above = above.times(factor.getKey().pow(factor.getValue()));
    }
    if (numerator.isSingleTerm()) {
      return of(above.times(numerator.pow(-1)));
    }
    Polynomial.Monomial common = numerator.commonMonomial();
    Rational content = numerator.content();
    Polynomial primitive = numerator.times(common.reciprocal(), content.reciprocal());
    return new Fraction(
        above.times(common.reciprocal(), content.reciprocal()), CommonDivisor.powers(primitive));
  }

  /** The same without what is common to the numerator and a factor below the line. */
  Fraction reduced() {
    if (numerator.isZero()) {
      return of(numerator);
    }
    if (denominator.isEmpty() || numerator.isSingleTerm()) {
      return this;
    }
    Polynomial.Monomial common = numerator.commonMonomial();
    Polynomial above = numerator.times(common.reciprocal(), Rational.ONE);
    Map<Polynomial, Integer> below = new LinkedHashMap<>();
    Deque<Map.Entry<Polynomial, Integer>> pending = new ArrayDeque<>(denominator.entrySet());
    while (!pending.isEmpty()) {
      Interruption.poll();
      Map.Entry<Polynomial, Integer> next = pending.pop();
      Polynomial factor = next.getKey();
      int power = next.getValue();
      Optional<Polynomial> quotient = above.dividedBy(factor);
      while (power > 0 && quotient.isPresent()) {
        above = quotient.get();
        power--;
        quotient = above.dividedBy(factor);
      }
      Polynomial divisor = power > 0 ? CommonDivisor.of(above, factor) : Polynomial.ONE;
      if (!divisor.isOne()) {
        pending.push(Map.entry(CommonDivisor.quotient(factor, divisor), power));
        pending.push(Map.entry(divisor, power));
      } else if (power > 0) {
        below.merge(factor, power, Integer::sum);
      }
    }
    return new Fraction(above.times(common, Rational.ONE), below);
  }
}
