package org.chainrule.bound;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.NotYetException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Interval;
import org.chainrule.number.Interval.Decoration;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Expressions as a list of operations on intervals, each node once: their values on a box, at a
 * cost in proportion to the graph.
 *
 * <p>A condition's value is {@link #TRUE}, {@link #FALSE}, or both where it is not decided on the
 * box; cases have the values of all branches that may be taken.
 */
final class IntervalProgram {
  static final Interval FALSE = Interval.ZERO;
  static final Interval TRUE = Interval.ONE;
  private static final Interval EITHER = new Interval(0, 1, false, false, Decoration.CONTINUOUS);

  /** What an operation makes of intervals. */
  @FunctionalInterface
  private interface Operation {
    Interval of(Interval[] values);
  }

  private final List<Operation> operations = new ArrayList<>();
  private final int[] results;
  private final int inputs;

  /**
   * The program of some expressions.
   *
   * @param names the names in them, in the order of the sides of a box; others are any numbers
   * @throws NotYetException if an expression has a sum of unknown length, say
   */
  IntervalProgram(List<Expr> names, List<Expr> roots) {
    inputs = names.size();
    Compilation compilation = new Compilation(names);
    results = new int[roots.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = compilation.apply(roots.get(i));
    }
  }

  /** The number of operations. */
  int size() {
    return operations.size();
  }

  /** The values on a box, in the order of the expressions. */
  Interval[] on(Interval[] box) {
    Interruption.poll();
    Interval[] values = new Interval[inputs + operations.size()];
    System.arraycopy(box, 0, values, 0, inputs);
    for (int i = 0; i < operations.size(); i++) {
      values[inputs + i] = operations.get(i).of(values);
    }
    Interval[] found = new Interval[results.length];
    for (int i = 0; i < results.length; i++) {
      found[i] = values[results[i]];
    }
    return found;
  }

  /** An enclosure of the number that an expression without names is. */
  static Interval constant(Expr expression) {
    return new IntervalProgram(List.of(), List.of(expression)).on(new Interval[0])[0];
  }

  static boolean isTrue(Interval condition) {
    return condition.isDefined() && condition.lower() == 1;
  }

  static boolean isFalse(Interval condition) {
    return condition.isEmpty() || condition.upper() == 0;
  }

  /** The pass that makes operations of nodes; what it gives is the place of a node's value. */
  private final class Compilation extends Pass<Integer> {
    private final Map<Expr, Integer> places = new HashMap<>();

    Compilation(List<Expr> names) {
      for (int i = 0; i < names.size(); i++) {
        places.put(names.get(i), i);
      }
    }

    private int add(Operation operation) {
      operations.add(operation);
      return inputs + operations.size() - 1;
    }

    private int constant(Interval value) {
      return add(values -> value);
    }

    @Override
    protected @Nullable Integer shortcut(Expr node) {
      Integer place = places.get(node);
      if (place != null) {
        return place;
      }
      return node instanceof RationalNumber number
          ? Integer.valueOf(constant(Interval.of(number.value())))
          : node instanceof Symbol || node instanceof IndexedSymbol
              ? Integer.valueOf(constant(Interval.ENTIRE.as(Decoration.DEFINED)))
              : null;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      if (node instanceof Reduction reduction) {
        return terms(reduction);
      }
      if (node instanceof Product product) {
        return product.factors().stream().map(Product.Factor::toExpr).toList();
      }
      if (node instanceof Sum sum) {
        return sum.addends();
      }
      if (node instanceof Power power) {
        return ofExponential(power)
            ? List.of(((Apply) power.base()).arguments().get(0))
            : power.exponent() instanceof RationalNumber ? List.of(power.base()) : power.children();
      }
      if (node instanceof Relation relation) {
        return List.of(difference(relation));
      }
      if (node instanceof Piecewise piecewise) {
        return parts(piecewise);
      }
      if (node instanceof Apply apply) {
        return definition(apply)
            .map(List::of)
            .orElseGet(() -> apply.function().takesArray() ? List.of() : apply.arguments());
      }
      return node instanceof NamedConstant || node instanceof KroneckerDelta
          ? List.of()
          : node.children();
    }

