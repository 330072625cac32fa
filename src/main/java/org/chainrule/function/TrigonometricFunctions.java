package org.chainrule.function;

import static org.chainrule.function.Elementary.abs;
import static org.chainrule.function.Elementary.atan;
import static org.chainrule.function.Elementary.cos;
import static org.chainrule.function.Elementary.cot;
import static org.chainrule.function.Elementary.max;
import static org.chainrule.function.Elementary.sin;
import static org.chainrule.function.Elementary.sqrt;
import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.Elementary.tan;
import static org.chainrule.function.IntervalExtensions.FAR;
import static org.chainrule.function.IntervalExtensions.HALF_PI;
import static org.chainrule.function.MonotonePieces.limit;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.PI;
import static org.chainrule.function.Rows.TWO;
import static org.chainrule.function.Rows.ZERO;
import static org.chainrule.function.Rows.binary;
import static org.chainrule.function.Rows.call;
import static org.chainrule.function.Rows.callOfTwo;
import static org.chainrule.function.Rows.command;
import static org.chainrule.function.Rows.one;
import static org.chainrule.function.Rows.operator;
import static org.chainrule.function.Rows.operatorOfTwo;
import static org.chainrule.function.Rows.two;
import static org.chainrule.function.Rows.unary;

import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Break;
import org.chainrule.expr.Function.Parity;
import org.chainrule.expr.Function.Singularity;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Relation;
import org.chainrule.kernel.TrigonometricKernels;
import org.chainrule.precise.BallFunctions;
import org.chainrule.precise.PreciseTrigonometry;

/** The trigonometric functions and their inverses. */
final class TrigonometricFunctions {
  private static final Class<?> KERNELS = TrigonometricKernels.class;

  static final Function SIN =
      unary("sin", TrigonometricKernels::sin, PreciseTrigonometry::sin, BallFunctions::sin)
          .oscillating()
          .derivative((x, y) -> cos(x))
          .parity(Parity.ODD)
          .range(-1, 1, true, true)
          .fold(one(Angles::sin))
          .interval(IntervalExtensions.wave(() -> TrigonometricFunctions.COS))
          .latex(command("sin"))
          .java("Math.sin(#1)")
          .numpy("np.sin(#1)")
          .matlab("sin(#1)")
          .build();

  static final Function COS =
      unary("cos", TrigonometricKernels::cos, PreciseTrigonometry::cos, BallFunctions::cos)
          .oscillating()
          .derivative((x, y) -> sin(x).negate())
          .parity(Parity.EVEN)
          .range(-1, 1, true, true)
          .fold(one(Angles::cos))
          .interval(IntervalExtensions.wave(() -> SIN))
          .latex(command("cos"))
          .java("Math.cos(#1)")
          .numpy("np.cos(#1)")
          .matlab("cos(#1)")
          .build();

  static final Function TAN =
      unary("tan", TrigonometricKernels::tan, PreciseTrigonometry::tan, BallFunctions::tan)
          .oscillating()
          .derivative((x, y) -> ONE.plus(square(y)))
          .parity(Parity.ODD)
          .domain(of -> List.of(Relation.notEqual(cos(of.get(0)), ZERO)))
          .fold(one(Angles::tan))
          .interval(IntervalExtensions.betweenPoles(() -> COS))
          .latex(command("tan"))
          .java("Math.tan(#1)")
          .numpy("np.tan(#1)")
          .matlab("tan(#1)")
          .build();

  static final Function COT =
      unary("cot", TrigonometricKernels::cot, PreciseTrigonometry::cot, BallFunctions::cot)
          .oscillating()
          .derivative((x, y) -> ONE.plus(square(y)).negate())
          .parity(Parity.ODD)
          .domain(of -> List.of(Relation.notEqual(sin(of.get(0)), ZERO)))
          .fold(one(Angles::cot))
          .interval(IntervalExtensions.betweenPoles(() -> SIN))
          .latex(command("cot"))
          .java(call(KERNELS, "cot"))
          .numpy("1/np.tan(#1)")
          .matlab("cot(#1)")
          .build();

