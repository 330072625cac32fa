package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Break;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.Function.Singularity;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.number.Rational;
import org.chainrule.precise.BallKernel;
import org.chainrule.precise.BinaryBall;
import org.jspecify.annotations.Nullable;

/** The words that rows are written in. */
final class Rows {
  static final Expr ZERO = RationalNumber.ZERO;
  static final Expr ONE = RationalNumber.ONE;
  static final Expr TWO = RationalNumber.TWO;
  static final Expr HALF = RationalNumber.HALF;
  static final Expr PI = NamedConstant.PI;

  private Rows() {}

  /** A value of one argument to any precision. */
  @FunctionalInterface
  interface PreciseUnary {
    BigDecimal apply(BigDecimal argument, MathContext context);
  }

  /** A value of two arguments to any precision. */
  @FunctionalInterface
  interface PreciseBinary {
    BigDecimal apply(BigDecimal first, BigDecimal second, MathContext context);
  }

  /**
   * The fold of a constructor: what it makes of one argument, or null where it keeps the function.
   */
  @FunctionalInterface
  interface UnaryFold {
    @Nullable Expr apply(Expr argument);
  }

  /**
   * The fold of a constructor: what it makes of two arguments, or null where it keeps the function.
   */
  @FunctionalInterface
  interface BinaryFold {
    @Nullable Expr apply(Expr first, Expr second);
  }

  /** A row of a function of one argument. */
  static Function.Builder unary(String name, DoubleUnaryOperator kernel, PreciseUnary precise) {
    return Function.function(name)
        .unaryKernel(kernel)
        .preciseKernel((arguments, context) -> precise.apply(arguments.get(0), context));
  }

  /** A row of a function of one argument whose values may be balls too. */
  static Function.Builder unary(
      String name, DoubleUnaryOperator kernel, PreciseUnary precise, BallKernel balls) {
    return Function.function(name)
        .unaryKernel(kernel)
        .preciseKernel(new PreciseOrBall(precise, balls));
  }

  /** A kernel of one argument whose values are decimals or balls. */
  private record PreciseOrBall(PreciseUnary precise, BallKernel balls)
      implements Function.PreciseKernel, BallKernel {
    @Override
    public BigDecimal apply(List<BigDecimal> arguments, MathContext context) {
      return precise.apply(arguments.get(0), context);
    }

    @Override
    public BinaryBall at(BinaryBall argument, int bits) {
      return balls.at(argument, bits);
    }
  }

  /** A row of a function of two arguments. */
  static Function.Builder binary(String name, DoubleBinaryOperator kernel, PreciseBinary precise) {
    return Function.function(name, Parameter.SCALAR, Parameter.SCALAR)
        .binaryKernel(kernel)
        .preciseKernel(
            (arguments, context) -> precise.apply(arguments.get(0), arguments.get(1), context));
  }

  static Function.Fold one(UnaryFold fold) {
    return arguments -> fold.apply(arguments.get(0));
  }

  static Function.Fold two(BinaryFold fold) {
    return arguments -> fold.apply(arguments.get(0), arguments.get(1));
  }

  /** Folds the function's value at one argument only. */
  static Function.Fold at(Expr argument, Expr value) {
    return arguments -> arguments.get(0) == argument ? value : null;
  }

  /** LaTeX of a function that has a command, such as {@code \sin}. */
  static String command(String name) {
    return "\\" + name + "\\left(#1\\right)";
  }

  /** LaTeX of a function that is known by its name alone. */
  static String operator(String name) {
    return "\\operatorname{" + name + "}\\left(#1\\right)";
  }

  /** LaTeX of a function of two arguments that is known by its name alone. */
  static String operatorOfTwo(String name) {
    return "\\operatorname{" + name + "}\\left(#1, #2\\right)";
  }

  /** Java that calls a kernel of one argument. */
  static String call(Class<?> kernels, String method) {
    return kernels.getName() + "." + method + "(#1)";
  }

  /** Java that calls a kernel of two arguments. */
  static String callOfTwo(Class<?> kernels, String method) {
    return kernels.getName() + "." + method + "(#1, #2)";
  }

  /** A kink wherever the first argument is 0. */
  static List<Singularity> kinkAtZero(List<Expr> arguments) {
    return List.of(new Singularity(Break.KINK, arguments.get(0), false));
  }

  /** A jump wherever the first argument is 0. */
  static List<Singularity> jumpAtZero(List<Expr> arguments) {
    return List.of(new Singularity(Break.JUMP, arguments.get(0), false));
  }

  /** A jump wherever the first argument is a whole number. */
  static List<Singularity> jumpAtIntegers(List<Expr> arguments) {
    return List.of(new Singularity(Break.JUMP, arguments.get(0), true));
  }

  /** A value above 0 and one below, and none at 0. */
  static Expr bySign(Expr argument, Expr above, Expr below) {
    return Piecewise.of(
        List.of(
            new Piecewise.Branch(above, Relation.greater(argument, ZERO)),
            new Piecewise.Branch(below, Relation.less(argument, ZERO))),
        null);
  }

  /** Says that an argument is no whole number, or is above a whole one: that it is at no pole. */
  static Expr noPoleUpTo(Expr pole, Expr argument) {
    return Logical.or(
        Relation.greater(argument, pole), Relation.notEqual(Elementary.floor(argument), argument));
  }

  /** Says that an argument is a whole number. */
  static Expr whole(Expr argument) {
    return Relation.equal(Elementary.floor(argument), argument);
  }

  /** The number that an expression is, or null. */
  static @Nullable Rational number(Expr expression) {
    return expression instanceof RationalNumber number ? number.value() : null;
  }

  /** The sign of the number that an expression is, or null where it is none. */
  static @Nullable Integer signOf(Expr expression) {
    return expression instanceof RationalNumber number ? number.value().signum() : null;
  }
}
