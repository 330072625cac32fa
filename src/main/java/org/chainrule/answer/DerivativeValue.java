package org.chainrule.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.chainrule.condition.DomainCondition;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.Singularities;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.error.NamesException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.PointwiseDerivative;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Question;
import org.chainrule.notation.Side;
import org.chainrule.number.Rational;
import org.chainrule.print.PrintedNumbers;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The value of a derivative at a point, which exactly at a kink is as the options say. */
final class DerivativeValue {
  private static final int DIGITS = 20;
  private static final Value NOTHING = Value.of(0);

  private final Expr derivative;
  private final List<Expr> by;
  private final Expr besideJumps;
  private final Context<Expr> context;
  private final Context<Expr> sided;
  private final Context<Expr> written;
  private final Context<Syntax> trees;
  private final Question question;
  private final List<DomainCondition> domain;
  private final AtKinks atKinks;
  private final boolean hasTerms;

  /**
   * A derivative that is to be evaluated.
   *
   * @param context one whose definitions leave jumps open
   * @param sided one whose definitions have the values on jumps for where no step leaves them
   * @param written one of the definitions as they are
   * @param trees what evaluations of the expression as written go by
   * @param domain the conditions under which there is a derivative
   */
  DerivativeValue(
      Question question,
      Expr derivative,
      List<Expr> by,
      Context<Expr> context,
      Context<Expr> sided,
      Context<Expr> written,
      Context<Syntax> trees,
      List<DomainCondition> domain,
      AtKinks atKinks) {
    this.question = question;
    this.derivative = StepsAsCases.of(derivative);
    this.besideJumps = StepsAsCases.closed(derivative);
    this.by = List.copyOf(by);
    this.context = context;
    this.sided = sided;
    this.written = written;
    this.trees = trees;
    this.domain = domain;
    this.atKinks = atKinks;
    hasTerms = DomainConditions.hasDerivatives(question);
  }

  /** The value, or why there is none. */
  Value at(Point point) {
    return at(point, Closeness.DIGITS);
  }

  /** The same as closely as is asked for. */
  Value at(Point point, Closeness closeness) {
    Value plain;
    try {
      plain = closeness.value(derivative, point, context);
    } catch (DomainException | KinkException none) {
      plain = Value.none(String.valueOf(none.getMessage()));
    } catch (ChainruleException failure) {
      return Value.none(String.valueOf(failure.getMessage()));
    }
    String broken = brokenCondition(point);
    Evaluator.Place place = placeOf(point);
    // Of what has no border anywhere, only a number too large for a double seems to lie on one.
    boolean isInside = place != Evaluator.Place.BORDER || isSmooth();
    boolean isPlain = plain.error() == null && broken == null && isInside;
    if (isPlain) {
      return inDomain(plain, point);
    }
    if (broken != null && (hasTerms || inDomain(NOTHING, point).error() != null)) {
      return Value.none(broken);
    }
    PointwiseDerivative.Answer answer;
    try {
      answer = pointwise(point);
    } catch (NamesException withoutVariable) {
      // Where the variable does not occur, nothing at the point depends on it.
      return plain;
    }
    BigDecimal left = answer.left();
    BigDecimal right = answer.right();
    return switch (answer.kind()) {
      case VALUE -> left == null ? plain : hasTerms ? inDomain(number(left), point) : number(left);
      case KINK -> left == null || right == null ? atKink(point) : chosen(left, right);
      case JUMP -> Value.none("the expression jumps there" + limits(left, right));
      case STEEP ->
          Value.none(broken == null ? "the derivative grows without bound there" : broken);
      case OUTSIDE ->
          Value.none(broken == null ? "outside the domain: " + answer.reason() : broken);
      case UNTOLD ->
          broken != null
              ? Value.none(broken)
              : plain.error() != null || place == Evaluator.Place.NOWHERE
                  ? plain
                  : Value.none(
                      "whether there is a derivative there cannot be told: " + answer.reason());
    };
  }

  private boolean isSmooth() {
    return Singularities.of(question).isEmpty();
  }

  private static String limits(@Nullable BigDecimal left, @Nullable BigDecimal right) {
    return left == null || right == null || left.compareTo(right) == 0
        ? ""
        : ", from %s to %s"
            .formatted(
                PrintedNumbers.text(left.doubleValue()), PrintedNumbers.text(right.doubleValue()));
  }

  private static Value number(BigDecimal value) {
    double nearest = value.doubleValue();
    return Double.isInfinite(nearest)
        ? Value.none("overflow: the value exceeds a double")
        : Value.of(nearest + 0.0, digits -> value);
  }

  private Value chosen(BigDecimal left, BigDecimal right) {
    return chosen(left.doubleValue(), right.doubleValue());
  }

