package org.chainrule.function;

import static org.chainrule.function.Elementary.exp;
import static org.chainrule.function.Elementary.log;
import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.IntervalExtensions.FAR;
import static org.chainrule.function.Rows.HALF;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.TWO;
import static org.chainrule.function.Rows.ZERO;
import static org.chainrule.function.Rows.at;
import static org.chainrule.function.Rows.binary;
import static org.chainrule.function.Rows.call;
import static org.chainrule.function.Rows.callOfTwo;
import static org.chainrule.function.Rows.command;
import static org.chainrule.function.Rows.one;
import static org.chainrule.function.Rows.operator;
import static org.chainrule.function.Rows.operatorOfTwo;
import static org.chainrule.function.Rows.two;
import static org.chainrule.function.Rows.unary;

import java.math.BigInteger;
import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parity;
import org.chainrule.expr.Function.Range;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.kernel.ElementaryKernels;
import org.chainrule.kernel.ExponentialKernels;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;
import org.chainrule.precise.BallFunctions;
import org.chainrule.precise.PreciseElementary;
import org.jspecify.annotations.Nullable;

/** Exponentials, logarithms, powers and roots. */
final class ElementaryFunctions {
  private static final Class<?> KERNELS = ElementaryKernels.class;

  /** Numbers of more bits are not searched for roots. */
  private static final int MAXIMAL_BITS = 2_000;

  static final Function EXP =
      unary("exp", ExponentialKernels::exp, PreciseElementary::exp, BallFunctions::exp)
          .exponential()
          .derivative((x, y) -> y)
          .range(Range.POSITIVE)
          .fold(one(Exponentials::exp))
          .interval(MonotonePieces.rising(0, FAR))
          .latex("e^{#1}")
          .java(call(ExponentialKernels.class, "exp"))
          .numpy("np.exp(#1)")
          .matlab("exp(#1)")
          .build();

  static final Function LOG =
      unary("log", ElementaryKernels::log, PreciseElementary::log, BallFunctions::log)
          .logarithmic(Asymptotics.LOG)
          .aliases("ln")
          .derivative((x, y) -> ONE.dividedBy(x))
          .domain(ElementaryFunctions::positive)
          .fold(one(Exponentials::log))
          .interval(MonotonePieces.none().risesFromPole(0))
          .latex(command("log"))
          .java("Math.log(#1)")
          .numpy("np.log(#1)")
          .matlab("log(#1)")
          .build();

  static final Function LOG2 =
      unary("log2", ElementaryKernels::log2, PreciseElementary::log2, BallFunctions::log2)
          .logarithmic(Asymptotics.LOG2)
          .derivative((x, y) -> ONE.dividedBy(x.times(log(TWO))))
          .domain(ElementaryFunctions::positive)
          .fold(one(x -> logarithm(x, 2)))
          .interval(MonotonePieces.none().risesFromPole(0))
          .latex("\\log_{2}\\left(#1\\right)")
          .java(call(KERNELS, "log2"))
          .numpy("np.log2(#1)")
          .matlab("log2(#1)")
          .build();

  static final Function LOG10 =
      unary("log10", ElementaryKernels::log10, PreciseElementary::log10, BallFunctions::log10)
          .logarithmic(Asymptotics.LOG10)
          .derivative((x, y) -> ONE.dividedBy(x.times(log(Expr.of(10)))))
          .domain(ElementaryFunctions::positive)
          .fold(one(x -> logarithm(x, 10)))
          .interval(MonotonePieces.none().risesFromPole(0))
          .latex("\\log_{10}\\left(#1\\right)")
          .java("Math.log10(#1)")
          .numpy("np.log10(#1)")
          .matlab("log10(#1)")
          .build();

  static final Function LOG1P =
      unary("log1p", ElementaryKernels::log1p, PreciseElementary::log1p, BallFunctions::log1p)
          .logarithmic(Asymptotics.LOG1P)
          .derivative((x, y) -> ONE.dividedBy(ONE.plus(x)))
          .domain(arguments -> List.of(Relation.greater(arguments.get(0), Expr.of(-1))))
          .fold(at(ZERO, ZERO))
          .interval(MonotonePieces.none().risesFromPole(-1))
          .latex(operator("log1p"))
          .java("Math.log1p(#1)")
          .numpy("np.log1p(#1)")
          .matlab("log1p(#1)")
          .build();

  static final Function EXPM1 =
      unary("expm1", ElementaryKernels::expm1, PreciseElementary::expm1, BallFunctions::expm1)
          .beyond(Asymptotics.EXPM1_BEYOND)
          .derivative((x, y) -> exp(x))
          .range(-1, Double.POSITIVE_INFINITY, false, false)
          .fold(at(ZERO, ZERO))
          .interval(MonotonePieces.rising(-1, FAR))
          .latex(operator("expm1"))
          .java("Math.expm1(#1)")
          .numpy("np.expm1(#1)")
          .matlab("expm1(#1)")
          .build();

  static final Function SQRT =
      unary("sqrt", ElementaryKernels::sqrt, PreciseElementary::sqrt, BallFunctions::sqrt)
          .derivative((x, y) -> ONE.dividedBy(TWO.times(y)))
          .range(Range.NOT_NEGATIVE)
          .domain(arguments -> List.of(Relation.greaterOrEqual(arguments.get(0), ZERO)))
          .fold(one(Elementary::sqrt))
          .expansion(one(Elementary::sqrt))
          .interval(IntervalExtensions.unary(Interval::sqrt, null, MonotonePieces.limit(FAR)))
          .latex("\\sqrt{#1}")
          .java("Math.sqrt(#1)")
          .numpy("np.sqrt(#1)")
          .matlab("sqrt(#1)")
          .build();

