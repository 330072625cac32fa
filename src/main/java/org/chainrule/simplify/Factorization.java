package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.number.Rational;

/**
 * An expression as a product of factors over the rational numbers, as a fraction of polynomials in
 * all that is no sum, product or whole power.
 *
 * @param expression the product
 * @param open those factors that may have factors themselves
 */
public record Factorization(Expr expression, List<Expr> open) {
  public Factorization {
    open = List.copyOf(open);
  }

  /** The factors of an expression; itself where it is too large for that. */
  public static Factorization of(Expr expression) {
    try {
      RationalForm form = new RationalForm();
      return of(form.fraction(expression), form);
    } catch (BudgetException | DomainException | ArithmeticException tooLarge) {
      return new Factorization(expression, List.of(expression));
    }
  }

  private static Factorization of(Fraction fraction, RationalForm form) {
    List<Expr> open = new ArrayList<>();
    Map<Polynomial, Integer> powers = new LinkedHashMap<>();
    fraction
        .powers()
        .forEach(
            (factor, power) ->
                CommonDivisor.powers(factor)
                    .forEach(
                        (squareFree, often) -> {
                          PolynomialFactors found = PolynomialFactors.of(squareFree);
                          found
                              .factors()
                              .forEach(each -> powers.merge(each, power * often, Integer::sum));
                          found.open().forEach(each -> open.add(form.expression(each)));
                        }));
    Product.Builder product = new Product.Builder();
    Rational front = fraction.coefficient();
    for (Map.Entry<Polynomial, Integer> each : powers.entrySet()) {
      Polynomial factor = each.getKey();
      // A minus in front goes to a difference, whose sides change places.
      boolean isTurned =
          front.signum() < 0
              && each.getValue() == 1
              && factor.coefficients().stream().anyMatch(one -> one.signum() < 0);
      front = isTurned ? front.negate() : front;
      Polynomial turned = isTurned ? factor.times(Rational.MINUS_ONE) : factor;
      product.multiply(Power.of(form.expression(turned), Expr.of(each.getValue())));
    }
    product.multiply(front);
    product.multiply(form.expression(fraction.monomial()));
    return new Factorization(product.build(), open);
  }
}
