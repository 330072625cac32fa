package org.chainrule.function;

import static org.chainrule.function.Elementary.digamma;
import static org.chainrule.function.Elementary.exp;
import static org.chainrule.function.Elementary.polygamma;
import static org.chainrule.function.Elementary.sqrt;
import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.Elementary.trigamma;
import static org.chainrule.function.MonotonePieces.limit;
import static org.chainrule.function.Rows.HALF;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.PI;
import static org.chainrule.function.Rows.TWO;
import static org.chainrule.function.Rows.ZERO;
import static org.chainrule.function.Rows.at;
import static org.chainrule.function.Rows.binary;
import static org.chainrule.function.Rows.call;
import static org.chainrule.function.Rows.callOfTwo;
import static org.chainrule.function.Rows.noPoleUpTo;
import static org.chainrule.function.Rows.one;
import static org.chainrule.function.Rows.operator;
import static org.chainrule.function.Rows.two;
import static org.chainrule.function.Rows.unary;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parity;
import org.chainrule.expr.Function.Range;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Relation;
import org.chainrule.kernel.BinomialKernels;
import org.chainrule.kernel.ErrorKernels;
import org.chainrule.kernel.GammaKernels;
import org.chainrule.kernel.PolygammaKernels;
import org.chainrule.number.Rational;
import org.chainrule.precise.PreciseError;
import org.chainrule.precise.PreciseGamma;
import org.chainrule.precise.PrecisePolygamma;
import org.jspecify.annotations.Nullable;

/** The error functions, and the gamma function with its kin. */
final class SpecialFunctions {
  private static final Expr MINUS_ONE = Expr.of(-1);

  /** The largest whole number whose factorial is written out: it has 1,019 bits. */
  private static final int LARGEST_FACTORIAL = 170;

  /** Binomial coefficients of more bits are not written out. */
  private static final int MAXIMAL_BITS = 1_000;

  static final Function ERF =
      unary("erf", ErrorKernels::erf, PreciseError::erf)
          .farOut(Asymptotics.ERF)
          .derivative((x, y) -> errorDensity(x))
          .parity(Parity.ODD)
          .range(-1, 1, false, false)
          .fold(at(ZERO, ZERO))
          .interval(MonotonePieces.rising(-1, 1))
          .latex(operator("erf"))
          .java(call(ErrorKernels.class, "erf"))
          .numpy("scipy.special.erf(#1)")
          .matlab("erf(#1)")
          .build();

  static final Function ERFC =
      unary("erfc", ErrorKernels::erfc, PreciseError::erfc)
          .beyond(Asymptotics.ERFC_BEYOND)
          .farOut(Asymptotics.ERFC)
          .derivative((x, y) -> errorDensity(x).negate())
          .range(0, 2, false, false)
          .fold(at(ZERO, ONE))
          .interval(MonotonePieces.falling(limit(2), limit(0)))
          .latex(operator("erfc"))
          .java(call(ErrorKernels.class, "erfc"))
          .numpy("scipy.special.erfc(#1)")
          .matlab("erfc(#1)")
          .build();

  static final Function GAMMA =
      unary("Gamma", GammaKernels::gamma, PreciseGamma::gamma)
          .oscillating()
          .derivative((x, y) -> y.times(digamma(x)))
          .domain(of -> List.of(noPoleUpTo(ZERO, of.get(0))))
          .fold(one(x -> x == HALF ? sqrt(PI) : factorialOf(x.minus(ONE))))
          .interval(
              IntervalExtensions.unary(
                  IntervalExtensions::gamma, null, limit(IntervalExtensions.FAR)))
          .latex("\\Gamma\\left(#1\\right)")
          .java(call(GammaKernels.class, "gamma"))
          .numpy("scipy.special.gamma(#1)")
          .matlab("gamma(#1)")
          .build();

  static final Function LGAMMA =
      unary("lgamma", GammaKernels::logGamma, PreciseGamma::logGamma)
          .oscillating()
          .derivative((x, y) -> digamma(x))
          .domain(of -> List.of(noPoleUpTo(ZERO, of.get(0))))
          .fold(one(x -> x.isOne() || x == TWO ? ZERO : null))
          .interval(
              IntervalExtensions.unary(
                  IntervalExtensions::logGamma, null, limit(IntervalExtensions.FAR)))
          .latex("\\log\\left|\\Gamma\\left(#1\\right)\\right|")
          .java(call(GammaKernels.class, "logGamma"))
          .numpy("scipy.special.gammaln(#1)")
          .matlab("gammaln(#1)")
          .build();

