package org.chainrule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.differentiate.NoDerivativeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;

/**
 * The names in an expression that is at hand, by which the texts beside it are read.
 *
 * @param symbols the plain names
 * @param families the names of the families
 */
record GivenNames(Set<String> symbols, Set<String> families) {
  static GivenNames of(Expr expression) {
    Set<String> symbols = new HashSet<>();
    Set<String> families = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>();
    pending.push(expression);
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof Symbol symbol && !symbol.isOpened()) {
        symbols.add(symbol.name());
      } else if (node instanceof IndexedSymbol element) {
        families.add(element.family());
      }
      node.children().forEach(pending::push);
    }
    return new GivenNames(symbols, families);
  }

  /** The plain names that could be taken for elements. */
  Set<String> subscripted() {
    return symbols.stream().filter(name -> name.indexOf('_') > 0).collect(Collectors.toSet());
  }

  /**
   * Refuses a variable that is a family in the expression, or an element of what is a number there.
   */
  void require(Expr variable) {
    if (variable instanceof Symbol symbol && families.contains(symbol.name())) {
      throw new NoDerivativeException(
          "`%s` is a family in the expression; differentiate by an element, such as %s_j"
              .formatted(symbol.name(), symbol.name()));
    }
    if (variable instanceof IndexedSymbol element && symbols.contains(element.family())) {
      throw new NoDerivativeException(
          "`%s` is one number in the expression and has no elements".formatted(element.family()));
    }
  }
}
