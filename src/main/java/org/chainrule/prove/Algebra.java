package org.chainrule.prove;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.NamedConstant;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;

/**
 * Arithmetic of fractions in kernels, by the relations that each kernel has with itself: {@code i^2
 * = -1}, {@code abs(b)^2 = b^2}, {@code sign(b)^2 = 1}, {@code delta^2 = delta}.
 */
final class Algebra {
  /** More terms are not multiplied out. */
  private static final int MOST_TERMS = 3_000;

  /** More products of two terms are not taken in one normal form. */
  private static final int MOST_WORK = 60_000;

  /** No higher power is multiplied out. */
  private static final int HIGHEST_POWER = 64;

  private final Map<Expr, Polynomial> bases = new HashMap<>();
  private final Map<Expr, Integer> signs;
  private final Facts facts;
  private final Set<Expr> divisors = new LinkedHashSet<>();
  private long work;
  private boolean areSignsSquared;
  private boolean hasSigns;

  /**
   * @param signs 1 or -1 for the bases of magnitudes of which that is known
   * @param facts what else is known
   */
  Algebra(Map<Expr, Integer> signs, Facts facts) {
    this.signs = signs;
    this.facts = facts;
  }

  /** What must not be 0 besides what the expressions themselves divide by. */
  Set<Expr> divisors() {
    return divisors;
  }

  /** Whether a sign is used that is not known. */
  boolean hasSigns() {
    return hasSigns;
  }

  /** Whether the square of a sign was taken for 1, which it is not where what it is of is 0. */
  boolean areSignsSquared() {
    return areSignsSquared;
  }

  void requireNonzero(Polynomial base) {
    if (base.number().isEmpty()) {
      divisors.add(base.toExpr());
    }
  }

  /** A polynomial as what is real and can be taken out of it, and the rest. */
  record Parts(Rational coefficient, Monomial content, Polynomial primitive) {}

  /** Takes the number, whose sign is that of the first term, and the common kernels out. */
  Parts parts(Polynomial polynomial) {
    Map<Expr, Rational> least = new HashMap<>();
    boolean isFirst = true;
    for (Monomial each : polynomial.terms().keySet()) {
      if (isFirst) {
        each.exponents()
            .forEach(
                (kernel, exponent) -> {
                  if (!Kernels.isComplex(kernel)) {
                    least.put(kernel, exponent);
                  }
                });
        isFirst = false;
      } else {
        least.replaceAll((kernel, known) -> smaller(known, each.exponentOf(kernel)));
        each.exponents()
            .forEach(
                (kernel, exponent) -> {
                  if (exponent.signum() < 0 && !Kernels.isComplex(kernel)) {
                    least.merge(kernel, exponent, Algebra::smaller);
                  }
                });
      }
    }
    least.values().removeIf(Rational::isZero);
    Monomial content = new Monomial(least);
    Polynomial rest = polynomial.shifted(content.inverse());
    Rational number = Rational.content(rest.terms().values());
    if (rest.leading().signum() < 0) {
      number = number.negate();
    }
    return new Parts(number, content, rest.times(number.reciprocal()));
  }

