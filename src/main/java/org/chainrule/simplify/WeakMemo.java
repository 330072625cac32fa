package org.chainrule.simplify;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A memory of something about nodes, for as long as they are in use; safe for threads. What is
 * remembered must not hold its node.
 *
 * @param <V> what is remembered
 */
final class WeakMemo<V> {
  private final ConcurrentHashMap<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<Expr> collected = new ReferenceQueue<>();

  @Nullable V get(Expr node) {
    return values.get(new Probe(node));
  }

  void put(Expr node, V value) {
    for (Object dead = collected.poll(); dead != null; dead = collected.poll()) {
      values.remove(dead);
    }
    values.put(new Key(node, collected), value);
  }

  /** A key that holds its node weakly. */
  private static final class Key extends WeakReference<Expr> {
    private final int hash;

    Key(Expr node, ReferenceQueue<Expr> collected) {
      super(node, collected);
      hash = node.hashCode();
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Expr node = get();
      return node != null && other instanceof Key key && key.get() == node;
    }
  }

  /** A key for looking up without making a reference. */
  private record Probe(Expr node) {
    @Override
    public int hashCode() {
      return node.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.get() == node;
    }
  }
}
