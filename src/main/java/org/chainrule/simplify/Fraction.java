package org.chainrule.simplify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A term times powers of polynomials, above and below the line: none is multiplied out before that
 * is asked for. The polynomials are primitive, of two terms or more, without a common monomial.
 */
final class Fraction {
  static final Fraction ZERO = new Fraction(Polynomial.Monomial.ONE, Rational.ZERO, Map.of());

  private final Polynomial.Monomial monomial;
  private final Rational coefficient;

  private final Map<Polynomial, Integer> powers;

  private @Nullable Map<Polynomial, Integer> above;
  private @Nullable Map<Polynomial, Integer> below;
  private @Nullable Polynomial numerator;

  private Fraction(
      Polynomial.Monomial monomial, Rational coefficient, Map<Polynomial, Integer> powers) {
    this.monomial = monomial;
    this.coefficient = coefficient;
    this.powers = Collections.unmodifiableMap(powers);
  }

  static Fraction of(Rational number) {
    return of(Polynomial.Monomial.ONE, number);
  }

  static Fraction of(Polynomial.Monomial monomial, Rational coefficient) {
    return coefficient.isZero() ? ZERO : new Fraction(monomial, coefficient, Map.of());
  }

  static Fraction of(Polynomial polynomial) {
    if (polynomial.isZero()) {
      return ZERO;
    }
    if (polynomial.isSingleTerm()) {
      return of(polynomial.monomial(0), polynomial.coefficient(0));
    }
    Polynomial.Monomial common = polynomial.commonMonomial();
    Rational content = polynomial.content();
    Polynomial primitive = polynomial.times(common.reciprocal(), content.reciprocal());
    return new Fraction(common, content, Map.of(primitive, 1));
  }

  boolean isZero() {
    return coefficient.isZero();
  }

  /** The powers of the polynomials; below the line they are negative. */
  Map<Polynomial, Integer> powers() {
    return powers;
  }

  /** Whether nothing stands above the line but a term. */
  boolean isTermAbove() {
    for (int power : powers.values()) {
      if (power > 0) {
        return false;
      }
    }
    return true;
  }

  /** The part of the term that is no number. */
  Polynomial.Monomial monomial() {
    return monomial;
  }

  Rational coefficient() {
    return coefficient;
  }

  /** The polynomials above the line and their powers. */
  Map<Polynomial, Integer> above() {
    Map<Polynomial, Integer> known = above;
    if (known == null) {
      known = part(1);
      above = known;
    }
    return known;
  }

  /** The polynomials below the line and their powers, which are above 0. */
  Map<Polynomial, Integer> below() {
    Map<Polynomial, Integer> known = below;
    if (known == null) {
      known = part(-1);
      below = known;
    }
    return known;
  }

  private Map<Polynomial, Integer> part(int sign) {
    Map<Polynomial, Integer> part = new LinkedHashMap<>();
    for (Map.Entry<Polynomial, Integer> factor : powers.entrySet()) {
      if (factor.getValue() * sign > 0) {
        part.put(factor.getKey(), factor.getValue() * sign);
      }
    }
    return Collections.unmodifiableMap(part);
  }

  boolean isDivided() {
    for (int power : powers.values()) {
      if (power < 0) {
        return true;
      }
    }
    return false;
  }

  /** All above the line, multiplied out. */
  Polynomial numerator() {
    Polynomial known = numerator;
    if (known == null) {
      known = Polynomial.product(above()).times(monomial, coefficient);
      numerator = known;
    }
    return known;
  }

  /** What is above the line over other polynomials. */
  Fraction dividedBy(Map<Polynomial, Integer> divisors) {
    Map<Polynomial, Integer> changed = new LinkedHashMap<>(above());
    divisors.forEach((factor, power) -> changed.put(factor, -power));
    return new Fraction(monomial, coefficient, changed);
  }

  Fraction times(Rational number) {
    return number.isZero() ? ZERO : new Fraction(monomial, coefficient.times(number), powers);
  }

  Fraction times(Fraction other) {
    if (isZero() || other.isZero()) {
      return ZERO;
    }
    Map<Polynomial, Integer> product = powers;
    if (powers.isEmpty()) {
      product = other.powers;
    } else if (!other.powers.isEmpty()) {
      product = new LinkedHashMap<>(powers);
      for (Map.Entry<Polynomial, Integer> factor : other.powers.entrySet()) {
        add(factor.getKey(), factor.getValue(), product);
      }
    }
    return new Fraction(
        monomial.times(other.monomial), coefficient.times(other.coefficient), product);
  }

