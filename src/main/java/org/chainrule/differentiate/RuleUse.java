package org.chainrule.differentiate;

import java.util.List;
import java.util.function.Predicate;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.trace.Rule;

/**
 * A use of a rule of differentiation, by the name that a course has for it.
 *
 * @param subject what it is about, such as the function
 */
record RuleUse(Rule rule, String subject) {
  static RuleUse of(Rule rule) {
    return new RuleUse(rule, "");
  }

  /**
   * The use for an expression.
   *
   * @param isConstant whether the variable is not in a part of it
   * @param arePowersApart whether powers in a product have steps of their own
   */
  static RuleUse of(Expr node, Predicate<Expr> isConstant, boolean arePowersApart) {
    if (node instanceof Product product) {
      return ofProduct(product, isConstant, arePowersApart);
    }
    if (node instanceof Power power) {
      return ofPower(power, isConstant);
    }
    if (node instanceof Apply apply) {
      return new RuleUse(Rule.FUNCTION, apply.function().name());
    }
    if (node instanceof Reduction reduction) {
      return of(
          switch (reduction.operator()) {
            case SUM -> Rule.INDEXED_SUM;
            case PRODUCT -> Rule.INDEXED_PRODUCT;
            case MAXIMUM, MINIMUM -> Rule.EXTREMUM;
          });
    }
    if (node instanceof Symbol || node instanceof IndexedSymbol) {
      return of(Rule.DEFINITION);
    }
    return of(
        node instanceof Sum ? Rule.SUM : node instanceof Piecewise ? Rule.CASES : Rule.REPEATED);
  }

  private static RuleUse ofProduct(
      Product product, Predicate<Expr> isConstant, boolean arePowersApart) {
    List<Product.Factor> moving =
        product.factors().stream().filter(each -> !isConstant.test(each.toExpr())).toList();
    if (moving.size() == 1) {
      return arePowersApart || !(moving.get(0).toExpr() instanceof Power power)
          ? of(Rule.CONSTANT_FACTOR)
          : ofPower(power, isConstant);
    }
    long divisors = moving.stream().filter(RuleUse::isDivisor).count();
    return of(moving.size() == 2 && divisors == 1 ? Rule.QUOTIENT : Rule.PRODUCT);
  }

  private static boolean isDivisor(Product.Factor factor) {
    return factor.divides() && factor.inverse().exponent().isOne();
  }

  private static RuleUse ofPower(Power power, Predicate<Expr> isConstant) {
    if (Product.Factor.of(power).asExponential().isPresent()) {
      return new RuleUse(
          Rule.FUNCTION, power.base() instanceof Apply apply ? apply.function().name() : "exp");
    }
    return of(isConstant.test(power.exponent()) ? Rule.POWER : Rule.EXPONENT);
  }
}
