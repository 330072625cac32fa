package org.chainrule.compile.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;

/** Expressions as messages show them: with letters for the indices of sums that were opened. */
final class Shown {
  private static final List<String> LETTERS = List.of("i", "j", "k", "l", "m", "p", "q", "r");

  private Shown() {}

  static String of(Expr expression) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node)) {
        pending.addAll(node.children());
      }
    }
    Iterator<String> letters =
        LETTERS.stream().filter(letter -> !seen.contains(Symbol.named(letter))).iterator();
    Map<Expr, Expr> names = new HashMap<>();
    int number = 1;
    for (Expr node : seen) {
      if (node instanceof Symbol symbol && symbol.isOpened()) {
        names.put(node, Symbol.named(letters.hasNext() ? letters.next() : "i" + number++));
      }
    }
    Expr named = names.isEmpty() ? expression : Substitution.of(names).apply(expression);
    return named.toString();
  }
}