    /** What is computed for a function of arrays, and for one whose row says nothing else. */
    private Optional<Expr> definition(Apply apply) {
      Function function = apply.function();
      return function.takesArray() && !hasLength(apply)
          ? Optional.empty()
          : function.kernel().isPresent() && !function.takesArray()
              ? Optional.empty()
              : function.definition(apply.arguments());
    }

    private static boolean hasLength(Apply apply) {
      return apply.arguments().get(0) instanceof Elements elements
          && elements.lower() instanceof RationalNumber
          && elements.upper() instanceof RationalNumber;
    }

    private List<Expr> terms(Reduction reduction) {
      if (!(reduction.lower() instanceof RationalNumber lower)
          || !(reduction.upper() instanceof RationalNumber upper)) {
        throw new NotYetException(
            "a sum or product of unknown length has no bound by intervals: give its length a"
                + " number");
      }
      BigInteger from = lower.value().floor();
      BigInteger to = upper.value().floor();
      long most = Limit.WRITTEN_OUT_TERMS.most();
      if (to.subtract(from).compareTo(BigInteger.valueOf(most)) > 0) {
        throw Limit.WRITTEN_OUT_TERMS.refusal(
            "a sum of more than " + most + " terms is not bounded");
      }
      List<Expr> terms = new ArrayList<>();
      for (BigInteger at = from; at.compareTo(to) <= 0; at = at.add(BigInteger.ONE)) {
        Expr index = Expr.of(Rational.of(at));
        Expr condition = reduction.conditionAt(index);
        if (condition != Logical.FALSE) {
          Expr body = reduction.bodyAt(index);
          terms.add(
              condition == Logical.TRUE
                  ? body
                  : Piecewise.of(
                      List.of(new Piecewise.Branch(body, condition)), nothing(reduction)));
        }
      }
      return terms;
    }

    private static Expr nothing(Reduction reduction) {
      return switch (reduction.operator()) {
        case SUM -> RationalNumber.ZERO;
        case PRODUCT -> RationalNumber.ONE;
        case MAXIMUM, MINIMUM ->
            throw new NotYetException("a maximum under a condition has no bound by intervals");
      };
    }

    private static Expr difference(Relation relation) {
      return relation.left().minus(relation.right());
    }

    private static List<Expr> parts(Piecewise piecewise) {
      List<Expr> parts = new ArrayList<>();
      for (Piecewise.Branch branch : piecewise.branches()) {
        parts.add(branch.value());
        parts.add(branch.condition());
      }
      piecewise.otherwise().ifPresent(parts::add);
      return parts;
    }

    private int[] placesOf(List<Expr> nodes) {
      return nodes.stream().mapToInt(this::result).toArray();
    }

