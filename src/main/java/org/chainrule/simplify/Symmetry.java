package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;

/**
 * The elements of families that an equation says to be the same but for the order of their indices,
 * {@code K_{i,j} = K_{j,i}} or {@code w_{i,j} = -w_{j,i}}, in one order: numbers before letters and
 * these by the alphabet, bound indices last.
 */
final class Symmetry extends Rewriter {
  private static final int MOST_STEPS = 6;

  private static final Comparator<Expr> INDICES =
      Comparator.comparing(Symmetry::rank).thenComparing(Symmetry::compareSameKind);

  private final List<Solution> exchanges;
  private Facts facts;

  private Symmetry(List<Solution> exchanges, Facts facts) {
    this.exchanges = exchanges;
    this.facts = facts;
  }

  /** The exchanges of indices that equations allow. */
  static List<Solution> exchanges(Collection<Equation> equations) {
    List<Solution> exchanges = new ArrayList<>();
    for (Equation equation : equations) {
      if (isExchange(equation)) {
        exchanges.add(new Solution(equation.left(), 1, equation.right(), equation.indices()));
      }
    }
    return exchanges;
  }

  private static boolean isExchange(Equation equation) {
    return equation.left() instanceof IndexedSymbol one
        && element(equation.right()).isPresent()
        && element(equation.right()).get().family().equals(one.family())
        && List.copyOf(element(equation.right()).get().indices()).containsAll(one.indices())
        && one.indices().size() == element(equation.right()).get().indices().size()
        && equation.indices().keySet().containsAll(one.indices());
  }

  /** The element that an expression is, or is the negative of. */
  private static Optional<IndexedSymbol> element(Expr expression) {
    Expr positive =
        expression instanceof Product product && product.coefficient().isUnit()
            ? product.withoutCoefficient()
            : expression;
    return positive instanceof IndexedSymbol element ? Optional.of(element) : Optional.empty();
  }

  static Expr ordered(Expr expression, List<Solution> exchanges, Facts facts) {
    return exchanges.isEmpty() ? expression : new Symmetry(exchanges, facts).apply(expression);
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Binder binder) {
      Binder.Opened inside = opened(binder);
      facts = facts.withRange(inside.index(), binder.range());
    }
    return super.dependencies(node);
  }

  @Override
  public Expr visit(IndexedSymbol indexed) {
    Expr best = super.visit(indexed);
    for (int step = 0; step < MOST_STEPS; step++) {
      Expr before = best;
      for (Solution exchange : exchanges) {
        best = better(best, exchange);
      }
      if (best == before) {
        return best;
      }
    }
    return best;
  }

  private Expr better(Expr current, Solution exchange) {
    IndexedSymbol element = element(current).orElseThrow();
    Optional<Expr> other = exchange.at(element, facts);
    if (other.isEmpty() || compare(element(other.get()).orElseThrow(), element) >= 0) {
      return current;
    }
    return current == element ? other.get() : other.get().negate();
  }

  private static int compare(IndexedSymbol first, IndexedSymbol second) {
    for (int i = 0; i < first.indices().size(); i++) {
      int order = INDICES.compare(first.indices().get(i), second.indices().get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int rank(Expr index) {
    if (index instanceof RationalNumber) {
      return 0;
    }
    return Symbol.largestOpened(index) > 0 ? 3 : index instanceof Symbol ? 1 : 2;
  }

  private static int compareSameKind(Expr first, Expr second) {
    return first instanceof RationalNumber one && second instanceof RationalNumber other
        ? one.value().compareTo(other.value())
        : first.toString().compareTo(second.toString());
  }
}
