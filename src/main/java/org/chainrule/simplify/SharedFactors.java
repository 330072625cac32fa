package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/** Forms that leave the sums in an expression whole, where a normal form multiplies them out. */
final class SharedFactors {
  private static final int MOST_TERMS = 12;
  private static final int MOST_KEPT = 3;

  /** What it has to save to set a part of a sum in brackets, which breaks its evenness. */
  private static final double LEAST_SAVED = 4;

  private SharedFactors() {}

  /** Adds the sum with what some of its terms share in front of them, for each such part. */
  static void addCollected(Forms of, Candidates candidates) {
    Expr node = of.node();
    if (!(node instanceof Sum sum) || sum.size() < 2 || sum.size() > MOST_TERMS) {
      return;
    }
    List<Expr> addends = sum.addends();
    Map<Expr, Set<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < addends.size(); i++) {
      for (Expr factor : factors(addends.get(i))) {
        places.computeIfAbsent(factor, missing -> new LinkedHashSet<>()).add(i);
      }
    }
    Set<Set<Integer>> groups = new HashSet<>();
    for (Set<Integer> group : places.values()) {
      if (group.size() > 1 && groups.add(group)) {
        Product.Builder shared = new Product.Builder();
        places.forEach(
            (factor, where) -> {
              if (where.containsAll(group)) {
                shared.multiply(factor);
              }
            });
        Expr collected = collected(addends, group, shared.build());
        boolean isWhole = group.size() == addends.size();
        if (isWhole || of.cost().of(node) - of.cost().of(collected) > LEAST_SAVED) {
          candidates.add(collected);
        }
      }
    }
  }

  private static Expr collected(List<Expr> addends, Set<Integer> group, Expr shared) {
    Sum.Builder inside = new Sum.Builder();
    Sum.Builder result = new Sum.Builder();
    for (int i = 0; i < addends.size(); i++) {
      if (group.contains(i)) {
        inside.add(addends.get(i).dividedBy(shared));
      } else {
        result.add(addends.get(i));
      }
    }
    return result.add(Product.of(shared, inside.build())).build();
  }

  private static List<Expr> factors(Expr addend) {
    if (addend instanceof Product product) {
      return product.factors().stream().map(Product.Factor::toExpr).toList();
    }
    return addend instanceof RationalNumber ? List.of() : List.of(addend);
  }

  /** Adds the rational normal form in which squared sums stand as they are. */
  static void addWithSquares(Forms of, Candidates candidates) {
    Expr node = of.node();
    Map<Expr, Expr> names = new HashMap<>();
    Map<Expr, Expr> back = new HashMap<>();
    for (Sum square : squares(node)) {
      Symbol name = Symbol.named("squared " + names.size() / 2);
      names.put(square, name);
      names.put(Sum.distributed(Rational.MINUS_ONE, square), name.negate());
      back.put(name, square);
    }
    if (!names.isEmpty()) {
      Expr named = Substitution.of(names).apply(node);
      RationalForm form = new RationalForm();
      Expr factored = form.factored(form.fraction(named));
      candidates.add(Substitution.of(back).apply(factored));
    }
  }

  /** Sums of names or numbers that are bases of whole powers above 1, where the node is not one. */
  private static List<Sum> squares(Expr node) {
    List<Sum> squares = new ArrayList<>();
    Set<Expr> seen = new HashSet<>(Set.of(node));
    List<Expr> pending = new ArrayList<>(List.of(node));
    while (!pending.isEmpty() && squares.size() < MOST_KEPT) {
      Expr next = pending.remove(pending.size() - 1);
      List<Expr> parts = new ArrayList<>();
      if (next instanceof Product product) {
        for (Product.Factor factor : product.factors()) {
          add(factor.base(), factor.exponent(), squares);
          parts.add(factor.base());
        }
      } else if (next instanceof Power power) {
        add(power.base(), power.exponent(), squares);
        parts.add(power.base());
      } else if (next instanceof Sum sum) {
        sum.terms().forEach(term -> parts.add(term.expression()));
      }
      for (Expr part : parts) {
        if (seen.add(part)) {
          pending.add(part);
        }
      }
    }
    return squares;
  }

  private static void add(Expr base, Expr exponent, List<Sum> squares) {
    if (base instanceof Sum sum
        && exponent instanceof RationalNumber number
        && number.value().isInteger()
        && number.value().signum() > 0
        && !exponent.isOne()
        && !squares.contains(sum)) {
      squares.add(sum);
    }
  }

  /** Adds the product with the decimal in front of it multiplied into a sum. */
  static void addWithDecimals(Forms of, Candidates candidates) {
    if (of.node() instanceof Product product) {
      withDecimals(product).ifPresent(candidates::add);
    }
  }

  /**
   * A product with the decimal in front of it multiplied into a sum of whole numbers: {@code
   * 0.05*(20 - x)} is {@code 1 - 0.05*x}; empty where there is none, or none but ones.
   */
  static Optional<Expr> withDecimals(Product product) {
    if (!product.coefficient().isDecimal()) {
      return Optional.empty();
    }
    for (Product.Factor factor : product.factors()) {
      if (factor.exponent().isOne() && factor.base() instanceof Sum sum && isWhole(sum)) {
        Expr scaled = Sum.distributed(product.coefficient(), sum);
        return Optional.of(
            Product.of(
                Product.scaled(product.coefficient().reciprocal(), product.lowered(sum)), scaled));
      }
    }
    return Optional.empty();
  }

  /** Whether all numbers in a sum are whole, and not all are 1 or -1. */
  private static boolean isWhole(Sum sum) {
    boolean areOnes = sum.constant().isZero() || sum.constant().isUnit();
    boolean areWhole = sum.constant().isInteger();
    for (Sum.Term term : sum.terms()) {
      areOnes &= term.coefficient().isUnit();
      areWhole &= term.coefficient().isInteger();
    }
    return areWhole && !areOnes;
  }

  /**
   * Adds the product with the signs of sums among its factors turned, of one or of two, and the sum
   * with its terms turned.
   */
  static void addTurned(Forms of, Candidates candidates) {
    Expr node = of.node();
    if (node instanceof Sum sum) {
      Sum.Builder turned = new Sum.Builder().add(RationalNumber.of(sum.constant()));
      for (Sum.Term term : sum.terms()) {
        turned.add(turned(term));
      }
      candidates.add(turned.build());
      return;
    }
    if (!(node instanceof Product product)) {
      return;
    }
    List<Expr> sums =
        product.factors().stream()
            .filter(each -> each.exponent().isOne() && each.base() instanceof Sum)
            .map(Product.Factor::base)
            .limit(MOST_KEPT)
            .toList();
    for (int i = 0; i < sums.size(); i++) {
      if (isAsGoodTurned((Sum) sums.get(i))) {
        candidates.add(
            Product.of(
                product.dividedBy(sums.get(i)).negate(),
                Sum.distributed(Rational.MINUS_ONE, sums.get(i))));
      }
      for (int j = i + 1; j < sums.size(); j++) {
        Expr others = product.dividedBy(Product.of(sums.get(i), sums.get(j)));
        candidates.add(
            Product.of(
                others,
                Sum.distributed(Rational.MINUS_ONE, sums.get(i)),
                Sum.distributed(Rational.MINUS_ONE, sums.get(j))));
      }
    }
  }

  /** Whether a difference is no {@code 1 - a} or {@code delta(i,j) - a}, which stay so. */
  private static boolean isAsGoodTurned(Sum sum) {
    return sum.constant().isZero()
        && sum.terms().stream()
            .noneMatch(
                term ->
                    term.expression() instanceof KroneckerDelta && term.coefficient().signum() > 0);
  }

  /** A term whose minus a sum in it takes, or gives where it holds a delta with a minus. */
  private static Expr turned(Sum.Term term) {
    Expr whole = term.toExpr();
    if (whole instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.exponent().isOne() && factor.base() instanceof Sum sum) {
          Expr other = Sum.distributed(Rational.MINUS_ONE, sum);
          boolean isBetter =
              term.coefficient().signum() < 0
                  ? isAsGoodTurned(sum) && !Apply.isNegated(other)
                  : sum.constant().isZero()
                      && other instanceof Sum negated
                      && !isAsGoodTurned(negated);
          if (isBetter) {
            return Product.of(whole.dividedBy(sum).negate(), other);
          }
        }
      }
    }
    return whole;
  }
}