  private static Rational smaller(Rational one, Rational other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** The kernel of the magnitude of a polynomial that is real and primitive. */
  Expr magnitude(Polynomial base) {
    Expr expression = base.toExpr();
    bases.put(expression, base);
    return Kernels.make(Kernels.MAGNITUDE, expression);
  }

  /** The sign of a polynomial that is real and primitive, 1 of a number. */
  Polynomial sign(Polynomial base) {
    Expr expression = base.toExpr();
    Integer known = signs.get(expression);
    if (known != null) {
      return Polynomial.of(Rational.of(known));
    }
    if (base.number().isPresent() || isPositive(base)) {
      return Polynomial.ONE;
    }
    if (facts.isPositive(expression)) {
      return Polynomial.ONE;
    }
    if (facts.isPositive(expression.negate())) {
      return Polynomial.of(Rational.MINUS_ONE);
    }
    bases.put(expression, base);
    hasSigns = true;
    return Polynomial.of(Kernels.make(Kernels.SIGN, expression));
  }

  /** Whether all terms are seen to be above 0, or not below with a number above 0. */
  private static boolean isPositive(Polynomial base) {
    boolean isAbove = false;
    for (Map.Entry<Monomial, Rational> term : base.terms().entrySet()) {
      boolean isStrict = true;
      for (Map.Entry<Expr, Rational> factor : term.getKey().exponents().entrySet()) {
        Expr kernel = factor.getKey();
        boolean isUnit = Kernels.is(kernel, Kernels.EXP) || kernel == NamedConstant.PI;
        boolean isEven =
            factor.getValue().isEven() && !Kernels.isComplex(kernel)
                || Kernels.is(kernel, Kernels.MAGNITUDE);
        if (!isUnit && !isEven) {
          return false;
        }
        isStrict &= isUnit;
      }
      if (term.getValue().signum() < 0) {
        return false;
      }
      isAbove |= isStrict;
    }
    return isAbove;
  }

  Polynomial base(Expr expression) {
    Polynomial base = bases.get(expression);
    if (base == null) {
      throw new UnprovedException("a base is not known");
    }
    return base;
  }

  private void spend(long more) {
    work += more;
    Interruption.poll();
    if (work > MOST_WORK) {
      throw new UnprovedException("too much to multiply out");
    }
  }

  Polynomial times(Polynomial one, Polynomial other) {
    if ((long) one.size() * other.size() > 40L * MOST_TERMS) {
      throw new UnprovedException("too many terms");
    }
    spend((long) one.size() * other.size());
    Map<Monomial, Rational> product = new HashMap<>();
    Polynomial special = Polynomial.ZERO;
    for (Map.Entry<Monomial, Rational> first : one.terms().entrySet()) {
      for (Map.Entry<Monomial, Rational> second : other.terms().entrySet()) {
        Monomial monomial = first.getKey().times(second.getKey());
        Rational coefficient = first.getValue().times(second.getValue());
        if (isReduced(monomial)) {
          Polynomial.add(product, monomial, coefficient);
        } else {
          special = special.plus(reduced(monomial).times(coefficient));
        }
      }
    }
    Polynomial result = new Polynomial(product).plus(special);
    if (result.size() > MOST_TERMS) {
      throw new UnprovedException("too many terms");
    }
    return result;
  }

  private static boolean isReduced(Monomial monomial) {
    for (Map.Entry<Expr, Rational> each : monomial.exponents().entrySet()) {
      if (!isReduced(each.getKey(), each.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isReduced(Expr kernel, Rational exponent) {
    boolean isOne = exponent.isOne();
    if (kernel == Kernels.I || Kernels.is(kernel, Kernels.SIGN) || Kernels.isIdempotent(kernel)) {
      return isOne;
    }
    if (Kernels.is(kernel, Kernels.MAGNITUDE)) {
      return exponent.compareTo(Rational.ONE) < 0;
    }
    return !isRootOfUnity(kernel) || exponent.signum() > 0 && exponent.compareTo(Rational.HALF) < 0;
  }

  private static boolean isRootOfUnity(Expr kernel) {
    return Kernels.is(kernel, Kernels.UNIT) && Kernels.argument(kernel) == NamedConstant.PI;
  }

  /** What a monomial is by the relations of its kernels. */
  Polynomial reduced(Monomial monomial) {
    Polynomial result = Polynomial.ONE;
    Map<Expr, Rational> kept = new HashMap<>();
    for (Map.Entry<Expr, Rational> each : monomial.exponents().entrySet()) {
      Expr kernel = each.getKey();
      Rational exponent = each.getValue();
      if (isReduced(kernel, exponent)) {
        kept.put(kernel, exponent);
      } else {
        result = times(result, reduced(kernel, exponent));
      }
    }
    Monomial rest = new Monomial(kept);
    return times(result, Polynomial.of(rest, Rational.ONE));
  }

  private Polynomial reduced(Expr kernel, Rational exponent) {
    if (kernel == Kernels.I) {
      return imaginary(exponent.floor().mod(BigInteger.valueOf(4)).intValue());
    }
    if (isRootOfUnity(kernel)) {
      // Half turns are signs and quarter turns i; what is left is less than a quarter.
      BigInteger quarters = exponent.plus(exponent).floor();
      Rational rest = exponent.minus(Rational.of(quarters).times(Rational.HALF));
      Polynomial turned = imaginary(quarters.mod(BigInteger.valueOf(4)).intValue());
      return times(turned, Polynomial.of(Monomial.of(kernel, rest), Rational.ONE));
    }
    if (Kernels.is(kernel, Kernels.SIGN)) {
      areSignsSquared = true;
      return exponent.isEven() ? Polynomial.ONE : Polynomial.of(kernel);
    }
    if (Kernels.isIdempotent(kernel)) {
      if (exponent.signum() < 0) {
        throw new UnprovedException("a division by an indicator");
      }
      return Polynomial.of(kernel);
    }
    BigInteger whole = exponent.floor();
    if (whole.signum() < 0 || whole.bitLength() > 6) {
      throw new UnprovedException("a power of a root");
    }
    Polynomial base = base(Kernels.argument(kernel));
    Polynomial signed = times(base, sign(base));
    Rational rest = exponent.minus(Rational.of(whole));
    return times(
        power(signed, whole.intValue()), Polynomial.of(Monomial.of(kernel, rest), Rational.ONE));
  }

  private static Polynomial imaginary(int power) {
    return switch (power) {
      case 0 -> Polynomial.ONE;
      case 1 -> Polynomial.of(Kernels.I);
      case 2 -> Polynomial.of(Rational.MINUS_ONE);
      default -> Polynomial.of(Kernels.I).times(Rational.MINUS_ONE);
    };
  }

  Polynomial power(Polynomial base, int exponent) {
    if (exponent > HIGHEST_POWER && base.size() > 1) {
      throw new UnprovedException("a high power");
    }
    Polynomial result = Polynomial.ONE;
    Polynomial square = base;
    for (int left = exponent; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        result = times(result, square);
      }
      if (left > 1) {
        square = times(square, square);
      }
    }
    return result;
  }

  Fraction times(Fraction one, Fraction other) {
    if (one.isZero() || other.isZero()) {
      return Fraction.ZERO;
    }
    return cancelled(
        times(one.above(), other.above()), Fraction.product(one.below(), other.below()));
  }

  Fraction plus(Fraction one, Fraction other) {
    if (one.isZero()) {
      return other;
    }
    if (other.isZero()) {
      return one;
    }
    Map<Polynomial, Integer> common = new HashMap<>(one.below());
    other.below().forEach((factor, times) -> common.merge(factor, times, Math::max));
    Polynomial sum = raised(one, common).plus(raised(other, common));
    return cancelled(sum, common);
  }

  Fraction minus(Fraction one, Fraction other) {
    return plus(one, other.negate());
  }

  private Polynomial raised(Fraction fraction, Map<Polynomial, Integer> common) {
    Polynomial raised = fraction.above();
    for (Map.Entry<Polynomial, Integer> each : common.entrySet()) {
      int missing = each.getValue() - fraction.below().getOrDefault(each.getKey(), 0);
      if (missing > 0) {
        raised = times(raised, power(each.getKey(), missing));
      }
    }
    return raised;
  }

  /** A fraction without the factors of its divisor that its dividend is a multiple of. */
  private Fraction cancelled(Polynomial above, Map<Polynomial, Integer> below) {
    if (above.isZero() || below.isEmpty()) {
      return new Fraction(above, below);
    }
    Polynomial rest = above;
    Map<Polynomial, Integer> kept = new HashMap<>();
    for (Map.Entry<Polynomial, Integer> each : below.entrySet()) {
      int times = each.getValue();
      while (times > 0) {
        Optional<Polynomial> quotient = Division.exact(rest, each.getKey());
        if (quotient.isEmpty()) {
          break;
        }
        spend(rest.size());
        rest = quotient.get();
        times--;
      }
      if (times > 0) {
        kept.put(each.getKey(), times);
      }
    }
    return new Fraction(rest, kept);
  }

  /** The reciprocal. */
  Fraction inverse(Fraction fraction) {
    if (fraction.isZero()) {
      throw new UnprovedException("a division by 0");
    }
    Polynomial above = Polynomial.ONE;
    for (Map.Entry<Polynomial, Integer> each : fraction.below().entrySet()) {
      above = times(above, power(each.getKey(), each.getValue()));
    }
    Parts parts = parts(fraction.above());
    above = above.times(parts.coefficient().reciprocal());
    Map<Polynomial, Integer> below = new HashMap<>();
    for (Map.Entry<Expr, Rational> each : parts.content().exponents().entrySet()) {
      above = times(above, inverse(each.getKey(), each.getValue(), below));
    }
    if (!parts.primitive().isOne()) {
      below.merge(parts.primitive(), 1, Integer::sum);
    }
    return cancelled(above, below);
  }

  /** What the reciprocal of a power of a kernel has above its bar. */
  private Polynomial inverse(Expr kernel, Rational exponent, Map<Polynomial, Integer> below) {
    if (Kernels.isUnit(kernel)) {
      return reduced(Monomial.of(kernel, exponent.negate()));
    }
    if (Kernels.is(kernel, Kernels.SIGN)) {
      areSignsSquared = true;
      return Polynomial.of(kernel);
    }
    if (Kernels.is(kernel, Kernels.MAGNITUDE)) {
      Polynomial base = base(Kernels.argument(kernel));
      Polynomial left =
          Polynomial.of(Monomial.of(kernel, Rational.ONE.minus(exponent)), Rational.ONE);
      Optional<Rational> number = base.number();
      if (number.isPresent()) {
        return left.times(number.get().reciprocal());
      }
      below.merge(base, 1, Integer::sum);
      return times(left, sign(base));
    }
    if (!exponent.isInteger()) {
      throw new UnprovedException("a root of a kernel");
    }
    below.merge(Polynomial.of(kernel), exponent.intValueExact(), Integer::sum);
    return Polynomial.ONE;
  }

  Fraction power(Fraction fraction, int exponent) {
    if (exponent < 0) {
      return power(inverse(fraction), -exponent);
    }
    Map<Polynomial, Integer> below = new HashMap<>();
    fraction.below().forEach((factor, times) -> below.put(factor, times * exponent));
    return cancelled(power(fraction.above(), exponent), below);
  }

  /** Whether two fractions are the same. */
  boolean isSame(Fraction one, Fraction other) {
    return one.equals(other) || minus(one, other).isZero();
  }
}
