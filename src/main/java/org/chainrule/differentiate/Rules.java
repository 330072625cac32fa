package org.chainrule.differentiate;

import java.util.List;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;

/** The derivatives of single functions, as the differentiators of both directions use them. */
final class Rules {
  private Rules() {}

  static Expr log(Expr argument) {
    return Apply.of(Functions.LOG, argument);
  }

  /** The partial derivative of a function by an argument, in terms of arguments and result. */
  static Expr partial(Function function, int argument, List<Expr> arguments, Expr result) {
    if (function.isDeclared()) {
      if (function.arity() > 1) {
        requireDistinctNames(function, arguments);
      }
      return Apply.of(function.derivedBy(argument), arguments);
    }
    return function.partial(argument, arguments, result).orElseThrow(() -> unknown(function));
  }

  static NoDerivativeException unknown(Function function) {
    return new NoDerivativeException("the derivative of " + function.name() + " is not known");
  }

  /** The notation has no name for the partial derivative of f at composite places. */
  private static void requireDistinctNames(Function function, List<Expr> arguments) {
    boolean names =
        arguments.stream()
            .allMatch(each -> each instanceof Symbol || each instanceof IndexedSymbol);
    if (!names || arguments.stream().distinct().count() < arguments.size()) {
      throw new NoDerivativeException(
          "the derivatives of "
              + function.name()
              + ", of which only the name is known, can be written only at distinct names");
    }
  }
}