  static final Function SEC =
      unary("sec", TrigonometricKernels::sec, PreciseTrigonometry::sec, BallFunctions::sec)
          .oscillating()
          .derivative((x, y) -> y.times(tan(x)))
          .parity(Parity.EVEN)
          .domain(of -> List.of(Relation.notEqual(cos(of.get(0)), ZERO)))
          .fold(one(Angles::sec))
          .interval(IntervalExtensions.reciprocal(() -> COS))
          .latex(command("sec"))
          .java(call(KERNELS, "sec"))
          .numpy("1/np.cos(#1)")
          .matlab("sec(#1)")
          .build();

  static final Function CSC =
      unary("csc", TrigonometricKernels::csc, PreciseTrigonometry::csc, BallFunctions::csc)
          .oscillating()
          .derivative((x, y) -> y.times(cot(x)).negate())
          .parity(Parity.ODD)
          .domain(of -> List.of(Relation.notEqual(sin(of.get(0)), ZERO)))
          .fold(one(Angles::csc))
          .interval(IntervalExtensions.reciprocal(() -> SIN))
          .latex(command("csc"))
          .java(call(KERNELS, "csc"))
          .numpy("1/np.sin(#1)")
          .matlab("csc(#1)")
          .build();

  static final Function ASIN =
      unary("asin", TrigonometricKernels::asin, PreciseTrigonometry::asin, BallFunctions::asin)
          .aliases("arcsin")
          .derivative((x, y) -> ONE.dividedBy(sqrt(ONE.minus(square(x)))))
          .parity(Parity.ODD)
          .range(-Math.PI / 2, Math.PI / 2, true, true)
          .domain(of -> fromMinusOneToOne(of.get(0)))
          .fold(one(Angles::asin))
          .interval(MonotonePieces.none().rises(-1, 1, null))
          .latex(command("arcsin"))
          .java("Math.asin(#1)")
          .numpy("np.arcsin(#1)")
          .matlab("asin(#1)")
          .build();

  static final Function ACOS =
      unary("acos", TrigonometricKernels::acos, PreciseTrigonometry::acos, BallFunctions::acos)
          .aliases("arccos")
          .derivative((x, y) -> ONE.dividedBy(sqrt(ONE.minus(square(x)))).negate())
          .range(0, Math.PI, true, true)
          .domain(of -> fromMinusOneToOne(of.get(0)))
          .fold(one(Angles::acos))
          .interval(MonotonePieces.none().falls(-1, 1, null))
          .latex(command("arccos"))
          .java("Math.acos(#1)")
          .numpy("np.arccos(#1)")
          .matlab("acos(#1)")
          .build();

  static final Function ATAN =
      unary("atan", TrigonometricKernels::atan, PreciseTrigonometry::atan, BallFunctions::atan)
          .aliases("arctan")
          .derivative((x, y) -> ONE.dividedBy(ONE.plus(square(x))))
          .parity(Parity.ODD)
          .range(-Math.PI / 2, Math.PI / 2, false, false)
          .fold(one(Angles::atan))
          .interval(MonotonePieces.rising(HALF_PI.negate(), HALF_PI))
          .latex(command("arctan"))
          .java("Math.atan(#1)")
          .numpy("np.arctan(#1)")
          .matlab("atan(#1)")
          .build();

  static final Function ACOT =
      unary("acot", TrigonometricKernels::acot, PreciseTrigonometry::acot)
          .aliases("arccot")
          .derivative((x, y) -> ONE.dividedBy(ONE.plus(square(x))).negate())
          .range(0, Math.PI, false, false)
          .fold(one(Angles::acot))
          .interval(MonotonePieces.falling(IntervalExtensions.PI, limit(0)))
          .latex(operator("arccot"))
          .java(call(KERNELS, "acot"))
          .numpy("np.pi/2 - np.arctan(#1)")
          .matlab("pi/2 - atan(#1)")
          .build();

  static final Function ASEC =
      unary("asec", TrigonometricKernels::asec, PreciseTrigonometry::asec)
          .aliases("arcsec")
          .derivative((x, y) -> ONE.dividedBy(abs(x).times(sqrt(square(x).minus(ONE)))))
          .range(0, Math.PI, true, true)
          .domain(of -> notBetweenMinusOneAndOne(of.get(0)))
          .fold(one(Angles::asec))
          .interval(MonotonePieces.none().rises(-FAR, -1, HALF_PI).rises(1, FAR, HALF_PI))
          .latex(operator("arcsec"))
          .java(call(KERNELS, "asec"))
          .numpy("np.arccos(1/(#1))")
          .matlab("asec(#1)")
          .build();

