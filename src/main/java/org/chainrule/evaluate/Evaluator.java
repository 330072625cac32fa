package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.error.Limit;
import org.chainrule.error.NamesException;
import org.chainrule.expr.Expr;
import org.chainrule.notation.Side;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The values of expressions and of syntax trees.
 *
 * <p>Doubles are computed with a bound of their error. Where it is within one unit in the last
 * place, that double is the result; otherwise the value is computed with rising precision until two
 * results agree, and rounded. Past a thousand steps a relative error of 1e-15 for each step is let
 * pass, the bound of a kernel's error, as deep graphs cannot be recomputed to many digits in time.
 */
public final class Evaluator {
  private static final int[] PRECISIONS = {40, 100, 400, 1000};
  private static final int AGREEING = 22;
  private static final int ZERO_DIGITS = 400;

  /** Where fewer digits tell nothing, a bound that leaves so many times those asked for will do. */
  private static final int BY_BOUND_ALONE = 10;

  private static final long SMALL = 1_000;

  /** The part of it by which an approximate value may be wrong. */
  private static final double APPROXIMATE = 1e-12;

  private static final Rational STEP = new Rational(BigInteger.ONE, BigInteger.TEN.pow(40));

  private Evaluator() {}

  /** A kind of tree, by its translator. */
  private interface Kind<N> {
    Translator<N> translator(StepGraph graph, Context<N> context, Point point);
  }

  /**
   * The value of an expression.
   *
   * @throws org.chainrule.error.ChainruleException a {@link NamesException} for missing or unknown
   *     names, a {@link DomainException} where there is no real value or none that a double holds,
   *     a {@link KinkException} between cases, a {@link BudgetException} past the steps or the time
   */
  public static double evaluate(Expr expression, Point point, Context<Expr> context) {
    return value(expression, point, context, Evaluator::exprTranslator, null, 0);
  }

  /** The value of the tree as it is written, with positions in the failures. */
  public static double evaluate(Syntax tree, Point point, Context<Syntax> context) {
    return value(tree, point, context, Evaluator::syntaxTranslator, null, 0);
  }

  /** The value of an expression, some of whose last digits may be wrong. */
  public static double approximate(Expr expression, Point point, Context<Expr> context) {
    return value(expression, point, context, Evaluator::exprTranslator, null, APPROXIMATE);
  }

  /** The value of a tree, some of whose last digits may be wrong. */
  public static double approximate(Syntax tree, Point point, Context<Syntax> context) {
    return value(tree, point, context, Evaluator::syntaxTranslator, null, APPROXIMATE);
  }

  /**
   * The value of an expression as far as doubles tell it, and nothing more precise is computed;
   * empty where more than a part of it may be wrong, or where they do not decide which case holds.
   *
   * @param part how much of the value may be wrong
   * @throws org.chainrule.error.ChainruleException as {@link #evaluate} does
   */
  public static OptionalDouble inDoubles(
      Expr expression, Point point, Context<Expr> context, double part) {
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    try {
      ErrorBoundedDouble result =
          DoubleArithmetic.plain(
              new Task<>(expression, point, context, Evaluator::exprTranslator, null, budget)
                  .run(new DoubleArithmetic()));
      return isGood(result, part, budget.used())
          ? OptionalDouble.of(result.value() + 0.0)
          : OptionalDouble.empty();
    } catch (UncertainException exception) {
      return OptionalDouble.empty();
    }
  }

  /** The value right to a number of digits, found at rising precision. */
  public static BigDecimal precise(
      Expr expression, Point point, Context<Expr> context, int digits) {
    return rising(expression, point, context, Evaluator::exprTranslator, null, digits);
  }

  /** The value of the tree as it is written, right to a number of digits. */
  public static BigDecimal precise(Syntax tree, Point point, Context<Syntax> context, int digits) {
    return rising(tree, point, context, Evaluator::syntaxTranslator, null, digits);
  }

