package org.chainrule.prove;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** Exponentials, logarithms, powers and angles in the kernels that they have in common. */
final class Elementaries {
  /** Numbers beyond are not taken apart. */
  private static final int LARGEST_PRIME = 2_000;

  private final Algebra algebra;

  /** What is left of arguments when their terms are taken apart, and its kernel. */
  private final Map<Expr, Fraction> whole = new LinkedHashMap<>();

  /** Numbers for the exponents of letters known to be bases above 0. */
  Elementaries(Algebra algebra) {
    this.algebra = algebra;
  }

  /** A part of an argument: so often what a kernel is of. */
  private record Part(Rational coefficient, Expr argument) {}

  /** An argument as real terms, each a number times what has none. */
  private List<Part> parts(Fraction argument) {
    List<Part> parts = new ArrayList<>();
    Map<Monomial, Rational> rest = new HashMap<>();
    for (Map.Entry<Monomial, Rational> term : argument.above().ordered()) {
      boolean isReal =
          argument.isPolynomial()
              && term.getKey().exponents().keySet().stream().noneMatch(Kernels::isComplex);
      if (isReal) {
        parts.add(new Part(term.getValue(), Polynomial.toExpr(term.getKey())));
      } else {
        rest.put(term.getKey(), term.getValue());
      }
    }
    if (!rest.isEmpty()) {
      parts.add(part(new Fraction(new Polynomial(rest), argument.below())));
    }
    return parts;
  }

  /** A fraction as a number times one that was met before, if it is. */
  private Part part(Fraction fraction) {
    Rational leading = fraction.above().leading();
    for (Map.Entry<Expr, Fraction> known : whole.entrySet()) {
      Rational ratio = ratio(fraction, known.getValue());
      if (ratio != null) {
        return new Part(ratio, known.getKey());
      }
    }
    Fraction unit = fraction.times(leading.reciprocal());
    Expr argument = unit.toExpr();
    whole.put(argument, unit);
    return new Part(leading, argument);
  }

  private @Nullable Rational ratio(Fraction one, Fraction other) {
    if (!one.below().equals(other.below())) {
      Rational guess = one.above().leading().dividedBy(other.above().leading());
      for (Rational each : List.of(guess, guess.negate())) {
        if (algebra.isSame(one, other.times(each))) {
          return each;
        }
      }
      return null;
    }
    if (one.above().size() != other.above().size()) {
      return null;
    }
    Map.Entry<Monomial, Rational> first = one.above().terms().entrySet().iterator().next();
    Rational there = other.above().terms().get(first.getKey());
    if (there == null) {
      return null;
    }
    Rational ratio = first.getValue().dividedBy(there);
    return other.above().times(ratio).equals(one.above()) ? ratio : null;
  }

  /** The exponential. */
  Fraction exp(Fraction argument) {
    Fraction result = Fraction.ONE;
    for (Part part : parts(argument)) {
      result = algebra.times(result, exp(part));
    }
    return result;
  }

  private Fraction exp(Part part) {
    if (Kernels.is(part.argument(), Kernels.LOG)) {
      // Only what is above 0 has a logarithm, so the magnitude is the base itself or its negative.
      return root(Fraction.of(algebra.base(Kernels.argument(part.argument()))), part.coefficient());
    }
    return Fraction.of(
        Polynomial.of(
            Monomial.of(Kernels.make(Kernels.EXP, part.argument()), part.coefficient()),
            Rational.ONE));
  }

  /** The exponential of the imaginary unit times an argument. */
  private Polynomial turned(Fraction argument) {
    Polynomial result = Polynomial.ONE;
    for (Part part : parts(argument)) {
      Expr unit = Kernels.make(Kernels.UNIT, part.argument());
      result = algebra.times(result, algebra.reduced(Monomial.of(unit, part.coefficient())));
    }
    return result;
  }

  Fraction unit(Fraction argument) {
    return Fraction.of(turned(argument));
  }

  Fraction cos(Fraction argument) {
    Polynomial sum = turned(argument).plus(turned(argument.negate()));
    return Fraction.of(sum.times(Rational.HALF));
  }

