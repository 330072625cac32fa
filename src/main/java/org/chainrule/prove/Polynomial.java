package org.chainrule.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;

/**
 * A polynomial in kernels, whose exponents need not be whole.
 *
 * @param terms the coefficients by the monomials, none of them 0
 */
record Polynomial(Map<Monomial, Rational> terms) {
  static final Polynomial ZERO = new Polynomial(Map.of());
  static final Polynomial ONE = of(Rational.ONE);

  Polynomial {
    terms = Map.copyOf(terms);
  }

  static Polynomial of(Rational number) {
    return of(Monomial.ONE, number);
  }

  static Polynomial of(Monomial monomial, Rational coefficient) {
    return coefficient.isZero() ? ZERO : new Polynomial(Map.of(monomial, coefficient));
  }

  static Polynomial of(Expr kernel) {
    return of(Monomial.of(kernel, Rational.ONE), Rational.ONE);
  }

  boolean isZero() {
    return terms.isEmpty();
  }

  boolean isOne() {
    return equals(ONE);
  }

  int size() {
    return terms.size();
  }

  /** The number that this is, if it is one. */
  Optional<Rational> number() {
    if (isZero()) {
      return Optional.of(Rational.ZERO);
    }
    return size() == 1 ? Optional.ofNullable(terms.get(Monomial.ONE)) : Optional.empty();
  }

  Polynomial plus(Polynomial other) {
    if (isZero()) {
      return other;
    }
    if (other.isZero()) {
      return this;
    }
    Map<Monomial, Rational> sum = new HashMap<>(terms);
    other.terms.forEach((monomial, each) -> add(sum, monomial, each));
    return new Polynomial(sum);
  }

  static void add(Map<Monomial, Rational> sum, Monomial monomial, Rational coefficient) {
    Rational total = sum.getOrDefault(monomial, Rational.ZERO).plus(coefficient);
    if (total.isZero()) {
      sum.remove(monomial);
    } else {
      sum.put(monomial, total);
    }
  }

  Polynomial times(Rational factor) {
    if (factor.isZero()) {
      return ZERO;
    }
    if (factor.isOne()) {
      return this;
    }
    Map<Monomial, Rational> product = new HashMap<>();
    terms.forEach((monomial, each) -> product.put(monomial, each.times(factor)));
    return new Polynomial(product);
  }

  /** The terms times a monomial, of which no relation is used. */
  Polynomial shifted(Monomial factor) {
    if (factor.isOne()) {
      return this;
    }
    Map<Monomial, Rational> product = new HashMap<>();
    terms.forEach((monomial, each) -> product.put(monomial.times(factor), each));
    return new Polynomial(product);
  }

  /** The terms in an order that depends on nothing but what they are. */
  List<Map.Entry<Monomial, Rational>> ordered() {
    List<Map.Entry<Monomial, Rational>> ordered = new ArrayList<>(terms.entrySet());
    ordered.sort(
        (one, other) -> {
          int order = Long.compare(one.getKey().order(), other.getKey().order());
          return order != 0
              ? order
              : toExpr(one.getKey()).toString().compareTo(toExpr(other.getKey()).toString());
        });
    return ordered;
  }

  /** The coefficient of the first term in that order. */
  Rational leading() {
    return ordered().get(0).getValue();
  }

  /** The coefficient of a monomial, 0 where it does not occur. */
  Rational coefficient(Monomial monomial) {
    return terms.getOrDefault(monomial, Rational.ZERO);
  }

  /** The kernels that occur. */
  Set<Expr> kernels() {
    Set<Expr> kernels = new LinkedHashSet<>();
    ordered().forEach(each -> kernels.addAll(each.getKey().exponents().keySet()));
    return kernels;
  }

  static Expr toExpr(Monomial monomial) {
    Product.Builder product = new Product.Builder();
    monomial
        .exponents()
        .forEach((kernel, exponent) -> product.multiply(kernel.power(Expr.of(exponent))));
    return product.build();
  }

  Expr toExpr() {
    Sum.Builder sum = new Sum.Builder();
    terms.forEach((monomial, coefficient) -> sum.add(coefficient, toExpr(monomial)));
    return sum.build();
  }
}