  /**
   * Looks up the names that a value needs.
   *
   * @throws NamesException if names have no value
   * @throws org.chainrule.error.ChainruleException as {@link #precise} does, where doubles do not
   *     tell which cases hold
   */
  public static void requireNames(Expr expression, Point point, Context<Expr> context) {
    requireNames(expression, point, context, Evaluator::exprTranslator);
  }

  /** As much of the tree as it is written. */
  public static void requireNames(Syntax tree, Point point, Context<Syntax> context) {
    requireNames(tree, point, context, Evaluator::syntaxTranslator);
  }

  private static <N> void requireNames(N tree, Point point, Context<N> context, Kind<N> kind) {
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    Task<N> task = new Task<>(tree, point, context, kind, null, budget);
    try {
      task.run(new DoubleArithmetic());
    } catch (UncertainException exception) {
      rise(task, AGREEING);
    }
  }

  /**
   * The power of ten below which a value of 0 lies for all that the most digits tell; empty where
   * it is 0 without rounding, or where they tell more or nothing.
   */
  public static OptionalLong boundOfZero(Expr expression, Point point, Context<Expr> context) {
    return boundOfZero(expression, point, context, Evaluator::exprTranslator);
  }

  /** As much of a tree as it is written. */
  public static OptionalLong boundOfZero(Syntax tree, Point point, Context<Syntax> context) {
    return boundOfZero(tree, point, context, Evaluator::syntaxTranslator);
  }

  private static <N> OptionalLong boundOfZero(
      N tree, Point point, Context<N> context, Kind<N> kind) {
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    try {
      Task<N> task = new Task<>(tree, point, context, kind, null, budget);
      PreciseArithmetic arithmetic =
          new PreciseArithmetic(
              PRECISIONS[PRECISIONS.length - 1], context.functions(), true, null, true);
      ErrorBoundedDecimal value = arithmetic.inRange(task.run(arithmetic));
      return value.isExact() || value.value().signum() != 0
          ? OptionalLong.empty()
          : OptionalLong.of(value.hasLost() ? (long) Math.ceil(value.lost()) : -ZERO_DIGITS);
    } catch (BudgetException | DomainException nothingTold) {
      return OptionalLong.empty();
    }
  }

  /**
   * The value with the borders between cases decided as just beside the point.
   *
   * <p>Where both sides of a comparison are equal at the point, it is decided by their difference
   * at the variable moved by a tiny step to that side; all else is computed at the point itself.
   *
   * @param variable a name such as {@code x}, or an element such as {@code x_1}
   */
  public static double evaluateSided(
      Expr expression, Point point, Context<Expr> context, String variable, Side side) {
    return value(
        expression, point, context, Evaluator::exprTranslator, new Approach(variable, side), 0);
  }

  /**
   * A point beside another: the variable moved by a step to a side that is far below the digits
   * that are told apart.
   *
   * @param variable a name such as {@code x}, or an element such as {@code x_1}
   */
  private static Point beside(Point point, String variable, Side side) {
    Object target = Point.target(variable);
    Rational step = side == Side.LEFT ? STEP.negate() : STEP;
    if (target instanceof Element element) {
      Rational value = point.element(element);
      if (value != null) {
        return point.with(element, value.plus(step));
      }
    }
    Rational value = point.scalar(variable);
    if (value == null) {
      throw new NamesException(List.of(variable), List.of());
    }
    return point.with(variable, value.plus(step));
  }

  /** The smoothness of what an evaluation computes at a place. */
  public enum Place {
    /** All comparisons are decided by more than rounding, all functions smooth. */
    SMOOTH,
    /** Compared sides are equal, or a function bends or jumps where it is taken. */
    BORDER,
    /** There is no value, or none that can be computed. */
    NOWHERE
  }

  /** What kind of place a point is for an expression. */
  public static Place place(Expr expression, Point point, Context<Expr> context) {
    return place(expression, point, context, Evaluator::exprTranslator);
  }

  /** What kind of place a point is for a tree as it was written. */
  public static Place place(Syntax tree, Point point, Context<Syntax> context) {
    return place(tree, point, context, Evaluator::syntaxTranslator);
  }

