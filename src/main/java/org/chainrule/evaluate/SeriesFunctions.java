package org.chainrule.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the table at series: each from its value at the limits of its arguments, and
 * from its own derivatives integrated.
 */
final class SeriesFunctions<C> {
  /** A function of the table is at least as smooth at its edges as this root is at 0. */
  private static final Rational SMOOTHNESS = Rational.of(1, 4);

  private static final int MOST_ROUNDS = 60;

  private final SeriesArithmetic<C> arithmetic;
  private final Arithmetic<C> base;
  private final Context.Lookup functions;
  private final EvaluationSteps budget;
  private final Map<Key, Series<C>> known = new HashMap<>();

  /** Up to which power functions are expanded now: their derivatives need not go so far. */
  private Rational end;

  private record Key(Function function, List<Integer> arguments, Rational end) {}

  /** Keeps the arguments of what is known alive, so that their identities stay theirs. */
  private final List<List<Series<C>>> kept = new ArrayList<>();

  SeriesFunctions(
      SeriesArithmetic<C> arithmetic, Context.Lookup functions, EvaluationSteps budget) {
    this.arithmetic = arithmetic;
    this.base = arithmetic.base();
    this.functions = functions;
    this.budget = budget;
    end = arithmetic.length();
  }

  Series<C> logarithm(Series<C> value) {
    return apply(functions.find("log").orElseThrow(), List.of(value));
  }

  Series<C> apply(Function function, List<Series<C>> arguments) {
    budget.spend(base.cost());
    if (arguments.stream().allMatch(Series::isConstant)) {
      return arithmetic.constant(base.apply(function, limits(arguments)));
    }
    List<Integer> identities = arguments.stream().map(System::identityHashCode).toList();
    Key key = new Key(function, identities, end);
    Series<C> before = known.get(key);
    if (before == null) {
      before = expanded(function, arguments);
      known.put(key, before);
      kept.add(arguments);
    }
    return before;
  }

  private Series<C> expanded(Function function, List<Series<C>> arguments) {
    if (function.isVariadic() && function.isExact()) {
      return chosen(function, arguments);
    }
    List<Expr> unknowns = unknowns(arguments);
    Optional<Expr> other = function.expansion(unknowns).or(() -> function.byCases(unknowns));
    if (other.isPresent()) {
      return evaluated(other.get(), arguments, null);
    }
    if (arguments.stream().anyMatch(each -> !each.isZero() && each.leading().signum() < 0)
        && isBounded(function)) {
      return arithmetic.bounded(Rational.ZERO, true);
    }
    if (arguments.stream().anyMatch(Series::isRough)) {
      return rough(function, arguments);
    }
    List<C> jump = besideJump(function, arguments);
    if (jump != null) {
      return arithmetic.constant(base.apply(function, jump));
    }
    return integrated(function, arguments);
  }

  private static boolean isBounded(Function function) {
    return !Double.isInfinite(function.range().lower())
        && !Double.isInfinite(function.range().upper());
  }

  private List<C> limits(List<Series<C>> arguments) {
    return arguments.stream().map(arithmetic::limit).toList();
  }

