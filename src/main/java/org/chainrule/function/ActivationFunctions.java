package org.chainrule.function;

import static org.chainrule.function.Elementary.abs;
import static org.chainrule.function.Elementary.erf;
import static org.chainrule.function.Elementary.erfc;
import static org.chainrule.function.Elementary.exp;
import static org.chainrule.function.Elementary.expm1;
import static org.chainrule.function.Elementary.log;
import static org.chainrule.function.Elementary.sigmoid;
import static org.chainrule.function.Elementary.softplus;
import static org.chainrule.function.Elementary.sqrt;
import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.Elementary.tanh;
import static org.chainrule.function.IntervalExtensions.FAR;
import static org.chainrule.function.MonotonePieces.limit;
import static org.chainrule.function.Rows.HALF;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.PI;
import static org.chainrule.function.Rows.TWO;
import static org.chainrule.function.Rows.ZERO;
import static org.chainrule.function.Rows.at;
import static org.chainrule.function.Rows.binary;
import static org.chainrule.function.Rows.bySign;
import static org.chainrule.function.Rows.call;
import static org.chainrule.function.Rows.callOfTwo;
import static org.chainrule.function.Rows.one;
import static org.chainrule.function.Rows.operator;
import static org.chainrule.function.Rows.operatorOfTwo;
import static org.chainrule.function.Rows.two;
import static org.chainrule.function.Rows.unary;

import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parity;
import org.chainrule.expr.Function.Range;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.kernel.ActivationKernels;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;
import org.chainrule.precise.BallFunctions;
import org.chainrule.precise.PreciseActivations;
import org.jspecify.annotations.Nullable;

/** The activation functions of neural networks. */
final class ActivationFunctions {
  private static final Class<?> KERNELS = ActivationKernels.class;
  private static final double ALL_THE_WAY = Double.POSITIVE_INFINITY;

  private static final Rational SELU_LAMBDA = Rational.of(PreciseActivations.SELU_LAMBDA);
  private static final Rational SELU_ALPHA = Rational.of(PreciseActivations.SELU_ALPHA);
  private static final Expr SELU_SCALE = Expr.of(SELU_LAMBDA);
  private static final Expr SELU_SCALE_ALPHA = SELU_SCALE.times(Expr.of(SELU_ALPHA));

  private static final Interval SELU_LIMIT = Interval.of(SELU_LAMBDA.times(SELU_ALPHA).negate());

  static final Function SIGMOID =
      unary(
              "sigma",
              ActivationKernels::sigmoid,
              PreciseActivations::sigmoid,
              BallFunctions::sigmoid)
          .farOut(Asymptotics.SIGMOID)
          .beyond(Asymptotics.AS_EXPONENTIAL)
          .aliases("sigmoid", "logistic", "\u03c3")
          .derivative((x, y) -> y.times(ONE.minus(y)))
          .stableDerivative((x, y) -> Apply.of(NumericFunctions.SIGMOID_SLOPE, x, y))
          .range(0, 1, false, false)
          .fold(at(ZERO, HALF))
          .interval(MonotonePieces.rising(0, 1))
          .latex("\\sigma\\left(#1\\right)")
          .java(call(KERNELS, "sigmoid"))
          .numpy("1/(1 + np.exp(-#1))")
          .matlab("1./(1 + exp(-#1))")
          .build();

  static final Function SOFTPLUS =
      unary(
              "softplus",
              ActivationKernels::softplus,
              PreciseActivations::softplus,
              BallFunctions::softplus)
          .beyond(Asymptotics.AS_EXPONENTIAL)
          .farOut(Asymptotics.SOFTPLUS)
          .derivative((x, y) -> sigmoid(x))
          .range(Range.POSITIVE)
          .fold(one(x -> x.isZero() ? log(TWO) : null))
          .interval(MonotonePieces.rising(0, FAR))
          .latex(operator("softplus"))
          .java(call(KERNELS, "softplus"))
          .numpy("np.logaddexp(0, #1)")
          .matlab("log1p(exp(-abs(#1))) + max(#1, 0)")
          .build();

