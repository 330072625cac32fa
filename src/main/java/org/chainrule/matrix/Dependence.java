package org.chainrule.matrix;

import java.util.LinkedHashSet;
import java.util.Set;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Symbol;

/** The indices of rows and columns that each part of an expression depends on. */
final class Dependence extends Pass<Set<Symbol>> {
  private final IndexLengths lengths;

  /**
   * A pass.
   *
   * @param lengths the indices that are looked for; more are put in as binders are opened
   * @param openedInUse the largest number of an opened index in what it is applied to
   */
  Dependence(IndexLengths lengths, int openedInUse) {
    super(openedInUse);
    this.lengths = lengths;
  }

  Symbol another() {
    return freshIndex();
  }

  @Override
  public Binder.Opened opened(Binder binder) {
    Binder.Opened inside = super.opened(binder);
    lengths.put(inside.index(), binder.upper());
    return inside;
  }

  @Override
  protected Set<Symbol> compute(Expr node) {
    if (node instanceof Symbol symbol) {
      return lengths.has(symbol) ? Set.of(symbol) : Set.of();
    }
    Set<Symbol> found = new LinkedHashSet<>();
    for (Expr part : dependencies(node)) {
      found.addAll(result(part));
    }
    if (node instanceof Binder binder) {
      found.remove(opened(binder).index());
    }
    return found;
  }
}
