package org.chainrule.function;

import static org.chainrule.function.Elementary.cos;
import static org.chainrule.function.Elementary.cosh;
import static org.chainrule.function.Elementary.cot;
import static org.chainrule.function.Elementary.csch;
import static org.chainrule.function.Elementary.erf;
import static org.chainrule.function.Elementary.erfc;
import static org.chainrule.function.Elementary.log;
import static org.chainrule.function.Elementary.log1p;
import static org.chainrule.function.Elementary.sech;
import static org.chainrule.function.Elementary.sigmoid;
import static org.chainrule.function.Elementary.sin;
import static org.chainrule.function.Elementary.sinh;
import static org.chainrule.function.Elementary.softplus;
import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.Elementary.tan;
import static org.chainrule.function.Elementary.tanh;
import static org.chainrule.function.Rows.HALF;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.TWO;
import static org.chainrule.function.Rows.ZERO;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Relation;
import org.chainrule.number.Rational;

/**
 * The families of functions whose differences, logarithms and quotients lose their digits or
 * overflow in doubles, each with what is computed in its place: what {@link StableForms} knows of
 * functions.
 */
final class StableFamilies {
  private StableFamilies() {}

  /**
   * A function that a number is added to, exactly where the sum is small.
   *
   * @param function of u
   * @param power to which it is raised
   * @param shift the number that is added
   * @param value of u, the same sum without loss
   */
  record Shifted(Function function, long power, Rational shift, UnaryOperator<Expr> value) {}

  private static Shifted shifted(
      Function function, long power, long shift, UnaryOperator<Expr> value) {
    return new Shifted(function, power, Rational.of(shift), value);
  }

  /** Differences that cancel, as a product or a function that does not. */
  static final List<Shifted> SHIFTED =
      List.of(
          shifted(Functions.SIGMOID, 1, -1, u -> sigmoid(u.negate()).negate()),
          new Shifted(
              Functions.SIGMOID, 1, Rational.of(-1, 2), u -> HALF.times(tanh(HALF.times(u)))),
          shifted(Functions.TANH, 1, -1, u -> Expr.of(-2).times(sigmoid(Expr.of(-2).times(u)))),
          shifted(Functions.TANH, 1, 1, u -> TWO.times(sigmoid(TWO.times(u)))),
          shifted(Functions.TANH, 2, -1, u -> square(sech(u)).negate()),
          shifted(HyperbolicFunctions.SECH, 2, -1, u -> square(tanh(u)).negate()),
          shifted(HyperbolicFunctions.COTH, 2, -1, u -> square(csch(u))),
          shifted(HyperbolicFunctions.COTH, 1, -1, u -> TWO.times(reciprocalExpm1(TWO.times(u)))),
          shifted(Functions.SIGMOID, 2, -1, StableFamilies::squareOfSigmoidLessOne),
          shifted(Functions.COS, 1, -1, u -> Expr.of(-2).times(square(sin(HALF.times(u))))),
          shifted(Functions.COS, 1, 1, u -> TWO.times(square(cos(HALF.times(u))))),
          shifted(Functions.COS, 2, -1, u -> square(sin(u)).negate()),
          shifted(Functions.SIN, 2, -1, u -> square(cos(u)).negate()),
          shifted(TrigonometricFunctions.SEC, 1, -1, u -> tan(u).times(tan(HALF.times(u)))),
          shifted(TrigonometricFunctions.SEC, 2, -1, u -> square(tan(u))),
          shifted(TrigonometricFunctions.CSC, 2, -1, u -> square(cot(u))),
          shifted(Functions.COSH, 2, -1, u -> square(sinh(u))),
          shifted(
              HyperbolicFunctions.SECH, 1, -1, u -> tanh(u).times(tanh(HALF.times(u))).negate()),
          shifted(Functions.ERF, 2, -1, StableFamilies::squareOfErfLessOne),
          shifted(Functions.EXPM1, 1, 1, Elementary::exp),
          shifted(
              HyperbolicFunctions.COTH,
              1,
              1,
              u -> Expr.of(-2).times(reciprocalExpm1(Expr.of(-2).times(u)))),
          shifted(Functions.COSH, 1, -1, u -> TWO.times(square(sinh(HALF.times(u))))),
          shifted(Functions.COSH, 1, 1, u -> TWO.times(square(cosh(HALF.times(u))))),
          shifted(Functions.SINH, 2, 1, u -> square(cosh(u))),
          shifted(Functions.ERF, 1, -1, u -> erfc(u).negate()),
          shifted(Functions.ERF, 1, 1, u -> erfc(u.negate())),
          shifted(Functions.ERFC, 1, -1, u -> erf(u).negate()),
          shifted(Functions.ERFC, 1, -2, u -> erfc(u.negate()).negate()));

