package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.chainrule.error.BudgetException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.number.Rational;

/**
 * The greatest common divisor of small polynomials over the rational numbers, by pseudo-remainders
 * of primitive parts, and the factors of a polynomial by how often they occur. Where that would
 * cost too much the divisor is 1, which is one, if not the greatest.
 */
final class CommonDivisor {
  private final long mostSteps = Limit.DIVISOR_STEPS.most();
  private int steps;

  private CommonDivisor() {}

  /** A primitive common divisor of two polynomials without negative exponents. */
  static Polynomial of(Polynomial first, Polynomial second) {
    if (!isSmall(first) || !isSmall(second) || ModularImage.areCoprime(first, second)) {
      return Polynomial.ONE;
    }
    try {
      return new CommonDivisor().divisor(first, second);
    } catch (BudgetException tooMuch) {
      tooMuch.stop();
      // Where the greatest divisor is too dear, 1 is one that is certain.
      return Polynomial.ONE;
    }
  }

  /**
   * The primitive factors of a primitive polynomial, each with how often it occurs; no factor has
   * another more than once.
   */
  static Map<Polynomial, Integer> powers(Polynomial primitive) {
    Map<Polynomial, Integer> powers = new LinkedHashMap<>();
    if (!isSmall(primitive) || primitive.isSingleTerm()) {
      powers.put(primitive, 1);
      return powers;
    }
    int variable = firstVariable(primitive, primitive);
    Polynomial repeated = of(primitive, derivative(primitive, variable));
    Polynomial remaining = quotient(primitive, repeated);
    int power = 1;
    while (!remaining.isOne()) {
      Polynomial more = of(remaining, repeated);
      Polynomial exactly = quotient(remaining, more);
      if (!exactly.isOne()) {
        powers.merge(exactly, power, Integer::sum);
      }
      remaining = more;
      repeated = quotient(repeated, more);
      power++;
    }
    if (!repeated.isOne()) {
      powers.merge(repeated, 1, Integer::sum);
    }
    return powers;
  }

  private static boolean isSmall(Polynomial polynomial) {
    if (polynomial.isZero()) {
      return false;
    }
    Optional<Limit> reached = reached(polynomial);
    reached.ifPresent(Limit::stop);
    return reached.isEmpty();
  }

  private static Optional<Limit> reached(Polynomial polynomial) {
    if (polynomial.size() > Limit.DIVISOR_TERMS.most()) {
      return Optional.of(Limit.DIVISOR_TERMS);
    }
    long mostBits = Limit.DIVISOR_BITS.most();
    long mostVariables = Limit.DIVISOR_VARIABLES.most();
    long highest = Limit.DIVISOR_DEGREE.most();
    for (int i = 0; i < polynomial.size(); i++) {
      if (polynomial.coefficient(i).bitLength() > mostBits) {
        return Optional.of(Limit.DIVISOR_BITS);
      }
      if (polynomial.monomial(i).occurring() > mostVariables) {
        return Optional.of(Limit.DIVISOR_VARIABLES);
      }
      if (!polynomial.monomial(i).isWithin(highest)) {
        return Optional.of(Limit.DIVISOR_DEGREE);
      }
    }
    return Optional.empty();
  }

  private void count() {
    Interruption.poll();
    if (++steps > mostSteps) {
      throw Limit.DIVISOR_STEPS.refusal("a common divisor of polynomials that is too dear");
    }
  }

  private Polynomial divisor(Polynomial first, Polynomial second) {
    count();
    if (first.isZero()) {
      return primitive(second);
    }
    if (second.isZero()) {
      return primitive(first);
    }
    Polynomial.Monomial above = first.commonMonomial();
    Polynomial.Monomial below = second.commonMonomial();
    Polynomial monomial = Polynomial.of(above.common(below), Rational.ONE);
    return monomial.times(
        withoutMonomials(
            first.times(above.reciprocal(), Rational.ONE),
            second.times(below.reciprocal(), Rational.ONE)));
  }