    @Override
    protected Integer compute(Expr node) {
      int[] of = placesOf(dependencies(node));
      if (node instanceof Sum) {
        return add(values -> sum(values, of));
      }
      if (node instanceof Product product) {
        return product(product.coefficient(), of);
      }
      if (node instanceof Power power) {
        return power(power, of);
      }
      if (node instanceof Apply apply) {
        return apply(apply, of);
      }
      if (node instanceof Reduction reduction) {
        return reduced(reduction.operator(), of);
      }
      if (node instanceof Piecewise piecewise) {
        boolean isTotal = piecewise.otherwise().isPresent();
        return add(values -> cases(values, of, isTotal));
      }
      if (node instanceof Relation relation) {
        return add(values -> compared(relation.operator(), values[of[0]]));
      }
      if (node instanceof Logical logical) {
        boolean isAnd = logical.operator() == Logical.Operator.AND;
        return add(values -> joined(values, of, isAnd));
      }
      if (node instanceof KroneckerDelta) {
        return constant(EITHER.as(Decoration.DEFINED));
      }
      if (node == NamedConstant.PI) {
        return constant(
            new Interval(Math.PI, Math.nextUp(Math.PI), true, true, Decoration.CONTINUOUS));
      }
      if (node == NamedConstant.E) {
        return constant(
            new Interval(Math.E, Math.nextUp(Math.E), true, true, Decoration.CONTINUOUS));
      }
      if (node instanceof NamedConstant) {
        throw new DomainException("inf is a bound, not a number to calculate with");
      }
      if (node instanceof DerivativeTerm) {
        throw new NotYetException("a derivative that is not carried out has no bound");
      }
      if (node instanceof BoundIndex || node instanceof Elements) {
        return constant(Interval.ENTIRE.as(Decoration.DEFINED));
      }
      throw new IllegalStateException("no interval of " + node.getClass().getSimpleName());
    }

    private int product(Rational coefficient, int[] of) {
      Interval above = Interval.of(Rational.of(coefficient.numerator()));
      Interval below = Interval.of(Rational.of(coefficient.denominator()));
      boolean isWhole = coefficient.isInteger();
      return add(
          values -> {
            Interval product = above;
            for (int place : of) {
              product = product.times(values[place]);
            }
            return isWhole ? product : product.dividedBy(below);
          });
    }

    /** Whether a power is one of e: it is computed as that, whose exponent alone may be large. */
    private static boolean ofExponential(Power power) {
      return power.exponent() instanceof RationalNumber
          && power.base() instanceof Apply apply
          && apply.function().isExponential();
    }

    private int power(Power power, int[] of) {
      if (ofExponential(power)) {
        Interval times = Interval.of(((RationalNumber) power.exponent()).value());
        Function exponential = ((Apply) power.base()).function();
        return add(
            values -> {
              Interval exponent = values[of[0]].times(times);
              return exponent.isEmpty()
                  ? exponent
                  : exponential.enclosure(List.of(exponent)).orElseThrow();
            });
      }
      if (power.exponent() instanceof RationalNumber number) {
        Rational exponent = number.value();
        if (exponent.isInt()) {
          int whole = exponent.intValueExact();
          return add(values -> values[of[0]].power(whole));
        }
        if (exponent.isInteger() || !exponent.times(Rational.TWO).isInt()) {
          Interval constant = Interval.of(exponent);
          return add(values -> raised(values[of[0]], constant));
        }
        int halves = exponent.times(Rational.TWO).intValueExact();
        return add(values -> values[of[0]].sqrt().power(halves));
      }
      return add(values -> raised(values[of[0]], values[of[1]]));
    }

    private int apply(Apply apply, int[] of) {
      Function function = apply.function();
      Interval range = range(function);
      if (definition(apply).isPresent()) {
        return add(values -> values[of[0]].intersect(range));
      }
      if (function.kernel().isEmpty() || function.takesArray()) {
        return constant(range.decorated(Decoration.DEFINED));
      }
      return add(
          values -> {
            List<Interval> arguments = new ArrayList<>(of.length);
            for (int place : of) {
              if (values[place].isEmpty()) {
                return Interval.EMPTY;
              }
              arguments.add(values[place]);
            }
            return function
                .enclosure(arguments)
                .orElseGet(() -> range.decorated(Decoration.PARTIAL))
                .intersect(range);
          });
    }

    private int reduced(Reduction.Operator operator, int[] of) {
      return add(
          values -> {
            Interval all = null;
            for (int place : of) {
              Interval next = values[place];
              all =
                  all == null
                      ? next
                      : switch (operator) {
                        case SUM -> all.plus(next);
                        case PRODUCT -> all.times(next);
                        case MAXIMUM -> all.max(next);
                        case MINIMUM -> all.min(next);
                      };
            }
            return all != null
                ? all
                : operator == Reduction.Operator.SUM
                    ? Interval.ZERO
                    : operator == Reduction.Operator.PRODUCT ? Interval.ONE : Interval.EMPTY;
          });
    }
  }

