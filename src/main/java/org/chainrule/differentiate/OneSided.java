package org.chainrule.differentiate;

import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.rewrite.Facts;

/**
 * An expression just beside a place: conditions whose sides meet there are decided by the side from
 * which the place is approached.
 */
public final class OneSided extends Rewriter {
  /** The side from which a place is approached. */
  public enum Side {
    LEFT(-1),
    RIGHT(1);

    private final int direction;

    Side(int direction) {
      this.direction = direction;
    }
  }

  private final Expr variable;
  private final Substitution atPlace;
  private final Side side;
  private final Facts facts;

  private OneSided(Expr variable, Expr place, Side side, Facts facts) {
    super(Math.max(variable.openedNumber(), place.openedNumber()));
    this.variable = variable;
    this.atPlace = Substitution.of(variable, place);
    this.side = side;
    this.facts = facts;
  }

  /** The limit of a piecewise continuous expression as the variable approaches the place. */
  public static Expr limit(Expr expression, Expr variable, Expr place, Side side, Facts facts) {
    OneSided decided = new OneSided(variable, place, side, facts);
    return decided.atPlace.apply(decided.apply(expression));
  }

  @Override
  public Expr visit(Relation relation) {
    Expr difference = Sum.of(relation.right(), relation.left().negate());
    if (!atPlace.apply(difference).isZero()) {
      return relation;
    }
    Expr slope =
        atPlace.apply(
            new Differentiator(variable, Definitions.none(), facts).differentiate(difference));
    int direction = facts.isPositive(slope) ? 1 : facts.isPositive(slope.negate()) ? -1 : 0;
    if (direction == 0) {
      return relation;
    }
    int sign = direction * side.direction;
    return switch (relation.operator()) {
      case LESS, LESS_OR_EQUAL -> Logical.of(sign > 0);
      case EQUAL -> Logical.FALSE;
      case NOT_EQUAL -> Logical.TRUE;
    };
  }
}
