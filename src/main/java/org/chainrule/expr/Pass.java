package org.chainrule.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<Expr, R> results = new HashMap<>();
  private final Map<Expr, Binder.Opened> opened = new HashMap<>();
  private final Set<Expr> entered = new HashSet<>();
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
    R known = results.get(root);
    if (known != null) {
      return known;
    }
    Deque<Frame> stack = new ArrayDeque<>();
    try {
      enter(root, stack);
      while (!stack.isEmpty()) {
        Interruption.poll();
        Frame frame = stack.peek();
        if (frame.next < frame.dependencies.size()) {
          Expr dependency = frame.dependencies.get(frame.next++);
          if (!results.containsKey(dependency)) {
            enter(dependency, stack);
          }
        } else {
          steps++;
          results.put(frame.node, compute(frame.node));
          stack.pop();
        }
      }
    } finally {
      // What was left unfinished by a failure may be asked for again.
      stack.forEach(frame -> entered.remove(frame.node));
    }
    return result(root);
  }

  private void enter(Expr node, Deque<Frame> stack) {
    R shortcut = shortcut(node);
    if (shortcut != null) {
      results.put(node, shortcut);
    } else {
      if (!entered.add(node)) {
        throw cycle(node);
      }
      Frame frame = new Frame(node);
      stack.push(frame);
      frame.dependencies = dependencies(node);
    }
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

  /** What was computed for a dependency. */
  protected final R result(Expr node) {
    R result = results.get(node);
    if (result == null) {
      throw new IllegalStateException("a node was used before it was computed");
    }
    return result;
  }

  /** Computes a node, the results of its dependencies being there. */
  protected abstract R compute(Expr node);

  private static final class Frame {
    private final Expr node;
    private List<Expr> dependencies = List.of();
    private int next;

    Frame(Expr node) {
      this.node = node;
    }
  }
}
