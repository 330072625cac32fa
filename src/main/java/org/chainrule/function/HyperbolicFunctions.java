package org.chainrule.function;

import static org.chainrule.function.Elementary.abs;
import static org.chainrule.function.Elementary.cosh;
import static org.chainrule.function.Elementary.coth;
import static org.chainrule.function.Elementary.csch;
import static org.chainrule.function.Elementary.sinh;
import static org.chainrule.function.Elementary.sqrt;
import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.Elementary.tanh;
import static org.chainrule.function.IntervalExtensions.FAR;
import static org.chainrule.function.MonotonePieces.limit;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.ZERO;
import static org.chainrule.function.Rows.at;
import static org.chainrule.function.Rows.call;
import static org.chainrule.function.Rows.command;
import static org.chainrule.function.Rows.operator;
import static org.chainrule.function.Rows.unary;

import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parity;
import org.chainrule.expr.Function.Range;
import org.chainrule.expr.Relation;
import org.chainrule.kernel.HyperbolicKernels;
import org.chainrule.precise.BallFunctions;
import org.chainrule.precise.PreciseHyperbolic;

/** The hyperbolic functions and their inverses. */
final class HyperbolicFunctions {
  private static final Class<?> KERNELS = HyperbolicKernels.class;
  private static final Expr MINUS_ONE = Expr.of(-1);

  static final Function SINH =
      unary("sinh", HyperbolicKernels::sinh, PreciseHyperbolic::sinh, BallFunctions::sinh)
          .beyond(Asymptotics.SINH_BEYOND)
          .derivative((x, y) -> cosh(x))
          .parity(Parity.ODD)
          .fold(at(ZERO, ZERO))
          .interval(MonotonePieces.rising(-FAR, FAR))
          .latex(command("sinh"))
          .java("Math.sinh(#1)")
          .numpy("np.sinh(#1)")
          .matlab("sinh(#1)")
          .build();

  static final Function COSH =
      unary("cosh", HyperbolicKernels::cosh, PreciseHyperbolic::cosh, BallFunctions::cosh)
          .beyond(Asymptotics.COSH_BEYOND)
          .derivative((x, y) -> sinh(x))
          .parity(Parity.EVEN)
          .range(1, Double.POSITIVE_INFINITY, true, false)
          .fold(at(ZERO, ONE))
          .interval(MonotonePieces.none().falls(-FAR, 0, limit(FAR)).rises(0, FAR, limit(FAR)))
          .latex(command("cosh"))
          .java("Math.cosh(#1)")
          .numpy("np.cosh(#1)")
          .matlab("cosh(#1)")
          .build();

  static final Function TANH =
      unary("tanh", HyperbolicKernels::tanh, PreciseHyperbolic::tanh, BallFunctions::tanh)
          .farOut(Asymptotics.TANH)
          .derivative((x, y) -> ONE.minus(square(y)))
          .stableDerivative((x, y) -> Apply.of(NumericFunctions.TANH_SLOPE, x, y))
          .parity(Parity.ODD)
          .range(-1, 1, false, false)
          .fold(at(ZERO, ZERO))
          .interval(MonotonePieces.rising(-1, 1))
          .latex(command("tanh"))
          .java("Math.tanh(#1)")
          .numpy("np.tanh(#1)")
          .matlab("tanh(#1)")
          .build();

  static final Function COTH =
      unary("coth", HyperbolicKernels::coth, PreciseHyperbolic::coth, BallFunctions::coth)
          .farOut(Asymptotics.COTH)
          .derivative((x, y) -> ONE.minus(square(y)))
          .stableDerivative((x, y) -> square(csch(x)).negate())
          .parity(Parity.ODD)
          .domain(of -> List.of(Relation.notEqual(of.get(0), ZERO)))
          .interval(
              MonotonePieces.none()
                  .falls(-FAR, 0, limit(-1), limit(-FAR))
                  .falls(0, FAR, limit(FAR), limit(1)))
          .latex(command("coth"))
          .java(call(KERNELS, "coth"))
          .numpy("1/np.tanh(#1)")
          .matlab("coth(#1)")
          .build();

  static final Function SECH =
      unary("sech", HyperbolicKernels::sech, PreciseHyperbolic::sech, BallFunctions::sech)
          .beyond(Asymptotics.SECH_BEYOND)
          .derivative((x, y) -> y.times(tanh(x)).negate())
          .parity(Parity.EVEN)
          .range(0, 1, false, true)
          .fold(at(ZERO, ONE))
          .interval(MonotonePieces.none().rises(-FAR, 0, limit(0)).falls(0, FAR, limit(0)))
          .latex(operator("sech"))
          .java(call(KERNELS, "sech"))
          .numpy("1/np.cosh(#1)")
          .matlab("sech(#1)")
          .build();

