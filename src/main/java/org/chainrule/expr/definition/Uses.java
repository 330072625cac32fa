package org.chainrule.expr.definition;

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
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;

/** The names and elements that an expression uses, and how far their indices go. */
public final class Uses extends Pass<Boolean> {
  private final Set<Expr> nodes = new LinkedHashSet<>();
  private final Map<Symbol, List<Binder>> binders = new HashMap<>();

  /**
   * A use of a name or of an element.
   *
   * @param node a symbol or an element, with opened indices where it stands in sums
   * @param binders the sums that bind the opened indices
   */
  public record Use(Expr node, Map<Symbol, List<Binder>> binders) {
    /** A bound from below of the index on an axis; the index itself where none is known. */
    public Expr least(int axis) {
      return end(axis, true);
    }

    /** A bound from above of the index on an axis; the index itself where none is known. */
    public Expr most(int axis) {
      return end(axis, false);
    }

    /** Whether the element may be one that a definition's target is for. */
    boolean mayMeet(IndexedSymbol target) {
      IndexedSymbol used = (IndexedSymbol) node;
      for (int axis = 0; axis < target.indices().size(); axis++) {
        if (axis < used.indices().size()
            && target.indices().get(axis) instanceof RationalNumber number
            && (signOf(least(axis).minus(number)) > 0 || signOf(most(axis).minus(number)) < 0)) {
          return false;
        }
      }
      return true;
    }

    private static int signOf(Expr difference) {
      return difference instanceof RationalNumber number ? number.value().signum() : 0;
    }

    private Expr end(int axis, boolean lower) {
      Expr end = ((IndexedSymbol) node).indices().get(axis);
      for (int i = 0; i < binders.size(); i++) {
        Expr next = next(end, lower);
        if (next == end) {
          return end;
        }
        end = next;
      }
      return end;
    }

    /** An index with that of a sum at its bound; it may hold the index of a sum further out. */
    private Expr next(Expr index, boolean lower) {
      for (Map.Entry<Symbol, List<Binder>> each : binders.entrySet()) {
        Expr rest = index.minus(each.getKey());
        boolean moved = !Occurrence.isPossible(each.getKey().name(), rest);
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
  public static List<Use> of(Expr root) {
    Uses pass = new Uses();
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
