package org.chainrule.simplify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Elementary;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.RangedRewriter;
import org.jspecify.annotations.Nullable;

/**
 * The elimination of a kernel by a solution's replacement, for every index and under binders too.
 * Sums that the replacement itself holds are left whole, so that they can cancel against it.
 */
final class Elimination extends RangedRewriter {
  private final Solution solution;
  private final List<Solution> kept = new ArrayList<>();

  Elimination(Solution solution, Facts facts) {
    super(facts, Symbol.largestOpened(solution.replacement()));
    this.solution = solution;
    Deque<Expr> pending = new ArrayDeque<>(List.of(solution.replacement()));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (node instanceof Reduction) {
        kept.add(new Solution(node, 1, node, solution.indices()).withoutIdleIndices());
      } else if (solution.at(node, facts).isPresent()) {
        kept.add(new Solution(node, 1, node, Map.of()));
      } else {
        node.children().forEach(pending::push);
      }
    }
  }

  @Override
  protected @Nullable Expr shortcut(Expr node) {
    for (Solution each : kept) {
      if (each.at(node, facts()).isPresent()) {
        return node;
      }
    }
    return solution.power() == 1 ? solution.at(node, facts()).orElse(null) : null;
  }

  private Expr raised(Expr base, Expr exponent) {
    Optional<Expr> known;
    if (exponent instanceof RationalNumber number) {
      known =
          solution.power() > 1
              ? solution.raised(base, number.value(), facts())
              : solution.rooted(base, number.value(), facts());
    } else {
      known = apart(exponent, addend -> Power.of(base, addend));
    }
    return known.orElseGet(
        () -> Power.of(result(base), exponent.isOne() ? exponent : result(exponent)));
  }

  @Override
  public Expr visit(Product product) {
    Optional<Expr> divided = solution.dividing(product, facts());
    if (divided.isPresent()) {
      return divided.get();
    }
    Product.Builder builder = new Product.Builder().multiply(product.coefficient());
    for (Product.Factor factor : product.factors()) {
      builder.multiply(raised(factor.base(), factor.exponent()));
    }
    return builder.build();
  }

  @Override
  public Expr visit(Power power) {
    return raised(power.base(), power.exponent());
  }

  @Override
  public Expr visit(Apply apply) {
    if (apply.function().isExponential()) {
      Optional<Expr> known = apart(apply.arguments().get(0), addend -> Elementary.exp(addend));
      if (known.isPresent()) {
        return known.get();
      }
    }
    return super.visit(apply);
  }

  /** The power of a sum as the product of the powers of its terms, where one of these is known. */
  private Optional<Expr> apart(Expr exponent, UnaryOperator<Expr> power) {
    if (solution.power() > 1) {
      return Optional.empty();
    }
    Product.Builder builder = new Product.Builder();
    Sum.Builder others = new Sum.Builder();
    boolean found = false;
    for (Expr addend : exponent instanceof Sum sum ? sum.addends() : List.of(exponent)) {
      Optional<Expr> known =
          solution
              .at(power.apply(addend), facts())
              .or(() -> solution.multiple(addend, power, facts()));
      known.ifPresentOrElse(builder::multiply, () -> others.add(addend));
      found |= known.isPresent();
    }
    return found
        ? Optional.of(builder.multiply(power.apply(others.build())).build())
        : Optional.empty();
  }
}
