package org.chainrule.simplify;

import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Elementary;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;

/** Functions in which an exponential is rational, or a sigmoid. */
enum Replacement {
  /** s of exp(u) = s/(1 - s). */
  SIGMOID {
    @Override
    Expr function(Expr argument) {
      return Elementary.sigmoid(argument);
    }

    @Override
    Polynomial above(Polynomial function) {
      return function;
    }

    @Override
    Polynomial below(Polynomial function) {
      return Polynomial.ONE.plus(function.times(Rational.MINUS_ONE));
    }
  },
  /** t of exp(u) = (1 + t)/(1 - t). */
  HALF_TANGENT {
    @Override
    Expr function(Expr argument) {
      return Elementary.tanh(argument.times(RationalNumber.HALF));
    }

    @Override
    Polynomial above(Polynomial function) {
      return Polynomial.ONE.plus(function);
    }

    @Override
    Polynomial below(Polynomial function) {
      return Polynomial.ONE.plus(function.times(Rational.MINUS_ONE));
    }
  },
  /** e of sigma(u) = e/(1 + e). */
  EXPONENTIAL {
    @Override
    Expr function(Expr argument) {
      return Elementary.exp(argument);
    }

    @Override
    Polynomial above(Polynomial function) {
      return function;
    }

    @Override
    Polynomial below(Polynomial function) {
      return Polynomial.ONE.plus(function);
    }
  };

  /** The function that takes the place. */
  abstract Expr function(Expr argument);

  /** What is replaced is this in terms of the function. */
  abstract Polynomial above(Polynomial function);

  /** Over this. */
  abstract Polynomial below(Polynomial function);

  /**
   * Adds what an expression is with another function in the place of a kernel: functions that are
   * rational in an exponential below the line, or the exponential in a sigmoid below it.
   */
  static void add(Apply kernel, RationalForm form, Fraction fraction, Candidates candidates) {
    List<Polynomial> divisors = form.divisorsIn(kernel, fraction);
    if (divisors.isEmpty()) {
      return;
    }
    Expr argument = kernel.arguments().get(0);
    if (kernel.function().equals(Functions.SIGMOID)) {
      candidates.add(form.replaced(fraction, kernel, 1, EXPONENTIAL, argument));
    }
    if (!kernel.function().isExponential()) {
      return;
    }
    int number = form.number(kernel);
    int step = form.step(kernel, fraction);
    boolean isSigmoid =
        divisors.stream().anyMatch(each -> each.at(number, step, Rational.MINUS_ONE).isZero());
    boolean isTangent =
        isSigmoid
                && fraction.above().keySet().stream()
                    .anyMatch(each -> each.at(number, step, Rational.ONE).isZero())
            || divisors.stream().anyMatch(each -> each.at(number, step, Rational.ONE).isZero());
    Expr whole = Product.of(RationalNumber.of(Rational.of(step)), argument);
    if (isSigmoid) {
      candidates.add(form.replaced(fraction, kernel, step, SIGMOID, whole));
    }
    if (isTangent) {
      candidates.add(form.replaced(fraction, kernel, step, HALF_TANGENT, whole));
    }
  }

  /** As {@link #add}, for the root of an exponential: {@code exp(x/2)} is kept as such a one. */
  static void addForRoot(Expr node, Power kernel, Candidates candidates) {
    if (!(kernel.base() instanceof Apply whole)
        || !whole.function().isExponential()
        || !(kernel.exponent() instanceof RationalNumber exponent)) {
      return;
    }
    Symbol part = Symbol.opened(Symbol.largestOpened(node) + 1);
    Rational degree = Rational.of(exponent.value().denominator());
    Apply root = (Apply) Elementary.exp(part);
    Expr renamed = Substitution.of(whole, root.power(Expr.of(degree))).apply(node);
    RationalForm form = new RationalForm();
    Fraction fraction = form.fraction(renamed);
    Candidates found = new Candidates();
    add(root, form, fraction, found);
    Expr argument = whole.arguments().get(0).dividedBy(Expr.of(degree));
    for (Candidates.Candidate each : found.all()) {
      candidates.add(Substitution.of(part, argument).apply(each.expression()));
    }
  }
}