  static final Function DIGAMMA =
      unary("digamma", PolygammaKernels::digamma, PrecisePolygamma::digamma)
          .oscillating()
          .derivative((x, y) -> trigamma(x))
          .domain(of -> List.of(noPoleUpTo(ZERO, of.get(0))))
          .interval(
              IntervalExtensions.unary(
                  IntervalExtensions::digamma, null, limit(IntervalExtensions.FAR)))
          .latex("\\psi\\left(#1\\right)")
          .java(call(PolygammaKernels.class, "digamma"))
          .numpy("scipy.special.digamma(#1)")
          .matlab("psi(#1)")
          .build();

  static final Function TRIGAMMA =
      unary("trigamma", PolygammaKernels::trigamma, PrecisePolygamma::trigamma)
          .oscillating()
          .derivative((x, y) -> polygamma(TWO, x))
          .range(Range.POSITIVE)
          .domain(of -> List.of(noPoleUpTo(ZERO, of.get(0))))
          .interval(IntervalExtensions.unary(IntervalExtensions::trigamma, null, limit(0)))
          .latex("\\psi_{1}\\left(#1\\right)")
          .java(call(PolygammaKernels.class, "trigamma"))
          .numpy("scipy.special.polygamma(1, #1)")
          .matlab("psi(1, #1)")
          .build();

  static final Function POLYGAMMA =
      binary("polygamma", PolygammaKernels::polygamma, SpecialFunctions::precisePolygamma)
          .oscillating()
          .withoutPartial()
          .partial((of, y) -> polygamma(of.get(0).plus(ONE), of.get(1)))
          .domain(
              of ->
                  List.of(
                      Relation.greaterOrEqual(of.get(0), ZERO),
                      Rows.whole(of.get(0)),
                      noPoleUpTo(ZERO, of.get(1))))
          .fold(two((n, x) -> n.isZero() ? digamma(x) : n.isOne() ? trigamma(x) : null))
          .interval(IntervalExtensions.binary(IntervalExtensions::polygamma))
          .latex("\\psi_{#1}\\left(#2\\right)")
          .java(callOfTwo(PolygammaKernels.class, "polygamma"))
          .numpy("scipy.special.polygamma(#1, #2)")
          .matlab("psi(#1, #2)")
          .build();

  static final Function FACTORIAL =
      unary("factorial", GammaKernels::factorial, PreciseGamma::factorial)
          .oscillating()
          .derivative((x, y) -> y.times(digamma(x.plus(ONE))))
          .domain(of -> List.of(noPoleUpTo(MINUS_ONE, of.get(0))))
          .fold(one(SpecialFunctions::factorialOf))
          .interval(
              IntervalExtensions.unary(
                  IntervalExtensions::factorial, null, limit(IntervalExtensions.FAR)))
          .latex("\\left(#1\\right)!")
          .java(call(GammaKernels.class, "factorial"))
          .numpy("scipy.special.factorial(#1)")
          .matlab("factorial(#1)")
          .build();

  static final Function BINOMIAL =
      binary("binomial", BinomialKernels::binomial, PreciseGamma::binomial)
          .oscillating()
          .partial((of, y) -> y.times(after(of.get(0)).minus(afterDifference(of))))
          .partial((of, y) -> y.times(afterDifference(of).minus(after(of.get(1)))))
          .domain(of -> List.of(binomialHasValue(of.get(0), of.get(1))))
          .fold(two(SpecialFunctions::binomialOf))
          .expansion(two(SpecialFunctions::fallingFactorial))
          .interval(IntervalExtensions.binary(IntervalExtensions::binomial))
          .latex("\\binom{#1}{#2}")
          .java(callOfTwo(BinomialKernels.class, "binomial"))
          .numpy("scipy.special.binom(#1, #2)")
          .matlab("nchoosek(#1, #2)")
          .build();

  static final List<Function> ALL =
      List.of(ERF, ERFC, GAMMA, LGAMMA, DIGAMMA, TRIGAMMA, POLYGAMMA, FACTORIAL, BINOMIAL);

