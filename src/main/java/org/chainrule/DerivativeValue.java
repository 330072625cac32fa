package org.chainrule;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.differentiate.OpenJumps;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.KinkException;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Side;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.number.ChainruleException;
import org.chainrule.print.Numbers;

/** The value of a derivative at a point, which exactly at a kink is as the options say. */
final class DerivativeValue {
  private static final int DIGITS = 20;

  private final Expr expression;
  private final Expr derivative;
  private final String variable;
  private final Context<Expr> context;
  private final AtKinks atKinks;
  private final Set<Function.Singularity> places;

  /**
   * A derivative that is to be evaluated.
   *
   * @param context one whose definitions leave jumps open
   */
  DerivativeValue(
      Question question, Expr derivative, Expr variable, Context<Expr> context, AtKinks atKinks) {
    places = new LinkedHashSet<>(Singularities.of(question.value()));
    question.definedValues().forEach(value -> places.addAll(Singularities.of(value)));
    this.expression = OpenJumps.of(question.value());
    this.derivative = OpenJumps.of(derivative);
    this.variable = Questions.canonicalName(variable);
    this.context = context;
    this.atKinks = atKinks;
  }

  /** The value, or why there is none. */
  Value at(Point point) {
    try {
      return jumps(point) ? Value.none("the expression jumps there") : valueOf(point);
    } catch (ChainruleException failure) {
      return Value.none(String.valueOf(failure.getMessage()));
    }
  }

  private Value valueOf(Point point) {
    try {
      return Value.of(
          Evaluator.evaluate(derivative, point, context),
          digits -> Evaluator.precise(derivative, point, context, digits));
    } catch (KinkException kink) {
      return atKink(point);
    }
  }

  private Value atKink(Point point) {
    double left = Evaluator.evaluateSided(derivative, point, context, variable, Side.LEFT);
    double right = Evaluator.evaluateSided(derivative, point, context, variable, Side.RIGHT);
    if (left == right) {
      return Value.of(left);
    }
    return switch (atKinks) {
      case LEFT -> Value.of(left);
      case RIGHT -> Value.of(right);
      case MEAN -> Value.of(left + (right - left) / 2);
      case ERROR ->
          Value.none(
              "a kink: the left derivative is %s, the right derivative is %s"
                  .formatted(Numbers.text(left), Numbers.text(right)));
    };
  }

  /** Whether the expression itself has different limits from the left and from the right. */
  private boolean jumps(Point point) {
    List<Function.Singularity> jumps =
        places.stream().filter(each -> each.kind() == Function.Break.JUMP).toList();
    for (Function.Singularity each : jumps) {
      if (isAt(each, point) && (each.everyInteger() || sidesDiffer(point))) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(Function.Singularity singularity, Point point) {
    try {
      BigDecimal locus = Evaluator.precise(singularity.locus(), point, context, DIGITS);
      return singularity.everyInteger()
          ? locus.stripTrailingZeros().scale() <= 0
          : locus.signum() == 0;
    } catch (ChainruleException elsewhere) {
      // Where the locus has no value the point is not on it.
      return false;
    }
  }

  private boolean sidesDiffer(Point point) {
    double left = Evaluator.evaluateSided(expression, point, context, variable, Side.LEFT);
    double right = Evaluator.evaluateSided(expression, point, context, variable, Side.RIGHT);
    return left != right;
  }
}
