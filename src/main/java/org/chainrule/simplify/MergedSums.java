package org.chainrule.simplify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/** The merging of sums over the same range with the same cofactor, under one sign. */
final class MergedSums {
  /** The parts that sums must share to be merged. */
  private record Key(Expr lower, Expr upper, Expr condition, Expr cofactor) {}

  private MergedSums() {}

  /** Adds the sum with its parts merged, and the product without its minus. */
  static void add(Forms of, Candidates candidates) {
    of(of.node()).ifPresent(candidates::add);
    withoutSign(of.node()).ifPresent(candidates::add);
  }

  /** The sum with its parts merged; empty where no two fit together. */
  private static Optional<Expr> of(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      return Optional.empty();
    }
    Symbol index = Symbol.opened(Symbol.largestOpened(sum) + 1);
    Map<Key, Sum.Builder> bodies = new LinkedHashMap<>();
    Sum.Builder result = new Sum.Builder().add(RationalNumber.of(sum.constant()));
    int merged = 0;
    for (Sum.Term term : sum.terms()) {
      Optional<Reduction> found = reduction(term.expression());
      if (found.isEmpty()) {
        result.add(term.coefficient(), term.expression());
        continue;
      }
      Reduction reduction = found.get();
      Binder.Opened inside = reduction.open(index);
      Expr cofactor = cofactor(term.expression(), reduction);
      Key key = new Key(reduction.lower(), reduction.upper(), inside.condition(), cofactor);
      merged += bodies.containsKey(key) ? 1 : 0;
      bodies
          .computeIfAbsent(key, missing -> new Sum.Builder())
          .add(term.coefficient(), inside.body());
    }
    if (merged == 0) {
      return Optional.empty();
    }
    bodies.forEach(
        (key, body) ->
            result.add(
                Product.of(
                    key.cofactor(),
                    Reduction.of(
                        Reduction.Operator.SUM,
                        index,
                        key.lower(),
                        key.upper(),
                        key.condition(),
                        body.build()))));
    return Optional.of(result.build());
  }

  /** A product with its minus moved into the difference under its sum, where there is one. */
  private static Optional<Expr> withoutSign(Expr expression) {
    if (!(expression instanceof Product product) || product.coefficient().signum() > 0) {
      return Optional.empty();
    }
    return reduction(product)
        .flatMap(
            reduction -> {
              Symbol index = Symbol.opened(Symbol.largestOpened(product) + 1);
              Binder.Opened inside = reduction.open(index);
              return negated(inside.body())
                  .map(
                      body ->
                          Product.of(
                              product.dividedBy(reduction).negate(),
                              Reduction.of(
                                  Reduction.Operator.SUM,
                                  index,
                                  reduction.lower(),
                                  reduction.upper(),
                                  inside.condition(),
                                  body)));
            });
  }

  private static Optional<Expr> negated(Expr body) {
    if (body instanceof Sum) {
      return Optional.of(Sum.distributed(Rational.MINUS_ONE, body));
    }
    if (body instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.exponent().isOne() && factor.base() instanceof Sum sum) {
          return Optional.of(
              Product.of(product.lowered(sum), Sum.distributed(Rational.MINUS_ONE, sum)));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Reduction> reduction(Expr term) {
    if (term instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.exponent().isOne() && isSum(factor.base())) {
          return Optional.of((Reduction) factor.base());
        }
      }
    }
    return isSum(term) ? Optional.of((Reduction) term) : Optional.empty();
  }

  private static boolean isSum(Expr expression) {
    return expression instanceof Reduction reduction
        && reduction.operator() == Reduction.Operator.SUM;
  }

  private static Expr cofactor(Expr term, Reduction reduction) {
    return term instanceof Product product ? product.dividedBy(reduction) : RationalNumber.ONE;
  }
}
