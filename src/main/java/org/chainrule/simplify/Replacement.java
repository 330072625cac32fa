package org.chainrule.simplify;

import java.util.List;
import java.util.Optional;
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

    @Override
    int power() {
      return 1;
    }
  },
  HALF_TANGENT {
    @Override
    Expr function(Expr argument) {
      return Elementary.tanh(argument.times(RationalNumber.HALF));
    }

    @Override
    Expr exponential(Symbol name) {
      return tangent(name);
    }

    @Override
    int power() {
      return 1;
    }
  },
  TANGENT {
    @Override
    Expr function(Expr argument) {
      return Elementary.tanh(argument);
    }

    @Override
    Expr exponential(Symbol name) {
      return tangent(name);
    }

    @Override
    int power() {
      return 2;
    }
  };

  /** Whether what a polynomial in an exponential below the line becomes is simpler. */
  private boolean cancels(Polynomial divisor, int kernel, int step) {
    return divisor.valueAt(kernel, step, -1).isZero()
        || this != SIGMOID && divisor.valueAt(kernel, step, 1).isZero();
  }

  abstract Expr function(Expr argument);

  /** The exponential, to the power, in terms of the function. */
  abstract Expr exponential(Symbol name);

  /** Which power of the exponential is rational in the function. */
  abstract int power();

  /** exp(2u) = (1 + t)/(1 - t). */
  private static Expr tangent(Symbol name) {
    return RationalNumber.ONE.plus(name).dividedBy(RationalNumber.ONE.minus(name));
  }

  /**
   * An expression with the function in the place of a kernel.
   *
   * @param step the power of the kernel of which all others in the expression are powers
   */
  private Optional<Expr> replace(Expr node, Apply kernel, int step, Symbol name) {
    int root = step * power();
    if (root == 1) {
      return Optional.of(Substitution.of(kernel, exponential(name)).apply(node));
    }
    Symbol whole = Symbol.opened(Symbol.largestOpened(name) + 1);
    RationalForm form = new RationalForm();
    Expr rooted = Substitution.of(kernel, whole.power(Expr.of(Rational.of(1, root)))).apply(node);
    Expr together = form.expanded(form.fraction(rooted));
    Expr replaced = Substitution.of(whole, exponential(name)).apply(together);
    return Symbol.largestOpened(replaced) > Symbol.largestOpened(name)
        ? Optional.empty()
        : Optional.of(replaced);
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
    int number = form.number(kernel);
    Expr argument = kernel.arguments().get(0);
    if (kernel.function().equals(Functions.SIGMOID)) {
      Expr exponential = Elementary.exp(argument);
      Expr written = exponential.dividedBy(RationalNumber.ONE.plus(exponential));
      candidates.add(factored(Substitution.of(kernel, written).apply(node)));
    }
    if (!kernel.function().isExponential()) {
      return;
    }
    Symbol name = Symbol.opened(Symbol.largestOpened(node) + 1);
    int step = form.step(kernel, fraction);
    Expr whole = Product.of(RationalNumber.of(Rational.of(step)), argument);
    for (Replacement replacement : values()) {
      if (divisors.stream().noneMatch(each -> replacement.cancels(each, number, step))) {
        continue;
      }
      Optional<Expr> replaced = replacement.replace(node, kernel, step, name);
      if (replaced.isPresent()) {
        Expr factored = factored(replaced.get());
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
