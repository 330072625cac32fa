package org.chainrule.simplify;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.Interruption;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The factors of a primitive polynomial over the rational numbers that is no multiple of a square.
 *
 * <p>What is common to the coefficients of a variable is a factor, and what is linear in a variable
 * beside that has none. In one variable linear factors are found by the rational root theorem, and
 * quadratic ones by Kronecker's method: the values of a factor at a whole number divide those of
 * the polynomial. What is homogeneous in two variables is one in their ratio, and what is quadratic
 * in a variable has factors where its discriminant is a square. All else stays open.
 */
final class PolynomialFactors {
  /** Larger numbers are not taken apart into divisors. */
  private static final BigInteger LARGEST_DIVIDED = BigInteger.valueOf(1_000_000_000_000L);

  private static final int MOST_DIVISORS = 400;

  /** So many quadratic factors are tried. */
  private static final int MOST_TRIED = 20_000;

  private final List<Polynomial> factors = new ArrayList<>();
  private final List<Polynomial> open = new ArrayList<>();

  private PolynomialFactors() {}

  /** The factors of a polynomial; none of them has another twice. */
  static PolynomialFactors of(Polynomial squareFree) {
    PolynomialFactors found = new PolynomialFactors();
    Deque<Polynomial> pending = new ArrayDeque<>(List.of(squareFree));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Polynomial next = pending.pop();
      if (next.isOne()) {
        continue;
      }
      Polynomial divisor = found.divisor(next);
      if (divisor == null) {
        found.factors.add(next);
      } else {
        pending.push(CommonDivisor.quotient(next, divisor));
        pending.push(divisor);
      }
    }
    return found;
  }

  List<Polynomial> factors() {
    return factors;
  }

  /** Those factors that may have factors themselves. */
  List<Polynomial> open() {
    return open;
  }

  /**
   * A primitive divisor other than 1 and the polynomial; null where there is none, or none found.
   */
  private @Nullable Polynomial divisor(Polynomial polynomial) {
    int variables = polynomial.variables();
    int quadratic = -1;
    for (int i = 0; i < variables; i++) {
      if (polynomial.degree(i) > 0 && !polynomial.isIn(i)) {
        Polynomial content = CommonDivisor.content(polynomial, i);
        if (!content.isOne() && content.size() > 1) {
          return content;
        }
      }
    }
    for (int i = 0; i < variables; i++) {
      if (polynomial.degree(i) == 1) {
        return null;
      }
      quadratic = polynomial.degree(i) == 2 ? i : quadratic;
    }
    int only = only(polynomial);
    if (only >= 0) {
      Optional<Polynomial> found = divisorInOne(polynomial, only);
      if (found.isEmpty() && isOpen(polynomial, only)) {
        open.add(polynomial);
      }
      return found.orElse(null);
    }
    if (quadratic >= 0) {
      return ofQuadratic(polynomial, quadratic);
    }
    Polynomial ratio = inRatio(polynomial);
    if (ratio != null) {
      int variable = only(ratio);
      Optional<Polynomial> found = divisorInOne(ratio, variable);
      if (found.isPresent()) {
        return homogeneous(found.get(), variable, other(polynomial, variable));
      }
      if (!isOpen(ratio, variable)) {
        return null;
      }
    }
    open.add(polynomial);
    return null;
  }

  /** The only variable, or -1 where there are more. */
  private static int only(Polynomial polynomial) {
    for (int i = 0; i < polynomial.variables(); i++) {
      if (polynomial.isIn(i)) {
        return i;
      }
    }
    return -1;
  }

  /** The coefficients by power, the lowest first; they are whole numbers. */
  private static BigInteger[] coefficients(Polynomial polynomial, int variable) {
    BigInteger[] coefficients = new BigInteger[polynomial.degree(variable) + 1];
    Arrays.fill(coefficients, BigInteger.ZERO);
    for (int i = 0; i < polynomial.size(); i++) {
      coefficients[polynomial.monomial(i).exponent(variable)] =
          polynomial.coefficient(i).numerator();
    }
    return coefficients;
  }

  private static Polynomial polynomial(BigInteger[] coefficients, int variable) {
    List<Polynomial> terms = new ArrayList<>();
    for (int i = 0; i < coefficients.length; i++) {
      Polynomial.Monomial power =
          i == 0 ? Polynomial.Monomial.ONE : Polynomial.Monomial.of(variable, i);
      terms.add(Polynomial.of(power, Rational.of(coefficients[i])));
    }
    return Polynomial.sum(terms);
  }

  private static BigInteger value(BigInteger[] coefficients, BigInteger at) {
    BigInteger value = BigInteger.ZERO;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = value.multiply(at).add(coefficients[i]);
    }
    return value;
  }

  /** Whether linear and quadratic divisors were not all tried, or others may be there. */
  private static boolean isOpen(Polynomial polynomial, int variable) {
    BigInteger[] coefficients = coefficients(polynomial, variable);
    int degree = coefficients.length - 1;
    return degree > 5
        || degree > 1
            && (divisors(coefficients[0]).isEmpty() || divisors(coefficients[degree]).isEmpty())
        || degree > 3 && quadratics(coefficients) > MOST_TRIED;
  }

  private static Optional<Polynomial> divisorInOne(Polynomial polynomial, int variable) {
    BigInteger[] coefficients = coefficients(polynomial, variable);
    int degree = coefficients.length - 1;
    for (BigInteger below : divisors(coefficients[degree])) {
      for (BigInteger above : divisors(coefficients[0])) {
        for (BigInteger signed : List.of(above, above.negate())) {
          Interruption.poll();
          if (isRoot(coefficients, signed, below)) {
            Polynomial linear = polynomial(new BigInteger[] {signed.negate(), below}, variable);
            return degree == 1 ? Optional.empty() : Optional.of(linear);
          }
        }
      }
    }
    return degree > 3 ? quadraticDivisor(polynomial, coefficients, variable) : Optional.empty();
  }

  private static boolean isRoot(BigInteger[] coefficients, BigInteger above, BigInteger below) {
    if (!above.gcd(below).equals(BigInteger.ONE)) {
      return false;
    }
    BigInteger value = BigInteger.ZERO;
    BigInteger scale = BigInteger.ONE;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = value.multiply(above).add(coefficients[i].multiply(scale));
      scale = scale.multiply(below);
    }
    return value.signum() == 0;
  }

  private static long quadratics(BigInteger[] coefficients) {
    long count = 4;
    for (int at = -1; at <= 1; at++) {
      List<BigInteger> divisors = divisors(value(coefficients, BigInteger.valueOf(at)));
      count = divisors.isEmpty() ? Long.MAX_VALUE / MOST_DIVISORS : count * divisors.size();
      if (count > MOST_TRIED) {
        return count;
      }
    }
    return count;
  }

  /** A quadratic divisor, by its values at -1, 0 and 1; there is no linear one. */
  private static Optional<Polynomial> quadraticDivisor(
      Polynomial polynomial, BigInteger[] coefficients, int variable) {
    if (quadratics(coefficients) > MOST_TRIED) {
      return Optional.empty();
    }
    List<BigInteger> before = divisors(value(coefficients, BigInteger.ONE.negate()));
    List<BigInteger> at = divisors(coefficients[0]);
    List<BigInteger> after = divisors(value(coefficients, BigInteger.ONE));
    for (BigInteger zero : at) {
      for (BigInteger one : signed(after)) {
        for (BigInteger minus : signed(before)) {
          Interruption.poll();
          BigInteger twice = one.add(minus).subtract(zero.shiftLeft(1));
          BigInteger slope = one.subtract(minus);
          if (twice.signum() == 0 || twice.testBit(0) || slope.testBit(0)) {
            continue;
          }
          Polynomial tried =
              polynomial(
                  new BigInteger[] {zero, slope.shiftRight(1), twice.shiftRight(1)}, variable);
          Polynomial primitive = tried.times(tried.content().reciprocal());
          if (polynomial.dividedBy(primitive).isPresent()) {
            return Optional.of(primitive);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static List<BigInteger> signed(List<BigInteger> numbers) {
    List<BigInteger> signed = new ArrayList<>(numbers);
    numbers.forEach(each -> signed.add(each.negate()));
    return signed;
  }

  /** The divisors above 0; none of 0, and none where there are too many to find. */
  private static List<BigInteger> divisors(BigInteger number) {
    BigInteger size = number.abs();
    if (size.signum() == 0 || size.compareTo(LARGEST_DIVIDED) > 0) {
      return List.of();
    }
    long value = size.longValueExact();
    List<BigInteger> divisors = new ArrayList<>();
    for (long each = 1; each * each <= value; each++) {
      if (value % each == 0) {
        divisors.add(BigInteger.valueOf(each));
        if (each * each < value) {
          divisors.add(BigInteger.valueOf(value / each));
        }
      }
    }
    return divisors.size() > MOST_DIVISORS ? List.of() : divisors;
  }

  /** A divisor of what is quadratic in a variable, where its discriminant is a square. */
  private static @Nullable Polynomial ofQuadratic(Polynomial polynomial, int variable) {
    Polynomial second = CommonDivisor.coefficient(polynomial, variable, 2);
    Polynomial first = CommonDivisor.coefficient(polynomial, variable, 1);
    Polynomial constant = CommonDivisor.coefficient(polynomial, variable, 0);
    Polynomial discriminant =
        (first.isZero() ? Polynomial.ZERO : first.times(first))
            .plus(second.times(constant).times(Rational.of(-4)));
    Optional<Polynomial> root = root(discriminant);
    if (root.isEmpty()) {
      return null;
    }
    Polynomial linear =
        second
            .times(Polynomial.Monomial.of(variable, 1), Rational.TWO)
            .plus(first)
            .plus(root.get());
    Polynomial divisor = CommonDivisor.of(polynomial, linear);
    return divisor.isOne() || divisor.equals(polynomial) ? null : divisor;
  }

  /** The polynomial of which another is the square, where it is one. */
  private static Optional<Polynomial> root(Polynomial square) {
    if (square.isZero()) {
      return Optional.of(square);
    }
    Rational content = square.content();
    Polynomial.Monomial common = square.commonMonomial();
    Optional<Rational> number = root(content);
    for (int i = 0; i < common.size(); i++) {
      if (common.exponent(i) % 2 != 0) {
        return Optional.empty();
      }
    }
    if (number.isEmpty()) {
      return Optional.empty();
    }
    int[] halves = new int[common.size()];
    Polynomial root = Polynomial.of(number.get());
    for (int i = 0; i < halves.length; i++) {
      if (common.exponent(i) != 0) {
        root = root.times(Polynomial.Monomial.of(i, common.exponent(i) / 2), Rational.ONE);
      }
    }
    Polynomial primitive = square.times(common.reciprocal(), content.reciprocal());
    if (!primitive.isOne()) {
      for (Map.Entry<Polynomial, Integer> each : CommonDivisor.powers(primitive).entrySet()) {
        if (each.getValue() % 2 != 0) {
          return Optional.empty();
        }
        root = root.times(each.getKey().pow(each.getValue() / 2));
      }
    }
    return root.times(root).equals(square) ? Optional.of(root) : Optional.empty();
  }

  private static Optional<Rational> root(Rational square) {
    if (square.signum() < 0) {
      return Optional.empty();
    }
    BigInteger above = square.numerator().sqrt();
    BigInteger below = square.denominator().sqrt();
    Rational root = Rational.of(above).dividedBy(Rational.of(below));
    return root.times(root).equals(square) ? Optional.of(root) : Optional.empty();
  }

  /** What is homogeneous in two variables, with 1 for the second; null for all else. */
  private static @Nullable Polynomial inRatio(Polynomial polynomial) {
    List<Integer> occurring = new ArrayList<>();
    for (int i = 0; i < polynomial.variables(); i++) {
      if (polynomial.degree(i) > 0) {
        occurring.add(i);
      }
    }
    if (occurring.size() != 2) {
      return null;
    }
    int total = -1;
    for (int i = 0; i < polynomial.size(); i++) {
      Polynomial.Monomial monomial = polynomial.monomial(i);
      int degree = monomial.exponent(occurring.get(0)) + monomial.exponent(occurring.get(1));
      if (total >= 0 && degree != total) {
        return null;
      }
      total = degree;
    }
    return polynomial.at(occurring.get(1), 1, Rational.ONE);
  }

  private static int other(Polynomial polynomial, int variable) {
    for (int i = 0; i < polynomial.variables(); i++) {
      if (i != variable && polynomial.degree(i) > 0) {
        return i;
      }
    }
    throw new IllegalStateException("a polynomial in one variable");
  }

  private static Polynomial homogeneous(Polynomial inOne, int variable, int other) {
    int degree = inOne.degree(variable);
    List<Polynomial> terms = new ArrayList<>();
    for (int i = 0; i < inOne.size(); i++) {
      int rest = degree - inOne.monomial(i).exponent(variable);
      Polynomial term = Polynomial.of(inOne.monomial(i), inOne.coefficient(i));
      terms.add(rest == 0 ? term : term.times(Polynomial.Monomial.of(other, rest), Rational.ONE));
    }
    Polynomial whole = Polynomial.sum(terms);
    return whole.times(whole.content().reciprocal());
  }
}