  Fraction sin(Fraction argument) {
    Polynomial difference =
        turned(argument).plus(turned(argument.negate()).times(Rational.MINUS_ONE));
    Polynomial turned = algebra.times(difference, Polynomial.of(Kernels.I));
    return Fraction.of(turned.times(Rational.HALF.negate()));
  }

  /** A rational power of the magnitude of what is real. */
  Fraction root(Fraction base, Rational exponent) {
    Fraction result = root(base.above(), exponent);
    for (Map.Entry<Polynomial, Integer> each : base.below().entrySet()) {
      Rational below = exponent.times(Rational.of(each.getValue()));
      result = algebra.times(result, root(each.getKey(), below.negate()));
    }
    return result;
  }

  private Fraction root(Polynomial base, Rational exponent) {
    if (exponent.signum() < 0) {
      return algebra.inverse(root(base, exponent.negate()));
    }
    Algebra.Parts parts = algebra.parts(base);
    Fraction result = root(parts.coefficient().abs(), exponent);
    for (Map.Entry<Expr, Rational> each : parts.content().exponents().entrySet()) {
      result = algebra.times(result, root(each.getKey(), each.getValue().times(exponent)));
    }
    return parts.primitive().isOne()
        ? result
        : algebra.times(result, magnitude(parts.primitive(), exponent));
  }

  private Fraction root(Expr kernel, Rational exponent) {
    if (Kernels.is(kernel, Kernels.EXP)) {
      return Fraction.of(Polynomial.of(Monomial.of(kernel, exponent), Rational.ONE));
    }
    if (Kernels.is(kernel, Kernels.MAGNITUDE)) {
      return magnitude(algebra.base(Kernels.argument(kernel)), exponent);
    }
    if (Kernels.is(kernel, Kernels.SIGN)) {
      return Fraction.ONE;
    }
    return magnitude(Polynomial.of(kernel), exponent);
  }

  private Fraction magnitude(Polynomial base, Rational exponent) {
    if (exponent.signum() < 0) {
      return algebra.inverse(magnitude(base, exponent.negate()));
    }
    return Fraction.of(algebra.reduced(Monomial.of(algebra.magnitude(base), exponent)));
  }

  /** The root of a number above 0, prime by prime. */
  private Fraction root(Rational number, Rational exponent) {
    Fraction result = Fraction.ONE;
    for (Map.Entry<BigInteger, Integer> each : primes(number).entrySet()) {
      Rational power = exponent.times(Rational.of(each.getValue()));
      Rational prime = Rational.of(each.getKey());
      BigInteger whole = power.floor();
      if (whole.bitLength() > 12) {
        throw new UnprovedException("a large power of a number");
      }
      Rational rest = power.minus(Rational.of(whole));
      Fraction root = Fraction.of(prime.pow(whole.intValue()));
      if (!rest.isZero()) {
        root =
            algebra.times(
                root,
                Fraction.of(
                    Polynomial.of(
                        Monomial.of(algebra.magnitude(Polynomial.of(prime)), rest), Rational.ONE)));
      }
      result = algebra.times(result, root);
    }
    return result;
  }

  /** The primes in a number above 0 and how often they occur; what is large stays as it is. */
  private static Map<BigInteger, Integer> primes(Rational number) {
    Map<BigInteger, Integer> primes = new LinkedHashMap<>();
    add(number.numerator(), 1, primes);
    add(number.denominator(), -1, primes);
    return primes;
  }

  private static void add(BigInteger number, int sign, Map<BigInteger, Integer> primes) {
    BigInteger rest = number;
    for (int each = 2; each < LARGEST_PRIME && rest.bitLength() > 1; each++) {
      BigInteger prime = BigInteger.valueOf(each);
      while (rest.mod(prime).signum() == 0) {
        rest = rest.divide(prime);
        primes.merge(prime, sign, Integer::sum);
      }
    }
    if (rest.bitLength() > 1) {
      primes.merge(rest, sign, Integer::sum);
    }
  }

  /** The logarithm of the magnitude of what is real. */
  Fraction log(Fraction argument) {
    Fraction result = log(argument.above());
    for (Map.Entry<Polynomial, Integer> each : argument.below().entrySet()) {
      result = algebra.minus(result, log(each.getKey()).times(Rational.of(each.getValue())));
    }
    return result;
  }

