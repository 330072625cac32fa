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
 * The results of sweeps under some facts, remembered while nodes and facts are in use: the entries
 * of a gradient or a Hessian share most of their parts, and so do the rounds for one of them.
 */
final class Settled {
  private static final Map<Facts, Settled> OF_FACTS = new WeakHashMap<>();

  /**
   * What became of a node.
   *
   * @param kept the result; null where the node stayed as it is
   * @param stops the limits at which a search stopped in it
   */
  private record Entry(@Nullable WeakReference<Expr> kept, Set<Limit> stops) {}

  /** What became of a node, and the limits at which a search stopped in it. */
  record Result(Expr expression, Set<Limit> stops) {}

  private final WeakMemo<Entry> entries = new WeakMemo<>();

  /** What standard identities have led to under some facts, within the current budget. */
  static Settled of(Facts facts) {
    if (!Budget.current().searchesAsStandard()) {
      return new Settled();
    }
    synchronized (OF_FACTS) {
      return OF_FACTS.computeIfAbsent(facts, missing -> new Settled());
    }
  }

  @Nullable Result get(Expr node) {
    Entry entry = entries.get(node);
    if (entry == null) {
      return null;
    }
    Expr kept = entry.kept() == null ? node : entry.kept().get();
    return kept == null ? null : new Result(kept, entry.stops());
  }

  void put(Expr node, Expr result, Set<Limit> stops) {
    entries.put(node, new Entry(result == node ? null : new WeakReference<>(result), stops));
  }
}