  private static void add(Polynomial factor, int power, Map<Polynomial, Integer> powers) {
    int sum = Math.addExact(powers.getOrDefault(factor, 0), power);
    if (sum == 0) {
      powers.remove(factor);
    } else {
      powers.put(factor, sum);
    }
  }

  /** The power; what comes below the line is taken apart by how often factors occur in it. */
  Fraction pow(int power) {
    if (power == 1) {
      return this;
    }
    if (isZero() && power < 0) {
      throw new DomainException("division by zero");
    }
    Map<Polynomial, Integer> raised = new LinkedHashMap<>();
    if (power != 0) {
      for (Map.Entry<Polynomial, Integer> factor : powers.entrySet()) {
        int exponent = Math.multiplyExact(factor.getValue(), power);
        if (factor.getValue() > 0 && exponent < 0) {
          CommonDivisor.powers(factor.getKey())
              .forEach((each, often) -> add(each, Math.multiplyExact(often, exponent), raised));
        } else {
          add(factor.getKey(), exponent, raised);
        }
      }
    }
    return new Fraction(monomial.pow(power), coefficient.pow(power), raised);
  }

  /**
   * The sum of some, reduced if these are: the powers that all share in front of what is left,
   * which is multiplied out.
   */
  static Fraction sum(List<Fraction> all) {
    List<Fraction> summands = all.stream().filter(each -> !each.isZero()).toList();
    if (summands.size() < 2) {
      return summands.isEmpty() ? ZERO : summands.get(0);
    }
    Map<Polynomial, Integer> shared = new LinkedHashMap<>();
    for (Fraction summand : summands) {
      summand.powers.keySet().forEach(factor -> shared.put(factor, 0));
    }
    shared.replaceAll((factor, none) -> least(factor, summands));
    List<Polynomial> rests = new ArrayList<>(summands.size());
    for (Fraction summand : summands) {
      rests.add(summand.over(shared));
    }
    Polynomial left = Polynomial.sum(rests);
    shared.values().removeIf(power -> power == 0);
    Fraction rest = of(left);
    return new Fraction(Polynomial.Monomial.ONE, Rational.ONE, shared).times(rest).reduced();
  }

  private static int least(Polynomial factor, List<Fraction> summands) {
    int least = Integer.MAX_VALUE;
    for (Fraction summand : summands) {
      least = Math.min(least, summand.powers.getOrDefault(factor, 0));
    }
    return least;
  }

  /** What is left without some powers, multiplied out. */
  private Polynomial over(Map<Polynomial, Integer> shared) {
    Polynomial result = Polynomial.of(monomial, coefficient);
    for (Map.Entry<Polynomial, Integer> factor : shared.entrySet()) {
      int missing = powers.getOrDefault(factor.getKey(), 0) - factor.getValue();
      if (missing > 0) {
        result = factor.getKey().pow(missing).times(result);
      }
    }
    return result;
  }

  /** The same without what is common to a polynomial above and one below the line. */
  Fraction reduced() {
    if (isTermAbove() || !isDivided()) {
      return this;
    }
    Map<Polynomial, Integer> reduced = new LinkedHashMap<>(powers);
    Deque<Polynomial> pending = new ArrayDeque<>();
    above().keySet().forEach(pending::add);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Polynomial factor = pending.pop();
      for (Polynomial other : List.copyOf(reduced.keySet())) {
        int power = reduced.getOrDefault(factor, 0);
        int below = reduced.getOrDefault(other, 0);
        if (power <= 0 || below >= 0) {
          continue;
        }
        if (ModularImage.areCoprime(factor, other)) {
          continue;
        }
        Polynomial divisor =
            factor.dividedBy(other).isPresent() ? other : CommonDivisor.of(factor, other);
        if (!divisor.isOne()) {
          reduced.remove(factor);
          reduced.remove(other);
          add(divisor, power + below, reduced);
          for (Polynomial part : List.of(divisor, CommonDivisor.quotient(factor, divisor))) {
            if (!part.isOne()) {
              pending.add(part);
            }
          }
          Polynomial left = CommonDivisor.quotient(factor, divisor);
          if (!left.isOne()) {
            add(left, power, reduced);
          }
          Polynomial rest = CommonDivisor.quotient(other, divisor);
          if (!rest.isOne()) {
            add(rest, below, reduced);
          }
        }
      }
    }
    return new Fraction(monomial, coefficient, reduced);
  }
}
