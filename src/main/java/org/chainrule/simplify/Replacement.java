package org.chainrule.simplify;

import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;

/** Functions in which an exponential is rational. */
enum Replacement {
  SIGMOID {
    @Override
    Expr function(Expr argument) {
      return Apply.of(Functions.SIGMOID, argument);
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
      return Apply.of(Functions.TANH, argument.times(RationalNumber.HALF));
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
      return Apply.of(Functions.TANH, argument);
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

  abstract Expr function(Expr argument);

  /** The exponential, to the power, in terms of the function. */
  abstract Expr exponential(Symbol name);

  /** Which power of the exponential is rational in the function. */
  abstract int power();

  /** exp(2u) = (1 + t)/(1 - t). */
  private static Expr tangent(Symbol name) {
    return RationalNumber.ONE.plus(name).dividedBy(RationalNumber.ONE.minus(name));
  }

  Optional<Expr> replace(Expr node, Apply kernel, Symbol name) {
    if (power() == 1) {
      return Optional.of(Substitution.of(kernel, exponential(name)).apply(node));
    }
    Symbol square = Symbol.opened(name.openedNumber() + 1);
    RationalForm form = new RationalForm();
    Expr halved = Substitution.of(kernel, square.power(RationalNumber.HALF)).apply(node);
    Expr together = form.expanded(form.fraction(halved));
    Expr even = Substitution.of(square, exponential(name)).apply(together);
    return even.openedNumber() > name.openedNumber() ? Optional.empty() : Optional.of(even);
  }

  /**
   * Adds what an expression is with another function in the place of a kernel: functions that are
   * rational in an exponential below the line, or the exponential in a sigmoid below it.
   */
  static void add(
      Expr node, Apply kernel, RationalForm form, Fraction fraction, List<Expr> candidates) {
    if (!form.divides(kernel, fraction)) {
      return;
    }
    Expr argument = kernel.arguments().get(0);
    if (kernel.function().equals(Functions.SIGMOID)) {
      Expr exponential = Apply.of(Functions.EXP, argument);
      Expr written = exponential.dividedBy(RationalNumber.ONE.plus(exponential));
      candidates.add(factored(Substitution.of(kernel, written).apply(node)));
    }
    if (!kernel.function().equals(Functions.EXP)) {
      return;
    }
    Symbol name = Symbol.opened(node.openedNumber() + 1);
    for (Replacement replacement : values()) {
      Optional<Expr> replaced = replacement.replace(node, kernel, name);
      if (replaced.isPresent()) {
        Expr factored = factored(replaced.get());
        candidates.add(Substitution.of(name, replacement.function(argument)).apply(factored));
      }
    }
  }

  private static Expr factored(Expr expression) {
    RationalForm form = new RationalForm();
    return form.factored(form.fraction(expression));
  }
}