  private Fraction log(Polynomial argument) {
    if (argument.isZero()) {
      throw new UnprovedException("a logarithm of 0");
    }
    Algebra.Parts parts = algebra.parts(argument);
    Fraction result = Fraction.ZERO;
    for (Map.Entry<BigInteger, Integer> each : primes(parts.coefficient().abs()).entrySet()) {
      Polynomial prime = Polynomial.of(Rational.of(each.getKey()));
      result = algebra.plus(result, kernel(prime).times(Rational.of(each.getValue())));
    }
    for (Map.Entry<Expr, Rational> each : parts.content().exponents().entrySet()) {
      result = algebra.plus(result, log(each.getKey()).times(each.getValue()));
    }
    return parts.primitive().isOne() ? result : algebra.plus(result, kernel(parts.primitive()));
  }

  private Fraction log(Expr kernel) {
    if (Kernels.is(kernel, Kernels.EXP)) {
      return argumentOf(kernel);
    }
    if (Kernels.is(kernel, Kernels.MAGNITUDE)) {
      return kernel(algebra.base(Kernels.argument(kernel)));
    }
    if (Kernels.is(kernel, Kernels.SIGN)) {
      return Fraction.ZERO;
    }
    return kernel(Polynomial.of(kernel));
  }

  private final Map<Expr, Fraction> arguments = new HashMap<>();

  /** Keeps what an argument in a kernel is, as a fraction. */
  void know(Expr argument, Fraction fraction) {
    arguments.put(argument, fraction);
  }

  private Fraction argumentOf(Expr kernel) {
    Expr argument = Kernels.argument(kernel);
    Fraction known = whole.get(argument);
    if (known != null) {
      return known;
    }
    Fraction result = arguments.get(argument);
    return result == null ? monomial(argument) : result;
  }

  private static Fraction monomial(Expr argument) {
    Monomial product = Monomial.ONE;
    if (argument instanceof Product many) {
      for (Product.Factor each : many.factors()) {
        product = product.times(Monomial.of(each.base(), exponent(each.exponent())));
      }
    } else if (argument instanceof Power power) {
      product = Monomial.of(power.base(), exponent(power.exponent()));
    } else if (!argument.isOne()) {
      product = Monomial.of(argument, Rational.ONE);
    }
    return Fraction.of(Polynomial.of(product, Rational.ONE));
  }

  private static Rational exponent(Expr exponent) {
    if (exponent instanceof RationalNumber number) {
      return number.value();
    }
    throw new UnprovedException("a kernel with an exponent that is no number");
  }

  /** The logarithm of the magnitude of a base that is real and primitive. */
  private Fraction kernel(Polynomial base) {
    return Fraction.of(Kernels.make(Kernels.LOG, Kernels.argument(algebra.magnitude(base))));
  }

  /** A power of a base above 0 whose exponent is no number: the exponential of the logarithm. */
  Fraction exponential(Fraction base, Fraction exponent) {
    return exp(algebra.times(exponent, log(base)));
  }

  /** A power whose base may be below 0 where the exponent is a whole number. */
  Fraction power(Fraction base, Fraction exponent) {
    if (!exponent.isPolynomial()) {
      return Fraction.of(Kernels.make(Kernels.POWER, base.toExpr(), exponent.toExpr()));
    }
    Expr shown = base.toExpr();
    Fraction result = Fraction.ONE;
    for (Map.Entry<Monomial, Rational> term : exponent.above().ordered()) {
      Rational coefficient = term.getValue();
      if (!coefficient.isInt()) {
        return Fraction.of(Kernels.make(Kernels.POWER, shown, exponent.toExpr()));
      }
      if (term.getKey().isOne()) {
        result = algebra.times(result, algebra.power(base, coefficient.intValueExact()));
        if (coefficient.signum() < 0) {
          algebra.requireNonzero(base.above());
        }
      } else {
        Expr letter = Polynomial.toExpr(term.getKey());
        Fraction power = Fraction.of(Kernels.make(Kernels.POWER, shown, letter));
        result = algebra.times(result, algebra.power(power, coefficient.intValueExact()));
      }
    }
    return result;
  }
}
