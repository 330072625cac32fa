package org.chainrule.prove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Symbol;

/** The names that stand for whole numbers: in indices, in ends of ranges, in deltas. */
final class WholeNumbers {
  private WholeNumbers() {}

  static Set<Symbol> in(Collection<? extends Expr> expressions) {
    List<Expr> places = new ArrayList<>();
    Pass<Boolean> search =
        new Pass<>() {
          @Override
          protected List<Expr> dependencies(Expr node) {
            return node.children();
          }

          @Override
          protected Boolean compute(Expr node) {
            if (node instanceof IndexedSymbol || node instanceof KroneckerDelta) {
              places.addAll(node.children());
            } else if (node instanceof Binder binder) {
              places.add(binder.lower());
              places.add(binder.upper());
              places.add(binder.condition());
            } else if (node instanceof Symbol symbol && symbol.isOpened()) {
              places.add(symbol);
            }
            return true;
          }
        };
    expressions.forEach(search::apply);
    return symbols(places);
  }

  /** The names in expressions of whole numbers. */
  static Set<Symbol> symbols(Collection<? extends Expr> places) {
    Set<Symbol> whole = new LinkedHashSet<>();
    Pass<Boolean> names =
        new Pass<>() {
          @Override
          protected List<Expr> dependencies(Expr node) {
            return node.children();
          }

          @Override
          protected Boolean compute(Expr node) {
            return !(node instanceof Symbol symbol) || whole.add(symbol);
          }
        };
    places.forEach(names::apply);
    return whole;
  }
}
