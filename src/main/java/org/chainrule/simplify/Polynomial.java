package org.chainrule.simplify;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.number.Rational;

/**
 * A Laurent polynomial with rational coefficients in numbered variables: exponents may be negative.
 * The terms are in lexicographic order.
 */
final class Polynomial {
  /** A product of powers, as the exponents of the variables without trailing zeros. */
  static final class Monomial implements Comparable<Monomial> {
    static final Monomial ONE = new Monomial(new int[0]);

    private final int[] exponents;

    private Monomial(int[] exponents) {
      int length = exponents.length;
      while (length > 0 && exponents[length - 1] == 0) {
        length--;
      }
      this.exponents = Arrays.copyOf(exponents, length);
    }

    static Monomial of(int variable, int exponent) {
      int[] exponents = new int[variable + 1];
      exponents[variable] = exponent;
      return new Monomial(exponents);
    }

    int exponent(int variable) {
      return variable < exponents.length ? exponents[variable] : 0;
    }

    int size() {
      return exponents.length;
    }

    /** The number of variables that occur. */
    int occurring() {
      return (int) Arrays.stream(exponents).filter(exponent -> exponent != 0).count();
    }

    /** Whether all exponents are from 0 to a highest one. */
    boolean isWithin(long highest) {
      return Arrays.stream(exponents).allMatch(each -> each >= 0 && each <= highest);
    }

    Monomial times(Monomial other) {
      int[] sum = new int[Math.max(exponents.length, other.exponents.length)];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = Math.addExact(exponent(i), other.exponent(i));
      }
      return new Monomial(sum);
    }

    Monomial pow(int power) {
      int[] product = new int[exponents.length];
      for (int i = 0; i < product.length; i++) {
        product[i] = Math.multiplyExact(exponents[i], power);
      }
      return new Monomial(product);
    }

