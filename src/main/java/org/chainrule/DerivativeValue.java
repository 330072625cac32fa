package org.chainrule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.differentiate.Dependence;
import org.chainrule.differentiate.OpenJumps;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.KinkException;
import org.chainrule.evaluate.NamesException;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Side;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.number.ChainruleException;
import org.chainrule.number.DomainException;
import org.chainrule.number.Rational;
import org.chainrule.print.Numbers;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The value of a derivative at a point, which exactly at a kink is as the options say. */
final class DerivativeValue {
  private static final int DIGITS = 20;

  private final Expr expression;
  private final Expr derivative;
  private final Expr variable;
  private final Expr besideJumps;
  private final Context<Expr> context;
  private final Context<Expr> sided;
  private final Context<Syntax> trees;
  private final Question question;
  private final List<DomainConditions.Condition> domain;
  private final AtKinks atKinks;
  private final Set<Singularities.Jump> jumps;

  /**
   * A derivative that is to be evaluated.
   *
   * @param context one whose definitions leave jumps open
   * @param sided one whose definitions have the values on jumps for where no step leaves them
   * @param trees what evaluations of the expression as written go by
   * @param domain the conditions under which there is a derivative
   */
  DerivativeValue(
      Question question,
      Expr derivative,
      Expr variable,
      Context<Expr> context,
      Context<Expr> sided,
      Context<Syntax> trees,
      List<DomainConditions.Condition> domain,
      AtKinks atKinks) {
    jumps = new LinkedHashSet<>(Singularities.jumps(question.value()));
    question.definedValues().forEach(value -> jumps.addAll(Singularities.jumps(value)));
    Dependence dependence = new Dependence(variable, question.definitions());
    jumps.removeIf(each -> !dependence.of(each.count()));
    this.question = question;
    this.expression = OpenJumps.closed(question.value());
    this.derivative = OpenJumps.of(derivative);
    this.besideJumps = OpenJumps.closed(derivative);
    this.variable = variable;
    this.context = context;
    this.sided = sided;
    this.trees = trees;
    this.domain = domain;
    this.atKinks = atKinks;
  }

  /** The value, or why there is none. */
  Value at(Point point) {
    try {
      Value value = jumps(point) ? Value.none("the expression jumps there") : valueOf(point);
      return value.error() == null ? inDomain(value, point) : value;
    } catch (DomainException outside) {
      String broken = brokenCondition(point);
      return Value.none(broken == null ? String.valueOf(outside.getMessage()) : broken);
    } catch (ChainruleException failure) {
      return Value.none(String.valueOf(failure.getMessage()));
    }
  }

  /** The value, unless the expression itself has none there or is on the edge of its domain. */
  private Value inDomain(Value value, Point point) {
    String broken = brokenCondition(point);
    if (broken != null) {
      return Value.none(broken);
    }
    try {
      expressionAt(point);
    } catch (DomainException outside) {
      return Value.none("outside the domain: " + outside.getMessage());
    } catch (KinkException between) {
      return Value.none(String.valueOf(between.getMessage()));
    } catch (ChainruleException unknown) {
      // The derivative may need fewer names than the expression, and less work.
      return value;
    }
    return value;
  }

  private void expressionAt(Point point) {
    Syntax tree = question.reading().syntax();
    boolean asWritten = question.expression() == question.reading().expression();
    try {
      if (asWritten) {
        Evaluator.evaluate(tree, point, trees);
      } else {
        Evaluator.evaluate(question.expression(), point, context);
      }
    } catch (DomainException perhapsOverflow) {
      // A value that no double holds is a value, and its derivative may be of ordinary size.
      if (asWritten) {
        Evaluator.precise(tree, point, trees, DIGITS);
      } else {
        Evaluator.precise(question.expression(), point, context, DIGITS);
      }
    }
  }

  private @Nullable String brokenCondition(Point point) {
    Presenter presenter = new Presenter(question.spelling());
    for (DomainConditions.Condition each : domain) {
      if (each.bounds().isEmpty() && each.holds() instanceof Relation && !holds(each, point)) {
        return "outside the domain: " + presenter.text(each.holds()) + " does not hold";
      }
    }
    return null;
  }

  private boolean holds(DomainConditions.Condition condition, Point point) {
    Expr one = RationalNumber.ONE;
    Expr truth =
        Piecewise.of(List.of(new Piecewise.Branch(one, condition.holds())), RationalNumber.ZERO);
    try {
      return Evaluator.evaluate(truth, point, context) != 0;
    } catch (ChainruleException unknown) {
      // What has no value itself is told of the expression.
      return true;
    }
  }

  /** The variable as the point names it: with numbers for its indices. */
  private String nameAt(Point point) {
    if (!(variable instanceof IndexedSymbol element)) {
      return Questions.canonicalName(variable);
    }
    List<Expr> numbers = new ArrayList<>();
    for (Expr index : element.indices()) {
      BigDecimal value = Evaluator.precise(index, point, context, DIGITS);
      numbers.add(Expr.of(Rational.of(value)));
    }
    return Questions.canonicalName(IndexedSymbol.of(element.family(), numbers));
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
    String name = nameAt(point);
    double left = Evaluator.evaluateSided(besideJumps, point, sided, name, Side.LEFT);
    double right = Evaluator.evaluateSided(besideJumps, point, sided, name, Side.RIGHT);
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
    for (Singularities.Jump each : jumps) {
      if (isLeft(each, point) && (each.everyInteger() || sidesDiffer(point))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a point lies on a place that it leaves as it moves. */
  private boolean isLeft(Singularities.Jump jump, Point point) {
    try {
      double count = Evaluator.evaluate(jump.count(), point, context);
      if (count == 0) {
        return false;
      }
      Point moved = Evaluator.beside(point, nameAt(point), Side.RIGHT);
      return count > Evaluator.evaluate(jump.count(), moved, context);
    } catch (NamesException open) {
      // The indices of a definition stand for any: what the expression does there decides.
      return !jump.everyInteger();
    } catch (ChainruleException elsewhere) {
      // Where the locus has no value the point is not on it.
      return false;
    }
  }

  private boolean sidesDiffer(Point point) {
    String name = nameAt(point);
    double left = Evaluator.evaluateSided(expression, point, sided, name, Side.LEFT);
    double right = Evaluator.evaluateSided(expression, point, sided, name, Side.RIGHT);
    return left != right;
  }
}
