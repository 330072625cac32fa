package org.chainrule.function;

import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.Rows.HALF;
import static org.chainrule.function.Rows.ZERO;

import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Differences of a square root and what is close to it, by the difference of their squares: {@code
 * sqrt(x + 1) - sqrt(x)} is {@code 1/(sqrt(x + 1) + sqrt(x))}, which keeps its digits.
 */
final class RootDifferences {
  /** Longer sums are left alone, as each of their roots would be compared with all of the rest. */
  private static final int MOST_TERMS = 8;

  private RootDifferences() {}

  /** The quotient, where the squares leave less than what they were. */
  static Optional<Expr> of(Sum sum) {
    return sum.terms().size() <= MOST_TERMS
        ? sum.terms().stream().map(term -> of(sum, term)).flatMap(Optional::stream).findFirst()
        : Optional.empty();
  }

  private static Optional<Expr> of(Sum sum, Sum.Term term) {
    Expr radicand = radicand(term.expression());
    if (radicand == null) {
      return Optional.empty();
    }
    Expr root = term.expression();
    Expr other =
        Sum.distributed(term.coefficient().negate().reciprocal(), sum.minus(term.toExpr()));
    Expr otherRadicand = radicand(other);
    Expr apart = radicand.minus(otherRadicand == null ? square(other) : otherRadicand);
    if (otherRadicand == null && !(apart instanceof RationalNumber)) {
      // A square is kept of the sum as it was written, be it the opposite.
      Expr opposite = square(Sum.distributed(Rational.MINUS_ONE, other));
      apart = radicand.minus(opposite) instanceof RationalNumber number ? number : apart;
    }
    if (apart.isZero()) {
      return Optional.empty();
    }
    Expr quotient = Product.scaled(term.coefficient(), apart.dividedBy(root.plus(other)));
    if (other instanceof RationalNumber number) {
      boolean isSmaller =
          number.value().signum() > 0
              && radicand instanceof Sum of
              && of.constant().equals(number.value().times(number.value()));
      return isSmaller ? Optional.of(quotient) : Optional.empty();
    }
    if (!(apart instanceof RationalNumber)) {
      return Optional.empty();
    }
    return otherRadicand != null
        ? Optional.of(quotient)
        : Optional.of(
            Piecewise.of(List.of(new Piecewise.Branch(quotient, Relation.less(ZERO, other))), sum));
  }

  private static @Nullable Expr radicand(Expr expression) {
    return expression instanceof Power power && power.exponent() == HALF ? power.base() : null;
  }
}
