package org.chainrule.simplify;

import java.util.Optional;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;

/** A product over an index without one of its factors, over the same product with it. */
final class MissingFactor {
  private MissingFactor() {}

  /** Adds the expression with such a quotient as one over the missing factor. */
  static void add(Forms of, Candidates candidates) {
    quotient(of.node(), of.known()).ifPresent(candidates::add);
  }

  /**
   * The expression with such a quotient as one over the missing factor. Only where the whole
   * product stands below the line already: it says that no factor is 0.
   */
  private static Optional<Expr> quotient(Expr expression, Facts facts) {
    if (!(expression instanceof Product product)) {
      return Optional.empty();
    }
    for (Product.Factor whole : product.factors()) {
      boolean divides =
          isProduct(whole.base())
              && whole.exponent() instanceof RationalNumber power
              && power.value().signum() < 0;
      if (!divides) {
        continue;
      }
      for (Product.Factor part : product.factors()) {
        if (isProduct(part.base()) && part.exponent().isOne()) {
          Optional<Expr> missing =
              missing((Reduction) whole.base(), (Reduction) part.base(), facts);
          if (missing.isPresent()) {
            return Optional.of(
                Product.of(product.lowered(part.base()), whole.base().dividedBy(missing.get())));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isProduct(Expr base) {
    return base instanceof Reduction reduction
        && reduction.operator() == Reduction.Operator.PRODUCT;
  }

  /** The factor of the whole that is missing in the part. */
  private static Optional<Expr> missing(Reduction whole, Reduction part, Facts facts) {
    Symbol index =
        Symbol.opened(
            Math.max(Symbol.largestOpened((Expr) whole), Symbol.largestOpened((Expr) part)) + 1);
    Binder.Opened all = whole.open(index);
    Binder.Opened some = part.open(index);
    if (whole.lower() != part.lower()
        || whole.upper() != part.upper()
        || all.body() != some.body()
        || all.condition() != Logical.TRUE
        || !(some.condition() instanceof Relation relation)
        || relation.operator() != Relation.Operator.NOT_EQUAL) {
      return Optional.empty();
    }
    Expr place = relation.left() == index ? relation.right() : relation.left();
    boolean isIndex = relation.left() == index || relation.right() == index;
    boolean inRange =
        isIndex
            && facts.decide(Relation.lessOrEqual(whole.lower(), place)).orElse(false)
            && facts.decide(Relation.lessOrEqual(place, whole.upper())).orElse(false);
    return inRange ? Optional.of(whole.bodyAt(place)) : Optional.empty();
  }
}
