package org.chainrule.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.number.Rational;

/** The division of polynomials that leaves no rest. */
final class Division {
  /** Longer dividends are not divided. */
  private static final int MOST_TERMS = 400;

  private Division() {}

  /** The quotient, if the divisor is a factor and no relation between kernels is needed. */
  static Optional<Polynomial> exact(Polynomial dividend, Polynomial divisor) {
    if (dividend.size() > MOST_TERMS || divisor.size() > dividend.size()) {
      return Optional.empty();
    }
    List<Expr> order = new ArrayList<>(divisor.kernels());
    Set<Expr> present = dividend.kernels();
    if (!present.containsAll(order)) {
      return Optional.empty();
    }
    for (Expr kernel : order) {
      boolean isFree =
          kernel != Kernels.I
              && !Kernels.isIdempotent(kernel)
              && !Kernels.is(kernel, Kernels.SIGN)
              && !Kernels.is(kernel, Kernels.MAGNITUDE);
      if (!isFree) {
        return Optional.empty();
      }
    }
    present.stream().filter(kernel -> !order.contains(kernel)).forEach(order::add);
    Map.Entry<Monomial, Rational> first = largest(divisor.terms(), order);
    Map<Monomial, Rational> rest = new HashMap<>(dividend.terms());
    Map<Monomial, Rational> quotient = new HashMap<>();
    int left = 4 * dividend.size();
    while (!rest.isEmpty()) {
      Map.Entry<Monomial, Rational> top = largest(rest, order);
      Monomial factor = top.getKey().times(first.getKey().inverse());
      if (left-- == 0 || !isWithin(factor)) {
        return Optional.empty();
      }
      Rational coefficient = top.getValue().dividedBy(first.getValue());
      quotient.put(factor, coefficient);
      divisor
          .terms()
          .forEach(
              (monomial, each) ->
                  Polynomial.add(rest, monomial.times(factor), each.times(coefficient).negate()));
    }
    return Optional.of(new Polynomial(quotient));
  }

  private static boolean isWithin(Monomial monomial) {
    return monomial.exponents().entrySet().stream()
        .allMatch(each -> each.getValue().signum() > 0 || Kernels.isUnit(each.getKey()));
  }

  private static Map.Entry<Monomial, Rational> largest(
      Map<Monomial, Rational> terms, List<Expr> order) {
    Map.Entry<Monomial, Rational> largest = null;
    for (Map.Entry<Monomial, Rational> each : terms.entrySet()) {
      if (largest == null || isLarger(each.getKey(), largest.getKey(), order)) {
        largest = each;
      }
    }
    if (largest == null) {
      throw new IllegalArgumentException("a polynomial without terms");
    }
    return largest;
  }

  private static boolean isLarger(Monomial one, Monomial other, List<Expr> order) {
    for (Expr kernel : order) {
      int compared = one.exponentOf(kernel).compareTo(other.exponentOf(kernel));
      if (compared != 0) {
        return compared > 0;
      }
    }
    return false;
  }
}