  static final Function CSCH =
      unary("csch", HyperbolicKernels::csch, PreciseHyperbolic::csch, BallFunctions::csch)
          .beyond(Asymptotics.CSCH_BEYOND)
          .derivative((x, y) -> y.times(coth(x)).negate())
          .parity(Parity.ODD)
          .domain(of -> List.of(Relation.notEqual(of.get(0), ZERO)))
          .interval(
              MonotonePieces.none()
                  .falls(-FAR, 0, limit(0), limit(-FAR))
                  .falls(0, FAR, limit(FAR), limit(0)))
          .latex(operator("csch"))
          .java(call(KERNELS, "csch"))
          .numpy("1/np.sinh(#1)")
          .matlab("csch(#1)")
          .build();

  static final Function ASINH =
      unary("asinh", HyperbolicKernels::asinh, PreciseHyperbolic::asinh)
          .logarithmic(Asymptotics.ASINH)
          .aliases("arsinh", "arcsinh")
          .derivative((x, y) -> ONE.dividedBy(sqrt(square(x).plus(ONE))))
          .parity(Parity.ODD)
          .fold(at(ZERO, ZERO))
          .interval(MonotonePieces.rising(-FAR, FAR))
          .latex(operator("arsinh"))
          .java(call(KERNELS, "asinh"))
          .numpy("np.arcsinh(#1)")
          .matlab("asinh(#1)")
          .build();

  static final Function ACOSH =
      unary("acosh", HyperbolicKernels::acosh, PreciseHyperbolic::acosh)
          .logarithmic(Asymptotics.ACOSH)
          .aliases("arcosh", "arccosh")
          .derivative((x, y) -> ONE.dividedBy(sqrt(square(x).minus(ONE))))
          .range(Range.NOT_NEGATIVE)
          .domain(of -> List.of(Relation.greaterOrEqual(of.get(0), ONE)))
          .fold(at(ONE, ZERO))
          .interval(MonotonePieces.none().rises(1, FAR, limit(FAR)))
          .latex(operator("arcosh"))
          .java(call(KERNELS, "acosh"))
          .numpy("np.arccosh(#1)")
          .matlab("acosh(#1)")
          .build();

  static final Function ATANH =
      unary("atanh", HyperbolicKernels::atanh, PreciseHyperbolic::atanh)
          .aliases("artanh", "arctanh")
          .derivative((x, y) -> ONE.dividedBy(ONE.minus(square(x))))
          .parity(Parity.ODD)
          .domain(of -> List.of(Relation.less(MINUS_ONE, of.get(0)), Relation.less(of.get(0), ONE)))
          .fold(at(ZERO, ZERO))
          .interval(MonotonePieces.none().rises(-1, 1, limit(-FAR), limit(FAR)))
          .latex(operator("artanh"))
          .java(call(KERNELS, "atanh"))
          .numpy("np.arctanh(#1)")
          .matlab("atanh(#1)")
          .build();

  static final Function ACOTH =
      unary("acoth", HyperbolicKernels::acoth, PreciseHyperbolic::acoth)
          .aliases("arcoth", "arccoth")
          .derivative((x, y) -> ONE.dividedBy(ONE.minus(square(x))))
          .parity(Parity.ODD)
          .domain(of -> List.of(Relation.greater(abs(of.get(0)), ONE)))
          .interval(
              MonotonePieces.none()
                  .falls(-FAR, -1, limit(0), limit(-FAR))
                  .falls(1, FAR, limit(FAR), limit(0)))
          .latex(operator("arcoth"))
          .java(call(KERNELS, "acoth"))
          .numpy("np.arctanh(1/(#1))")
          .matlab("acoth(#1)")
          .build();

  static final Function ASECH =
      unary("asech", HyperbolicKernels::asech, PreciseHyperbolic::asech)
          .aliases("arsech", "arcsech")
          .derivative((x, y) -> MINUS_ONE.dividedBy(x.times(sqrt(ONE.minus(square(x))))))
          .range(Range.NOT_NEGATIVE)
          .domain(
              of -> List.of(Relation.less(ZERO, of.get(0)), Relation.lessOrEqual(of.get(0), ONE)))
          .fold(at(ONE, ZERO))
          .interval(MonotonePieces.none().fallsFromPole(0, 1))
          .latex(operator("arsech"))
          .java(call(KERNELS, "asech"))
          .numpy("np.arccosh(1/(#1))")
          .matlab("asech(#1)")
          .build();

  static final Function ACSCH =
      unary("acsch", HyperbolicKernels::acsch, PreciseHyperbolic::acsch)
          .aliases("arcsch", "arccsch")
          .derivative((x, y) -> MINUS_ONE.dividedBy(abs(x).times(sqrt(ONE.plus(square(x))))))
          .parity(Parity.ODD)
          .domain(of -> List.of(Relation.notEqual(of.get(0), ZERO)))
          .interval(
              MonotonePieces.none()
                  .falls(-FAR, 0, limit(0), limit(-FAR))
                  .falls(0, FAR, limit(FAR), limit(0)))
          .latex(operator("arcsch"))
          .java(call(KERNELS, "acsch"))
          .numpy("np.arcsinh(1/(#1))")
          .matlab("acsch(#1)")
          .build();

  static final List<Function> ALL =
      List.of(SINH, COSH, TANH, COTH, SECH, CSCH, ASINH, ACOSH, ATANH, ACOTH, ASECH, ACSCH);

  private HyperbolicFunctions() {}
}
