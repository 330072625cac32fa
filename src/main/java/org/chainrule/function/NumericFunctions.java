package org.chainrule.function;

import static org.chainrule.function.Elementary.cosh;
import static org.chainrule.function.Elementary.coth;
import static org.chainrule.function.Elementary.csch;
import static org.chainrule.function.Elementary.erfc;
import static org.chainrule.function.Elementary.exp;
import static org.chainrule.function.Elementary.expm1;
import static org.chainrule.function.Elementary.log;
import static org.chainrule.function.Elementary.sech;
import static org.chainrule.function.Elementary.sigmoid;
import static org.chainrule.function.Elementary.sinh;
import static org.chainrule.function.Elementary.softplus;
import static org.chainrule.function.Elementary.sqrt;
import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.Elementary.tanh;
import static org.chainrule.function.Rows.HALF;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.PI;
import static org.chainrule.function.Rows.TWO;
import static org.chainrule.function.Rows.ZERO;
import static org.chainrule.function.Rows.call;
import static org.chainrule.function.Rows.callOfTwo;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.kernel.ActivationKernels;
import org.chainrule.kernel.ElementaryKernels;
import org.chainrule.kernel.HyperbolicKernels;
import org.chainrule.kernel.LogarithmKernels;
import org.chainrule.kernel.VectorKernels;

/**
 * Functions that only numbers need: what keeps its digits in doubles where the usual formula, which
 * is each one's definition, loses them. They are no part of the table and have no name in text.
 */
public final class NumericFunctions {
  /** The derivative of sigma from its argument and its value. */
  public static final Function SIGMOID_SLOPE =
      ofTwo("slope of sigma", ActivationKernels::sigmoidSlope)
          .partial((of, y) -> y.times(tanh(HALF.times(of.get(0)))).negate())
          .partial((of, y) -> ZERO)
          .definition(of -> sigmoid(of.get(0)).times(sigmoid(of.get(0).negate())))
          .java(callOfTwo(ActivationKernels.class, "sigmoidSlope"))
          .build();

  /** The derivative of tanh from its argument and its value. */
  public static final Function TANH_SLOPE =
      ofTwo("slope of tanh", HyperbolicKernels::tanhSlope)
          .partial((of, y) -> Expr.of(-2).times(y).times(tanh(of.get(0))))
          .partial((of, y) -> ZERO)
          .definition(of -> square(sech(of.get(0))))
          .java(callOfTwo(HyperbolicKernels.class, "tanhSlope"))
          .build();

  /** The second derivative of a power by its base. */
  private static final Function POWER_CURVE =
      ofTwo("curve of pow", ElementaryKernels::powerCurve)
          .partial(
              (of, y) ->
                  of.get(1)
                      .times(of.get(1).minus(ONE))
                      .times(of.get(1).minus(TWO))
                      .times(Power.of(of.get(0), of.get(1).minus(Expr.of(3)))))
          .partial(
              (of, y) ->
                  Power.of(of.get(0), of.get(1).minus(TWO))
                      .times(
                          TWO.times(of.get(1))
                              .minus(ONE)
                              .plus(of.get(1).times(of.get(1).minus(ONE)).times(log(of.get(0))))))
          .definition(
              of ->
                  of.get(1)
                      .times(of.get(1).minus(ONE))
                      .times(Power.of(of.get(0), of.get(1).minus(TWO))))
          .java(callOfTwo(ElementaryKernels.class, "powerCurve"))
          .build();

  /** The derivative of a power by its base and its exponent. */
  private static final Function POWER_TWIST =
      ofTwo("twist of pow", ElementaryKernels::powerTwist)
          .partial(
              (of, y) ->
                  Power.of(of.get(0), of.get(1).minus(TWO))
                      .times(
                          TWO.times(of.get(1))
                              .minus(ONE)
                              .plus(of.get(1).times(of.get(1).minus(ONE)).times(log(of.get(0))))))
          .partial(
              (of, y) ->
                  Power.of(of.get(0), of.get(1).minus(ONE))
                      .times(log(of.get(0)))
                      .times(TWO.plus(of.get(1).times(log(of.get(0))))))
          .definition(
              of ->
                  Power.of(of.get(0), of.get(1).minus(ONE))
                      .times(ONE.plus(of.get(1).times(log(of.get(0))))))
          .java(callOfTwo(ElementaryKernels.class, "powerTwist"))
          .build();

