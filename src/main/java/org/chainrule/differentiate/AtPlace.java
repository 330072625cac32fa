package org.chainrule.differentiate;

import java.util.function.UnaryOperator;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;

/**
 * An expression at a place, of its cases only those that hold there: others may have no value, as
 * {@code sin(x)/x} where it is meant for {@code x != 0}.
 */
public final class AtPlace extends Rewriter {
  private final Substitution place;
  private final UnaryOperator<Expr> simplify;

  private AtPlace(Expr variable, Expr place, UnaryOperator<Expr> simplify) {
    super(Math.max(Symbol.largestOpened(variable), Symbol.largestOpened(place)));
    this.place = Substitution.of(variable, place);
    this.simplify = simplify;
  }

  /**
   * The expression with a place for the variable.
   *
   * @throws DomainException where it has no value there
   */
  public static Expr of(Expr expression, Expr variable, Expr place, UnaryOperator<Expr> simplify) {
    AtPlace decided = new AtPlace(variable, place, simplify);
    return decided.place.apply(decided.apply(expression));
  }

  @Override
  public Expr visit(Relation relation) {
    try {
      Expr difference =
          simplify.apply(place.apply(Sum.of(relation.left(), relation.right().negate())));
      if (difference instanceof RationalNumber number) {
        int sign = number.value().signum();
        return switch (relation.operator()) {
          case LESS -> Logical.of(sign < 0);
          case LESS_OR_EQUAL -> Logical.of(sign <= 0);
          case EQUAL -> Logical.of(sign == 0);
          case NOT_EQUAL -> Logical.of(sign != 0);
        };
      }
    } catch (DomainException elsewhere) {
      return relation;
    }
    return relation;
  }
}
