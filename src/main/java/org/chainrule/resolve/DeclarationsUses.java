package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;

/** Finds the names and elements that an expression uses, and how far their indices go. */
final class DeclarationsUses extends Pass<Boolean> {
  private final Set<Expr> nodes = new LinkedHashSet<>();
  private final Map<Symbol, List<Binder>> binders = new HashMap<>();

  /**
   * A use of a name or of an element.
   *
   * @param node a symbol or an element, with opened indices where it stands in sums
   * @param binders the sums that bind the opened indices
   */
  record Use(Expr node, Map<Symbol, List<Binder>> binders) {
    /** A bound from below of the index on an axis; the index itself where none is known. */
    Expr least(int axis) {
      return end(axis, true);
    }

    /** A bound from above of the index on an axis; the index itself where none is known. */
    Expr most(int axis) {
      return end(axis, false);
    }

    private Expr end(int axis, boolean lower) {
      Expr index = ((IndexedSymbol) node).indices().get(axis);
      for (Map.Entry<Symbol, List<Binder>> each : binders.entrySet()) {
        Expr rest = index.minus(each.getKey());
        boolean moved = !rest.mayContainName(each.getKey().name());
        if (moved && each.getValue().size() == 1) {
          Binder binder = each.getValue().get(0);
          Expr bound = lower ? binder.lower() : binder.upper();
          return bound == NamedConstant.INFINITY
              ? index
              : Substitution.of(each.getKey(), bound).apply(index);
        }
      }
      return index;
    }
  }

  /** The uses in an expression, each once. */
  static List<Use> of(Expr root) {
    DeclarationsUses pass = new DeclarationsUses();
    pass.apply(root);
    List<Use> uses = new ArrayList<>();
    for (Expr node : pass.nodes) {
      uses.add(new Use(node, pass.binders));
    }
    return uses;
  }

  @Override
  protected Boolean compute(Expr node) {
    if (node instanceof Symbol symbol && !symbol.isOpened() || node instanceof IndexedSymbol) {
      nodes.add(node);
    } else if (node instanceof Binder binder) {
      binders.computeIfAbsent(opened(binder).index(), key -> new ArrayList<>()).add(binder);
    }
    return true;
  }
}