  private static <N> Place place(N tree, Point point, Context<N> context, Kind<N> kind) {
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    Task<N> task = new Task<>(tree, point, context, kind, null, budget);
    try {
      Place place = place(task, new DoubleArithmetic());
      return place == Place.BORDER ? precisePlace(task) : place;
    } catch (UncertainException tooLargeOrClose) {
      return precisePlace(task);
    } catch (ChainruleException failure) {
      return Place.NOWHERE;
    }
  }

  private static Place precisePlace(Task<?> task) {
    for (int digits : PRECISIONS) {
      try {
        return place(
            task, new PreciseArithmetic(digits, task.context.functions(), false, null, true));
      } catch (UncertainException close) {
        // More digits may tell the point from a border.
      } catch (ChainruleException failure) {
        return Place.NOWHERE;
      }
    }
    return Place.BORDER;
  }

  private static <N, T> Place place(Task<N> task, Arithmetic<T> arithmetic) {
    BoundNames<N> names = new BoundNames<>(task.point, task.context, task.graph, task.translator);
    Interpreter<T> machine = new Interpreter<>(arithmetic, names, task.budget, null);
    machine.watch();
    machine.evaluate(task.root);
    return machine.hasTouched() ? Place.BORDER : Place.SMOOTH;
  }

  private record Approach(String variable, Side side) {}

  private static Translator<Expr> exprTranslator(
      StepGraph graph, Context<Expr> context, Point point) {
    return new ExprTranslator(graph);
  }

  private static Translator<Syntax> syntaxTranslator(
      StepGraph graph, Context<Syntax> context, Point point) {
    return new SyntaxTranslator(graph, context, point);
  }

  /** One expression at one point, whatever the precision. */
  private static final class Task<N> {
    final Point point;
    final Context<N> context;
    final EvaluationSteps budget;
    final StepGraph graph = new StepGraph();
    final Translator<N> translator;
    final Step root;
    final @Nullable Approach approach;

    Task(
        N tree,
        Point point,
        Context<N> context,
        Kind<N> kind,
        @Nullable Approach approach,
        EvaluationSteps budget) {
      this.point = point;
      this.context = context;
      this.budget = budget;
      this.approach = approach;
      translator = kind.translator(graph, context, point);
      root = translator.translate(tree);
    }

    <T> T run(Arithmetic<T> arithmetic) {
      BoundNames<N> names = new BoundNames<>(point, context, graph, translator);
      T value = new Interpreter<>(arithmetic, names, budget, probe()).evaluate(root);
      List<String> unknown = context.strict() ? names.unknown() : List.of();
      if (!unknown.isEmpty()) {
        throw new NamesException(List.of(), unknown);
      }
      return value;
    }

    private Interpreter.@Nullable Probe probe() {
      if (approach == null) {
        return null;
      }
      Point moved = beside(point, approach.variable(), approach.side());
      return (left, right, indices) -> sign(left, right, indices, moved);
    }

    private int sign(Step left, Step right, Map<Integer, BigInteger> indices, Point moved) {
      PreciseArithmetic arithmetic =
          new PreciseArithmetic(ZERO_DIGITS, context.functions(), true, null);
      ErrorBoundedDecimal first = at(left, indices, moved, arithmetic);
      ErrorBoundedDecimal second = at(right, indices, moved, arithmetic);
      return arithmetic.compare(first, second);
    }

    private ErrorBoundedDecimal at(
        Step node, Map<Integer, BigInteger> indices, Point moved, PreciseArithmetic arithmetic) {
      BoundNames<N> names = new BoundNames<>(moved, context, graph, translator);
      Interpreter<ErrorBoundedDecimal> machine = new Interpreter<>(arithmetic, names, budget, null);
      indices.forEach(machine::bind);
      return machine.evaluate(node);
    }
  }

