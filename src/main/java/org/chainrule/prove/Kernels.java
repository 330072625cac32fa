package org.chainrule.prove;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Symbol;

/**
 * The functions of which the common bases of families consist. They are formal: no constructor
 * folds them, and no text reads as one.
 */
final class Kernels {
  /** {@code exp(x)}; its powers have rational exponents. */
  static final Function EXP = of("'exp", 1);

  /** {@code exp(i*x)}; its powers have rational exponents. */
  static final Function UNIT = of("'unit", 1);

  /** {@code abs(x)}, of which rational powers are taken. */
  static final Function MAGNITUDE = of("'magnitude", 1);

  /** 1 above 0 and -1 below. */
  static final Function SIGN = of("'sign", 1);

  /** {@code log(abs(x))}. */
  static final Function LOG = of("'log", 1);

  /** A power whose exponent is no number. */
  static final Function POWER = of("'power", 2);

  /** 1 where a whole number is above 0, else 0. */
  static final Function ABOVE = of("'above", 1);

  /** The imaginary unit. */
  static final Symbol I = Symbol.named("'i");

  private static final Set<Function> FORMAL = Set.of(EXP, UNIT, MAGNITUDE, SIGN, LOG, POWER, ABOVE);

  private Kernels() {}

  private static Function of(String name, int arity) {
    Integer[] orders = new Integer[arity];
    Arrays.fill(orders, 0);
    return Function.declared(name, List.of(orders));
  }

  static Expr make(Function function, Expr... arguments) {
    return Apply.unfolded(function, List.of(arguments));
  }

  /** Whether a kernel is of one of these functions. */
  static boolean is(Expr kernel, Function function) {
    return kernel instanceof Apply apply && apply.function().equals(function);
  }

  static boolean isFormal(Function function) {
    return FORMAL.contains(function);
  }

  static Expr argument(Expr kernel) {
    return ((Apply) kernel).arguments().get(0);
  }

  /** Whether it can be divided by without a condition, and has powers of all exponents. */
  static boolean isUnit(Expr kernel) {
    return is(kernel, EXP) || is(kernel, UNIT);
  }

  /** Whether its square is itself. */
  static boolean isIdempotent(Expr kernel) {
    return kernel instanceof KroneckerDelta || is(kernel, ABOVE);
  }

  /** Whether imaginary numbers are in a kernel, so that it need not be real. */
  static boolean isComplex(Expr kernel) {
    Pass<Boolean> search =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            return node == I
                || is(node, UNIT)
                || dependencies(node).stream().anyMatch(this::result);
          }
        };
    return search.apply(kernel);
  }

  /**
   * Whether a kernel may be 0 on a whole interval, so that it is not divided by unless the
   * expression does so itself.
   */
  static boolean mayVanish(Expr kernel) {
    Pass<Boolean> search =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            boolean isSmooth =
                node instanceof Symbol
                    || node instanceof IndexedSymbol
                    || !(node instanceof Apply apply)
                    || isFormal(apply.function()) && !is(node, SIGN) && !is(node, ABOVE)
                    || !apply.function().isDeclared()
                        && apply.function().singularities(apply.arguments()).isEmpty();
            boolean isCases =
                node instanceof Piecewise
                    || node instanceof KroneckerDelta
                    || node instanceof DerivativeTerm;
            return !isSmooth || isCases || dependencies(node).stream().anyMatch(this::result);
          }
        };
    return search.apply(kernel);
  }
}