  private Value chosen(double left, double right) {
    return switch (atKinks) {
      case LEFT -> Value.of(left + 0.0);
      case RIGHT -> Value.of(right + 0.0);
      case MEAN -> Value.of(left + (right - left) / 2);
      case ERROR ->
          Value.none(
              "a kink: the left derivative is %s, the right derivative is %s"
                  .formatted(PrintedNumbers.text(left + 0.0), PrintedNumbers.text(right + 0.0)));
    };
  }

  /** The tree as it was written, where it says the same as the expression. */
  private Optional<Syntax> tree() {
    return question
        .syntax()
        .filter(tree -> !hasTerms && question.expression() == question.unevaluated());
  }

  private Evaluator.Place placeOf(Point point) {
    return tree()
        .map(tree -> Evaluator.place(tree, point, trees))
        .orElseGet(() -> Evaluator.place(question.expression(), point, written));
  }

  private PointwiseDerivative.Answer pointwise(Point point) {
    List<PointwiseDerivative.Turn> turns = new ArrayList<>();
    for (Expr each : by) {
      String name = nameAt(each, point);
      int last = turns.size() - 1;
      if (last >= 0 && turns.get(last).variable().equals(name)) {
        turns.set(last, new PointwiseDerivative.Turn(name, turns.get(last).order() + 1));
      } else {
        turns.add(new PointwiseDerivative.Turn(name, 1));
      }
    }
    return tree()
        .map(tree -> PointwiseDerivative.of(tree, point, trees, turns))
        .orElseGet(() -> PointwiseDerivative.of(question.expression(), point, written, turns));
  }

  /** The value, unless the expression itself has none there. */
  private Value inDomain(Value value, Point point) {
    try {
      expressionAt(point);
    } catch (DomainException outside) {
      return Value.none("outside the domain: " + outside.getMessage());
    } catch (KinkException undefined) {
      // Where nothing breaks, no case holds beside the point either.
      return isSmooth() ? Value.none(String.valueOf(undefined.getMessage())) : value;
    } catch (ChainruleException unknown) {
      // The derivative may need fewer names than the expression, and less work.
      return value;
    }
    return value;
  }

  private void expressionAt(Point point) {
    if (hasTerms) {
      DerivativeTerms terms = new DerivativeTerms(question, atKinks, this::limited);
      Context<Expr> within = terms.within(written, point, Closeness.NUMBER);
      terms.requireVanished(point, within);
      Evaluator.precise(terms.expression(), point, within, DIGITS);
      return;
    }
    Optional<Syntax> tree = tree();
    try {
      if (tree.isPresent()) {
        Evaluator.evaluate(tree.get(), point, trees);
      } else {
        Evaluator.evaluate(question.expression(), point, written);
      }
    } catch (DomainException perhapsOverflow) {
      // A value that no double holds is a value, and its derivative may be of ordinary size.
      if (tree.isPresent()) {
        Evaluator.precise(tree.get(), point, trees, DIGITS);
      } else {
        Evaluator.precise(question.expression(), point, written, DIGITS);
      }
    }
  }

  private Context<Expr> limited(Context<Expr> other) {
    OptionalLong deadline = written.deadline();
    return deadline.isPresent() ? other.withDeadline(deadline.getAsLong()) : other;
  }

  private @Nullable String brokenCondition(Point point) {
    Presenter presenter = new Presenter(question.spelling());
    for (DomainCondition each : domain) {
      if (each.bounds().isEmpty() && each.holds() instanceof Relation && !holds(each, point)) {
        return "outside the domain: " + presenter.text(each.holds()) + " does not hold";
      }
    }
    return null;
  }

  private boolean holds(DomainCondition condition, Point point) {
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
  private String nameAt(Expr variable, Point point) {
    if (!(variable instanceof IndexedSymbol element)) {
      return CanonicalNames.canonicalName(variable);
    }
    List<Expr> numbers = new ArrayList<>();
    for (Expr index : element.indices()) {
      BigDecimal value = Evaluator.precise(index, point, context, DIGITS);
      numbers.add(Expr.of(Rational.of(value)));
    }
    return CanonicalNames.canonicalName(IndexedSymbol.of(element.family(), numbers));
  }

  /** A kink of an inner derivative: beside the point the outer one may be smooth on each side. */
  private Value atKink(Point point) {
    if (atKinks == AtKinks.ERROR) {
      return Value.none("a kink: a derivative of lower order has no value there");
    }
    try {
      String name = nameAt(by.get(by.size() - 1), point);
      return chosen(
          Evaluator.evaluateSided(besideJumps, point, sided, name, Side.LEFT),
          Evaluator.evaluateSided(besideJumps, point, sided, name, Side.RIGHT));
    } catch (ChainruleException none) {
      return Value.none(String.valueOf(none.getMessage()));
    }
  }
}