  /** The derivative of a power by its base. */
  static final Function POWER_SLOPE =
      ofTwo("slope of pow", ElementaryKernels::powerSlope)
          .partial((of, y) -> Apply.of(POWER_CURVE, of))
          .partial((of, y) -> Apply.of(POWER_TWIST, of))
          .definition(of -> of.get(1).times(Power.of(of.get(0), of.get(1).minus(ONE))))
          .java(callOfTwo(ElementaryKernels.class, "powerSlope"))
          .build();

  /** The derivative of a power of 0 by its exponent; nowhere else has it a value. */
  static final Function POWER_AT_ZERO =
      ofTwo("slope of pow at 0", ElementaryKernels::powerAtZero)
          .partial((of, y) -> Apply.of(POWER_TWIST, of))
          .partial((of, y) -> y)
          .definition(of -> Power.of(of.get(0), of.get(1)).times(of.get(0)))
          .java(callOfTwo(ElementaryKernels.class, "powerAtZero"))
          .build();

  static final Function LOG_COSH =
      ofOne("log of cosh", "logCosh", LogarithmKernels::logCosh)
          .derivative((x, y) -> tanh(x))
          .definition(of -> log(cosh(of.get(0))))
          .build();

  static final Function LOG_SINH =
      ofOne("log of sinh", "logSinh", LogarithmKernels::logSinh)
          .derivative((x, y) -> coth(x))
          .definition(of -> log(sinh(of.get(0))))
          .build();

  static final Function LOG_TANH =
      ofOne("log of tanh", "logTanh", LogarithmKernels::logTanh)
          .derivative((x, y) -> TWO.times(csch(TWO.times(x))))
          .definition(of -> log(tanh(of.get(0))))
          .build();

  static final Function LOG_EXPM1 =
      ofOne("log of expm1", "logExpm1", LogarithmKernels::logExpm1)
          .derivative((x, y) -> ONE.dividedBy(expm1(x.negate())).negate())
          .definition(of -> log(expm1(of.get(0))))
          .build();

  static final Function LOG_ONE_MINUS_EXP =
      ofOne("log of 1 - exp", "logOneMinusExp", LogarithmKernels::logOneMinusExp)
          .derivative((x, y) -> ONE.dividedBy(expm1(x.negate())).negate())
          .definition(of -> log(ONE.minus(exp(of.get(0)))))
          .build();

  private static final Function LOG_SOFTPLUS_SLOPE =
      ofOne("slope of log of softplus", "logSoftplusSlope", LogarithmKernels::logSoftplusSlope)
          .derivative((x, y) -> y.times(sigmoid(x.negate()).minus(y)))
          .definition(of -> sigmoid(of.get(0)).dividedBy(softplus(of.get(0))))
          .build();

  static final Function LOG_SOFTPLUS =
      ofOne("log of softplus", "logSoftplus", LogarithmKernels::logSoftplus)
          .derivative((x, y) -> Apply.of(LOG_SOFTPLUS_SLOPE, x))
          .definition(of -> log(softplus(of.get(0))))
          .build();

  private static final Function SCALED_ERFC_SLOPE =
      ofOne("slope of scaled erfc", "scaledErfcSlope", LogarithmKernels::scaledErfcSlope)
          .derivative((x, y) -> TWO.times(scaledErfc(x)).plus(TWO.times(x).times(y)))
          .definition(
              of -> TWO.times(of.get(0)).times(scaled(of.get(0))).minus(TWO.dividedBy(sqrt(PI))))
          .build();

  private static final Function SCALED_ERFC =
      ofOne("scaled erfc", "scaledErfc", LogarithmKernels::scaledErfc)
          .derivative((x, y) -> Apply.of(SCALED_ERFC_SLOPE, x))
          .definition(of -> scaled(of.get(0)))
          .build();

