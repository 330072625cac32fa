package org.chainrule.differentiate;

import java.util.List;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.function.Elementary;

/** The derivatives of single functions, as the differentiators of both directions use them. */
final class Rules {
  private Rules() {}

  static Expr log(Expr argument) {
    return Elementary.log(argument);
  }

  /** The partial derivative of a function by an argument, in terms of arguments and result. */
  static Expr partial(Function function, int argument, List<Expr> arguments, Expr result) {
    if (function.isDeclared()) {
      return Apply.of(function.derivedBy(argument), arguments);
    }
    return function.partial(argument, arguments, result).orElseThrow(() -> unknown(function));
  }

  static NoDerivativeException unknown(Function function) {
    return new NoDerivativeException("the derivative of " + function.name() + " is not known");
  }
}