  private static <N> double value(
      N tree,
      Point point,
      Context<N> context,
      Kind<N> kind,
      @Nullable Approach approach,
      double part) {
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    Task<N> task = new Task<>(tree, point, context, kind, approach, budget);
    try {
      ErrorBoundedDouble result = DoubleArithmetic.plain(task.run(new DoubleArithmetic()));
      if (isGood(result, part, budget.used())) {
        return result.value() + 0.0;
      }
    } catch (UncertainException exception) {
      // The precise evaluation below decides.
    }
    return toDouble(rise(task, AGREEING));
  }

  private static boolean isGood(ErrorBoundedDouble result, double part, long steps) {
    double size = Math.abs(result.value());
    double allowed = steps <= SMALL ? Math.ulp(size) : size * 1e-15 * steps;
    double most = Math.max(allowed, size * part);
    return result.error() <= Math.max(most, 4 * Double.MIN_VALUE);
  }

  private static double toDouble(BigDecimal value) {
    double nearest = value.doubleValue();
    if (Double.isInfinite(nearest)) {
      throw new DomainException(
          "overflow: the value, about " + value.round(new MathContext(4)) + ", exceeds a double");
    }
    return nearest;
  }

  private static <N> BigDecimal rising(
      N tree,
      Point point,
      Context<N> context,
      Kind<N> kind,
      @Nullable Approach approach,
      int digits) {
    long most = Limit.VALUE_DIGITS.most();
    if (digits < 1 || digits > most) {
      throw Limit.VALUE_DIGITS.refusal("between 1 and " + most + " digits can be computed");
    }
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    Task<N> task = new Task<>(tree, point, context, kind, approach, budget);
    return rise(task, digits).round(new MathContext(digits));
  }

  private static BigDecimal rise(Task<?> task, int digits) {
    ErrorBoundedDecimal previous = null;
    UncertainException.Refusal refused = null;
    for (int i = 0; i < PRECISIONS.length; i++) {
      int precision = Math.max(PRECISIONS[i], PRECISIONS[i] / 10 + digits * (i + 1) + 10);
      ErrorBoundedDecimal value;
      try {
        boolean last = i == PRECISIONS.length - 1;
        PreciseArithmetic arithmetic =
            new PreciseArithmetic(precision, task.context.functions(), last, refused, true);
        value = arithmetic.inRange(task.run(arithmetic));
      } catch (UncertainException exception) {
        previous = null;
        refused = exception.refusal();
        continue;
      }
      if (value.isExact()) {
        return value.value();
      }
      // What differences lost may be small beside the rest, or all that there is.
      boolean isRight = value.isRightTo(digits);
      if (isRight
          && previous != null
          && agree(previous.value(), value.value(), digits, precision)) {
        return value.value();
      }
      boolean isBounded = value.hasLost() && value.isRightTo(BY_BOUND_ALONE * digits);
      if (i == PRECISIONS.length - 1 && isBounded) {
        return value.value();
      }
      previous = isRight ? value : null;
      if (i == PRECISIONS.length - 1 && isNegligible(value)) {
        return BigDecimal.ZERO;
      }
    }
    throw Limit.VALUE_DIGITS.refusal(
        "no " + digits + " digits of the value are certain: they cancel at any precision tried");
  }

  /**
   * Whether a value is 0 as far as the last precision tells, which bounds it well below doubles.
   */
  private static boolean isNegligible(ErrorBoundedDecimal value) {
    return (value.value().signum() == 0 || value.exponent() < -ZERO_DIGITS)
        && (!value.hasLost() || value.lost() < -ZERO_DIGITS);
  }

  private static boolean agree(BigDecimal first, BigDecimal second, int digits, int precision) {
    if (first.signum() == 0 && second.signum() == 0) {
      return precision > ZERO_DIGITS;
    }
    if (first.signum() != second.signum()) {
      return false;
    }
    BigDecimal difference = first.subtract(second, new MathContext(digits + 10));
    return difference.signum() == 0
        || (long) difference.precision() - difference.scale()
            < (long) second.precision() - second.scale() - digits;
  }
}
