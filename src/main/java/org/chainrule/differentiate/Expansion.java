package org.chainrule.differentiate;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;

/**
 * The replacement of names by their definitions, but for some that are kept. Elements of
 * recurrences stay where their index is no number; sums over elements that are defined one by one
 * are written out.
 */
public final class Expansion extends Rewriter {
  private final Definitions definitions;
  private final Predicate<Expr> isKept;

  /**
   * An expansion.
   *
   * @param isKept whether a plain name, or an element of a family, is to stay
   */
  public Expansion(Definitions definitions, Predicate<Expr> isKept) {
    this.definitions = definitions;
    this.isKept = isKept;
  }

  private Optional<Expr> value(Expr node) {
    if (node instanceof Symbol symbol) {
      return isKept.test(symbol) ? Optional.empty() : definitions.valueOf(symbol);
    }
    if (node instanceof IndexedSymbol element) {
      boolean stays = isKept.test(element) || definitions.isMoving(element);
      return stays ? Optional.empty() : definitions.valueOf(element);
    }
    return node instanceof Reduction reduction
        ? UnitSums.writtenOut(reduction, definitions)
        : Optional.empty();
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    return value(node).map(List::of).orElseGet(() -> super.dependencies(node));
  }

  @Override
  protected RuntimeException cycle(Expr node) {
    return new NoDerivativeException("a definition leads back to itself");
  }

  @Override
  public Expr visit(Symbol symbol) {
    return value(symbol).map(this::result).orElse(symbol);
  }

  @Override
  public Expr visit(Reduction reduction) {
    return value(reduction).map(this::result).orElseGet(() -> super.visit(reduction));
  }

  @Override
  public Expr visit(IndexedSymbol indexed) {
    return value(indexed).map(this::result).orElseGet(() -> super.visit(indexed));
  }
}