  private static final Rational LONGEST = Rational.of(64);

  private SpecialFunctions() {}

  private static Expr errorDensity(Expr x) {
    return TWO.dividedBy(sqrt(PI)).times(exp(square(x).negate()));
  }

  private static Expr after(Expr argument) {
    return digamma(argument.plus(ONE));
  }

  private static Expr afterDifference(List<Expr> arguments) {
    return after(arguments.get(0).minus(arguments.get(1)));
  }

  private static Expr binomialHasValue(Expr upper, Expr lower) {
    return Logical.or(
        noPoleUpTo(MINUS_ONE, upper),
        Logical.and(Relation.greaterOrEqual(lower, ZERO), Rows.whole(lower)));
  }

  /** Over a whole number that is not large, the polynomial that it is. */
  private static @Nullable Expr fallingFactorial(Expr upper, Expr lower) {
    Rational count = Rows.number(lower);
    if (count == null || !count.isInt() || count.signum() < 0 || count.compareTo(LONGEST) > 0) {
      return null;
    }
    Expr product = ONE;
    for (int i = 0; i < count.intValueExact(); i++) {
      product = product.times(upper.minus(Expr.of(i))).dividedBy(Expr.of(i + 1L));
    }
    return product;
  }

  private static BigDecimal precisePolygamma(BigDecimal order, BigDecimal x, MathContext context) {
    if (order.signum() < 0 || isFraction(order)) {
      throw new DomainException("the order of polygamma must be a whole number from 0 on");
    }
    long highest = Limit.POLYGAMMA_ORDER.most();
    if (order.compareTo(BigDecimal.valueOf(highest)) > 0) {
      throw Limit.POLYGAMMA_ORDER.refusal("polygamma is computed up to order " + highest);
    }
    return PrecisePolygamma.polygamma(order.intValueExact(), x, context);
  }

  private static boolean isFraction(BigDecimal number) {
    return number.signum() != 0 && number.stripTrailingZeros().scale() > 0;
  }

  private static @Nullable Expr factorialOf(Expr argument) {
    Rational number = Rows.number(argument);
    boolean small =
        number != null
            && number.isInt()
            && number.signum() >= 0
            && number.intValueExact() <= LARGEST_FACTORIAL;
    if (number == null || !small) {
      return null;
    }
    BigInteger product = BigInteger.ONE;
    for (int factor = 2; factor <= number.intValueExact(); factor++) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return Expr.of(Rational.of(product));
  }

  /** Over 0 and 1 whatever the upper argument; else of whole numbers, where the value is short. */
  private static @Nullable Expr binomialOf(Expr upper, Expr lower) {
    if (lower.isZero()) {
      return ONE;
    }
    if (lower.isOne()) {
      return upper;
    }
    Rational x = Rows.number(upper);
    Rational y = Rows.number(lower);
    if (x == null || y == null || !x.isInt() || !y.isInt()) {
      return null;
    }
    if (y.signum() < 0) {
      return x.signum() < 0 ? null : ZERO;
    }
    BigInteger from = x.numerator();
    if (x.signum() < 0) {
      from = y.numerator().subtract(from).subtract(BigInteger.ONE);
    }
    BigInteger complement = from.subtract(y.numerator());
    if (complement.signum() < 0) {
      return ZERO;
    }
    BigInteger magnitude = chosen(from, y.numerator().min(complement));
    if (magnitude == null) {
      return null;
    }
    boolean negate = x.signum() < 0 && y.numerator().testBit(0);
    return Expr.of(Rational.of(negate ? magnitude.negate() : magnitude));
  }

  /** The number of ways to choose, which is at least 2 to the count; null where it is long. */
  private static @Nullable BigInteger chosen(BigInteger from, BigInteger count) {
    if (count.compareTo(BigInteger.valueOf(MAXIMAL_BITS)) > 0) {
      return null;
    }
    BigInteger result = BigInteger.ONE;
    for (int step = 1; step <= count.intValueExact(); step++) {
      BigInteger factor = from.subtract(count).add(BigInteger.valueOf(step));
      result = result.multiply(factor).divide(BigInteger.valueOf(step));
      if (result.bitLength() > MAXIMAL_BITS) {
        return null;
      }
    }
    return result;
  }
}