  /** A row's range, its ends rounded outwards where they are no short numbers. */
  private static Interval range(Function function) {
    Function.Range range = function.range();
    boolean isLower = isExact(range.lower());
    boolean isUpper = isExact(range.upper());
    return new Interval(
        isLower ? range.lower() : range.lower() - 4 * Math.ulp(range.lower()),
        isUpper ? range.upper() : range.upper() + 4 * Math.ulp(range.upper()),
        !isLower || !range.includesLower(),
        !isUpper || !range.includesUpper(),
        Decoration.CONTINUOUS);
  }

  private static boolean isExact(double end) {
    return Double.isInfinite(end) || end == Math.rint(end);
  }

  private static Interval raised(Interval base, Interval exponent) {
    return base.isEmpty() || exponent.isEmpty()
        ? Interval.EMPTY
        : Functions.POW.enclosure(List.of(base, exponent)).orElseThrow();
  }

  private static Interval sum(Interval[] values, int[] of) {
    Interval sum = values[of[0]];
    for (int i = 1; i < of.length; i++) {
      sum = sum.plus(values[of[i]]);
    }
    return sum;
  }

  /** The values of all branches that may be taken, values and conditions in turn. */
  private static Interval cases(Interval[] values, int[] of, boolean isTotal) {
    Interval all = Interval.EMPTY;
    Decoration known = Decoration.CONTINUOUS;
    boolean isOpen = true;
    boolean isAlone = true;
    for (int i = 0; i + 1 < of.length && isOpen; i += 2) {
      Interval condition = values[of[i + 1]];
      known = known.and(condition.isDefined() ? Decoration.CONTINUOUS : Decoration.PARTIAL);
      if (!isFalse(condition)) {
        Interval value = values[of[i]];
        isAlone &= all.isEmpty();
        known = known.and(value.decoration());
        all = all.isEmpty() ? value : value.isEmpty() ? all : all.hull(value);
        isOpen = !isTrue(condition);
        isAlone &= !isOpen;
      }
    }
    if (isOpen && isTotal) {
      Interval last = values[of[of.length - 1]];
      isAlone &= all.isEmpty();
      known = known.and(last.decoration());
      all = all.isEmpty() ? last : last.isEmpty() ? all : all.hull(last);
    } else if (isOpen) {
      known = Decoration.PARTIAL;
    }
    return all.isEmpty()
        ? all
        : all.decorated(known.and(isAlone ? Decoration.CONTINUOUS : Decoration.DEFINED));
  }

  private static Interval compared(Relation.Operator operator, Interval difference) {
    if (difference.isEmpty()) {
      return Interval.EMPTY;
    }
    boolean isBelow = difference.isNegative();
    boolean isAbove = difference.isPositive();
    boolean isZero = difference.isPoint() && difference.lower() == 0;
    boolean isApart = isBelow || isAbove;
    Interval truth =
        switch (operator) {
          case LESS -> decided(isBelow, difference.isNotNegative());
          case LESS_OR_EQUAL -> decided(difference.isNotPositive(), isAbove);
          case EQUAL -> decided(isZero, isApart);
          case NOT_EQUAL -> decided(isApart, isZero);
        };
    return truth.decorated(difference.isDefined() ? Decoration.CONTINUOUS : Decoration.PARTIAL);
  }

  private static Interval decided(boolean holds, boolean fails) {
    return holds ? TRUE : fails ? FALSE : EITHER;
  }

  private static Interval joined(Interval[] values, int[] of, boolean isAnd) {
    Interval all = isAnd ? TRUE : FALSE;
    for (int place : of) {
      all = isAnd ? all.min(values[place]) : all.max(values[place]);
    }
    return all;
  }
}
