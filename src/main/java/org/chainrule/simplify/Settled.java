package org.chainrule.simplify;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.chainrule.error.Budget;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.rewrite.Facts;
import org.jspecify.annotations.Nullable;

/**
 * What simplification made of nodes under some facts, remembered while nodes and facts are in use:
 * the entries of a gradient or a Hessian share most of their parts, and so do the rounds for one of
 * them.
 */
final class Settled {
  private static final Map<Facts, Settled> OF_FACTS = new WeakHashMap<>();

  /** What became of a node, and the limits at which a search stopped in it. */
  record Result(Expr expression, Set<Limit> stops) {}

  /** The results of one way to change nodes. */
  static final class Results {
    /**
     * What became of a node.
     *
     * @param changed the result; null where the node stayed as it is
     * @param stops the limits at which a search stopped
     */
    private record Entry(@Nullable WeakReference<Expr> changed, Set<Limit> stops) {}

    private final WeakMemo<Entry> entries = new WeakMemo<>();

    @Nullable Result get(Expr node) {
      Entry entry = entries.get(node);
      if (entry == null) {
        return null;
      }
      Expr result = entry.changed() == null ? node : entry.changed().get();
      return result == null ? null : new Result(result, entry.stops());
    }

    void put(Expr node, Result result) {
      boolean isSame = result.expression() == node;
      WeakReference<Expr> changed = isSame ? null : new WeakReference<>(result.expression());
      entries.put(node, new Entry(changed, result.stops()));
    }
  }

  /** Of nodes with all that is in them. */
  final Results swept = new Results();

  /** Of nodes whose parts are as they stay. */
  final Results improved = new Results();

  /** What standard identities have led to under some facts, within the current budget. */
  static Settled of(Facts facts) {
    if (!Budget.current().searchesAsStandard()) {
      return new Settled();
    }
    synchronized (OF_FACTS) {
      return OF_FACTS.computeIfAbsent(facts, missing -> new Settled());
    }
  }
}