  private static Expr squareOfSigmoidLessOne(Expr u) {
    Expr value = sigmoid(u);
    Expr product = sigmoid(u.negate()).times(ONE.plus(value)).negate();
    return where(Relation.less(ZERO, u), product, square(value).minus(ONE));
  }

  private static Expr squareOfErfLessOne(Expr u) {
    Expr product = erfc(u).times(erfc(u.negate())).negate();
    Expr isFar = Relation.less(Expr.of(1, 4), square(u));
    return where(isFar, product, square(erf(u)).minus(ONE));
  }

  static Expr where(Expr condition, Expr form, Expr otherwise) {
    return Piecewise.of(List.of(new Piecewise.Branch(form, condition)), otherwise);
  }

  /** The logarithms of functions of u that are above 0 everywhere. */
  static final Map<Function, UnaryOperator<Expr>> LOGARITHMS =
      Map.of(
          Functions.SIGMOID, u -> softplus(u.negate()).negate(),
          Functions.SOFTPLUS, u -> Apply.of(NumericFunctions.LOG_SOFTPLUS, u),
          Functions.ERFC, u -> Apply.of(NumericFunctions.LOG_ERFC, u),
          Functions.COSH, u -> Apply.of(NumericFunctions.LOG_COSH, u),
          HyperbolicFunctions.SECH, u -> Apply.of(NumericFunctions.LOG_COSH, u).negate());

  /** The logarithms of functions of u that have one where the function is above 0. */
  static final Map<Function, UnaryOperator<Expr>> LOGARITHMS_ALONE =
      Map.of(
          Functions.SINH, u -> Apply.of(NumericFunctions.LOG_SINH, u),
          HyperbolicFunctions.CSCH, u -> Apply.of(NumericFunctions.LOG_SINH, u).negate(),
          Functions.TANH, u -> Apply.of(NumericFunctions.LOG_TANH, u),
          HyperbolicFunctions.COTH, u -> Apply.of(NumericFunctions.LOG_TANH, u).negate(),
          Functions.EXPM1, u -> Apply.of(NumericFunctions.LOG_EXPM1, u),
          Functions.ERF, StableFamilies::logErf);

  private static Expr logErf(Expr u) {
    return where(Relation.less(HALF, u), log1p(erfc(u).negate()), log(erf(u)));
  }

  /** A function of u as powers of sinh(u) and cosh(u). */
  record Hyperbolic(int sinh, int cosh) {}

  /** The functions of which quotients overflow, and what they are of sinh and cosh. */
  static final Map<Function, Hyperbolic> HYPERBOLIC =
      Map.of(
          Functions.SINH, new Hyperbolic(1, 0),
          Functions.COSH, new Hyperbolic(0, 1),
          Functions.TANH, new Hyperbolic(1, -1),
          HyperbolicFunctions.COTH, new Hyperbolic(-1, 1),
          HyperbolicFunctions.SECH, new Hyperbolic(0, -1),
          HyperbolicFunctions.CSCH, new Hyperbolic(-1, 0));

  /** What grows as an exponential does. */
  static final Set<Function> GROWING =
      Set.of(Functions.EXP, Functions.EXPM1, Functions.SINH, Functions.COSH);

  static Expr reciprocalExpm1(Expr u) {
    return Apply.of(NumericFunctions.RECIPROCAL_EXPM1, u);
  }
}