  static final Function CBRT =
      unary("cbrt", ElementaryKernels::cbrt, PreciseElementary::cbrt, BallFunctions::cbrt)
          .derivative((x, y) -> ONE.dividedBy(Expr.of(3).times(square(y))))
          .parity(Parity.ODD)
          .fold(one(x -> perfectRoot(x, 3)))
          .expansion(one(ElementaryFunctions::signedRoot))
          .interval(MonotonePieces.rising(-FAR, FAR))
          .latex("\\sqrt[3]{#1}")
          .java("Math.cbrt(#1)")
          .numpy("np.cbrt(#1)")
          .matlab("nthroot(#1, 3)")
          .build();

  static final Function POW =
      binary("pow", ElementaryKernels::pow, PreciseElementary::pow)
          .partial((of, y) -> of.get(1).times(Power.of(of.get(0), of.get(1).minus(ONE))))
          .partial((of, y) -> y.times(log(of.get(0))))
          .stablePartial(0, (of, y) -> Apply.of(NumericFunctions.POWER_SLOPE, of))
          .stablePartial(1, (of, y) -> byExponent(of, y))
          .domain(of -> List.of(powerHasValue(of.get(0), of.get(1))))
          .fold(two(Power::of))
          .interval(IntervalExtensions.binary(IntervalExtensions::power))
          .latex("\\left(#1\\right)^{#2}")
          .java(callOfTwo(KERNELS, "pow"))
          .numpy("np.power(#1, #2)")
          .matlab("power(#1, #2)")
          .build();

  static final Function HYPOT =
      binary("hypot", ElementaryKernels::hypot, PreciseElementary::hypot)
          .partial((of, y) -> of.get(0).dividedBy(y))
          .partial((of, y) -> of.get(1).dividedBy(y))
          .parity(Parity.EVEN)
          .range(Range.NOT_NEGATIVE)
          .fold(two(ElementaryFunctions::hypotenuse))
          .expansion(two((x, y) -> Power.of(square(x).plus(square(y)), HALF)))
          .interval(IntervalExtensions.binary(IntervalExtensions::hypot))
          .latex(operatorOfTwo("hypot"))
          .java(callOfTwo(KERNELS, "hypot"))
          .numpy("np.hypot(#1, #2)")
          .matlab("hypot(#1, #2)")
          .build();

  static final List<Function> ALL =
      List.of(EXP, LOG, LOG2, LOG10, LOG1P, EXPM1, SQRT, CBRT, POW, HYPOT);

  private ElementaryFunctions() {}

  private static Expr signedRoot(Expr x) {
    return Elementary.sign(x).times(Power.of(Elementary.abs(x), Expr.of(1, 3)));
  }

  private static List<Expr> positive(List<Expr> arguments) {
    return List.of(Relation.greater(arguments.get(0), ZERO));
  }

  /** The result times the logarithm, which is 0 times infinity for a power of 0. */
  private static Expr byExponent(List<Expr> arguments, Expr result) {
    Expr base = arguments.get(0);
    Expr ofZero = Apply.of(NumericFunctions.POWER_AT_ZERO, arguments);
    return Piecewise.of(
        List.of(new Piecewise.Branch(ofZero, Relation.equal(base, ZERO))), result.times(log(base)));
  }

  private static Expr powerHasValue(Expr base, Expr exponent) {
    return Logical.or(
        Relation.greater(base, ZERO),
        Logical.and(Relation.equal(base, ZERO), Relation.greaterOrEqual(exponent, ZERO)),
        Logical.and(Relation.less(base, ZERO), Rows.whole(exponent)));
  }

  /** The logarithm of a whole power of the base. */
  private static @Nullable Expr logarithm(Expr argument, int base) {
    Rational number = Rows.number(argument);
    if (number == null || number.signum() <= 0 || number.bitLength() > MAXIMAL_BITS) {
      return null;
    }
    boolean above = number.isInteger();
    if (!above && !number.numerator().equals(BigInteger.ONE)) {
      return null;
    }
    BigInteger power = above ? number.numerator() : number.denominator();
    int exponent = (int) Math.round((power.bitLength() - 1) * Math.log(2) / Math.log(base));
    for (int near = Math.max(0, exponent - 1); near <= exponent + 1; near++) {
      if (BigInteger.valueOf(base).pow(near).equals(power)) {
        return Expr.of(above ? near : -near);
      }
    }
    return null;
  }

  /** The root of a number that is the whole power of a rational one. */
  private static @Nullable Expr perfectRoot(Expr argument, int degree) {
    Rational number = Rows.number(argument);
    if (number == null || number.signum() < 0 || number.bitLength() > MAXIMAL_BITS) {
      return null;
    }
    return Power.of(argument, Expr.of(1, degree)) instanceof RationalNumber root ? root : null;
  }

  private static @Nullable Expr hypotenuse(Expr first, Expr second) {
    if (first.isZero()) {
      return Elementary.abs(second);
    }
    if (second.isZero()) {
      return Elementary.abs(first);
    }
    Rational x = Rows.number(first);
    Rational y = Rows.number(second);
    if (x == null || y == null || x.bitLength() + y.bitLength() > MAXIMAL_BITS) {
      return null;
    }
    Expr root = Power.of(Sum.of(square(first), square(second)), HALF);
    return root instanceof RationalNumber ? root : null;
  }
}
