package org.chainrule.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.chainrule.error.Interruption;
import org.jspecify.annotations.Nullable;

/** The walk over syntax trees of any depth without recursion. */
public final class SyntaxWalk {
  private SyntaxWalk() {}

  /** Visits every node, each before its children, in the order in which they were written. */
  public static void forEach(Syntax root, Consumer<Syntax> visitor) {
    Deque<Syntax> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Syntax node = pending.pop();
      visitor.accept(node);
      List<Syntax> children = node.children();
      for (int i = children.size() - 1; i >= 0; i--) {
        pending.push(children.get(i));
      }
    }
  }

  /** Computes a result for every node from those of its children, and returns the root's. */
  public static <R> R fold(Syntax root, BiFunction<Syntax, List<R>, R> combine) {
    Deque<Syntax> opened = new ArrayDeque<>();
    List<R> results = new ArrayList<>();
    Deque<Syntax> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Syntax node = pending.peek();
      List<Syntax> children = node.children();
      if (children.isEmpty() || opened.peek() == node) {
        pending.pop();
        if (!children.isEmpty()) {
          opened.pop();
        }
        List<R> own = results.subList(results.size() - children.size(), results.size());
        R result = combine.apply(node, Collections.unmodifiableList(new ArrayList<>(own)));
        own.clear();
        results.add(result);
      } else {
        opened.push(node);
        for (int i = children.size() - 1; i >= 0; i--) {
          pending.push(children.get(i));
        }
      }
    }
    return results.get(0);
  }

  static boolean same(Syntax first, @Nullable Object second) {
    if (first == second) {
      return true;
    }
    if (!(second instanceof Syntax other)) {
      return false;
    }
    Deque<Syntax> pending = new ArrayDeque<>();
    pending.push(first);
    pending.push(other);
    while (!pending.isEmpty()) {
      Interruption.poll();
      Syntax right = pending.pop();
      Syntax left = pending.pop();
      if (left == right) {
        continue;
      }
      List<Syntax> leftChildren = left.children();
      List<Syntax> rightChildren = right.children();
      if (left.getClass() != right.getClass()
          || leftChildren.size() != rightChildren.size()
          || !left.label().equals(right.label())) {
        return false;
      }
      for (int i = 0; i < leftChildren.size(); i++) {
        pending.push(leftChildren.get(i));
        pending.push(rightChildren.get(i));
      }
    }
    return true;
  }

  static int hash(Syntax root) {
    int[] hash = {1};
    forEach(
        root,
        node -> hash[0] = 31 * hash[0] + node.label().hashCode() * 17 + node.children().size());
    return hash[0];
  }
}
