package org.chainrule.bound;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;

/** The names that an expression has values for. */
public final class Names {
  private Names() {}

  /** The plain names and elements, in the order in which they are met. */
  public static List<Expr> in(Expr expression) {
    Set<Expr> names = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof Symbol || node instanceof IndexedSymbol element && !isBound(element)) {
        names.add(node);
      } else {
        for (int i = node.children().size() - 1; i >= 0; i--) {
          pending.push(node.children().get(i));
        }
      }
    }
    return List.copyOf(names);
  }

  private static boolean isBound(IndexedSymbol element) {
    Deque<Expr> pending = new ArrayDeque<>(element.indices());
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (node instanceof BoundIndex) {
        return true;
      }
      node.children().forEach(pending::push);
    }
    return false;
  }

  /** Whether an expression is a number: no name is in it, nor an element of a sum of any length. */
  static boolean isNumber(Expr expression) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (node instanceof Symbol || node instanceof IndexedSymbol || node instanceof BoundIndex) {
        return false;
      }
      if (seen.add(node)) {
        node.children().forEach(pending::push);
      }
    }
    return true;
  }
}
