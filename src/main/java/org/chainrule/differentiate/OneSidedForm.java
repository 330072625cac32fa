package org.chainrule.differentiate;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.Side;
import org.chainrule.rewrite.Facts;

/**
 * An expression just beside a place: conditions whose sides meet there are decided by the side from
 * which the place is approached.
 */
public final class OneSidedForm extends Rewriter {
  /** Derivatives of a difference that vanish beyond this order are taken for those of zero. */
  private static final int HIGHEST_ORDER = 4;

  /**
   * A limit.
   *
   * @param value the expression at the place, conditions that meet there decided
   * @param undecided the slopes whose signs would decide the conditions that are left
   */
  public record Limit(Expr value, Set<Expr> undecided) {}

  private final Expr variable;
  private final Substitution atPlace;
  private final Side side;
  private final Facts facts;
  private final UnaryOperator<Expr> simplify;
  private final Set<Expr> undecided = new LinkedHashSet<>();

  private OneSidedForm(
      Expr variable, Expr place, Side side, Facts facts, UnaryOperator<Expr> simplify) {
    super(Math.max(Symbol.largestOpened(variable), Symbol.largestOpened(place)));
    this.variable = variable;
    this.atPlace = Substitution.of(variable, place);
    this.side = side;
    this.facts = facts;
    this.simplify = simplify;
  }

  /** The limit of a piecewise continuous expression as the variable approaches the place. */
  public static Limit limit(
      Expr expression,
      Expr variable,
      Expr place,
      Side side,
      Facts facts,
      UnaryOperator<Expr> simplify) {
    OneSidedForm decided = new OneSidedForm(variable, place, side, facts, simplify);
    Expr value = decided.atPlace.apply(decided.apply(expression));
    return new Limit(value, decided.undecided);
  }

  private Expr valueAtPlace(Expr expression) {
    Expr value = atPlace.apply(expression);
    return value.isZero() ? value : simplify.apply(value);
  }

  @Override
  public Expr visit(Relation relation) {
    Expr difference = Sum.of(relation.right(), relation.left().negate());
    if (!valueAtPlace(difference).isZero()) {
      return relation;
    }
    // The first derivative that does not vanish has the say: x^2 is above 0 on both sides of 0.
    Expr derived = difference;
    Expr slope = difference;
    int order = 0;
    while (slope.isZero() || order == 0) {
      if (order == HIGHEST_ORDER || derived.isZero()) {
        return Relation.of(relation.operator(), slope, slope);
      }
      derived = new Differentiator(variable, Definitions.none(), facts).differentiate(derived);
      slope = valueAtPlace(derived);
      order++;
    }
    int direction = facts.isPositive(slope) ? 1 : facts.isPositive(slope.negate()) ? -1 : 0;
    if (direction == 0) {
      undecided.add(slope);
      return relation;
    }
    int sign = side == Side.LEFT && order % 2 == 1 ? -direction : direction;
    return switch (relation.operator()) {
      case LESS, LESS_OR_EQUAL -> Logical.of(sign > 0);
      case EQUAL -> Logical.FALSE;
      case NOT_EQUAL -> Logical.TRUE;
    };
  }
}
