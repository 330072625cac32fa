package org.chainrule.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;

/**
 * The writing out of sums and products over elements that are defined one by one, as the units of a
 * network are: {@code sum(i=5..7, exp(x_i))} beside {@code x_5 = …} is {@code exp(x_5) + exp(x_6) +
 * exp(x_7)}.
 */
final class UnitSums extends Rewriter {
  private static final Rational MOST_TERMS = Rational.of(64);

  private final Definitions definitions;

  UnitSums(Definitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public Expr visit(Reduction reduction) {
    Expr result = super.visit(reduction);
    return result instanceof Reduction inner
        ? writtenOut(inner, definitions).orElse(inner)
        : result;
  }

  /** A reduction term by term, if it is over a few numbers and holds elements of such a family. */
  static Optional<Expr> writtenOut(Reduction reduction, Definitions definitions) {
    boolean isSum = reduction.operator() == Reduction.Operator.SUM;
    if (!isSum && reduction.operator() != Reduction.Operator.PRODUCT
        || reduction.condition() != Logical.TRUE
        || !(reduction.lower() instanceof RationalNumber lower)
        || !(reduction.upper() instanceof RationalNumber upper)
        || upper.value().minus(lower.value()).compareTo(MOST_TERMS) >= 0
        || !holdsUnits(reduction, definitions)) {
      return Optional.empty();
    }
    List<Expr> terms = new ArrayList<>();
    Rational index = lower.value();
    while (index.compareTo(upper.value()) <= 0) {
      Interruption.poll();
      terms.add(reduction.bodyAt(Expr.of(index)));
      index = index.plus(Rational.ONE);
    }
    Expr[] all = terms.toArray(Expr[]::new);
    return Optional.of(isSum ? Sum.of(all) : Product.of(all));
  }

  /** Whether a body has elements with bound indices of a family that is defined one by one. */
  private static boolean holdsUnits(Expr body, Definitions definitions) {
    Deque<Expr> pending = new ArrayDeque<>(List.of(body));
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof IndexedSymbol element
          && definitions.isOneByOne(element.family())
          && element.indices().stream().anyMatch(BoundIndex.class::isInstance)) {
        return true;
      }
      node.children().forEach(pending::push);
    }
    return false;
  }
}
