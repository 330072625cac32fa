package org.chainrule.prove;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.error.ChainruleException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;

/**
 * The comparison of what rows and relations say with the values of the rows themselves, each once:
 * a derivative with differences of the row's precise kernel, a relation with its values.
 */
final class Rows {
  static final Rows STANDARD = new Rows();

  /** What is tried for arguments: on both sides of 0 and 1, near and far. */
  private static final List<String> TRIED =
      List.of("0.37", "-0.61", "1.43", "-2.2", "3.7", "0.08", "-0.93", "7.3", "-5.9");

  private static final int LEAST = 3;
  private static final int DIGITS = 30;
  private static final BigDecimal STEP = new BigDecimal("1e-12");

  private final Map<List<Object>, Boolean> checked = new ConcurrentHashMap<>();

  /** Refuses to go on where a derivative in a row is not that of its values. */
  void requirePartial(Function function, int argument) {
    if (!checked.computeIfAbsent(
        List.of(function, argument), each -> isRight(function, argument))) {
      throw new UnprovedException("the derivative of " + function.name() + " is not confirmed");
    }
  }

  /** Refuses to go on where a relation does not hold for the values of its function. */
  void requireRelation(Function function, Relations relations) {
    if (!checked.computeIfAbsent(
        List.of(function, relations), each -> holds(function, relations))) {
      throw new UnprovedException("the relation of " + function.name() + " is not confirmed");
    }
  }

  private static List<List<BigDecimal>> points(Function function) {
    List<List<BigDecimal>> points = new ArrayList<>();
    int arity = function.isVariadic() ? 2 : function.arity();
    for (int i = 0; i < TRIED.size(); i++) {
      List<BigDecimal> point = new ArrayList<>();
      for (int j = 0; j < arity; j++) {
        point.add(new BigDecimal(TRIED.get((i + j * (i % 3 + 1)) % TRIED.size())));
      }
      points.add(point);
    }
    return points;
  }

  private static boolean isRight(Function function, int argument) {
    Function.PreciseKernel kernel = function.preciseKernel().orElse(null);
    if (kernel == null) {
      return false;
    }
    int compared = 0;
    for (List<BigDecimal> point : points(function)) {
      try {
        MathContext context = new MathContext(2 * DIGITS);
        BigDecimal above = kernel.apply(moved(point, argument, STEP), context);
        BigDecimal below = kernel.apply(moved(point, argument, STEP.negate()), context);
        BigDecimal slope = above.subtract(below).divide(STEP.add(STEP), context);
        List<Expr> arguments = numbers(point);
        Expr partial =
            function
                .partial(argument, arguments, Apply.unfolded(function, arguments))
                .orElseThrow(() -> new UnprovedException("no derivative"));
        if (!areClose(slope, value(partial))) {
          return false;
        }
        compared++;
      } catch (ChainruleException none) {
        // Outside the domain, or at a kink.
      }
    }
    return compared >= LEAST;
  }

  private static boolean holds(Function function, Relations relations) {
    Function.PreciseKernel kernel = function.preciseKernel().orElse(null);
    if (kernel == null) {
      return false;
    }
    int compared = 0;
    for (List<BigDecimal> point : points(function)) {
      BigDecimal value;
      try {
        value = kernel.apply(point, new MathContext(DIGITS));
      } catch (ChainruleException none) {
        continue;
      }
      List<Expr> letters = new ArrayList<>();
      Point.Builder at = Point.builder();
      for (int i = 0; i < point.size(); i++) {
        letters.add(Symbol.named("x" + i));
        at.set("x" + i, Rational.of(point.get(i)));
      }
      Expr other = relations.of((Apply) Apply.unfolded(function, letters)).orElseThrow();
      // A row has a value here, and so the relation must.
      if (!areClose(value, precise(other, at.build()))) {
        return false;
      }
      compared++;
    }
    return compared >= LEAST;
  }

  private static boolean areClose(BigDecimal one, BigDecimal other) {
    BigDecimal size = one.abs().max(other.abs()).max(new BigDecimal("1e-6"));
    return one.subtract(other).abs().compareTo(size.multiply(new BigDecimal("1e-15"))) <= 0;
  }

  private static List<BigDecimal> moved(List<BigDecimal> point, int argument, BigDecimal by) {
    List<BigDecimal> moved = new ArrayList<>(point);
    moved.set(argument, point.get(argument).add(by));
    return moved;
  }

  private static List<Expr> numbers(List<BigDecimal> point) {
    return point.stream().<Expr>map(each -> Expr.of(Rational.of(each))).toList();
  }

  private static BigDecimal value(Expr expression) {
    return expression instanceof RationalNumber number
        ? number.value().toBigDecimal(MathContext.DECIMAL128)
        : precise(expression, Point.EMPTY);
  }

  private static BigDecimal precise(Expr expression, Point point) {
    return Evaluator.precise(expression, point, Context.of(Functions::named), DIGITS);
  }
}
