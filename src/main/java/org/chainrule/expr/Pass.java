package org.chainrule.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * A pass over an expression from its leaves to its root that computes each distinct node once, with
 * a stack of its own: its cost is linear in the graph, and depth costs no Java stack.
 *
 * <p>A pass belongs to one thread. It may be applied to several roots, and remembers.
 *
 * @param <R> what is computed for a node
 */
public abstract class Pass<R> {
  /** What stands for the result of a node while what it depends on is computed. */
  private static final Object ENTERED = new Object();

  /** The results, and {@link #ENTERED} for the nodes on the way. */
  private final Map<Expr, Object> results = new HashMap<>();

  private final Map<Expr, Binder.Opened> opened = new HashMap<>();
  private int openedInUse;
  private long steps;

  public Pass() {
    this(0);
  }

  /**
   * A pass that brings expressions from outside into binders.
   *
   * @param openedInUse the largest number of an opened index in those expressions
   */
  protected Pass(int openedInUse) {
    this.openedInUse = openedInUse;
  }

  /** What the pass computes for the root. */
  public final R apply(Expr root) {
    Object before = results.get(root);
    if (before == ENTERED) {
      throw cycle(root);
    }
    Frame top = before == null ? entered(root, null) : null;
    try {
      while (top != null) {
        Interruption.poll();
        if (top.next < top.dependencies.size()) {
          Expr dependency = top.dependencies.get(top.next++);
          Object known = results.get(dependency);
          if (known == ENTERED) {
            throw cycle(dependency);
          }
          if (known == null) {
            top = entered(dependency, top);
          }
        } else {
          steps++;
          results.put(top.node, compute(top.node));
          top = top.below;
        }
      }
    } finally {
      // What was left unfinished by a failure may be asked for again.
      for (; top != null; top = top.below) {
        results.remove(top.node);
      }
    }
    return result(root);
  }

  /** The stack with a node on it, where it has no shortcut. */
  private @Nullable Frame entered(Expr node, @Nullable Frame stack) {
    R shortcut = shortcut(node);
    if (shortcut != null) {
      results.put(node, shortcut);
      return stack;
    }
    List<Expr> dependencies = dependencies(node);
    results.put(node, ENTERED);
    return new Frame(node, dependencies, stack);
  }

  /**
   * What is thrown where a node depends on itself, which only a pass that adds dependencies meets.
   */
  protected RuntimeException cycle(Expr node) {
    return new IllegalStateException("a node depends on itself");
  }

  /** The number of nodes that were computed so far: what tests count instead of time. */
  public final long steps() {
    return steps;
  }

  /** The result for a node without looking at what it depends on, or null where that is needed. */
  protected @Nullable R shortcut(Expr node) {
    return null;
  }

  /** What has to be computed before the node: its children, and of a binder the opened inside. */
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Binder binder) {
      Binder.Opened inside = opened(binder);
      List<Expr> dependencies = new ArrayList<>(4);
      dependencies.add(binder.lower());
      dependencies.add(binder.upper());
      dependencies.add(inside.condition());
      dependencies.add(inside.body());
      return dependencies;
    }
    return node.children();
  }

  /**
   * The inside of a binder, the same each time that it is asked for. Every binder gets an index of
   * its own, so that what a pass knows of an index, such as its range, holds for it alone.
   */
  public Binder.Opened opened(Binder binder) {
    Binder.Opened known = opened.get((Expr) binder);
    if (known == null) {
      known = binder.open(openedInUse);
      openedInUse = Math.max(openedInUse, Symbol.largestOpened(known.index()));
      opened.put((Expr) binder, known);
    }
    return known;
  }

  /** A symbol for an index that nothing else in the pass uses. */
  protected final Symbol freshIndex() {
    openedInUse++;
    return Symbol.opened(openedInUse);
  }

  /** Has a node computed anew when it is asked for next. */
  protected final void drop(Expr node) {
    results.remove(node);
  }

  /** Whether a node has been computed. */
  protected final boolean isComputed(Expr node) {
    Object result = results.get(node);
    return result != null && result != ENTERED;
  }

  /** What was computed for a dependency. */
  protected final R result(Expr node) {
    Object result = results.get(node);
    if (result == null || result == ENTERED) {
      throw new IllegalStateException("a node was used before it was computed");
    }
    @SuppressWarnings("unchecked")
    R computed = (R) result;
    return computed;
  }

  /** Computes a node, the results of its dependencies being there. */
  protected abstract R compute(Expr node);

  /** A node on the way, and the one that waits for it. */
  private static final class Frame {
    private final Expr node;
    private final List<Expr> dependencies;
    private final @Nullable Frame below;
    private int next;

    Frame(Expr node, List<Expr> dependencies, @Nullable Frame below) {
      this.node = node;
      this.dependencies = dependencies;
      this.below = below;
    }
  }
}
