package org.chainrule.function;

import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.RationalNumber;

/** The constructors of functions' values: {@code exp(x)} for {@code Apply.of(Functions.EXP, x)}. */
public final class Elementary {
  private Elementary() {}

  public static Expr exp(Expr x) {
    return Apply.of(ElementaryFunctions.EXP, x);
  }

  public static Expr expm1(Expr x) {
    return Apply.of(ElementaryFunctions.EXPM1, x);
  }

  public static Expr log(Expr x) {
    return Apply.of(ElementaryFunctions.LOG, x);
  }

  public static Expr log1p(Expr x) {
    return Apply.of(ElementaryFunctions.LOG1P, x);
  }

  public static Expr sqrt(Expr x) {
    return Power.of(x, RationalNumber.HALF);
  }

  public static Expr cbrt(Expr x) {
    return Apply.of(ElementaryFunctions.CBRT, x);
  }

  public static Expr square(Expr x) {
    return Power.of(x, RationalNumber.TWO);
  }

  public static Expr hypot(Expr x, Expr y) {
    return Apply.of(ElementaryFunctions.HYPOT, x, y);
  }

  public static Expr abs(Expr x) {
    return Apply.of(PiecewiseFunctions.ABS, x);
  }

  public static Expr sign(Expr x) {
    return Apply.of(PiecewiseFunctions.SIGN, x);
  }

  public static Expr step(Expr x) {
    return Apply.of(PiecewiseFunctions.STEP, x);
  }

  public static Expr floor(Expr x) {
    return Apply.of(PiecewiseFunctions.FLOOR, x);
  }

  public static Expr max(Expr... arguments) {
    return Apply.of(PiecewiseFunctions.MAX, arguments);
  }

  public static Expr min(Expr... arguments) {
    return Apply.of(PiecewiseFunctions.MIN, arguments);
  }

  public static Expr sin(Expr x) {
    return Apply.of(TrigonometricFunctions.SIN, x);
  }

  public static Expr cos(Expr x) {
    return Apply.of(TrigonometricFunctions.COS, x);
  }

  public static Expr tan(Expr x) {
    return Apply.of(TrigonometricFunctions.TAN, x);
  }

  public static Expr atan(Expr x) {
    return Apply.of(TrigonometricFunctions.ATAN, x);
  }

  public static Expr cot(Expr x) {
    return Apply.of(TrigonometricFunctions.COT, x);
  }

  public static Expr sinh(Expr x) {
    return Apply.of(HyperbolicFunctions.SINH, x);
  }

  public static Expr cosh(Expr x) {
    return Apply.of(HyperbolicFunctions.COSH, x);
  }

  public static Expr tanh(Expr x) {
    return Apply.of(HyperbolicFunctions.TANH, x);
  }

  public static Expr coth(Expr x) {
    return Apply.of(HyperbolicFunctions.COTH, x);
  }

  public static Expr sech(Expr x) {
    return Apply.of(HyperbolicFunctions.SECH, x);
  }

  public static Expr csch(Expr x) {
    return Apply.of(HyperbolicFunctions.CSCH, x);
  }

  public static Expr sigmoid(Expr x) {
    return Apply.of(ActivationFunctions.SIGMOID, x);
  }

  public static Expr softplus(Expr x) {
    return Apply.of(ActivationFunctions.SOFTPLUS, x);
  }

  public static Expr erf(Expr x) {
    return Apply.of(SpecialFunctions.ERF, x);
  }

  public static Expr erfc(Expr x) {
    return Apply.of(SpecialFunctions.ERFC, x);
  }

  public static Expr gamma(Expr x) {
    return Apply.of(SpecialFunctions.GAMMA, x);
  }

  public static Expr digamma(Expr x) {
    return Apply.of(SpecialFunctions.DIGAMMA, x);
  }

  public static Expr trigamma(Expr x) {
    return Apply.of(SpecialFunctions.TRIGAMMA, x);
  }

  public static Expr polygamma(Expr order, Expr x) {
    return Apply.of(SpecialFunctions.POLYGAMMA, order, x);
  }

  /**
   * An element of the softmax of a vector.
   *
   * @param vector the vector, as {@link org.chainrule.expr.Elements}
   */
  public static Expr softmax(Expr vector, Expr index) {
    return Apply.of(VectorFunctions.SOFTMAX, vector, index);
  }

  /** The logarithm of the sum of the exponentials of a vector's elements. */
  public static Expr logsumexp(Expr vector) {
    return Apply.of(VectorFunctions.LOGSUMEXP, vector);
  }

  /** The determinant of a square matrix. */
  public static Expr det(Expr matrix) {
    return Apply.of(MatrixFunctions.DET, matrix);
  }

  /** The logarithm of the determinant of a square matrix. */
  public static Expr logdet(Expr matrix) {
    return Apply.of(MatrixFunctions.LOGDET, matrix);
  }

  /** An element of the inverse of a square matrix. */
  public static Expr inv(Expr matrix, Expr row, Expr column) {
    return Apply.of(MatrixFunctions.INV, matrix, row, column);
  }
}
