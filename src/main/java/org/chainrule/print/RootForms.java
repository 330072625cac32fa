package org.chainrule.print;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Square roots in a product as they are written: nodes hold {@code 1/sqrt(2*pi)} as {@code
 * sqrt(2)/2} over {@code sqrt(pi)}, which reads back as the same node either way.
 *
 * @param coefficient the number in front that remains
 * @param joined the root as it is written, or none
 * @param taken the factors that are written in it
 */
record RootForms(Rational coefficient, List<Root> joined, Set<Product.Factor> taken) {
  /**
   * A root of a number, and of a name times it or below it.
   *
   * @param below whether the root stands below the bar
   * @param partnerBelow whether the name stands below the number under the root
   */
  record Root(Rational number, @Nullable Expr partner, boolean below, boolean partnerBelow) {}

  boolean holds(Product.Factor factor) {
    return taken.contains(factor);
  }

  static RootForms of(Product product) {
    RootForms none = new RootForms(product.coefficient(), List.of(), Set.of());
    Product.Factor number = null;
    Product.Factor partner = null;
    int partners = 0;
    boolean bare = true;
    for (Product.Factor factor : product.factors()) {
      boolean half = isHalf(factor.exponent());
      if (factor.base() instanceof RationalNumber) {
        if (number != null || !factor.exponent().equals(RationalNumber.HALF)) {
          return none;
        }
        number = factor;
      } else if (half && isName(factor.base())) {
        boolean constant = factor.base() instanceof NamedConstant;
        partner = partner == null || constant ? factor : partner;
        partners++;
      } else {
        bare = false;
      }
    }
    if (number == null || !((RationalNumber) number.base()).value().isInteger()) {
      return none;
    }
    if (partners != 1) {
      bare &= partners == 0;
      partner = partner != null && partner.base() instanceof NamedConstant ? partner : null;
    }
    return of(product.coefficient(), number, partner, bare, none);
  }

  private static RootForms of(
      Rational coefficient,
      Product.Factor number,
      Product.@Nullable Factor partner,
      boolean bare,
      RootForms none) {
    Rational value = ((RationalNumber) number.base()).value();
    Rational multiplied = coefficient.times(value);
    boolean cancels =
        multiplied.denominator().multiply(value.numerator()).equals(coefficient.denominator());
    Set<Product.Factor> taken = new HashSet<>(List.of(number));
    if (partner == null) {
      return cancels && !bare
          ? new RootForms(multiplied, List.of(new Root(value, null, true, false)), taken)
          : none;
    }
    taken.add(partner);
    boolean below = ((RationalNumber) partner.exponent()).value().signum() < 0;
    if (below) {
      return cancels
          ? new RootForms(multiplied, List.of(new Root(value, partner.base(), true, false)), taken)
          : new RootForms(
              coefficient, List.of(new Root(value, partner.base(), false, true)), taken);
    }
    return new RootForms(
        coefficient, List.of(new Root(value, partner.base(), false, false)), taken);
  }

  private static boolean isHalf(Expr exponent) {
    return exponent instanceof RationalNumber number && number.value().abs().equals(Rational.HALF);
  }

  private static boolean isName(Expr base) {
    return base == NamedConstant.PI || base instanceof Symbol || base instanceof IndexedSymbol;
  }
}
