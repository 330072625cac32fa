package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.expr.Expr;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The derivative at one point as the limits of the expression itself say: from its value there and
 * its expansions on both sides, never from a formula for the derivative.
 */
public final class PointwiseDerivative {
  private static final int[] PRECISIONS = {50, 120, 400, 1_000};
  private static final int[] LENGTHS = {6, 18};
  private static final int AGREEING = 22;

  private PointwiseDerivative() {}

  /**
   * A derivative by one variable.
   *
   * @param variable a name such as {@code x}, or an element such as {@code x_1}
   * @param order how often it is taken
   */
  public record Turn(String variable, int order) {}

  /** The kinds of what there is at a point. */
  public enum Kind {
    /** A derivative. */
    VALUE,
    /** A derivative on each side, and not the same. */
    KINK,
    /** A value that is not the limit on one of the sides. */
    JUMP,
    /** A slope that grows without bound. */
    STEEP,
    /** No value there, or on one of the sides none. */
    OUTSIDE,
    /** None of these that could be told. */
    UNTOLD
  }

  /**
   * The answer.
   *
   * @param kind what there is
   * @param left the derivative, or that on the left, or the limit on the left
   * @param right the derivative, or that on the right, or the limit on the right
   * @param reason what is in the way, if that is known
   */
  public record Answer(
      Kind kind, @Nullable BigDecimal left, @Nullable BigDecimal right, String reason) {}

  /** The derivative of an expression in turn by some variables. */
  public static Answer of(Expr expression, Point point, Context<Expr> context, List<Turn> turns) {
    StepGraph graph = new StepGraph();
    return new Task<>(
            expression, point, context, graph, new ExprTranslator(graph), List.copyOf(turns))
        .answer();
  }

  /** The derivative of a tree as it was written in turn by some variables. */
  public static Answer of(Syntax tree, Point point, Context<Syntax> context, List<Turn> turns) {
    StepGraph graph = new StepGraph();
    return new Task<>(
            tree,
            point,
            context,
            graph,
            new SyntaxTranslator(graph, context, point),
            List.copyOf(turns))
        .answer();
  }

  /** The signal that a derivative is not there. */
  private static final class AbsentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient @Nullable Object left;
    private final transient @Nullable Object right;