    /** The smaller exponent of each variable. */
    Monomial common(Monomial other) {
      int[] least = new int[Math.max(exponents.length, other.exponents.length)];
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(exponent(i), other.exponent(i));
      }
      return new Monomial(least);
    }

    boolean isDividedBy(Monomial other) {
      for (int i = 0; i < Math.max(exponents.length, other.exponents.length); i++) {
        if (exponent(i) < other.exponent(i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int compareTo(Monomial other) {
      for (int i = 0; i < Math.max(exponents.length, other.exponents.length); i++) {
        int order = Integer.compare(exponent(i), other.exponent(i));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Monomial monomial && Arrays.equals(exponents, monomial.exponents);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(exponents);
    }

    @Override
    public String toString() {
      return Arrays.toString(exponents);
    }
  }

  static final Polynomial ZERO = new Polynomial(new TreeMap<>());
  static final Polynomial ONE = of(Monomial.ONE, Rational.ONE);

  private final NavigableMap<Monomial, Rational> terms;

  private Polynomial(NavigableMap<Monomial, Rational> terms) {
    this.terms = terms;
    if (terms.size() > 1 && terms.size() > Limit.POLYNOMIAL_TERMS.most()) {
      throw Limit.POLYNOMIAL_TERMS.refusal("a polynomial of too many terms");
    }
  }

  static Polynomial of(Monomial monomial, Rational coefficient) {
    NavigableMap<Monomial, Rational> terms = new TreeMap<>();
    if (!coefficient.isZero()) {
      terms.put(monomial, coefficient);
    }
    return new Polynomial(terms);
  }

  Map<Monomial, Rational> terms() {
    return terms;
  }

  boolean isZero() {
    return terms.isEmpty();
  }

  boolean isOne() {
    return equals(ONE);
  }

  boolean isSingleTerm() {
    return terms.size() == 1;
  }

  Polynomial plus(Polynomial other) {
    NavigableMap<Monomial, Rational> sum = new TreeMap<>(terms);
    other.terms.forEach((monomial, coefficient) -> add(sum, monomial, coefficient));
    return new Polynomial(sum);
  }

  private static void add(NavigableMap<Monomial, Rational> sum, Monomial monomial, Rational added) {
    Interruption.poll();
    Rational before = sum.getOrDefault(monomial, Rational.ZERO);
    Rational after = before.plus(added);
    if (after.isZero()) {
      sum.remove(monomial);
    } else {
      sum.put(monomial, after);
    }
  }

  Polynomial times(Monomial monomial, Rational factor) {
    NavigableMap<Monomial, Rational> product = new TreeMap<>();
    terms.forEach((key, value) -> product.put(key.times(monomial), value.times(factor)));
    return new Polynomial(product);
  }

  Polynomial times(Polynomial other) {
    if ((long) terms.size() * other.terms.size() > Limit.POLYNOMIAL_PRODUCTS.most()) {
      throw Limit.POLYNOMIAL_PRODUCTS.refusal("a product of polynomials of too many terms");
    }
    NavigableMap<Monomial, Rational> product = new TreeMap<>();
    terms.forEach(
        (first, factor) ->
            other.terms.forEach(
                (second, coefficient) ->
                    add(product, first.times(second), factor.times(coefficient))));
    return new Polynomial(product);
  }

  Polynomial pow(int power) {
    if (!isSingleTerm() && power > Limit.POLYNOMIAL_POWER.most()) {
      throw Limit.POLYNOMIAL_POWER.refusal("a power of a polynomial of too many terms");
    }
    if (isSingleTerm()) {
      Map.Entry<Monomial, Rational> term = terms.firstEntry();
      return of(term.getKey().pow(power), term.getValue().pow(power));
    }
    Polynomial result = ONE;
    for (int i = 0; i < power; i++) {
      result = result.times(this);
    }
    return result;
  }

  /** The greatest monomial that divides every term. */
  Monomial commonMonomial() {
    Monomial common = terms.firstKey();
    for (Monomial monomial : terms.keySet()) {
      common = common.common(monomial);
    }
    return common;
  }

  /**
   * The rational number by which all coefficients become coprime integers, the last one positive.
   */
  Rational content() {
    Rational content = Rational.content(terms.values());
    return terms.lastEntry().getValue().signum() < 0 ? content.negate() : content;
  }

  /** The exact quotient, or empty where there is none. Both have no common monomial left. */
  Optional<Polynomial> dividedBy(Polynomial divisor) {
    NavigableMap<Monomial, Rational> rest = new TreeMap<>(terms);
    NavigableMap<Monomial, Rational> quotient = new TreeMap<>();
    Map.Entry<Monomial, Rational> leading = divisor.terms.lastEntry();
    long mostTerms = Limit.POLYNOMIAL_TERMS.most();
    while (!rest.isEmpty()) {
      Interruption.poll();
      Map.Entry<Monomial, Rational> highest = rest.lastEntry();
      if (!highest.getKey().isDividedBy(leading.getKey())) {
        return Optional.empty();
      }
      if (quotient.size() > mostTerms) {
        Limit.POLYNOMIAL_TERMS.stop();
        return Optional.empty();
      }
      Monomial monomial = highest.getKey().times(leading.getKey().pow(-1));
      Rational factor = highest.getValue().dividedBy(leading.getValue());
      quotient.put(monomial, factor);
      divisor.terms.forEach(
          (key, value) -> add(rest, key.times(monomial), value.times(factor).negate()));
    }
    return Optional.of(new Polynomial(quotient));
  }

  /**
   * The value of a polynomial in one variable where a power of the variable is 1 or -1.
   *
   * @param step the power; the variable occurs with multiples of it
   */
  Rational valueAt(int variable, int step, int unit) {
    Rational value = Rational.ZERO;
    for (Map.Entry<Monomial, Rational> term : terms.entrySet()) {
      boolean turns = unit < 0 && term.getKey().exponent(variable) / step % 2 != 0;
      value = value.plus(turns ? term.getValue().negate() : term.getValue());
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Polynomial polynomial && terms.equals(polynomial.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }
}
