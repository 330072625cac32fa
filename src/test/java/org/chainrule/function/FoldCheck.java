package org.chainrule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;

/** Compares what the constructor makes of a function's value with the value itself. */
final class FoldCheck {
  private static final MathContext CONTEXT = new MathContext(40);
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-25");

  /** Beyond this a value is that of a pole, at an argument that is rounded. */
  private static final BigDecimal POLE = new BigDecimal("1e20");

  private static final Symbol X = Symbol.of("x");
  private static final Symbol Y = Symbol.of("y");

  private FoldCheck() {}

  static List<String> faults(Function function) {
    List<String> faults = new ArrayList<>();
    for (List<Expr> arguments : arguments(function)) {
      if (!isFolded(function, arguments)) {
        continue;
      }
      boolean constant =
          arguments.stream().noneMatch(argument -> Occurrence.isPossible(X.name(), argument));
      for (String x : constant ? List.of("0") : List.of("0.7", "-1.3")) {
        Map<Symbol, BigDecimal> point = Map.of(X, new BigDecimal(x), Y, new BigDecimal("-0.4"));
        compare(function, arguments, new PreciseValue(point, CONTEXT), faults);
      }
    }
    return faults;
  }

  /** Whether there is anything to compare: the constructor makes something else, or refuses. */
  private static boolean isFolded(Function function, List<Expr> arguments) {
    try {
      return !Apply.of(function, arguments).equals(Apply.unfolded(function, arguments));
    } catch (DomainException refused) {
      return true;
    }
  }

  private static void compare(
      Function function, List<Expr> arguments, PreciseValue values, List<String> faults) {
    BigDecimal expected;
    try {
      expected = values.of(Apply.unfolded(function, arguments));
    } catch (DomainException | BudgetException outside) {
      return;
    }
    if (expected.abs().compareTo(POLE) > 0) {
      return;
    }
    try {
      BigDecimal folded = values.of(Apply.of(function, arguments));
      if (!RowCheck.isNear(folded, expected, TOLERANCE)) {
        faults.add(function + " turns " + expected + " into " + folded);
      }
    } catch (DomainException lost) {
      faults.add(function + " loses the value " + expected + ": " + lost.getMessage());
    }
  }

  private static List<List<Expr>> arguments(Function function) {
    List<List<Expr>> result = new ArrayList<>();
    if (function.isVariadic()) {
      Expr nested = Apply.of(function, X, Expr.of(3));
      result.add(List.of(X));
      result.add(List.of(Expr.of(2), X, Expr.of(1, 2), Y, X));
      result.add(List.of(Expr.of(-2), nested, Expr.of(5), nested));
      result.add(List.of(Expr.of(2), Expr.of(7), Expr.of(-1)));
      result.add(List.of(nested, nested));
    } else if (function.arity() == 1) {
      alone().forEach(argument -> result.add(List.of(argument)));
    } else {
      for (Expr first : pairs()) {
        for (Expr second : pairs()) {
          result.add(List.of(first, second));
        }
      }
    }
    return result;
  }

  private static List<Expr> pairs() {
    List<Expr> result = new ArrayList<>(List.of(X, Elementary.exp(X), X.power(2), X.negate()));
    for (int number : new int[] {-7, -3, -2, -1, 0, 1, 2, 3, 4, 12}) {
      result.add(Expr.of(number));
    }
    result.add(Expr.of(1, 2));
    result.add(Expr.of(-5, 3));
    return result;
  }

  private static List<Expr> alone() {
    List<Expr> result = new ArrayList<>();
    for (int twelfths = -26; twelfths <= 26; twelfths++) {
      result.add(NamedConstant.PI.times(Expr.of(twelfths, 12)));
    }
    for (int number : new int[] {1, 2, 3, 4, 8, 10, 27, 100, 1000, 1024}) {
      for (int sign = -1; sign <= 1; sign += 2) {
        result.add(Expr.of((long) sign * number));
        result.add(Expr.of(sign, number));
        result.add(Expr.of(sign * 3L, 2L * number));
      }
    }
    Expr two = Expr.of(2);
    Expr three = Expr.of(3);
    for (Expr root : List.of(Elementary.sqrt(two), Elementary.sqrt(three))) {
      for (Expr factor : List.of(Expr.of(1), Expr.of(1, 2), Expr.of(1, 3), Expr.of(-1, 2))) {
        result.add(root.times(factor));
      }
      result.add(root.plus(two));
      result.add(two.minus(root));
    }
    result.add(NamedConstant.E);
    result.add(NamedConstant.E.power(2));
    result.add(NamedConstant.E.power(Expr.of(-2, 3)));
    result.addAll(symbolic());
    return result;
  }

  private static List<Expr> symbolic() {
    Expr exponential = Elementary.exp(X);
    Expr logarithm = Elementary.log(X);
    List<Expr> inner =
        List.of(
            X,
            X.plus(Y),
            X.plus(Y.times(Expr.of(1, 3))),
            X.plus(Expr.of(2)),
            X.power(2),
            X.power(2).plus(RationalNumber.ONE),
            X.power(3),
            X.power(3).times(Y),
            X.power(Expr.of(1, 2)),
            exponential,
            exponential.plus(X.power(2)),
            exponential.times(X.power(2)),
            Elementary.exp(X.power(2).negate()),
            logarithm,
            Elementary.abs(X),
            Elementary.abs(X).times(Elementary.sigmoid(Y)),
            Elementary.abs(X).times(Y),
            Elementary.floor(X),
            Elementary.sign(X),
            Elementary.tanh(X));
    List<Expr> result = new ArrayList<>();
    for (Expr expression : inner) {
      for (Expr factor :
          List.of(Expr.of(1), Expr.of(-1), Expr.of(2), Expr.of(-3, 2), Expr.of(1, 4))) {
        result.add(factor.times(expression));
        result.add(factor.times(expression).plus(factor.times(expression).times(Y)));
        result.add(org.chainrule.expr.Sum.of(factor.times(expression), factor));
      }
    }
    return result;
  }
}