  private Polynomial withoutMonomials(Polynomial first, Polynomial second) {
    if (first.isSingleTerm() || second.isSingleTerm()) {
      return Polynomial.ONE;
    }
    if (second.dividedBy(first).isPresent()) {
      return primitive(first);
    }
    if (first.dividedBy(second).isPresent()) {
      return primitive(second);
    }
    int variable = firstVariable(first, second);
    boolean inFirst = first.degree(variable) > 0;
    boolean inSecond = second.degree(variable) > 0;
    if (!inFirst || !inSecond) {
      Polynomial with = inFirst ? first : second;
      Polynomial without = inFirst ? second : first;
      return divisor(contentOf(with, variable), without);
    }
    Polynomial firstContent = contentOf(first, variable);
    Polynomial secondContent = contentOf(second, variable);
    Polynomial dividend = primitive(quotient(first, firstContent));
    Polynomial divisor = primitive(quotient(second, secondContent));
    if (dividend.degree(variable) < divisor.degree(variable)) {
      Polynomial larger = divisor;
      divisor = dividend;
      dividend = larger;
    }
    Polynomial contents = divisor(firstContent, secondContent);
    while (true) {
      Polynomial rest = remainder(dividend, divisor, variable);
      if (rest.isZero()) {
        return contents.times(divisor);
      }
      if (rest.degree(variable) == 0) {
        return contents;
      }
      dividend = divisor;
      divisor = primitive(quotient(rest, contentOf(rest, variable)));
    }
  }

  /** The remainder of a multiple of the dividend, as polynomials in one variable. */
  private Polynomial remainder(Polynomial dividend, Polynomial divisor, int variable) {
    int degree = divisor.degree(variable);
    Polynomial leading = coefficient(divisor, variable, degree);
    Polynomial rest = dividend;
    while (!rest.isZero() && rest.degree(variable) >= degree) {
      count();
      int highest = rest.degree(variable);
      Polynomial factor =
          coefficient(rest, variable, highest)
              .times(Polynomial.Monomial.of(variable, highest - degree), Rational.MINUS_ONE);
      rest = primitive(rest.times(leading).plus(divisor.times(factor)));
    }
    return rest;
  }

  /** What the coefficients of the powers of a variable have in common; 1 where that is too dear. */
  static Polynomial content(Polynomial polynomial, int variable) {
    if (!isSmall(polynomial)) {
      return Polynomial.ONE;
    }
    try {
      return primitive(new CommonDivisor().contentOf(polynomial, variable));
    } catch (BudgetException tooMuch) {
      tooMuch.stop();
      return Polynomial.ONE;
    }
  }

  /** The greatest common divisor of the coefficients of the powers of one variable. */
  private Polynomial contentOf(Polynomial polynomial, int variable) {
    Polynomial content = Polynomial.ZERO;
    for (Polynomial each : coefficients(polynomial, variable)) {
      content = divisor(content, each);
      if (content.isOne()) {
        return content;
      }
    }
    return content;
  }

  private static List<Polynomial> coefficients(Polynomial polynomial, int variable) {
    NavigableMap<Integer, Polynomial> byPower = new TreeMap<>();
    for (int i = 0; i < polynomial.size(); i++) {
      Polynomial.Monomial monomial = polynomial.monomial(i);
      Polynomial other = Polynomial.of(monomial.without(variable), polynomial.coefficient(i));
      byPower.merge(monomial.exponent(variable), other, Polynomial::plus);
    }
    return new ArrayList<>(byPower.descendingMap().values());
  }

  static Polynomial coefficient(Polynomial polynomial, int variable, int power) {
    List<Polynomial> terms = new ArrayList<>();
    for (int i = 0; i < polynomial.size(); i++) {
      Polynomial.Monomial monomial = polynomial.monomial(i);
      if (monomial.exponent(variable) == power) {
        terms.add(Polynomial.of(monomial.without(variable), polynomial.coefficient(i)));
      }
    }
    return Polynomial.sum(terms);
  }

  private static Polynomial derivative(Polynomial polynomial, int variable) {
    Polynomial.Monomial lowered = Polynomial.Monomial.of(variable, -1);
    List<Polynomial> terms = new ArrayList<>();
    for (int i = 0; i < polynomial.size(); i++) {
      int power = polynomial.monomial(i).exponent(variable);
      if (power != 0) {
        terms.add(
            Polynomial.of(
                polynomial.monomial(i).times(lowered),
                polynomial.coefficient(i).times(Rational.of(power))));
      }
    }
    return Polynomial.sum(terms);
  }

  private static int firstVariable(Polynomial first, Polynomial second) {
    int variable = 0;
    while (first.degree(variable) == 0 && second.degree(variable) == 0) {
      variable++;
    }
    return variable;
  }

  private static Polynomial primitive(Polynomial polynomial) {
    return polynomial.isZero()
        ? polynomial
        : polynomial.times(Polynomial.Monomial.ONE, polynomial.content().reciprocal());
  }

  /** The exact quotient of primitive polynomials of which one divides the other. */
  static Polynomial quotient(Polynomial dividend, Polynomial divisor) {
    return divisor.isOne() ? dividend : dividend.dividedBy(divisor).orElseThrow();
  }
}