  static final Function RELU =
      unary("relu", ActivationKernels::relu, PreciseActivations::relu, BallFunctions::relu)
          .derivative((x, y) -> bySign(x, ONE, ZERO))
          .atKink((i, of, y) -> ZERO)
          .range(Range.NOT_NEGATIVE)
          .singularities(Rows::kinkAtZero)
          .fold(one(ActivationFunctions::rampOf))
          .exact()
          .interval(IntervalExtensions.unary(IntervalExtensions::relu, limit(0), limit(FAR)))
          .latex(operator("relu"))
          .java(call(KERNELS, "relu"))
          .numpy("np.maximum(#1, 0)")
          .matlab("max(#1, 0)")
          .build();

  static final Function LEAKY_RELU =
      binary("leaky_relu", ActivationKernels::leakyRelu, PreciseActivations::leakyRelu)
          .partial((of, y) -> bySign(of.get(0), ONE, of.get(1)))
          .partial((of, y) -> belowZero(of.get(0), of.get(0)))
          .atKink((i, of, y) -> i == 0 ? of.get(1) : ZERO)
          .singularities(Rows::kinkAtZero)
          .fold(two(ActivationFunctions::leakyRampOf))
          .interval(IntervalExtensions.binary(IntervalExtensions::leakyRelu))
          .latex(operatorOfTwo("leaky\\_relu"))
          .java(callOfTwo(KERNELS, "leakyRelu"))
          .numpy("np.where(#1 >= 0, #1, #2*#1)")
          .matlab("max(#1, 0) + #2.*min(#1, 0)")
          .build();

  static final Function ELU =
      binary("elu", ActivationKernels::elu, PreciseActivations::elu)
          .partial((of, y) -> bySign(of.get(0), ONE, of.get(1).times(exp(of.get(0)))))
          .partial((of, y) -> belowZero(of.get(0), exp(of.get(0)).minus(ONE)))
          .stablePartial(1, (of, y) -> belowZero(of.get(0), expm1(of.get(0))))
          .atKink((i, of, y) -> i == 0 ? of.get(1) : ZERO)
          .singularities(Rows::kinkAtZero)
          .fold(two((x, a) -> BySign.isNotNegative(x) ? x : null))
          .interval(IntervalExtensions.binary(IntervalExtensions::elu))
          .latex(operatorOfTwo("elu"))
          .java(callOfTwo(KERNELS, "elu"))
          .numpy("np.where(#1 >= 0, #1, #2*np.expm1(np.minimum(#1, 0)))")
          .matlab("max(#1, 0) + #2.*expm1(min(#1, 0))")
          .build();

  static final Function SELU =
      unary("selu", ActivationKernels::selu, PreciseActivations::selu)
          .derivative((x, y) -> bySign(x, SELU_SCALE, SELU_SCALE_ALPHA.times(exp(x))))
          .atKink((i, of, y) -> SELU_SCALE_ALPHA)
          .range(-1.7580993408473768, ALL_THE_WAY, false, false)
          .singularities(Rows::kinkAtZero)
          .fold(one(x -> BySign.isNotNegative(x) ? SELU_SCALE.times(x) : null))
          .constants(SELU_LAMBDA, SELU_ALPHA)
          .interval(MonotonePieces.rising(SELU_LIMIT, limit(FAR)))
          .latex(operator("selu"))
          .java(call(KERNELS, "selu"))
          .numpy(
              "1.0507009873554805*np.where(#1 >= 0, #1, 1.6732632423543772*np.expm1(np.minimum(#1,"
                  + " 0)))")
          .matlab("1.0507009873554805*(max(#1, 0) + 1.6732632423543772*expm1(min(#1, 0)))")
          .build();

  static final Function GELU =
      unary("gelu", ActivationKernels::gelu, PreciseActivations::gelu)
          .beyond(Asymptotics.GELU_BEYOND)
          .derivative((x, y) -> normalCumulative(x).plus(x.times(normalDensity(x))))
          .stableDerivative((x, y) -> normalTail(x.negate()).plus(x.times(normalDensity(x))))
          .range(-0.16997120747990366, ALL_THE_WAY, true, false)
          .fold(at(ZERO, ZERO))
          .interval(
              MonotonePieces.turning(
                  -FAR,
                  limit(0),
                  "-0.75179152469356445745790494678",
                  "-0.16997120747990366169386847098"))
          .latex(operator("gelu"))
          .java(call(KERNELS, "gelu"))
          .numpy("#1*scipy.special.ndtr(#1)")
          .matlab("#1.*(1 + erf(#1/sqrt(2)))/2")
          .build();

