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

/** Functions in which an exponential is rational. */
enum Replacement {
  SIGMOID {
    @Override
    Expr function(Expr argument) {
      return Elementary.sigmoid(argument);
    }

    /** exp(u) = s/(1 - s). */
    @Override
    Expr exponential(Symbol name) {
      return name.dividedBy(RationalNumber.ONE.minus(name));
    }
  },
  HALF_TANGENT {
    @Override
    Expr function(Expr argument) {
      return Elementary.tanh(argument.times(RationalNumber.HALF));
    }

    /** exp(u) = (1 + t)/(1 - t). */
    @Override
    Expr exponential(Symbol name) {
      return RationalNumber.ONE.plus(name).dividedBy(RationalNumber.ONE.minus(name));
    }
  };

  abstract Expr function(Expr argument);

  /** The exponential in terms of the function. */
  abstract Expr exponential(Symbol name);

  /**
   * An expression with the function in the place of a kernel.
   *
   * @param step the power of the kernel of which all others in the expression are powers
   */
  private Expr replace(Expr node, Apply kernel, int step, Symbol name) {
    if (step == 1) {
      return Substitution.of(kernel, exponential(name)).apply(node);
    }
    Symbol whole = Symbol.opened(Symbol.largestOpened(name) + 1);
    RationalForm form = new RationalForm();
    Expr rooted = Substitution.of(kernel, whole.power(Expr.of(Rational.of(1, step)))).apply(node);
    Expr together = form.expanded(form.fraction(rooted));
    return Substitution.of(whole, exponential(name)).apply(together);
  }

  /**
   * Adds what an expression is with another function in the place of a kernel: functions that are
   * rational in an exponential below the line, or the exponential in a sigmoid below it.
   */
  static void add(
      Expr node, Apply kernel, RationalForm form, Fraction fraction, Candidates candidates) {
    List<Polynomial> divisors = form.divisorsIn(kernel, fraction);
    if (divisors.isEmpty()) {
      return;
    }
    Expr argument = kernel.arguments().get(0);
    if (kernel.function().equals(Functions.SIGMOID)) {
      Expr exponential = Elementary.exp(argument);
      Expr written = exponential.dividedBy(RationalNumber.ONE.plus(exponential));
      candidates.add(factored(Substitution.of(kernel, written).apply(node)));
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
    Symbol name = Symbol.opened(Symbol.largestOpened(node) + 1);
    Expr whole = Product.of(RationalNumber.of(Rational.of(step)), argument);
    for (Replacement replacement : values()) {
      if (replacement == SIGMOID ? isSigmoid : isTangent) {
        Expr factored = factored(replacement.replace(node, kernel, step, name));
        candidates.add(Substitution.of(name, replacement.function(whole)).apply(factored));
      }
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
    add(renamed, root, form, fraction, found);
    Expr argument = whole.arguments().get(0).dividedBy(Expr.of(degree));
    for (Candidates.Candidate each : found.all()) {
      candidates.add(Substitution.of(part, argument).apply(each.expression()));
    }
  }

  private static Expr factored(Expr expression) {
    RationalForm form = new RationalForm();
    return form.factored(form.fraction(expression));
  }
}