  private static final Function LOG_ERFC_SLOPE =
      ofOne("slope of log of erfc", "logErfcSlope", LogarithmKernels::logErfcSlope)
          .derivative(NumericFunctions::logErfcCurve)
          .definition(
              of ->
                  Expr.of(-2)
                      .times(exp(square(of.get(0)).negate()))
                      .dividedBy(sqrt(PI).times(erfc(of.get(0)))))
          .build();

  static final Function LOG_ERFC =
      ofOne("log of erfc", "logErfc", LogarithmKernels::logErfc)
          .derivative((x, y) -> Apply.of(LOG_ERFC_SLOPE, x))
          .definition(of -> log(erfc(of.get(0))))
          .build();

  static final Function RECIPROCAL_EXPM1 =
      ofOne("reciprocal of expm1", "reciprocalExpm1", LogarithmKernels::reciprocalExpm1)
          .derivative((x, y) -> square(csch(HALF.times(x))).times(Expr.of(-1, 4)))
          .definition(of -> ONE.dividedBy(expm1(of.get(0))))
          .build();

  /** A whole power of the cube root, of which the derivative at 0 is no 0 times infinity. */
  static final Function CUBE_ROOT_POWER =
      Function.function("power of cbrt", Parameter.SCALAR, Parameter.SCALAR)
          .binaryKernel(LogarithmKernels::cubeRootPower)
          .partial(
              (of, y) ->
                  of.get(1)
                      .times(cubeRootPower(of.get(0), of.get(1).minus(Expr.of(3))))
                      .times(Expr.of(1, 3)))
          .withoutPartial()
          .definition(of -> Power.of(Elementary.cbrt(of.get(0)), of.get(1)))
          .java(callOfTwo(LogarithmKernels.class, "cubeRootPower"))
          .build();

  /** The logarithm of the sum of the exponentials of its arguments. */
  static final Function LOG_SUM_EXP =
      Function.function("logsumexp of arguments", Parameter.SCALAR)
          .variadic()
          .kernel(VectorKernels::logSumExp)
          .everyPartial((i, of, y) -> exp(of.get(i).minus(y)))
          .definition(of -> log(Sum.of(of.stream().map(Elementary::exp).toList())))
          .build();

  /** The logarithm of the sum of two exponentials. */
  static final Function LOG_ADD_EXP =
      ofTwo("log of sum of exp", LogarithmKernels::logAddExp)
          .partial((of, y) -> sigmoid(of.get(0).minus(of.get(1))))
          .partial((of, y) -> sigmoid(of.get(1).minus(of.get(0))))
          .definition(of -> log(exp(of.get(0)).plus(exp(of.get(1)))))
          .java(callOfTwo(LogarithmKernels.class, "logAddExp"))
          .build();

  private NumericFunctions() {}

  /** The second derivative of log(erfc(x)) from the first, which is about -2x for large x. */
  private static Expr logErfcCurve(Expr x, Expr slope) {
    Expr ofLarge = square(slope).times(Apply.of(SCALED_ERFC_SLOPE, x)).times(sqrt(PI)).times(HALF);
    return Piecewise.of(
        List.of(new Piecewise.Branch(ofLarge, Relation.less(ZERO, x))),
        slope.times(TWO.times(x).plus(slope)).negate());
  }

  private static Expr scaled(Expr x) {
    return exp(square(x)).times(erfc(x));
  }

  static Expr scaledErfc(Expr x) {
    return Apply.of(SCALED_ERFC, x);
  }

  /** exp(-x^2)/erfc(x). */
  static Expr reciprocalScaledErfc(Expr x) {
    return Apply.of(LOG_ERFC_SLOPE, x).times(sqrt(PI)).times(HALF).negate();
  }

  static Expr cubeRootPower(Expr x, Expr exponent) {
    return exponent.isZero() ? ONE : Apply.of(CUBE_ROOT_POWER, x, exponent);
  }

  private static Function.Builder ofOne(String name, String method, DoubleUnaryOperator kernel) {
    return Function.function(name).unaryKernel(kernel).java(call(LogarithmKernels.class, method));
  }

  private static Function.Builder ofTwo(String name, DoubleBinaryOperator kernel) {
    return Function.function(name, Parameter.SCALAR, Parameter.SCALAR).binaryKernel(kernel);
  }
}