  static final Function SILU =
      unary("silu", ActivationKernels::silu, PreciseActivations::silu, BallFunctions::silu)
          .beyond(Asymptotics.TIMES_EXPONENTIAL)
          .aliases("swish")
          .derivative((x, y) -> y.plus(sigmoid(x).times(ONE.minus(y))))
          .range(-0.2784645427610738, ALL_THE_WAY, true, false)
          .fold(at(ZERO, ZERO))
          .interval(
              MonotonePieces.turning(
                  -FAR,
                  limit(0),
                  "-1.27846454276107379510935873902",
                  "-0.27846454276107379510935873902"))
          .latex(operator("silu"))
          .java(call(KERNELS, "silu"))
          .numpy("#1/(1 + np.exp(-#1))")
          .matlab("#1./(1 + exp(-#1))")
          .build();

  static final Function MISH =
      unary("mish", ActivationKernels::mish, PreciseActivations::mish)
          .beyond(Asymptotics.TIMES_EXPONENTIAL)
          .derivative((x, y) -> mishDerivative(x))
          .range(-0.30884341301725043, ALL_THE_WAY, true, false)
          .fold(at(ZERO, ZERO))
          .interval(
              MonotonePieces.turning(
                  -FAR,
                  limit(0),
                  "-1.19243121451549521213758834042",
                  "-0.30884341301725040662876022904"))
          .latex(operator("mish"))
          .java(call(KERNELS, "mish"))
          .numpy("#1*np.tanh(np.logaddexp(0, #1))")
          .matlab("#1.*tanh(log1p(exp(-abs(#1))) + max(#1, 0))")
          .build();

  static final Function SOFTSIGN =
      unary("softsign", ActivationKernels::softsign, PreciseActivations::softsign)
          .derivative((x, y) -> ONE.dividedBy(square(ONE.plus(abs(x)))))
          .parity(Parity.ODD)
          .range(-1, 1, false, false)
          .fold(one(x -> x instanceof RationalNumber ? x.dividedBy(ONE.plus(abs(x))) : null))
          .interval(IntervalExtensions.unary(IntervalExtensions::softsign, limit(-1), limit(1)))
          .latex(operator("softsign"))
          .java(call(KERNELS, "softsign"))
          .numpy("#1/(1 + np.abs(#1))")
          .matlab("#1./(1 + abs(#1))")
          .build();

  static final List<Function> ALL =
      List.of(SIGMOID, SOFTPLUS, RELU, LEAKY_RELU, ELU, SELU, GELU, SILU, MISH, SOFTSIGN);

  private ActivationFunctions() {}

  /** The derivative by a factor that counts below 0 only, and is smooth in it everywhere. */
  private static Expr belowZero(Expr argument, Expr below) {
    return Piecewise.of(
        List.of(
            new Piecewise.Branch(ZERO, Relation.greaterOrEqual(argument, ZERO)),
            new Piecewise.Branch(below, Relation.less(argument, ZERO))),
        null);
  }

  private static @Nullable Expr rampOf(Expr argument) {
    Integer sign = Rows.signOf(argument);
    if (sign != null && sign < 0) {
      return ZERO;
    }
    return BySign.isNotNegative(argument) ? argument : null;
  }

  private static @Nullable Expr leakyRampOf(Expr argument, Expr slope) {
    Integer sign = Rows.signOf(argument);
    if (sign != null && sign < 0) {
      return argument.times(slope);
    }
    return BySign.isNotNegative(argument) ? argument : null;
  }

  private static Expr normalCumulative(Expr x) {
    return HALF.times(ONE.plus(erf(x.dividedBy(sqrt(TWO)))));
  }

  /** What is above x of a normal distribution, to the last digit also where that is little. */
  private static Expr normalTail(Expr x) {
    return HALF.times(erfc(x.dividedBy(sqrt(TWO))));
  }

  private static Expr normalDensity(Expr x) {
    return exp(square(x).times(Expr.of(-1, 2))).dividedBy(sqrt(TWO.times(PI)));
  }

  private static Expr mishDerivative(Expr x) {
    Expr weight = tanh(softplus(x));
    return weight.plus(x.times(sigmoid(x)).times(ONE.minus(square(weight))));
  }
}