    AbsentException(Kind kind, @Nullable Object left, @Nullable Object right) {
      super(kind.name(), null, false, false);
      this.kind = kind;
      this.left = left;
      this.right = right;
    }
  }

  private static final class Task<N> {
    private final Point point;
    private final Context<N> context;
    private final StepGraph graph;
    private final Translator<N> translator;
    private final List<Turn> turns;
    private final Step root;
    private final EvaluationSteps budget;
    private final List<Step> variables = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private int length;

    Task(
        N tree,
        Point point,
        Context<N> context,
        StepGraph graph,
        Translator<N> translator,
        List<Turn> turns) {
      this.point = point;
      this.context = context;
      this.graph = graph;
      this.translator = translator;
      this.turns = turns;
      budget = new EvaluationSteps(context.steps(), context.deadline());
      root = translator.translate(tree);
      for (Turn turn : turns) {
        Object target = Point.target(turn.variable());
        names.add(target.toString());
        variables.add(target instanceof Element element ? element(element) : symbol(turn));
      }
    }

    private Step element(Element element) {
      List<Step> indices = new ArrayList<>();
      for (BigInteger index : element.indices()) {
        indices.add(graph.number(index));
      }
      return graph.node(Step.Kind.ELEMENT, indices, Step.Detail.NONE.name(element.family()), null);
    }

    private Step symbol(Turn turn) {
      return graph.node(Step.Kind.SYMBOL, List.of(), Step.Detail.NONE.name(turn.variable()), null);
    }

    Answer answer() {
      int orders = turns.stream().mapToInt(Turn::order).sum();
      String untold = "";
      for (int more : LENGTHS) {
        length = more + orders;
        try {
          return rising();
        } catch (UntoldException exception) {
          untold = String.valueOf(exception.getMessage());
        } catch (BudgetException exception) {
          return new Answer(Kind.UNTOLD, null, null, String.valueOf(exception.getMessage()));
        }
      }
      return new Answer(Kind.UNTOLD, null, null, untold);
    }

    private Answer rising() {
      Answer previous = null;
      UncertainException.Refusal refused = null;
      for (int i = 0; i < PRECISIONS.length; i++) {
        boolean isLast = i == PRECISIONS.length - 1;
        PreciseArithmetic arithmetic =
            new PreciseArithmetic(PRECISIONS[i], context.functions(), isLast, refused, true);
        try {
          Answer answer = with(arithmetic);
          if (isLast || previous != null && agree(previous, answer)) {
            return answer;
          }
          previous = answer;
        } catch (UncertainException exception) {
          refused = exception.refusal();
          previous = null;
        }
      }
      throw new UntoldException("no digits are certain");
    }

    private static boolean agree(Answer first, Answer second) {
      return first.kind() == second.kind()
          && agree(first.left(), second.left())
          && agree(first.right(), second.right());
    }

    private static boolean agree(@Nullable BigDecimal first, @Nullable BigDecimal second) {
      if (first == null || second == null) {
        // What has no number to compare is left to the last precision.
        return false;
      }
      BigDecimal difference = first.subtract(second);
      return difference.signum() == 0
          || (long) difference.precision() - difference.scale()
              < (long) second.precision() - second.scale() - AGREEING;
    }

    private Answer with(PreciseArithmetic arithmetic) {
      try {
        BigDecimal value =
            arithmetic.inRange(derivative(turns.size(), arithmetic, Map.of())).value();
        return new Answer(Kind.VALUE, value, value, "");
      } catch (AbsentException absent) {
        boolean isTold =
            absent.left instanceof ErrorBoundedDecimal
                && absent.right instanceof ErrorBoundedDecimal;
        return new Answer(
            absent.kind,
            isTold && absent.left instanceof ErrorBoundedDecimal left
                ? arithmetic.inRange(left).value()
                : null,
            isTold && absent.right instanceof ErrorBoundedDecimal right
                ? arithmetic.inRange(right).value()
                : null,
            "");
      } catch (DomainException | KinkException outside) {
        return new Answer(Kind.OUTSIDE, null, null, String.valueOf(outside.getMessage()));
      }
    }

    private <C> C evaluated(Step node, Arithmetic<C> arithmetic, Map<String, C> values) {
      BoundNames<N> meanings = new BoundNames<>(point, context, graph, translator);
      Interpreter<C> machine = new Interpreter<>(arithmetic, meanings, budget, null);
      values.forEach(machine::define);
      return machine.evaluate(node);
    }

    /** The derivative by the first so many variables, in arithmetic on numbers or on series. */
    private <C> C derivative(int count, Arithmetic<C> base, Map<String, C> values) {
      if (count == 0) {
        return evaluated(root, base, values);
      }
      C own = derivative(count - 1, base, values);
      Series<C> left = beside(count, base, values, -1);
      Series<C> right = beside(count, base, values, 1);
      return new Sides<>(base, own, left, right).derivative(turns.get(count - 1).order());
    }

    private <C> Series<C> beside(int count, Arithmetic<C> base, Map<String, C> values, int side) {
      SeriesArithmetic<C> series =
          new SeriesArithmetic<>(base, context.functions(), budget, length);
      Map<String, Series<C>> lifted = new HashMap<>();
      values.forEach((name, value) -> lifted.put(name, series.constant(value)));
      String name = names.get(count - 1);
      C here = values.get(name);
      C place = here == null ? evaluated(variables.get(count - 1), base, values) : here;
      lifted.put(name, series.add(series.constant(place), series.infinitesimal(side)));
      return derivative(count - 1, series, lifted);
    }
  }

  /** A function at a place and on both sides of it. */
  private record Sides<C>(Arithmetic<C> base, C own, Series<C> left, Series<C> right) {
    C derivative(int order) {
      requireBounded(left);
      requireBounded(right);
      C zero = base.of(Rational.ZERO);
      C factorial = base.of(Rational.ONE);
      C result = own;
      for (int power = 0; power <= order; power++) {
        C factor = power == 0 ? factorial : base.multiply(factorial, base.of(Rational.of(power)));
        factorial = factor;
        Rational exponent = Rational.of(power);
        requireSmooth(left, exponent);
        requireSmooth(right, exponent);
        C onRight = base.multiply(right.terms().getOrDefault(exponent, zero), factor);
        C onLeft = base.multiply(left.terms().getOrDefault(exponent, zero), factor);
        if (power % 2 == 1) {
          onLeft = base.negate(onLeft);
        }
        boolean isJump = power == 0 && (!isSame(onLeft, own) || !isSame(onRight, own));
        if (isJump) {
          throw new AbsentException(Kind.JUMP, onLeft, onRight);
        }
        if (!isSame(onLeft, onRight)) {
          boolean isWanted = power == order;
          throw new AbsentException(Kind.KINK, isWanted ? onLeft : null, isWanted ? onRight : null);
        }
        result = onRight;
      }
      boolean isUnsure = order > 1 && (left.isRough() || right.isRough());
      if (isUnsure) {
        throw new UntoldException("what is left out may oscillate");
      }
      return result;
    }

    private boolean isSame(C first, C second) {
      return base.vanishes(base.add(first, base.negate(second)));
    }

    private static void requireBounded(Series<?> side) {
      if (!side.terms().isEmpty() && side.leading().signum() < 0) {
        throw new AbsentException(Kind.JUMP, null, null);
      }
    }

    /** Requires that up to a whole power all is known, and that there are no broken powers. */
    private static void requireSmooth(Series<?> side, Rational power) {
      SortedMap<Rational, ?> before = side.terms().headMap(power);
      if (before.keySet().stream().anyMatch(each -> !each.isInteger())) {
        throw new AbsentException(Kind.STEEP, null, null);
      }
      if (side.order() != null && side.order().compareTo(power) <= 0) {
        throw new UntoldException("the expansion ends too early");
      }
    }
  }
}
