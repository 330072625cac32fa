package org.chainrule.expr;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.error.Interruption;
import org.jspecify.annotations.Nullable;

/** The table of all live nodes, weak and safe for threads: one instance for each expression. */
final class Interner {
  private static final ConcurrentHashMap<Object, Entry> TABLE = new ConcurrentHashMap<>(1 << 12);
  private static final ReferenceQueue<Expr> COLLECTED = new ReferenceQueue<>();

  private Interner() {}

  /** The one node that equals the candidate; the candidate itself if it is the first. */
  static Expr intern(Expr candidate) {
    Interruption.poll();
    for (Object dead = COLLECTED.poll(); dead != null; dead = COLLECTED.poll()) {
      TABLE.remove(dead);
    }
    Probe probe = new Probe(candidate);
    while (true) {
      Entry found = TABLE.get(probe);
      if (found == null) {
        Entry made = new Entry(candidate);
        found = TABLE.putIfAbsent(made, made);
        if (found == null) {
          return candidate;
        }
      }
      Expr live = found.get();
      if (live != null) {
        return live;
      }
      TABLE.remove(found);
    }
  }

  static int size() {
    return TABLE.size();
  }

  private static boolean isSame(Expr first, @Nullable Expr second) {
    return first == second
        || second != null
            && first.structuralHash() == second.structuralHash()
            && first.getClass() == second.getClass()
            && first.sameAs(second);
  }

  /** A key that holds its node weakly. */
  private static final class Entry extends WeakReference<Expr> {
    private final int hash;

    Entry(Expr node) {
      super(node, COLLECTED);
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
      Expr mine = get();
      return mine != null && other instanceof Entry entry && isSame(mine, entry.get());
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
      return other instanceof Entry entry && isSame(node, entry.get());
    }
  }
}
