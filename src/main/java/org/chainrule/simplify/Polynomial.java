package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.commons.math3.util.ArithmeticUtils;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A Laurent polynomial with rational coefficients in numbered variables: exponents may be negative.
 * The terms are in lexicographic order.
 */
final class Polynomial {
  /** A product of powers, as the exponents of the variables without trailing zeros. */
  static final class Monomial implements Comparable<Monomial> {
    static final Monomial ONE = new Monomial(new int[0]);

    private final int[] exponents;

    /** The exponents become the monomial's own. */
    private Monomial(int[] exponents) {
      int length = exponents.length;
      while (length > 0 && exponents[length - 1] == 0) {
        length--;
      }
      this.exponents = length == exponents.length ? exponents : Arrays.copyOf(exponents, length);
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

    boolean isOne() {
      return exponents.length == 0;
    }

    /** The number of variables that occur. */
    int occurring() {
      int occurring = 0;
      for (int exponent : exponents) {
        occurring += exponent == 0 ? 0 : 1;
      }
      return occurring;
    }

    /** Whether all exponents are from 0 to a highest one. */
    boolean isWithin(long highest) {
      for (int exponent : exponents) {
        if (exponent < 0 || exponent > highest) {
          return false;
        }
      }
      return true;
    }

    Monomial times(Monomial other) {
      if (isOne() || other.isOne()) {
        return isOne() ? other : this;
      }
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

    Monomial reciprocal() {
      return isOne() ? this : pow(-1);
    }

    /** The part of some variables. */
    Monomial of(IntPredicate variables) {
      int[] part = exponents.clone();
      for (int i = 0; i < part.length; i++) {
        part[i] = part[i] != 0 && variables.test(i) ? part[i] : 0;
      }
      return new Monomial(part);
    }

    /** The same without a variable. */
    Monomial without(int variable) {
      if (exponent(variable) == 0) {
        return this;
      }
      int[] others = exponents.clone();
      others[variable] = 0;
      return new Monomial(others);
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

  static final Polynomial ZERO = new Polynomial(new Monomial[0], new Rational[0], 0);
  static final Polynomial ONE = of(Monomial.ONE, Rational.ONE);

  private final Monomial[] monomials;
  private final Rational[] coefficients;
  private int hash;
  private int @Nullable [] degrees;
  private long @Nullable [] @Nullable [] images;

  /** The arrays, of which the first terms count, become the polynomial's own. */
  private Polynomial(Monomial[] monomials, Rational[] coefficients, int size) {
    if (size > 1 && size > Limit.POLYNOMIAL_TERMS.most()) {
      throw Limit.POLYNOMIAL_TERMS.refusal("a polynomial of too many terms");
    }
    boolean isFull = size == monomials.length;
    this.monomials = isFull ? monomials : Arrays.copyOf(monomials, size);
    this.coefficients = isFull ? coefficients : Arrays.copyOf(coefficients, size);
  }

  static Polynomial of(Rational number) {
    return of(Monomial.ONE, number);
  }

  static Polynomial of(Monomial monomial, Rational coefficient) {
    return coefficient.isZero()
        ? ZERO
        : new Polynomial(new Monomial[] {monomial}, new Rational[] {coefficient}, 1);
  }

  /** The sum of some, which costs less than adding one after the other. */
  static Polynomial sum(List<Polynomial> summands) {
    List<Polynomial> rest = new ArrayList<>(summands);
    while (rest.size() > 1) {
      List<Polynomial> pairs = new ArrayList<>(rest.size() / 2 + 1);
      for (int i = 0; i + 1 < rest.size(); i += 2) {
        pairs.add(rest.get(i).plus(rest.get(i + 1)));
      }
      if (rest.size() % 2 != 0) {
        pairs.add(rest.get(rest.size() - 1));
      }
      rest = pairs;
    }
    return rest.isEmpty() ? ZERO : rest.get(0);
  }

  /** The number of terms. */
  int size() {
    return monomials.length;
  }

  Monomial monomial(int term) {
    return monomials[term];
  }

  Rational coefficient(int term) {
    return coefficients[term];
  }

  List<Rational> coefficients() {
    return Arrays.asList(coefficients);
  }

  /** The highest exponent of each variable, at least 0, without trailing zeros. */
  int degree(int variable) {
    int[] known = degrees;
    if (known == null) {
      known = highest();
      degrees = known;
    }
    return variable < known.length ? known[variable] : 0;
  }

  /** One more than the last variable that occurs. */
  int variables() {
    int[] known = degrees;
    if (known != null) {
      return known.length;
    }
    int most = 0;
    for (Monomial monomial : monomials) {
      most = Math.max(most, monomial.size());
    }
    return most;
  }

  /** The image in a variable that occurs. */
  long[] image(int variable) {
    long[][] known = images;
    if (known == null) {
      known = new long[variables()][];
      images = known;
    }
    long[] image = known[variable];
    if (image == null) {
      image = ModularImage.of(this, variable);
      known[variable] = image;
    }
    return image;
  }

  /** Whether no variable has a higher exponent in another than here. */
  private boolean isOfDegree(Polynomial other) {
    for (int i = other.variables() - 1; i >= 0; i--) {
      if (other.degree(i) > degree(i)) {
        return false;
      }
    }
    return true;
  }

  private int[] highest() {
    int[] highest = new int[variables()];
    for (Monomial monomial : monomials) {
      for (int i = 0; i < monomial.exponents.length; i++) {
        highest[i] = Math.max(highest[i], monomial.exponents[i]);
      }
    }
    return highest;
  }

  boolean isZero() {
    return monomials.length == 0;
  }

  boolean isOne() {
    return isSingleTerm() && monomials[0].isOne() && coefficients[0].isOne();
  }

  boolean isSingleTerm() {
    return monomials.length == 1;
  }

  /** Whether each term is a number or a multiple of one variable, so that there are no factors. */
  boolean isLinear() {
    for (Monomial monomial : monomials) {
      if (monomial.occurring() > 1 || !monomial.isWithin(1)) {
        return false;
      }
    }
    return true;
  }

  /** The product of powers above 0, multiplied out. */
  static Polynomial product(Map<Polynomial, Integer> powers) {
    long factors = 0;
    for (int power : powers.values()) {
      factors += power;
    }
    if (powers.size() > 1 && factors > Limit.POLYNOMIAL_POWER.most()) {
      throw Limit.POLYNOMIAL_POWER.refusal("a product of too many polynomials");
    }
    Polynomial product = ONE;
    for (Map.Entry<Polynomial, Integer> factor : powers.entrySet()) {
      product = factor.getKey().pow(factor.getValue()).times(product);
    }
    return product;
  }

  Polynomial plus(Polynomial other) {
    if (isZero() || other.isZero()) {
      return isZero() ? other : this;
    }
    return plus(other, Monomial.ONE, Rational.ONE);
  }

  /** The sum with another that is multiplied by a term. */
  private Polynomial plus(Polynomial other, Monomial monomial, Rational factor) {
    Interruption.poll();
    Monomial[] sum = new Monomial[size() + other.size()];
    Rational[] numbers = new Rational[sum.length];
    int size = 0;
    int mine = 0;
    // The order of monomials stays as it is where all are multiplied by one.
    for (int i = 0; i < other.size(); i++) {
      Monomial next = other.monomials[i].times(monomial);
      Rational number =
          factor.isOne() ? other.coefficients[i] : other.coefficients[i].times(factor);
      int order = -1;
      while (mine < size() && (order = monomials[mine].compareTo(next)) < 0) {
        sum[size] = monomials[mine];
        numbers[size++] = coefficients[mine++];
      }
      if (mine < size() && order == 0) {
        number = coefficients[mine++].plus(number);
        if (number.isZero()) {
          continue;
        }
      }
      sum[size] = next;
      numbers[size++] = number;
    }
    while (mine < size()) {
      sum[size] = monomials[mine];
      numbers[size++] = coefficients[mine++];
    }
    return new Polynomial(sum, numbers, size);
  }

  Polynomial times(Rational factor) {
    return times(Monomial.ONE, factor);
  }

  Polynomial times(Monomial monomial, Rational factor) {
    if (factor.isZero()) {
      return ZERO;
    }
    if (monomial.isOne() && factor.isOne()) {
      return this;
    }
    Monomial[] product = new Monomial[size()];
    Rational[] numbers = new Rational[size()];
    for (int i = 0; i < product.length; i++) {
      product[i] = monomials[i].times(monomial);
      numbers[i] = factor.isOne() ? coefficients[i] : coefficients[i].times(factor);
    }
    return new Polynomial(product, numbers, product.length);
  }

  Polynomial times(Polynomial other) {
    if (isSingleTerm()) {
      return other.times(monomials[0], coefficients[0]);
    }
    if (other.isSingleTerm()) {
      return times(other.monomials[0], other.coefficients[0]);
    }
    if ((long) size() * other.size() > Limit.POLYNOMIAL_PRODUCTS.most()) {
      throw Limit.POLYNOMIAL_PRODUCTS.refusal("a product of polynomials of too many terms");
    }
    List<Polynomial> rows = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      Interruption.poll();
      rows.add(other.times(monomials[i], coefficients[i]));
    }
    return sum(rows);
  }

  Polynomial pow(int power) {
    if (power == 1) {
      return this;
    }
    if (!isSingleTerm() && power > Limit.POLYNOMIAL_POWER.most()) {
      throw Limit.POLYNOMIAL_POWER.refusal("a power of a polynomial of too many terms");
    }
    if (isSingleTerm()) {
      return of(monomials[0].pow(power), coefficients[0].pow(power));
    }
    Polynomial result = ONE;
    for (int i = 0; i < power; i++) {
      result = result.times(this);
    }
    return result;
  }

  /** The greatest monomial that divides every term. */
  Monomial commonMonomial() {
    Monomial common = monomials[0];
    for (int i = 1; i < size(); i++) {
      common = common.common(monomials[i]);
    }
    return common;
  }

  /**
   * The rational number by which all coefficients become coprime integers, the last one positive.
   */
  Rational content() {
    Rational content = areUnits() ? Rational.ONE : Rational.content(coefficients());
    return coefficients[size() - 1].signum() < 0 ? content.negate() : content;
  }

  private boolean areUnits() {
    for (Rational coefficient : coefficients) {
      if (!coefficient.isUnit()) {
        return false;
      }
    }
    return true;
  }

  /** The exact quotient, or empty where there is none. Both have no common monomial left. */
  Optional<Polynomial> dividedBy(Polynomial divisor) {
    if (isZero()) {
      return Optional.of(ZERO);
    }
    if (equals(divisor)) {
      return Optional.of(ONE);
    }
    // The first term of a product is that of its factors', as the last one is.
    if (!monomials[0].isDividedBy(divisor.monomials[0]) || !isOfDegree(divisor)) {
      return Optional.empty();
    }
    int last = divisor.size() - 1;
    Polynomial rest = this;
    List<Polynomial> quotient = new ArrayList<>();
    long mostTerms = Limit.POLYNOMIAL_TERMS.most();
    while (!rest.isZero()) {
      Monomial highest = rest.monomials[rest.size() - 1];
      if (!highest.isDividedBy(divisor.monomials[last])) {
        return Optional.empty();
      }
      if (quotient.size() > mostTerms) {
        Limit.POLYNOMIAL_TERMS.stop();
        return Optional.empty();
      }
      Monomial monomial = highest.times(divisor.monomials[last].reciprocal());
      Rational factor = rest.coefficients[rest.size() - 1].dividedBy(divisor.coefficients[last]);
      quotient.add(of(monomial, factor));
      rest = rest.plus(divisor, monomial, factor.negate());
    }
    return Optional.of(sum(quotient));
  }

  /** Whether a variable occurs, and no other. */
  boolean isIn(int variable) {
    boolean occurs = false;
    for (Monomial monomial : monomials) {
      int exponent = monomial.exponent(variable);
      if (monomial.occurring() > (exponent == 0 ? 0 : 1)) {
        return false;
      }
      occurs |= exponent != 0;
    }
    return occurs;
  }

  /** The greatest common divisor of the exponents of a variable. */
  int step(int variable) {
    int step = 0;
    for (Monomial monomial : monomials) {
      step = ArithmeticUtils.gcd(step, monomial.exponent(variable));
    }
    return step;
  }

  /**
   * The polynomial with a number in the place of a power of a variable.
   *
   * @param step the power; the variable occurs with multiples of it
   */
  Polynomial at(int variable, int step, Rational number) {
    List<Polynomial> terms = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      Rational power = number.pow(monomials[i].exponent(variable) / step);
      terms.add(of(monomials[i].without(variable), coefficients[i].times(power)));
    }
    return sum(terms);
  }

  /**
   * The polynomial with a quotient in the place of a power of a variable, times the denominator to
   * the degree in that power.
   */
  Polynomial at(int variable, int step, Polynomial numerator, Polynomial denominator) {
    int degree = degree(variable) / step;
    List<Polynomial> terms = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      int power = monomials[i].exponent(variable) / step;
      terms.add(
          of(monomials[i].without(variable), coefficients[i])
              .times(numerator.pow(power))
              .times(denominator.pow(degree - power)));
    }
    return sum(terms);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Polynomial polynomial
            && hashCode() == polynomial.hashCode()
            && Arrays.equals(monomials, polynomial.monomials)
            && Arrays.equals(coefficients, polynomial.coefficients);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = 31 * Arrays.hashCode(monomials) + Arrays.hashCode(coefficients);
    }
    return hash;
  }
}