  /** Names for the arguments that vary, and the numbers that the others are. */
  private static <C> List<Expr> unknowns(List<Series<C>> arguments) {
    List<Expr> unknowns = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Rational number = arguments.get(i).number();
      unknowns.add(number == null ? Symbol.opened(i + 1) : Expr.of(number));
    }
    return unknowns;
  }

  /** What the arguments' terms give, and the slope's bound for what these leave out. */
  private Series<C> rough(Function function, List<Series<C>> arguments) {
    Rational order = null;
    List<Series<C>> smooth = new ArrayList<>();
    for (Series<C> each : arguments) {
      order = SeriesArithmetic.least(order, each.order());
      smooth.add(new Series<>(each.terms(), null, false, each.number()));
    }
    if (order == null || order.signum() <= 0) {
      throw new UntoldException("the limit of an argument is not known");
    }
    limits(arguments);
    Series<C> value = apply(function, smooth);
    return arithmetic.add(value, arithmetic.bounded(order, true));
  }

  /** A function of any number of arguments that is exact picks one of them, by their order. */
  private Series<C> chosen(Function function, List<Series<C>> arguments) {
    List<Series<C>> ascending = new ArrayList<>();
    for (Series<C> each : arguments) {
      int place = 0;
      boolean isNew = true;
      while (place < ascending.size()) {
        int sign = arithmetic.compare(each, ascending.get(place));
        if (sign <= 0) {
          isNew = sign != 0;
          break;
        }
        place++;
      }
      if (isNew) {
        ascending.add(place, each);
      }
    }
    double[] ranks = new double[ascending.size()];
    Arrays.setAll(ranks, i -> i);
    int rank =
        ranks.length == 1
            ? 0
            : (int) function.kernel().orElseThrow(() -> unknown(function)).apply(ranks);
    return ascending.get(rank);
  }

  private static UntoldException unknown(Function function) {
    return new UntoldException(function.name() + " has no values");
  }

  /**
   * Arguments on the side of a jump on which the series are, where the function has no slope; null
   * where it has one, or does not jump there.
   */
  private @Nullable List<C> besideJump(Function function, List<Series<C>> arguments) {
    List<Expr> unknowns = unknowns(arguments);
    for (Function.Singularity place : function.singularities(unknowns)) {
      if (place.kind() != Function.Break.JUMP) {
        continue;
      }
      boolean isFlat =
          arguments.size() == 1
              && place.locus() == unknowns.get(0)
              && function
                  .partial(0, unknowns, Apply.of(function, unknowns))
                  .filter(Expr::isZero)
                  .isPresent();
      if (!isFlat) {
        Series<C> locus = evaluated(place.locus(), arguments, null);
        boolean isThere = !locus.isConstant() && arithmetic.isZero(arithmetic.limit(locus));
        if (isThere) {
          throw new UntoldException(function.name() + " jumps there");
        }
        continue;
      }
      Series<C> argument = arguments.get(0);
      C limit = arithmetic.limit(argument);
      boolean isThere =
          place.everyInteger() ? base.integer(limit) != null : arithmetic.isZero(limit);
      if (!isThere) {
        return List.of(limit);
      }
      int side = arithmetic.compare(argument, arithmetic.constant(limit));
      return List.of(base.add(limit, base.of(Rational.of(side, 2))));
    }
    return null;
  }

  private Series<C> integrated(Function function, List<Series<C>> arguments) {
    C start = start(function, arguments);
    Rational slowest = null;
    for (Series<C> each : arguments) {
      Series<C> rest = withoutConstant(each);
      if (!rest.isZero()) {
        slowest = SeriesArithmetic.least(slowest, rest.leading());
      }
    }
    if (slowest == null) {
      throw new UntoldException("no argument varies");
    }
    if (start == null) {
      return unbounded(function, arguments);
    }
    if (slowest.signum() <= 0) {
      throw new UntoldException("an argument has no limit");
    }
    Series<C> result =
        arithmetic.add(
            arithmetic.constant(start), arithmetic.bounded(slowest.times(SMOOTHNESS), false));
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Rational reached = result.order();
      if (reached == null || reached.compareTo(end) >= 0) {
        return result;
      }
      Series<C> last = result;
      // The slope is needed only so far: times that of an argument and integrated, it gains.
      Series<C> change = upTo(reached, () -> integral(function, arguments, last));
      Series<C> next = arithmetic.add(arithmetic.constant(start), change);
      Rational order = next.order();
      if (order != null && order.compareTo(reached) <= 0) {
        return result;
      }
      result = next;
    }
    return result;
  }

  private Series<C> upTo(Rational power, Supplier<Series<C>> computed) {
    Rational before = end;
    end = power;
    try {
      return computed.get();
    } finally {
      end = before;
    }
  }

  private Series<C> withoutConstant(Series<C> value) {
    SortedMap<Rational, C> terms = new TreeMap<>(value.terms());
    terms.remove(Rational.ZERO);
    return new Series<>(terms, value.order(), value.isRough(), null);
  }

  /** The value at the limits of the arguments, or null where there is none. */
  private @Nullable C start(Function function, List<Series<C>> arguments) {
    for (Series<C> each : arguments) {
      if (!each.isZero() && each.leading().signum() < 0) {
        return null;
      }
    }
    List<C> limits = limits(arguments);
    try {
      return base.apply(function, limits);
    } catch (DomainException outside) {
      return null;
    }
  }

  /** A bound for a function at the edge of its domain, from that of its slope alone. */
  private Series<C> unbounded(Function function, List<Series<C>> arguments) {
    List<Expr> domain = function.domain(unknowns(arguments));
    Expr inside =
        Piecewise.of(
            List.of(
                new Piecewise.Branch(RationalNumber.ONE, Logical.of(Logical.Operator.AND, domain))),
            RationalNumber.ZERO);
    if (evaluated(inside, arguments, null).isZero()) {
      throw new DomainException(function.name() + " has no real value beside the point");
    }
    Series<C> slope = slope(function, arguments, null);
    if (slope.isZero()) {
      throw unknown(function);
    }
    Rational power = slope.leading().plus(Rational.ONE);
    return arithmetic.bounded(
        (power.signum() < 0 ? power : Rational.ZERO).minus(SeriesArithmetic.ALMOST), false);
  }

  private Series<C> integral(Function function, List<Series<C>> arguments, Series<C> result) {
    Series<C> slope = slope(function, arguments, result);
    Rational order = slope.order();
    boolean isTold = order == null || order.compareTo(Rational.MINUS_ONE) > 0;
    if (!isTold || !slope.isZero() && slope.leading().compareTo(Rational.MINUS_ONE) <= 0) {
      throw new UntoldException("the slope of " + function.name() + " has a pole");
    }
    SortedMap<Rational, C> terms = new TreeMap<>();
    slope
        .terms()
        .forEach(
            (exponent, coefficient) -> {
              Rational raised = exponent.plus(Rational.ONE);
              terms.put(raised, base.divide(coefficient, base.of(raised)));
            });
    return new Series<>(
        terms, order == null ? null : order.plus(Rational.ONE), slope.isRough(), null);
  }

  private Series<C> slope(
      Function function, List<Series<C>> arguments, @Nullable Series<C> result) {
    List<Expr> unknowns = unknowns(arguments);
    Symbol own = Symbol.opened(arguments.size() + 1);
    Series<C> sum = arithmetic.of(Rational.ZERO);
    for (int i = 0; i < arguments.size(); i++) {
      Series<C> inner = derivative(arguments.get(i));
      if (!inner.isZero()) {
        Expr partial = function.partial(i, unknowns, own).orElseThrow(() -> unknown(function));
        sum =
            arithmetic.add(sum, arithmetic.multiply(evaluated(partial, arguments, result), inner));
      }
    }
    return sum;
  }

  private Series<C> derivative(Series<C> value) {
    SortedMap<Rational, C> terms = new TreeMap<>();
    value
        .terms()
        .forEach(
            (exponent, coefficient) -> {
              if (!exponent.isZero()) {
                terms.put(
                    exponent.minus(Rational.ONE), base.multiply(coefficient, base.of(exponent)));
              }
            });
    Rational order = value.order();
    return new Series<>(
        terms, order == null ? null : order.minus(Rational.ONE), value.isRough(), null);
  }

  /** An expression in the arguments, and in the result where that is known. */
  private Series<C> evaluated(
      Expr expression, List<Series<C>> arguments, @Nullable Series<C> result) {
    StepGraph graph = new StepGraph();
    ExprTranslator translator = new ExprTranslator(graph);
    Context<Expr> context = Context.of(functions);
    Step root = translator.translate(expression);
    BoundNames<Expr> names = new BoundNames<>(Point.EMPTY, context, graph, translator);
    Interpreter<Series<C>> machine = new Interpreter<>(arithmetic, names, budget, null);
    for (int i = 0; i < arguments.size(); i++) {
      machine.bindValue(i + 1, arguments.get(i));
    }
    if (result != null) {
      machine.bindValue(arguments.size() + 1, result);
    } else if (root.level() > arguments.size()) {
      throw new UntoldException("the slope depends on a value that is not there");
    }
    return machine.evaluate(root);
  }
}