  static final Function ACSC =
      unary("acsc", TrigonometricKernels::acsc, PreciseTrigonometry::acsc)
          .aliases("arccsc")
          .derivative((x, y) -> ONE.dividedBy(abs(x).times(sqrt(square(x).minus(ONE)))).negate())
          .parity(Parity.ODD)
          .range(-Math.PI / 2, Math.PI / 2, true, true)
          .domain(of -> notBetweenMinusOneAndOne(of.get(0)))
          .fold(one(Angles::acsc))
          .interval(MonotonePieces.none().falls(-FAR, -1, limit(0)).falls(1, FAR, limit(0)))
          .latex(operator("arccsc"))
          .java(call(KERNELS, "acsc"))
          .numpy("np.arcsin(1/(#1))")
          .matlab("acsc(#1)")
          .build();

  static final Function ATAN2 =
      binary("atan2", TrigonometricKernels::atan2, PreciseTrigonometry::atan2)
          .aliases("arctan2")
          .partial((of, y) -> of.get(1).dividedBy(squaredLength(of)))
          .partial((of, y) -> of.get(0).dividedBy(squaredLength(of)).negate())
          .range(-Math.PI, Math.PI, false, true)
          .domain(TrigonometricFunctions::notTheOrigin)
          .singularities(TrigonometricFunctions::cut)
          .byCases(two(TrigonometricFunctions::bySector))
          .fold(two(Angles::atan2))
          .interval(IntervalExtensions.binary(IntervalExtensions::atan2))
          .latex(operatorOfTwo("atan2"))
          .java(callOfTwo(KERNELS, "atan2"))
          .numpy("np.arctan2(#1, #2)")
          .matlab("atan2(#1, #2)")
          .build();

  static final List<Function> ALL =
      List.of(SIN, COS, TAN, COT, SEC, CSC, ASIN, ACOS, ATAN, ACOT, ASEC, ACSC, ATAN2);

  private TrigonometricFunctions() {}

  private static List<Expr> fromMinusOneToOne(Expr argument) {
    return List.of(
        Relation.lessOrEqual(Expr.of(-1), argument), Relation.lessOrEqual(argument, ONE));
  }

  private static List<Expr> notBetweenMinusOneAndOne(Expr argument) {
    return List.of(Relation.lessOrEqual(ONE, abs(argument)));
  }

  private static Expr squaredLength(List<Expr> point) {
    return square(point.get(1)).plus(square(point.get(0)));
  }

  /** The angle from the nearest half axis, which is smooth on each side of the cut. */
  private static Expr bySector(Expr y, Expr x) {
    Expr quarter = PI.dividedBy(TWO);
    if (y.isZero()) {
      return Rows.bySign(x, ZERO, PI);
    }
    if (x.isZero()) {
      return Rows.bySign(y, quarter, quarter.negate());
    }
    Expr fromAbscissa = atan(y.dividedBy(x));
    Expr fromOrdinate = atan(x.dividedBy(y)).negate();
    return Piecewise.of(
        List.of(
            new Piecewise.Branch(fromAbscissa, Relation.greater(x, abs(y))),
            new Piecewise.Branch(fromOrdinate.plus(quarter), Relation.greaterOrEqual(y, abs(x))),
            new Piecewise.Branch(
                fromOrdinate.minus(quarter), Relation.lessOrEqual(y, abs(x).negate())),
            new Piecewise.Branch(fromAbscissa.plus(PI), Relation.greaterOrEqual(y, ZERO))),
        fromAbscissa.minus(PI));
  }

  private static List<Expr> notTheOrigin(List<Expr> point) {
    return List.of(
        Logical.or(Relation.notEqual(point.get(0), ZERO), Relation.notEqual(point.get(1), ZERO)));
  }

  /** The angle jumps where the point crosses the axis on its negative half only. */
  private static List<Singularity> cut(List<Expr> point) {
    return List.of(new Singularity(Break.JUMP, max(abs(point.get(0)), point.get(1)), false));
  }
}
